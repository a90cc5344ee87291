"""Deeds on cooking: what was used leaves the store, what is left goes on.

Stock changes by ledger events only: one process per meal, what goes in is consumed
(earliest expiry first), leftovers and scraps come out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf import laws
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import (
    EventDraft,
    Process,
    ResourceDraft,
    Specification,
    SpecificationDraft,
    StockLine,
)
from commonweal.core.vf.measure import Measure, Unit, measure_of
from commonweal.core.vf.problems import Problem, Refused, require
from commonweal.core.vf.units import KG
from commonweal.rooms.kitchen import errors, words
from commonweal.rooms.kitchen.models import Dish, Meal, MealDish, MealLeftover
from commonweal.rooms.kitchen.queries import (
    access,
    foods,
    presence,
    safe,
    scaling,
    sheets,
)
from commonweal.rooms.kitchen.queries import meals as queries
from commonweal.rooms.kitchen.services import meals, shopping, store, whole

_SCRAPS = ("kitchen-scraps", "kitchen scraps", ("by-product", "kitchen-scraps"))
_LEFTOVERS = ("leftovers", "leftovers", ("food", "dish", "leftovers"))
_NAME_MAX = 120


@deeds.deed
def cook(
    *, draft: words.CookDraft, union: UUID, by: UUID, at: datetime
) -> words.Cooked:
    """Write down what was used and what is left of a meal. Twice changes nothing.

    For the kitchen and who cooks this meal. Less in store than was used is refused,
    with what is here: then somebody counts the store again, or writes what was used.
    """
    row = queries.get_row(union=union, meal=draft.meal, lock=True)
    access.require_sheet(meal=row, by=by, at=at)
    if row.status == "cooked":
        return sheets.cooked(union=union, meal=row.id)
    if row.status != "planned":
        raise Refused(errors.meal_is_over(queries.when(row), row.status))
    cooking = _read(draft, row, at)
    require(cooking.problems)
    _write(cooking)
    return sheets.cooked(union=union, meal=row.id)


@deeds.deed
def serve_leftovers(
    *, draft: words.ServeDraft, union: UUID, by: UUID, at: datetime
) -> None:
    """Put what is left of an earlier meal on another's table; so many fewer are cooked for."""
    row = meals.require_planned(union, draft.meal)
    access.require_sheet(meal=row, by=by, at=at)
    left = {one.resource: one for one in sheets.leftovers(union=union, at=at)}
    problems: list[Problem] = []
    feeds = whole.read("feeds", draft.feeds, (0, 10_000), problems)
    found = left.get(draft.resource)
    mine = MealLeftover.objects.filter(meal=row, resource=draft.resource).first()
    if found is None and mine is None:
        problems.append(errors.not_here("resource"))
        raise Refused(problems)
    thing = ledger_queries.get_resource(union=union, resource=draft.resource)
    here = (0 if found is None else found.amount.amount) + (mine.amount if mine else 0)
    amount = measure_of(draft.amount, thing.unit, field="amount").amount
    if amount <= 0:
        problems.append(errors.not_positive("amount"))
    elif amount > here:
        problems.append(errors.more_than_left(str(Measure(here, thing.unit))))
    if thing.expires_on is not None and thing.expires_on < row.day:
        problems.append(errors.already_past("resource", thing.expires_on.isoformat()))
    require(problems)
    MealLeftover.objects.update_or_create(
        meal=row,
        resource=draft.resource,
        defaults={"kind": thing.conforms_to, "amount": amount, "feeds": feeds},
    )


# --- reading ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Cooking:
    """A meal being written down: what goes in from which store, what comes out."""

    row: Meal
    at: datetime
    happened: datetime
    place: UUID | None
    plates: int
    used: list[tuple[StockLine, Measure]] = field(default_factory=list)
    leftovers: list[tuple[Dish, Measure, date]] = field(default_factory=list)
    scraps: Measure | None = None
    problems: list[Problem] = field(default_factory=list)


def _read(draft: words.CookDraft, row: Meal, at: datetime) -> _Cooking:
    union = row.union_id
    table = presence.tables_of(union, [row])[row.id]
    served = datetime.combine(
        row.day, row.serves_at, tzinfo=ZoneInfo(people.get_union(union=union).time_zone)
    )
    cooking = _Cooking(row, at, min(at, served), draft.place or row.place, table.weight)
    places = {place.id for place in ledger_queries.list_places(union=union)}
    if draft.place is not None and draft.place not in places:
        cooking.problems.append(errors.unknown_place("place"))
    if row.day > people.local_day(union=union, at=at):
        cooking.problems.append(errors.not_cooked_yet(queries.when(row)))
    if not table.weight:
        cooking.problems.append(errors.nobody_eats(queries.when(row)))
    if not MealDish.objects.filter(meal=row).exists():
        cooking.problems.append(errors.nothing_on_the_table(queries.when(row)))
    _read_used(draft, cooking, table)
    _read_leftovers(draft, cooking)
    if draft.scraps.strip():
        cooking.scraps = _measure("scraps", draft.scraps, KG, cooking.problems)
    return cooking


def _read_used(
    draft: words.CookDraft, cooking: _Cooking, table: presence.Table
) -> None:
    union = cooking.row.union_id
    kinds = foods.kinds_by_id(foods.list_foods(union=union))
    known = safe.know(union, [cooking.row])
    planned = scaling.needs_of(scaling.scaled_dishes(cooking.row, table, known))
    wanted = {kind: Measure(n, kinds[kind].unit) for kind, n in planned.items()}
    for kind, text in draft.amounts.items():
        if kind not in kinds:
            cooking.problems.append(errors.not_in_the_meal(str(kind)))
        elif text.strip():
            unit = kinds[kind].unit
            wanted[kind] = _measure("amounts", text, unit, cooking.problems)
    stock = foods.stock_of(union=union, on=cooking.row.day)
    served = dict(
        MealLeftover.objects.filter(meal=cooking.row).values_list("resource", "amount")
    )
    for line in (line for lines in stock.values() for line in lines):
        if line.resource in served:
            part = min(served[line.resource], line.onhand.amount)
            cooking.used.append((line, Measure(part, line.onhand.unit)))
    for kind, amount in wanted.items():
        _take(cooking, kinds[kind], amount, stock.get(kind, []), served)


def _take(
    cooking: _Cooking,
    kind: Specification,
    amount: Measure,
    stock: list[StockLine],
    served: dict[UUID, int],
) -> None:
    """Take so much of a kind, what expires first going first; or say what is here."""
    missing = amount.amount
    for line in stock:
        there = line.onhand.amount - served.get(line.resource, 0)
        part = min(missing, there)
        if part > 0:
            cooking.used.append((line, Measure(part, kind.unit)))
            missing -= part
    if missing > 0:
        here = Measure(amount.amount - missing, kind.unit)
        cooking.problems.append(
            errors.too_little_here(kind.name, str(here), str(amount))
        )


def _read_leftovers(draft: words.CookDraft, cooking: _Cooking) -> None:
    union = cooking.row.union_id
    on_table = set(
        MealDish.objects.filter(meal=cooking.row).values_list("dish_id", flat=True)
    )
    for number, line in enumerate(draft.leftovers, start=1):
        since = len(cooking.problems)
        dish = Dish.objects.filter(union_id=union, id=line.dish).first()
        if dish is None or dish.id not in on_table:
            cooking.problems.append(errors.no_dish_of_the_meal())
            continue
        amount = _measure("leftovers", line.amount, KG, cooking.problems)
        if line.good_until < cooking.row.day:
            cooking.problems.append(
                errors.already_past("good_until", line.good_until.isoformat())
            )
        if not amount.amount and len(cooking.problems) == since:
            cooking.problems.append(errors.not_positive("leftovers"))
        cooking.leftovers.append((dish, amount, line.good_until))
        cooking.problems[since:] = [
            problem.at_row(number) for problem in cooking.problems[since:]
        ]


def _measure(name: str, text: str, unit: Unit, problems: list[Problem]) -> Measure:
    try:
        amount = measure_of(text, unit, field=name)
    except Refused as refused:
        problems.extend(refused.problems)
        return Measure(0, unit)
    if amount.amount < 0:
        problems.append(errors.negative(name))
        return Measure(0, unit)
    return amount


# --- writing --------------------------------------------------------------------------------


def _write(cooking: _Cooking) -> None:
    row, at = cooking.row, cooking.at
    process = laws.id_of(union=row.union_id, what="process", key=f"meal:{row.id}")
    dishes = MealDish.objects.filter(meal=row).order_by("place")
    names = ", ".join(dishes.values_list("dish__name", flat=True))
    ledger.add_processes(
        processes=[
            Process(
                id=process,
                union=row.union_id,
                name=(names or queries.when(row))[:_NAME_MAX],
                has_beginning=row.day,
                has_end=row.day,
            )
        ],
        at=at,
    )
    ledger.record_events(
        drafts=[*_consumed(cooking, process), *_produced(cooking, process)], at=at
    )
    ledger.finish_process(union=row.union_id, process=process, at=at)
    shopping.let_go(meal=row, at=at)
    row.status, row.process, row.plates = "cooked", process, cooking.plates
    row.save(update_fields=["status", "process", "plates"])


def _consumed(cooking: _Cooking, process: UUID) -> Iterator[EventDraft]:
    for number, (line, amount) in enumerate(cooking.used):
        yield EventDraft(
            key=f"cook:{cooking.row.id}:{number}",
            union=cooking.row.union_id,
            action=Action.CONSUME,
            provider=cooking.row.union_id,
            receiver=cooking.row.union_id,
            has_point_in_time=cooking.happened,
            resource_quantity=amount,
            resource_conforms_to=line.spec.id,
            resource_inventoried_as=line.resource,
            input_of=process,
        )


def _produced(cooking: _Cooking, process: UUID) -> Iterator[EventDraft]:
    union, meal = cooking.row.union_id, cooking.row
    for dish, amount, until in cooking.leftovers:
        kind = _kind_of_leftovers(dish, cooking.at)
        thing = ResourceDraft(
            key=f"leftover:{meal.id}:{dish.id}",
            union=union,
            conforms_to=kind,
            name=f"{dish.name} ({meal.day.isoformat()})"[:_NAME_MAX],
            primary_accountable=union,
            current_location=cooking.place,
            expires_on=until,
        )
        yield _made(cooking, process, thing, amount)
    if cooking.scraps is not None and cooking.scraps.amount:
        scraps = _kind_tagged(union, _SCRAPS, cooking.at)
        yield _made(
            cooking,
            process,
            store.store_draft(
                union=union,
                kind=scraps.id,
                name=scraps.name,
                place=cooking.place,
                until=None,
            ),
            cooking.scraps,
        )


def _made(
    cooking: _Cooking, process: UUID, thing: ResourceDraft, amount: Measure
) -> EventDraft:
    resource = ledger.add_resource(draft=thing, at=cooking.at)
    return EventDraft(
        key=f"cook:{cooking.row.id}:out:{resource.id}",
        union=thing.union,
        action=Action.PRODUCE,
        provider=thing.union,
        receiver=thing.union,
        has_point_in_time=cooking.happened,
        resource_quantity=amount,
        resource_conforms_to=thing.conforms_to,
        resource_inventoried_as=resource.id,
        output_of=process,
    )


def _kind_of_leftovers(dish: Dish, at: datetime) -> UUID:
    """Return the kind a dish's leftovers are: its own if it has one, in kilos."""
    if dish.makes is not None:
        kind = ledger_queries.get_specification(
            union=dish.union_id, specification=dish.makes
        )
        if kind.unit == KG:
            return kind.id
    return _kind_tagged(dish.union_id, _LEFTOVERS, at).id


def _kind_tagged(
    union: UUID, kind: tuple[str, str, tuple[str, ...]], at: datetime
) -> Specification:
    """Return the kind with this tag, which the ledger comes to know if it must."""
    tag, name, classes = kind
    known = ledger_queries.list_specifications(union=union)
    for one in known:
        if foods.tag_of(one) == tag:
            return one
    taken = {one.name.casefold() for one in known}
    draft = SpecificationDraft(
        key=f"kind:kitchen:{tag}",
        union=union,
        name=name if name not in taken else f"{name} ({tag})",
        unit=KG,
        classified_as=classes,
    )
    return ledger.add_specification(draft=draft, at=at)
