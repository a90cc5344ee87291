"""A week's table against reference intakes: the table as a whole, never a person.

What lines hold comes from the kinds themselves or, for what is eaten only cooked, from
the food table; what nobody has figures for is named and not counted. The reference is
that of one grown person for one whole plate a day; smaller plates count as parts of it.
Losses in cooking are not counted. No diet is meant by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import require
from commonweal.data import cooking
from commonweal.rooms.kitchen import errors, words
from commonweal.rooms.kitchen.models import Meal
from commonweal.rooms.kitchen.queries import foods, presence, safe, scaling

#: Below this part of the reference, in per cent, it is called a gap.
GAP_BELOW = 90
HOLDERS_MAX = 3
_DAYS = 7
_HUNDRED = 100


@dataclass(slots=True)
class _Week:
    """Sums over a week: contents, plates, and plates weighed by their part of a day."""

    brought: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    unknown: set[str] = field(default_factory=set)
    plates: Decimal = Decimal(0)
    plate_days: Decimal = Decimal(0)
    parts: int = 0
    n_meals: int = 0


def week_table(*, union: UUID, first_day: date) -> words.WeekTable:
    """Return what the meals of a week bring, beside the reference, gaps named."""
    if first_day.weekday():
        require([errors.not_a_monday("first_day", first_day.isoformat())])
    kinds = ledger.list_specifications(union=union)
    week = _added_up(union, first_day, foods.kinds_by_id(kinds))
    contents = {foods.tag_of(kind): kind for kind in kinds if kind.is_content}
    rows = (
        _row(contents[tag], tag, week, kinds)
        for tag in cooking.REFERENCES
        if tag in contents
    )
    return words.WeekTable(
        first_day=first_day,
        n_meals=week.n_meals,
        plates=week.plates,
        part_of_day=round(Decimal(week.parts) / _DAYS),
        rows=tuple(rows) if week.plate_days else (),
        unknown=tuple(sorted(week.unknown)),
        source=cooking.REFERENCE_SOURCE,
    )


def _added_up(
    union: UUID, first_day: date, kinds: Mapping[UUID, Specification]
) -> _Week:
    week = _Week()
    rows = list(
        Meal.objects.filter(
            union_id=union,
            day__gte=first_day,
            day__lt=first_day + timedelta(days=_DAYS),
        ).exclude(status="called_off")
    )
    tables, known = presence.tables_of(union, rows), safe.know(union, rows)
    holding = {kind.id: kind for kind in kinds.values() if kind.is_content}
    for row in rows:
        scaled = scaling.scaled_dishes(row, tables[row.id], known)
        needs = scaling.needs_of(scaled)
        if not needs:
            continue
        plates = Decimal(tables[row.id].weight) / words.WHOLE_PLATE
        week.n_meals += 1
        week.plates += plates
        week.parts += words.PARTS_OF_A_DAY[row.time]
        week.plate_days += plates * words.PARTS_OF_A_DAY[row.time] / _HUNDRED
        for kind, amount in needs.items():
            _add(week, kinds[kind], amount, holding)
    return week


def _add(
    week: _Week,
    kind: Specification,
    amount: int,
    holding: Mapping[UUID, Specification],
) -> None:
    held = contents_of(kind, holding)
    if held is None:
        week.unknown.add(kind.name)
        return
    for tag, per_unit in held.items():
        week.brought[tag] += per_unit * amount / kind.unit.steps


def contents_of(
    kind: Specification, holding: Mapping[UUID, Specification]
) -> Mapping[str, Decimal] | None:
    """Return what one unit of a kind brings to the table, by content; None: unknown."""
    if kind.contents:
        return {
            foods.tag_of(holding[content]): per_unit
            for content, per_unit in kind.contents.items()
            if content in holding
        }
    return cooking.contents(foods.tag_of(kind))


def _row(
    content: Specification, tag: str, week: _Week, kinds: Sequence[Specification]
) -> words.ContentRow:
    reference = cooking.REFERENCES[tag]
    brought = week.brought[tag] / week.plate_days if week.plate_days else Decimal(0)
    percent = int(brought * _HUNDRED / reference)
    return words.ContentRow(
        content=content.id,
        name=content.name,
        brought=_measure(brought, content),
        reference=_measure(reference, content),
        percent=percent,
        is_gap=percent < GAP_BELOW,
        holders=_holders(tag, kinds),
    )


def _measure(amount: Decimal, content: Specification) -> Measure:
    """Round to what is worth reading: whole units, or tenths of small amounts."""
    step = Decimal(1) if amount >= _HUNDRED else Decimal("0.1")
    return Measure(int(amount.quantize(step) * content.unit.steps), content.unit)


def _holders(tag: str, kinds: Sequence[Specification]) -> tuple[str, ...]:
    holding = {kind.id: kind for kind in kinds if kind.is_content}
    amounts = [
        (held.get(tag, Decimal(0)), kind.name)
        for kind in kinds
        if foods.is_food(kind)
        and "dish" not in kind.classified_as
        and (held := contents_of(kind, holding)) is not None
    ]
    most = sorted((pair for pair in amounts if pair[0]), key=lambda pair: -pair[0])
    return tuple(name for _amount, name in most[:HOLDERS_MAX])
