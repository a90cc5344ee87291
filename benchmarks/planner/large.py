"""Federations too large for one solve of the whole matrix."""

from __future__ import annotations


def large(*, large: bool) -> None:
    """50 unions: by blocks against the whole matrix (only with ``--large``)."""
