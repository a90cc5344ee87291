"""The lines of a dish as typed on one screen, with what is wrong with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Problem
from commonweal.interfaces.web.kitchen import forms
from commonweal.rooms.kitchen import words

#: Lines a dish may have on one screen, and empty ones offered at a time.
MOST_ROWS = 60
EMPTY_ROWS = 4
_PARTS = ("amount", "name", "note")


@dataclass(slots=True)
class Row:
    """One line: "2 kg", "potatoes", a note; ``is_new`` adds the food to our kinds."""

    number: int
    amount: str = ""
    name: str = ""
    note: str = ""
    is_new: bool = False
    written: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote on this line."""
        return not (self.amount or self.name or self.note)

    @property
    def asks(self) -> bool:
        """Whether somebody has to look at this line."""
        return bool(self.problems or self.is_new)

    def draft(self) -> words.LineDraft:
        """Return the line as written."""
        return words.LineDraft(
            name=self.name, amount=self.amount, note=self.note, is_new=self.is_new
        )


def sent(request: HttpRequest) -> list[Row]:
    """Return the lines of a sent dish, empty ones left out, numbered anew."""
    found: list[Row] = []
    for number in range(1, MOST_ROWS + 1):
        amount, name, note = (
            request.POST.get(f"{part}-{number}", "").strip()[:200] for part in _PARTS
        )
        row = Row(len(found) + 1, amount, name, note, f"new-{number}" in request.POST)
        if not row.is_empty:
            found.append(row)
    return found


def with_empty(rows: Sequence[Row], n: int = EMPTY_ROWS) -> list[Row]:
    """Return lines and some empty ones after them."""
    more = range(len(rows) + 1, min(MOST_ROWS, len(rows) + n) + 1)
    return [*rows, *(Row(number) for number in more)]


def of_dish(dish: words.DishView) -> list[Row]:
    """Return the lines of a dish that is kept."""
    return [
        Row(
            number,
            _said(line.amount),
            line.kind_name,
            line.note,
        )
        for number, line in enumerate(dish.lines, start=1)
    ]


def of_recipe(recipe: words.ReadRecipe) -> list[Row]:
    """Return the lines of a recipe as it was read, with what is not clear of each."""
    return [
        Row(
            number=number,
            amount="" if line.problem and line.amount is None else _said(line.amount),
            name=line.kind_name or line.name,
            note=line.note,
            written=line.written,
            problems=[] if line.problem is None else [line.problem],
        )
        for number, line in enumerate(recipe.lines, start=1)
    ]


def _said(amount: Measure | None) -> str:
    """Return an amount as it is typed into one field, or that there is none."""
    if amount is None:
        return gettext("to taste")
    return f"{forms.plain(amount)} {amount.unit.code}"
