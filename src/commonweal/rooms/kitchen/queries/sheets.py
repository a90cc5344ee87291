"""The cook's sheet, what a meal takes and took, leftovers, and the list for the wall."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf.actions import Action
from commonweal.core.vf.measure import Measure
from commonweal.rooms.kitchen import words
from commonweal.rooms.kitchen.models import Meal, MealLeftover
from commonweal.rooms.kitchen.queries import (
    access,
    foods,
    meals,
    presence,
    safe,
    scaling,
    turns,
)

#: What is left over says so by this class.
LEFTOVER_TAG = "leftovers"
_EVENTS_MAX = 10_000
_ONE_DAY = timedelta(days=1)


def cooks_sheet(*, union: UUID, meal: UUID, by: UUID, at: datetime) -> words.CooksSheet:
    """Return one page for the cook; for the kitchen and who cooks or serves the meal."""
    row = meals.get_row(union=union, meal=meal)
    access.require_sheet(meal=row, by=by, at=at)
    table = presence.tables_of(union, [row])[row.id]
    here = foods.on_hand(union=union, on=row.day)
    known = safe.know(union, [row])
    return words.CooksSheet(
        meal=meals.views_of(union, [row], at)[0],
        counts=presence.counts_of(row.id, table),
        dishes=tuple(
            _sheet_dish(one, here, _names(row))
            for one in scaling.scaled_dishes(row, table, known)
        ),
        safe=safe.table_of(row, safe.eaters_of(table, known), known),
        turns=turns.turns_with_names(row, by=by),
        leftovers=_on_table(row),
    )


def _names(row: Meal) -> dict[UUID, str]:
    return {line.id: line.dish.name for line in row.dishes.select_related("dish")}


def _sheet_dish(
    one: scaling.Scaled, here: dict[UUID, int], names: dict[UUID, str]
) -> words.SheetDish:
    dish, first = one.laid.dish, one.laid.line.instead_of_id
    lines = (
        words.SheetLine(
            kind=line.kind,
            kind_name=line.kind_name,
            amount=None
            if line.amount is None or amount is None
            else Measure(amount, line.amount.unit),
            here=None
            if line.amount is None
            else Measure(here.get(line.kind, 0), line.amount.unit),
            note=line.note,
        )
        for line, amount in zip(dish.lines, one.amounts(), strict=True)
    )
    return words.SheetDish(
        meal_dish=one.laid.line.id,
        dish=dish.id,
        name=dish.name,
        plates=Decimal(one.plates) / words.WHOLE_PLATE,
        instead_of="" if first is None else names[first],
        minutes=dish.minutes,
        steps=dish.steps,
        lines=tuple(lines),
    )


def cook_lines(*, union: UUID, meal: UUID, at: datetime) -> tuple[words.CookLine, ...]:
    """Return what a meal takes by kind, what is here, and what can be used of it."""
    row = meals.get_row(union=union, meal=meal)
    today = people.local_day(union=union, at=at)
    table = presence.tables_of(union, [row])[row.id]
    needs = scaling.needs_of(scaling.scaled_dishes(row, table, safe.know(union, [row])))
    here = foods.on_hand(union=union, on=today)
    return tuple(
        words.CookLine(
            kind=kind.id,
            kind_name=kind.name,
            planned=Measure(needs[kind.id], kind.unit),
            here=Measure(here.get(kind.id, 0), kind.unit),
            suggested=Measure(min(needs[kind.id], here.get(kind.id, 0)), kind.unit),
        )
        for kind in foods.list_foods(union=union)
        if kind.id in needs
    )


def cooked(*, union: UUID, meal: UUID) -> words.Cooked:
    """Return what a meal used and made, as the ledger keeps it."""
    row = meals.get_row(union=union, meal=meal)
    sums: dict[tuple[bool, UUID], int] = {}
    if row.process is not None:
        for event in ledger.list_events(
            union=union,
            from_=row.day - _ONE_DAY,
            until=row.day + _ONE_DAY,
            limit=_EVENTS_MAX,
        ):
            if row.process not in {event.input_of, event.output_of}:
                continue
            if event.resource_quantity is not None and event.resource_conforms_to:
                side = (event.action is Action.CONSUME, event.resource_conforms_to)
                sums[side] = sums.get(side, 0) + event.resource_quantity.amount
    kinds = ledger.list_specifications(union=union)
    used, made = (
        tuple(
            (kind.name, Measure(sums[is_used, kind.id], kind.unit))
            for kind in kinds
            if sums.get((is_used, kind.id))
        )
        for is_used in (True, False)
    )
    return words.Cooked(meal=row.id, used=used, made=made)


def leftovers(*, union: UUID, at: datetime) -> tuple[words.Leftover, ...]:
    """Return what is left of earlier meals and still good, first what goes bad first."""
    today = people.local_day(union=union, at=at)
    kinds = _kinds_of_leftovers(union)
    on_tables = dict(
        MealLeftover.objects.filter(
            meal__union_id=union, meal__status="planned"
        ).values_list("resource", "amount")
    )
    return tuple(
        words.Leftover(
            resource=line.resource,
            name=line.name,
            amount=Measure(line.onhand.amount - on_tables.get(line.resource, 0), line.onhand.unit),
            good_until=line.expires_on,
            feeds=0,
        )
        for line in ledger.list_stock(union=union, on=today)
        if line.spec.id in kinds
        and line.onhand.amount > on_tables.get(line.resource, 0)
    )  # fmt: skip


def _kinds_of_leftovers(union: UUID) -> frozenset[UUID]:
    return frozenset(
        kind.id
        for kind in ledger.list_specifications(union=union)
        if LEFTOVER_TAG in kind.classified_as or "dish" in kind.classified_as
    )


def _on_table(row: Meal) -> tuple[words.Leftover, ...]:
    found = []
    for line in MealLeftover.objects.filter(meal=row).order_by("id"):
        thing = ledger.get_resource(union=row.union_id, resource=line.resource)
        found.append(
            words.Leftover(
                resource=line.resource,
                name=thing.name,
                amount=Measure(line.amount, thing.unit),
                good_until=thing.expires_on,
                feeds=line.feeds,
            )
        )
    return tuple(found)


def sign_out_list(*, union: UUID) -> tuple[words.PaperLine, ...]:
    """Return the names for the list in the kitchen; what they said is not on it."""
    return tuple(
        words.PaperLine(person=person.id, name=person.name)
        for person in people.list_people(union=union)
    )
