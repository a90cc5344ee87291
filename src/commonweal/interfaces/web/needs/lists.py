"""Lists of needs typed on one screen: ten people from paper, or suggested lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict

from commonweal.core.vf.flows import Specification
from commonweal.core.vf.problems import Problem
from commonweal.interfaces.web.needs import forms
from commonweal.rooms.needs import queries
from commonweal.rooms.needs.translate.written import Written

#: Rows a form on one screen may have; the suggested lines are about thirty.
MOST_ROWS = 60


@dataclass(slots=True)
class TypedRow:
    """One line of a list as typed, with what is wrong with it."""

    number: int
    values: Mapping[str, str]
    name: str = ""
    unit: str = ""
    source: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote on this line."""
        return not (self.values.get("who") or self.values.get("amount"))

    def written(self, key: str, who: str = "") -> Written:
        """Return the line as written; its number is its row."""
        parts = {name: self.values.get(name, "").strip() for name in forms.PARTS}
        parts["who"] = parts["who"] or who
        return Written(key=f"{key}:{self.number}", row=self.number, **parts)


def typed_rows(request: HttpRequest) -> list[TypedRow]:
    """Return the lines of a sent list, in order, empty ones too."""
    return [_row(request.POST, number) for number in _numbers(request.POST)]


def blank_rows(n: int = forms.PAPER_ROWS) -> list[TypedRow]:
    """Return empty lines for a paper list."""
    return [
        TypedRow(number, {"per": "week", "tier": "dignity"})
        for number in range(1, n + 1)
    ]


def suggested_row(number: int, suggestion: queries.Suggestion) -> TypedRow:
    """Return a suggestion as a line that can be changed."""
    return TypedRow(
        number,
        {
            "what": str(suggestion.kind.id),
            "amount": forms.plain(suggestion.quantity),
            "per": suggestion.per,
            "tier": suggestion.tier,
        },
        name=suggestion.kind.name,
        unit=suggestion.kind.unit.code,
        source=suggestion.source,
    )


def name_rows(rows: Iterable[TypedRow], kinds: Iterable[Specification]) -> None:
    """Put names and units beside suggested lines that came back from a form."""
    by_id = {str(kind.id): kind for kind in kinds}
    for row in rows:
        kind = by_id.get(row.values.get("what", ""))
        if kind is not None:
            row.name, row.unit = kind.name, kind.unit.code


def _numbers(sent: QueryDict) -> list[int]:
    found = {
        int(name.rpartition("-")[2])
        for name in sent
        if name.startswith("amount-") and name.rpartition("-")[2].isdecimal()
    }
    return sorted(number for number in found if 0 < number <= MOST_ROWS)


def _row(sent: QueryDict, number: int) -> TypedRow:
    values = {name: sent.get(f"{name}-{number}", "")[:200] for name in forms.PARTS}
    return TypedRow(number, values)
