"""The shopping list: meals minus stock, in the order of our shop, each line with its why.

Meals take from the store in their order, what expires first going first, and only what
is still good on their day; then what is promised to be made in time, then what a plan
buys anyway. The rest is to buy, and what is missing to the least on hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import Commitment, Specification
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Problem, require
from commonweal.rooms.kitchen import errors, words
from commonweal.rooms.kitchen.models import Meal, MealLeftover, ShoppingPromise
from commonweal.rooms.kitchen.queries import dishes, foods, presence, safe, scaling

LIST_DAYS_MAX = 31
SOON_DAYS = 7
_FAR = date(9999, 1, 1)


@dataclass(slots=True)
class _Batch:
    """So many steps that can be used from a day until a day."""

    left: int
    from_day: date
    until: date


@dataclass(slots=True)
class _Pool:
    """What there is of one kind, in the order it is used."""

    here: list[_Batch] = field(default_factory=list)
    garden: list[_Batch] = field(default_factory=list)
    planned: list[_Batch] = field(default_factory=list)

    def take(self, amount: int, day: date) -> tuple[int, int, int]:
        """Take up to so much for a day; return what came from where."""
        found = []
        for batches in (self.here, self.garden, self.planned):
            part = _take(batches, amount, day)
            amount -= part
            found.append(part)
        return found[0], found[1], found[2]

    def left_on(self, day: date) -> int:
        """Return what nobody has taken and is good on a day."""
        return sum(
            batch.left
            for batches in (self.here, self.garden, self.planned)
            for batch in batches
            if batch.from_day <= day <= batch.until
        )


def _take(batches: list[_Batch], amount: int, day: date) -> int:
    taken = 0
    for batch in batches:
        if batch.from_day <= day <= batch.until:
            part = min(batch.left, amount - taken)
            batch.left -= part
            taken += part
    return taken


@dataclass(slots=True)
class _Line:
    """A line of the list while meals are read."""

    needed: int = 0
    here: int = 0
    garden: int = 0
    planned: int = 0
    to_buy: int = 0
    mentions: list[words.Mention] = field(default_factory=list)


def shopping_list(
    *, union: UUID, days: tuple[date, date], at: datetime
) -> words.ShoppingList:
    """Return what to buy for the meals from the first to the last of these days."""
    require(_problems_with(days))
    from_day, until = days
    today = people.local_day(union=union, at=at)
    kinds = foods.kinds_by_id(ledger.list_specifications(union=union))
    rows = list(
        Meal.objects.filter(
            union_id=union, status="planned", day__gte=today, day__lte=until
        ).order_by("day", "serves_at", "id")
    )
    pools = _pools(union, today)
    lines: dict[UUID, _Line] = defaultdict(_Line)
    tasted: set[UUID] = set()
    tables, known = presence.tables_of(union, rows), safe.know(union, rows)
    for row in rows:
        scaled = scaling.scaled_dishes(row, tables[row.id], known)
        is_listed = row.day >= from_day
        if is_listed:
            tasted |= scaling.to_taste(scaled)
        for kind, amount in scaling.needs_of(scaled).items():
            taken = pools[kind].take(amount, row.day)
            if is_listed:
                _note(lines[kind], row, (amount, *taken), kinds[kind])
    _fill_up(union, lines, pools, kinds, until)
    return words.ShoppingList(
        from_day=from_day,
        until=until,
        sections=_sections(union, lines, kinds, (today, until)),
        to_taste=tuple(sorted(kinds[k].name for k in tasted if k not in lines)),
        n_meals=sum(row.day >= from_day for row in rows),
    )


def _problems_with(days: tuple[date, date]) -> Iterator[Problem]:
    from_day, until = days
    if until < from_day:
        yield errors.ends_too_early("until", from_day.isoformat())
    elif (until - from_day).days >= LIST_DAYS_MAX:
        yield errors.list_too_long(LIST_DAYS_MAX)


def _pools(union: UUID, today: date) -> Mapping[UUID, _Pool]:
    pools: dict[UUID, _Pool] = defaultdict(_Pool)
    on_tables = dict(
        MealLeftover.objects.filter(
            meal__union_id=union, meal__status="planned"
        ).values_list("resource", "amount")
    )
    for kind, stock in foods.stock_of(union=union, on=today).items():
        for line in stock:
            left = max(0, line.onhand.amount - on_tables.get(line.resource, 0))
            batch = _Batch(left, date.min, line.expires_on or _FAR)
            pools[kind].here.append(batch)
    own = set(
        ShoppingPromise.objects.filter(union_id=union).values_list(
            "commitment", flat=True
        )
    )
    for promise, left in _still_to_come(union, today):
        what = promise.resource_conforms_to
        if what is None or promise.id in own:
            continue
        batch = _Batch(left, promise.due or today, _FAR)
        pool = pools[what]
        is_made = promise.action is Action.PRODUCE
        (pool.garden if is_made else pool.planned).append(batch)
    return pools


def _still_to_come(union: UUID, today: date) -> Iterator[tuple[Commitment, int]]:
    """Yield promises of goods to us that are due from today on, and what is left."""
    outside = ids.id_from_key(union, "outside")
    for promise in ledger.list_commitments(union=union, with_finished=False):
        is_made = promise.action is Action.PRODUCE and promise.receiver == union
        is_bought = promise.action is Action.TRANSFER and promise.provider == outside
        if not (is_made or is_bought) or promise.resource_quantity is None:
            continue
        if promise.due is not None and promise.due < today:
            continue
        done = promise.fulfilled_quantity
        left = promise.resource_quantity.amount - (0 if done is None else done.amount)
        if left > 0:
            yield promise, left


def _note(
    line: _Line, row: Meal, amounts: tuple[int, int, int, int], kind: Specification
) -> None:
    needed, here, garden, planned = amounts
    rest = needed - here - garden - planned
    line.needed += needed
    line.here += here
    line.garden += garden
    line.planned += planned
    line.to_buy += rest
    line.mentions.append(
        words.Mention(
            meal=row.id,
            day=row.day,
            time=row.time,
            name=row.name,
            amount=Measure(needed, kind.unit),
            to_buy=Measure(rest, kind.unit),
        )
    )


def _fill_up(
    union: UUID,
    lines: dict[UUID, _Line],
    pools: Mapping[UUID, _Pool],
    kinds: Mapping[UUID, Specification],
    until: date,
) -> None:
    """Add what is missing to the least on hand."""
    for kind, card in foods.cards_of(union).items():
        if card.least is None:
            continue
        pool = pools.get(kind)
        missing = card.least - (0 if pool is None else pool.left_on(until))
        if missing > 0:
            amount = Measure(missing, kinds[kind].unit)
            lines[kind].to_buy += missing
            lines[kind].mentions.append(
                words.Mention(
                    meal=None, day=None, time="", name="", amount=amount, to_buy=amount
                )
            )


def _sections(
    union: UUID,
    lines: Mapping[UUID, _Line],
    kinds: Mapping[UUID, Specification],
    span: tuple[date, date],
) -> tuple[words.ShoppingSection, ...]:
    cards = foods.cards_of(union)
    kept, makers = _kept(union), _makers(union, *span)
    by_section: dict[UUID | None, list[words.ShoppingLine]] = defaultdict(list)
    for kind, line in sorted(lines.items(), key=lambda pair: kinds[pair[0]].name):
        card = cards.get(kind)
        section = None if card is None else card.section_id
        view = _view(kinds[kind], line, kept, makers.get(kind, ""))
        by_section[section].append(view)
    named = [
        words.ShoppingSection(
            section=section.id, name=section.name, lines=tuple(by_section[section.id])
        )
        for section in foods.list_sections(union=union)
        if by_section[section.id]
    ]
    rest = words.ShoppingSection(section=None, name="", lines=tuple(by_section[None]))
    return (*named, rest) if rest.lines else tuple(named)


def _makers(union: UUID, today: date, until: date) -> Mapping[UUID, str]:
    """Return which recipe of ours makes a kind in time, if it may start now."""
    quickest: dict[UUID, tuple[int, str]] = {}
    for recipe in ledger.list_recipes(union=union):
        if recipe.months and today.month not in recipe.months:
            continue
        for flow in recipe.flows:
            way = (flow.after_weeks, recipe.name)
            is_in_time = today + timedelta(weeks=flow.after_weeks) <= until
            if not flow.is_input and is_in_time:
                kind = flow.resource_conforms_to
                quickest[kind] = min(way, quickest.get(kind, way))
    return {kind: name for kind, (_weeks, name) in quickest.items()}


def _view(
    kind: Specification,
    line: _Line,
    kept: Mapping[tuple[UUID | None, UUID], int],
    made_by: str,
) -> words.ShoppingLine:
    bought = [m for m in line.mentions if m.to_buy.amount]
    return words.ShoppingLine(
        kind=kind.id,
        kind_name=kind.name,
        needed=Measure(line.needed, kind.unit),
        here=Measure(line.here, kind.unit),
        garden=Measure(line.garden, kind.unit),
        planned=Measure(line.planned, kind.unit),
        to_buy=Measure(line.to_buy, kind.unit),
        meals=tuple(line.mentions),
        made_by=made_by,
        is_kept=bool(bought)
        and all(kept.get((m.meal, kind.id)) == m.to_buy.amount for m in bought),
    )


def _kept(union: UUID) -> dict[tuple[UUID | None, UUID], int]:
    rows = ShoppingPromise.objects.filter(union_id=union, is_open=True)
    return {(row.meal_id, row.kind): row.amount for row in rows}


def coming(*, union: UUID, days: tuple[date, date]) -> tuple[words.Coming, ...]:
    """Return the food that is promised to be made and due on these days."""
    kinds = foods.kinds_by_id(foods.list_foods(union=union))
    return tuple(
        words.Coming(
            kind=kind.id,
            kind_name=kind.name,
            amount=Measure(left, kind.unit),
            due=promise.due,
        )
        for promise, left in _still_to_come(union, days[0])
        if promise.action is Action.PRODUCE
        and promise.due is not None
        and promise.due <= days[1]
        and (kind := kinds.get(promise.resource_conforms_to)) is not None  # type: ignore[arg-type]
    )


def expiring(
    *, union: UUID, at: datetime, days: int = SOON_DAYS
) -> tuple[words.Expiring, ...]:
    """Return food that expires within some days or has, and dishes that use it up."""
    today = people.local_day(union=union, at=at)
    last = today + timedelta(days=days)
    uses = _dishes_by_kind(dishes.list_dishes(union=union))
    return tuple(
        words.Expiring(
            resource=line.resource,
            kind=line.spec.id,
            kind_name=line.name,
            amount=line.onhand,
            expires_on=line.expires_on,
            is_past=line.expires_on < today,
            dishes=tuple(uses.get(line.spec.id, ())),
        )
        for line in ledger.list_stock(union=union)
        if line.expires_on is not None
        and line.expires_on <= last
        and foods.is_food(line.spec)
    )


def _dishes_by_kind(
    every: Iterable[words.DishView],
) -> Mapping[UUID, list[tuple[UUID, str]]]:
    uses: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for dish in every:
        for line in dish.lines:
            uses[line.kind].append((dish.id, dish.name))
    return uses
