"""What is wrong with something asked for, said so that the asker can mend it.

A problem names its field (and row, when it came from a table), says what was wrong
and what to do. Messages are English templates marked with ``N_``; the interfaces
translate the template and fill in the parameters, so core needs no language.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace


def N_(message: str) -> str:  # noqa: N802 - the usual name of a translation marker
    """Mark a message for translation; the interface translates it when it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where, and what to do about it.

    ``message`` is an English template in ``%(name)s`` style, ``params`` fills it.
    ``row`` is the line of the file or list, counted from 1, or None.
    """

    field: str
    message: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    row: int | None = None

    def __str__(self) -> str:
        return self.message % dict(self.params) if self.params else self.message

    def at_row(self, row: int) -> Problem:
        """Return the same problem, placed in a row of a table."""
        return replace(self, row=row)


class Refused(Exception):
    """Something asked for was not done; carries every problem, not just the first."""

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__("; ".join(str(problem) for problem in self.problems))


class NotYours(Refused):
    """The person asking may not do this; says who may."""


class NotFound(Refused):
    """What was asked about is not here (or not in this union)."""


def require(problems: Iterable[Problem]) -> None:
    """Raise ``Refused`` with all problems, if there are any."""
    found = tuple(problems)
    if found:
        raise Refused(found)
