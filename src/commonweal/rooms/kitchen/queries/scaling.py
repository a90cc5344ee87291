"""What a meal takes: dishes scaled by the people who eat them, leftovers taken off.

A dish serves so many people, never portions: half a plate counts a half. Amounts are
rounded up to the smallest step, pieces to the next piece, so that nothing runs short.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from commonweal.rooms.kitchen import words
from commonweal.rooms.kitchen.models import Meal
from commonweal.rooms.kitchen.queries import presence, safe


@dataclass(frozen=True, slots=True)
class Scaled:
    """A dish of a meal, and for how many hundredths of a plate it is cooked."""

    laid: safe.Laid
    plates: int

    def amounts(self) -> tuple[int | None, ...]:
        """Return the steps of each line; None is to taste."""
        per = self.laid.dish.serves * words.WHOLE_PLATE
        return tuple(
            None if line.amount is None else -(-line.amount.amount * self.plates // per)
            for line in self.laid.dish.lines
        )


def scaled_dishes(
    row: Meal, table: presence.Table, known: safe.Known
) -> tuple[Scaled, ...]:
    """Return the dishes of a meal, each with the plates it is cooked for."""
    eaters = safe.eaters_of(table, known)
    left = words.WHOLE_PLATE * known.fed.get(row.id, 0)
    scaled = []
    for laid in safe.lay(row, eaters, known):
        plates = sum(eaters[number].size for number in laid.for_)
        if laid.line.instead_of_id is None and left:
            plates, left = max(0, plates - left), 0
        scaled.append(Scaled(laid, plates))
    return tuple(scaled)


def needs_of(scaled: tuple[Scaled, ...]) -> Mapping[UUID, int]:
    """Return what dishes take together: steps by kind."""
    needs: dict[UUID, int] = {}
    for one in scaled:
        for line, amount in zip(one.laid.dish.lines, one.amounts(), strict=True):
            if amount:
                needs[line.kind] = needs.get(line.kind, 0) + amount
    return needs


def to_taste(scaled: tuple[Scaled, ...]) -> frozenset[UUID]:
    """Return the kinds that are taken to taste."""
    return frozenset(
        line.kind
        for one in scaled
        for line in one.laid.dish.lines
        if line.amount is None
    )
