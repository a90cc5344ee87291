"""Reads what a plan keeps: names, amounts, periods, and which groups are too small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import UNITS
from commonweal.rooms.planning.queries import views
from commonweal.rooms.planning.words import Span

TIERS = ("vital", "dignity", "flourishing")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a kept outcome: names, amounts, and which groups are too small to show."""

    outcome: Mapping[str, Any]
    smallest: int

    def name(self, label: str) -> str:
        """Return what a label is called."""
        return str(self.outcome["names"].get(label, label))

    def measure(self, kind: str, amount: int) -> Measure:
        """Return an amount of a kind."""
        return Measure(amount, UNITS[self.outcome["units"][kind]])

    def part(self, line: Mapping[str, Any]) -> views.Part:
        """Return so much of a kind in a period."""
        kind = line["kind"]
        amount = self.measure(kind, line["amount"])
        return views.Part(UUID(kind), self.name(kind), amount, line["period"])

    def is_small(self, n_people: int) -> bool:
        """Say whether too few people stand behind a total to show it."""
        return n_people < self.smallest

    def spans(self) -> tuple[Span, ...]:
        """Return the periods."""
        return tuple(
            Span(first=date.fromisoformat(first), after=date.fromisoformat(after))
            for first, after in self.outcome["periods"]
        )


def people_behind(wants: Sequence[Mapping[str, Any]]) -> int:
    """Return how many people stand behind some totals, circle by circle."""
    people_of: dict[str, int] = {}
    for want in wants:
        group = want["group"]
        people_of[group] = max(people_of.get(group, 0), want["n_people"])
    return sum(people_of.values())
