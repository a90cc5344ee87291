"""Lines of a sheet typed on one screen: what was written, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from commonweal.core.vf.problems import N_, Problem
from commonweal.interfaces.web import access, errors
from commonweal.interfaces.web.purse import forms

ROWS = 10
LETTERS = 200
_NOT_KEPT = N_("Lines to look at: %(n)s. Nothing is kept until all are right.")


@dataclass(slots=True)
class Row:
    """One line as typed, with what is wrong with it."""

    number: int
    values: Mapping[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def says(self, names: Iterable[str]) -> bool:
        """Whether somebody wrote anything in these columns."""
        return any(self.values.get(name) for name in names)

    def id_of(self, name: str) -> UUID | None:
        """Return what was chosen in a column, if it is one of ours to look for."""
        return forms.id_of(self.values.get(name))


def blank(numbers: Iterable[int]) -> list[Row]:
    """Return empty lines."""
    return [Row(number) for number in numbers]


def sent(
    request: HttpRequest, parts: Sequence[str], numbers: Iterable[int]
) -> list[Row]:
    """Return the lines that were sent, empty ones too."""
    return [
        Row(
            number,
            {
                name: request.POST.get(f"{name}-{number}", "").strip()[:LETTERS]
                for name in parts
            },
        )
        for number in numbers
    ]


def placed(rows: Iterable[Row], problems: Iterable[Problem]) -> list[Problem]:
    """Put each problem at its line; return the others, or say that there are some."""
    listed = list(rows)
    others = list(errors.put_at_lines(listed, problems))
    n = sum(bool(row.problems) for row in listed)
    if n and not others:
        others.append(Problem("", _NOT_KEPT, {"n": n}))
    return others


def may_type(request: HttpRequest) -> bool:
    """Say whether whoever looks may type for others."""
    return bool({"paper", "purse"} & set(access.of(request).scopes))


def named(people: Iterable[forms.Named]) -> forms.Choices:
    """Return whose line it can be."""
    return forms.choices(people, first=gettext("Who"))
