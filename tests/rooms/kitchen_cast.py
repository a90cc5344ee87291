"""What kitchen tests begin with: Ana cooks, a few foods, dishes and meals."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import (
    CommitmentDraft,
    EventDraft,
    ResourceDraft,
    SpecificationDraft,
)
from commonweal.core.vf.measure import measure_of
from commonweal.core.vf.problems import Refused
from commonweal.core.vf.units import UNITS
from commonweal.rooms.kitchen import queries, services, words
from tests.conftest import give_mandate

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
SUNDAY = MONDAY + timedelta(days=6)
AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def let_cook(union, person, kofi, lena):
    """Give a mandate for the kitchen."""
    give_mandate(union, person, "kitchen", by=kofi, confirmed_by=lena)


def add_food(union, tag, *, name="", unit="kg", contents=None, codes=None):
    """Let the ledger know a food, and the kitchen what is in it (None: unsaid)."""
    kind = ledger.add_specification(
        draft=SpecificationDraft(
            key=f"test:{tag}",
            union=union.id,
            name=name or tag,
            unit=UNITS[unit],
            classified_as=("food", tag),
            contents=contents or {},
        ),
        at=AT,
    )
    if codes is not None:
        services.shelf.Card.objects.create(
            union_id=union.id, kind=kind.id, codes=list(codes)
        )
    return kind


def add_content(union, tag, unit):
    return ledger.add_specification(
        draft=SpecificationDraft(
            key=f"test:{tag}",
            union=union.id,
            name=tag,
            unit=UNITS[unit],
            classified_as=("content", tag),
            is_content=True,
        ),
        at=AT,
    )


def stock(union, kind, amount, *, until=None, place=None):
    """Put so much of a kind into the store."""
    thing = ledger.add_resource(
        draft=ResourceDraft(
            key=f"store:{kind.id}:{place}:{until.isoformat() if until else 'keeps'}",
            union=union.id,
            conforms_to=kind.id,
            name=kind.name,
            primary_accountable=union.id,
            current_location=place,
            expires_on=until,
        ),
        at=AT,
    )
    ledger.record_event(
        draft=EventDraft(
            key=f"stock:{thing.id}:{amount}",
            union=union.id,
            action=Action.RAISE,
            provider=union.id,
            receiver=union.id,
            has_point_in_time=AT,
            resource_quantity=measure_of(amount, kind.unit),
            resource_conforms_to=kind.id,
            resource_inventoried_as=thing.id,
        ),
        at=AT,
    )
    return thing


def will_bring(union, kind, amount, due):
    """Promise that so much of a kind is made by a day."""
    draft = CommitmentDraft(
        key=f"garden:{kind.id}:{due}",
        union=union.id,
        action=Action.PRODUCE,
        provider=union.id,
        receiver=union.id,
        resource_conforms_to=kind.id,
        resource_quantity=measure_of(amount, kind.unit),
        due=due,
    )
    return ledger.record_commitments(drafts=[draft], at=AT)[0]


def here(union, kind) -> str:
    """Say how much of a kind is in store."""
    lines = ledger_queries.list_stock(union=union.id)
    total = sum(
        (line.onhand.decimal for line in lines if line.spec.id == kind.id), Decimal(0)
    )
    return f"{total.normalize():f} {kind.unit.code}"


def line(kind, amount, unit="", **more):
    return words.LineDraft(kind=kind.id, amount=amount, unit=unit, **more)


def add_dish(union, by, name, *lines, serves="10", at=AT, **more):
    draft = words.DishDraft(name=name, serves=serves, lines=lines, **more)
    return services.add_dish(draft=draft, union=union.id, by=by.id, key=name, at=at)


def plan(union, by, *dishes, day=TUESDAY, time="supper", at=AT, **more):
    draft = words.MealDraft(day=day, time=time, dishes=dishes, **more)
    key = f"{day} {time} {more.get('name', '')}"
    return services.plan_meal(draft=draft, union=union.id, by=by.id, key=key, at=at)


def sign(meal, person, seen=""):
    return words.SignDraft(meal=meal, person=person.id, seen=seen)


def counts(union, meal):
    return queries.counts(union=union.id, meals=[meal])[meal]


def problems(deed, **given):
    """Return (row, field, words) of everything a deed refuses."""
    try:
        deed(**given)
    except Refused as refused:
        return [(p.row, p.field, str(p)) for p in refused.problems]
    raise AssertionError("it was not refused")


def fields(deed, **given):
    """Return (row, field) of everything a deed refuses."""
    return [(row, field) for row, field, _words in problems(deed, **given)]
