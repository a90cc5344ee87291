"""The laws of the ledger, as arithmetic: what is wrong with a draft, what moves."""

from __future__ import annotations

from uuid import UUID

from commonweal.core.vf import ids


def id_of(*, union: UUID, what: str, key: str) -> UUID:
    """Return the id that a draft's key gives; ``what`` is "event", "resource" …."""
    return ids.id_from_key(union, f"{what}:{key}")
