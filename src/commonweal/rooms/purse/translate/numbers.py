"""Reads account numbers: an IBAN with its check digits, a BIC by its shape."""

from __future__ import annotations

import re

from commonweal.core.vf.problems import Problem
from commonweal.rooms.purse.errors import kept
from commonweal.rooms.purse.translate import values

_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


def read_iban(typed: str, problems: list[Problem], field: str = "iban") -> str:
    """Return an IBAN without spaces; empty stays empty."""
    text = "".join(typed.split()).upper()
    if text and not values.is_iban(text):
        problems.append(kept.not_an_iban(field, typed))
    return text[:34]


def read_bic(typed: str, problems: list[Problem], field: str = "bic") -> str:
    """Return a BIC without spaces; empty stays empty."""
    text = "".join(typed.split()).upper()
    if text and not _BIC.fullmatch(text):
        problems.append(kept.not_a_bic(field, typed))
    return text[:11]
