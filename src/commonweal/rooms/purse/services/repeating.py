"""Deeds of what repeats: add, pause, go on, end; note what is due, each period once.

A period is due on its day. It becomes one entry, made by the worker or by whoever opens
the page, under a key of its own; the row of the period and the key of the entry each
keep it from happening twice.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.notices import services as notices
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, Problem, Refused, require
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.models import Period, Repeating
from commonweal.rooms.purse.queries import announced, repeats
from commonweal.rooms.purse.services import announcing, entries
from commonweal.rooms.purse.services._written import Reader
from commonweal.rooms.purse.words import EntryDraft, together
from commonweal.rooms.purse.words import together_refusals as says

_YEAR = timedelta(days=366)


@deeds.deed
def add_repeating(
    *, draft: together.RepeatingDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Let something come in or go out again and again until a last day (scope purse).

    What goes out above the threshold is announced like any spend, once for all periods.
    """
    permissions.require_purse(by=by, union=union, at=at)
    repeating = ids.id_from_key(union, f"add_repeating:{key}")
    if Repeating.objects.filter(id=repeating).exists():
        return repeating
    today = people.local_day(union=union, at=at)
    reader = Reader(union, currency=draft.currency)
    name = reader.line(
        draft.name, field="name", most=together.NAME_LETTERS, empty=says.GIVE_A_NAME
    )
    amount = reader.amount(draft.amount)
    reader.problems += _problems_with(draft, today)
    reader.category(draft.category, direction=draft.direction)
    reader.account(draft.account)
    reader.purse(draft.purse)
    require(reader.problems)
    row = Repeating.objects.create(
        id=repeating,
        union_id=union,
        name=name,
        direction=draft.direction,
        amount=amount,
        currency=reader.currency,
        category_id=draft.category,
        account_id=draft.account,
        purse_id=draft.purse,
        every=draft.every,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        made_at=at,
    )
    _announce_if_needed(row, by=by, on=today, at=at)
    return repeating


@deeds.deed
def pause_repeating(*, repeating: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Pause it from today; what falls due meanwhile is left out (scope purse)."""
    row = _running(repeating, union, by, at)
    if row.paused_on is not None:
        raise Refused(Problem("", says.IS_PAUSED))
    row.paused_on = people.local_day(union=union, at=at)
    row.save(update_fields=["paused_on"])


@deeds.deed
def resume_repeating(*, repeating: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Let it go on from today; what fell due in the pause stays left out (scope purse)."""
    row = _running(repeating, union, by, at)
    if row.paused_on is None:
        raise Refused(Problem("", says.IS_NOT_PAUSED))
    paused_on, row.paused_on = row.paused_on, None
    row.save(update_fields=["paused_on"])
    yesterday = people.local_day(union=union, at=at) - timedelta(days=1)
    for day in repeats.open_days(row, until=yesterday):
        if day >= paused_on:
            _deal_with(row, day, entry=None)


@deeds.deed
def end_repeating(*, repeating: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """End it; nothing comes any more (scope purse). Twice changes nothing."""
    permissions.require_purse(by=by, union=union, at=at)
    row = _row(repeating, union)
    if row.ended_on is None:
        row.ended_on = people.local_day(union=union, at=at)
        row.save(update_fields=["ended_on"])


@deeds.deed
def leave_out_period(
    *, repeating: UUID, due: date, union: UUID, by: UUID, at: datetime
) -> None:
    """Leave one period out: it does not happen, or was noted by hand (scope purse)."""
    row = _running(repeating, union, by, at)
    period = row.periods.filter(due=due).first()
    if period is not None and period.entry_id is None:
        return
    facts = {"day": due.isoformat()}
    if period is not None:
        raise Refused(Problem("due", says.DEALT_WITH, facts))
    if due not in repeats.open_days(row, until=row.ends_on):
        raise Refused(Problem("due", says.NOT_DUE, facts))
    _deal_with(row, due, entry=None)


@deeds.deed
def enter_due(
    *, union: UUID, by: UUID | None, at: datetime, repeating: UUID | None = None
) -> int:
    """Note every period that is due, each once; say how many. The worker is nobody.

    One that cannot be noted (its account is closed, its announcement withdrawn) keeps
    no other from being noted: by hand its problems are said, by night all are told.
    """
    if by is not None:
        permissions.require_associate(by=by, union=union, at=at)
    rows = Repeating.objects.select_for_update(of=("self",)).filter(
        union_id=union, ended_on__isnull=True, paused_on__isnull=True
    )
    if repeating is not None:
        rows = rows.filter(id=_row(repeating, union).id)
    n_noted = 0
    problems: list[Problem] = []
    for row in rows.order_by("name", "id"):
        try:
            n_noted += _enter(row, by=by, at=at)
        except Refused as refused:
            problems += refused.problems
            _tell_stuck(row, at)
    if by is not None and not n_noted:
        require(problems)
    return n_noted


@deeds.part_of_a_deed
def _enter(row: Repeating, *, by: UUID | None, at: datetime) -> int:
    """Note the due periods of one, all or none."""
    today = people.local_day(union=row.union_id, at=at)
    _announce_if_needed(row, by=None, on=today, at=at)
    if repeats.awaits_its_announcement(row, on=today):
        return 0
    days = repeats.open_days(row, until=today)
    for day in days:
        draft = EntryDraft(
            amount=f"{Decimal(row.amount) / UNITS[row.currency].steps:f}",
            category=row.category_id,
            kind="came_in" if row.direction == "in" else "paid",
            account=row.account_id,
            purse=row.purse_id,
            day=day,
            currency=row.currency,
            note=row.name,
            spend=row.spend_id,
            key=f"repeating:{row.id}:{day.isoformat()}",
        )
        (entry,) = entries.write_entries(
            drafts=(draft,), union=row.union_id, by=by or row.union_id, at=at
        )
        _deal_with(row, day, entry=entry)
    return len(days)


def _announce_if_needed(
    row: Repeating, *, by: UUID | None, on: date, at: datetime
) -> None:
    """Announce what goes out above the threshold, also when the threshold has fallen."""
    least = announced.threshold(union=row.union_id, on=on)
    if row.direction == "out" and row.spend_id is None and row.amount > least.amount:
        row.spend = announcing.announce_repeating(repeating=row, by=by, at=at)
        row.save(update_fields=["spend"])


def _deal_with(row: Repeating, due: date, *, entry: UUID | None) -> None:
    Period.objects.create(
        id=ids.id_from_key(row.id, f"period:{due.isoformat()}"),
        repeating=row,
        due=due,
        entry_id=entry,
    )


def _tell_stuck(row: Repeating, at: datetime) -> None:
    today = people.local_day(union=row.union_id, at=at)
    day = next(iter(repeats.open_days(row, until=today)), today)
    notices.tell(
        union=row.union_id,
        to=None,
        kind="repeating.stuck",
        facts={"name": row.name, "day": day.isoformat()},
        key=f"repeating.stuck:{row.id}:{day.isoformat()}",
        at=at,
    )


def _row(repeating: UUID, union: UUID) -> Repeating:
    row = (
        Repeating.objects.select_for_update(of=("self",))
        .filter(id=repeating, union_id=union)
        .first()
    )
    if row is None:
        raise NotFound(Problem("repeating", says.NO_REPEATING))
    return row


def _running(repeating: UUID, union: UUID, by: UUID, at: datetime) -> Repeating:
    permissions.require_purse(by=by, union=union, at=at)
    row = _row(repeating, union)
    if row.ended_on is not None:
        raise Refused(Problem("", says.IS_ENDED))
    return row


def _problems_with(draft: together.RepeatingDraft, today: date) -> list[Problem]:
    problems = []
    if draft.direction not in {"in", "out"}:
        problems.append(Problem("direction", says.UNKNOWN_DIRECTION))
    if draft.every not in together.EVERY:
        problems.append(Problem("every", says.UNKNOWN_EVERY))
    if draft.starts_on < today - _YEAR:
        problems.append(Problem("starts_on", says.STARTS_TOO_EARLY))
    if draft.ends_on < draft.starts_on:
        facts: dict[str, object] = {"first": draft.starts_on.isoformat()}
        problems.append(Problem("ends_on", says.ENDS_TOO_EARLY, facts))
    longest = _YEAR * together.REPEATING_YEARS_MAX
    if draft.starts_on > today + longest:
        problems.append(Problem("starts_on", says.STARTS_TOO_LATE))
    elif draft.ends_on - draft.starts_on > longest:
        facts = {"years": together.REPEATING_YEARS_MAX}
        problems.append(Problem("ends_on", says.ENDS_TOO_LATE, facts))
    return problems
