"""Deeds on the kitchen's store: put away what was bought, count the shelves."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf import laws
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import EconomicResource, EventDraft, ResourceDraft
from commonweal.core.vf.measure import Measure, measure_of
from commonweal.core.vf.problems import NotFound, Problem, Refused, require
from commonweal.rooms.kitchen import errors, permissions, words
from commonweal.rooms.kitchen.models import ShoppingPromise
from commonweal.rooms.kitchen.queries import foods
from commonweal.rooms.kitchen.translate import amounts, lines


def store_draft(
    *, union: UUID, kind: UUID, name: str, place: UUID | None, until: date | None
) -> ResourceDraft:
    """Name the store of a kind at a place, good until a day: one store each."""
    day = until.isoformat() if until else "keeps"
    return ResourceDraft(
        key=f"store:{kind}:{place}:{day}",
        union=union,
        conforms_to=kind,
        name=name,
        primary_accountable=union,
        current_location=place,
        expires_on=until,
    )


@deeds.deed
def put_away(
    *, draft: words.PutAwayDraft, union: UUID, by: UUID, key: str, at: datetime
) -> int:
    """Put what was bought into the store. Doing it twice changes nothing.

    Lines of the kept shopping list that it covers are fulfilled with it.
    """
    permissions.require_kitchen(by=by, union=union, at=at)
    if _is_recorded(union, f"put_away:{key}:1"):
        return len(draft.rows)
    names = lines.names_of(union)
    problems: list[Problem] = []
    if draft.place not in {
        place.id for place in ledger_queries.list_places(union=union)
    }:
        problems.append(errors.unknown_place("place"))
    today = people.local_day(union=union, at=at)
    read = [
        _bought(row, number, names, today, problems)
        for number, row in enumerate(draft.rows, start=1)
    ]
    if not draft.rows:
        problems.append(errors.missing("rows"))
    require(problems)
    for number, (row, amount) in enumerate(zip(draft.rows, read, strict=True), start=1):
        assert amount is not None  # noqa: S101 - refused above
        kind = names.kinds[row.kind]
        thing = ledger.add_resource(
            draft=store_draft(
                union=union,
                kind=kind.id,
                name=kind.name,
                place=draft.place,
                until=row.good_until,
            ),
            at=at,
        )
        fulfil(union=union, kind=kind.id, amount=amount, key=f"{key}:{number}", at=at)
        adjust(thing, amount, key=f"put_away:{key}:{number}", at=at)
    return len(draft.rows)


def _bought(
    row: words.BoughtRow,
    number: int,
    names: lines.Names,
    today: date,
    problems: list[Problem],
) -> Measure | None:
    """Read a line of what was bought; problems carry the line."""
    since = len(problems)
    amount = None
    if row.kind not in names.kinds:
        problems.append(errors.unknown_kind("kind"))
    else:
        draft = words.LineDraft(kind=row.kind, amount=row.amount, unit=row.unit)
        try:
            amount = lines.read_draft(draft, names).amount
        except Refused as refused:
            problems.extend(refused.problems)
        else:
            if amount is None:
                problems.append(errors.not_an_amount(amounts.clean(row.amount)))
    if row.good_until is not None and row.good_until < today:
        problems.append(errors.already_past("good_until", row.good_until.isoformat()))
    problems[since:] = [problem.at_row(number) for problem in problems[since:]]
    return amount


def fulfil(*, union: UUID, kind: UUID, amount: Measure, key: str, at: datetime) -> None:
    """Let what was bought fulfil the kept lines of its kind, earliest first."""
    left = amount.amount
    rows = ShoppingPromise.objects.filter(union_id=union, kind=kind, is_open=True)
    for number, row in enumerate(rows.order_by("due", "id")):
        promise = ledger_queries.get_commitment(union=union, commitment=row.commitment)
        done = promise.fulfilled_quantity
        missing = row.amount - (0 if done is None else done.amount)
        part = min(left, missing)
        if part > 0 and not promise.finished:
            event = EventDraft(
                key=f"bought:{key}:{number}",
                union=union,
                action=Action.TRANSFER,
                provider=promise.provider,
                receiver=promise.receiver,
                has_point_in_time=at,
                resource_quantity=Measure(part, amount.unit),
                resource_conforms_to=kind,
                fulfills=promise.id,
            )
            ledger.record_event(draft=event, at=at)
            left -= part
        if part == missing or promise.finished:
            row.is_open = False
            row.save(update_fields=["is_open"])
            ledger.finish_commitment(union=union, commitment=row.commitment, at=at)


@deeds.deed
def count_shelf(
    *, rows: tuple[words.CountRow, ...], union: UUID, by: UUID, key: str, at: datetime
) -> int:
    """Write down what a count found, all lines or none; says how many differed.

    ``seen`` of a line is what the list showed: a store that has changed since is
    refused, because the count may be older than the change.
    """
    permissions.require_kitchen(by=by, union=union, at=at)
    problems: list[Problem] = []
    found: list[tuple[EconomicResource, Measure, str]] = []
    for number, row in enumerate(rows, start=1):
        event_key = f"count_shelf:{key}:{row.resource}"
        if _is_recorded(union, event_key):
            continue
        try:
            thing, difference = _counted(union, row)
        except Refused as refused:
            problems.extend(problem.at_row(number) for problem in refused.problems)
            continue
        if difference.amount:
            found.append((thing, difference, event_key))
    require(problems)
    for thing, difference, event_key in found:
        adjust(thing, difference, key=event_key, at=at)
    return len(found)


def _counted(union: UUID, row: words.CountRow) -> tuple[EconomicResource, Measure]:
    thing = ledger_queries.find_resource(union=union, resource=row.resource)
    kinds = foods.kinds_by_id(foods.list_foods(union=union))
    if thing is None or thing.conforms_to not in kinds:
        raise NotFound(errors.not_here("resource"))
    if not row.counted.strip():
        return thing, Measure(0, thing.unit)
    counted = measure_of(row.counted, thing.unit, field="counted")
    if counted.amount < 0:
        raise Refused(errors.negative("counted"))
    here = thing.onhand_quantity
    if row.seen and row.seen != str(here):
        raise Refused(errors.counted_meanwhile(thing.name, str(here)))
    return thing, counted - here


def adjust(
    thing: EconomicResource, difference: Measure, *, key: str, at: datetime
) -> None:
    """Raise or lower a store by a difference."""
    is_more = difference.amount > 0
    draft = EventDraft(
        key=key,
        union=thing.union,
        action=Action.RAISE if is_more else Action.LOWER,
        provider=thing.union,
        receiver=thing.union,
        has_point_in_time=at,
        resource_quantity=difference if is_more else -difference,
        resource_conforms_to=thing.conforms_to,
        resource_inventoried_as=thing.id,
    )
    ledger.record_event(draft=draft, at=at)


def _is_recorded(union: UUID, key: str) -> bool:
    event = laws.id_of(union=union, what="event", key=key)
    return ledger_queries.find_event(union=union, event=event) is not None
