"""Sentences a count says: an English template and what fills it, never prose.

A count knows no language; interfaces translate the template before filling it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(message: str) -> str:  # noqa: N802 - the usual name of a translation marker
    """Mark a template for translation; interfaces translate it when it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing said: a template in ``%(name)s`` style and what fills it.

    Examples
    --------
    >>> str(Sentence("%(option)s has %(votes)s.", {"option": "Oak", "votes": 7}))
    'Oak has 7.'
    """

    template: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template % self.params


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what was to be counted; rows count from 1."""

    sentence: Sentence
    row: int | None = None

    def __str__(self) -> str:
        where = "" if self.row is None else f"{self.row}: "
        return f"{where}{self.sentence}"


class BadBallots(ValueError):
    """What was handed in cannot be counted; ``faults`` names every reason."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(str(fault) for fault in faults))
