"""Deeds of announcing: a spend above the threshold, support, concerns, talks (I-10).

The same for everybody, stewards included. Nobody approves: silence and support let it
go, and a concern opens a talk. Nothing here needs a job; days do it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.notices import services as notices
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.models import Repeating, Spend, Voice
from commonweal.rooms.purse.queries import announced
from commonweal.rooms.purse.queries.allowing import Allowing
from commonweal.rooms.purse.services import _talking
from commonweal.rooms.purse.services._written import Reader
from commonweal.rooms.purse.words import together
from commonweal.rooms.purse.words import together_refusals as says

#: How far ahead a spend can be announced.
DAYS_AHEAD_MAX = 731


@deeds.deed
def announce_spend(
    *, draft: together.SpendDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Announce a spend to all; silence or support lets it go after the charter's days."""
    permissions.require_associate(by=by, union=union, at=at)
    spend = ids.id_from_key(union, f"announce_spend:{key}")
    if Spend.objects.filter(id=spend).exists():
        return spend
    today = people.local_day(union=union, at=at)
    row, problems = read_spend(draft, spend=spend, union=union, by=by, today=today)
    require(problems)
    return write(row, at=at)


def read_spend(
    draft: together.SpendDraft, *, spend: UUID, union: UUID, by: UUID, today: date
) -> tuple[Spend, list[Problem]]:
    """Read what is announced; return its row, and what is wrong with it."""
    reader = Reader(union, currency=draft.currency)
    amount = reader.amount(draft.amount)
    what_for = reader.line(
        draft.what_for,
        field="what_for",
        most=together.WHAT_FOR_LETTERS,
        empty=says.SAY_WHAT_FOR,
    )
    if draft.category is not None:
        reader.category(draft.category, direction="out")
    reader.purse(draft.purse)
    reader.problems += _problems_with_day(draft.day, today)
    row = Spend(
        id=spend,
        union_id=union,
        amount=amount,
        currency=reader.currency,
        category_id=draft.category,
        purse_id=draft.purse,
        what_for=what_for,
        day=draft.day,
        announced_by=by,
    )
    return row, reader.problems


def write(row: Spend, *, at: datetime) -> UUID:
    """Write an announcement and tell all; part of a deed."""
    today = people.local_day(union=row.union_id, at=at)
    days = charter.whole(union=row.union_id, key="purse.notice_days", on=today)
    row.decision = Allowing(row.union_id, today).announced()
    row.announced_on = today
    row.stands_from = today if row.happened_anyway else today + timedelta(days=days)
    row.save(force_insert=True)
    kind = "spend.happened" if row.happened_anyway else "spend.announced"
    _tell(row, kind, key=str(row.id), at=at)
    return row.id


@deeds.part_of_a_deed
def announce_repeating(*, repeating: Repeating, by: UUID | None, at: datetime) -> Spend:
    """Announce something that goes out again and again, once for all its periods."""
    spend = ids.id_from_key(repeating.union_id, f"announce_repeating:{repeating.id}")
    found = Spend.objects.filter(id=spend).first()
    if found is None:
        found = Spend(
            id=spend,
            union_id=repeating.union_id,
            amount=repeating.amount,
            currency=repeating.currency,
            category_id=repeating.category_id,
            purse_id=repeating.purse_id,
            what_for=repeating.name,
            day=repeating.starts_on,
            repeats=True,
            announced_by=by,
        )
        write(found, at=at)
    return found


@deeds.part_of_a_deed
def announce_afterwards(  # noqa: PLR0913 - what happened, and who notes it
    *,
    amount: Measure,
    category: UUID | None,
    purse: UUID | None,
    day: date,
    union: UUID,
    by: UUID | None,
    key: str,
    at: datetime,
) -> UUID:
    """Tell all of a spend above the threshold that has happened; it asks for nothing."""
    spend = ids.id_from_key(union, f"announce_afterwards:{key}")
    if Spend.objects.filter(id=spend).exists():
        return spend
    return write(
        Spend(
            id=spend,
            union_id=union,
            amount=amount.amount,
            currency=amount.unit.code,
            category_id=category,
            purse_id=purse,
            what_for="",
            day=day,
            happened_anyway=True,
            announced_by=by,
        ),
        at=at,
    )


@deeds.deed
def support_spend(*, spend: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Support an announced spend; an own open concern is taken back by it."""
    permissions.require_associate(by=by, union=union, at=at)
    today = people.local_day(union=union, at=at)
    row = _spend(union, spend)
    _talking.speak(row, kind="support", words="", union=union, by=by, on=today)


@deeds.deed
def raise_concern(
    *, spend: UUID, words: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Raise a concern: the spend waits until what the talk came to is written down."""
    permissions.require_associate(by=by, union=union, at=at)
    today = people.local_day(union=union, at=at)
    row = _spend(union, spend)
    voice = _talking.speak(
        row, kind="concern", words=words, union=union, by=by, on=today
    )
    if voice is not None:
        tell_of_concern(row, voice, at=at)


@deeds.deed
def take_back_voice(*, spend: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Take one's own support or concern back."""
    permissions.require_associate(by=by, union=union, at=at)
    today = people.local_day(union=union, at=at)
    _talking.take_back(_spend(union, spend), by=by, on=today)


@deeds.deed
def settle_talk(  # noqa: PLR0913 - what it came to, whether it goes, who writes it
    *, spend: UUID, came_to: str, goes: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """Write down what the talk came to: the spend goes, or is withdrawn."""
    permissions.require_associate(by=by, union=union, at=at)
    today = people.local_day(union=union, at=at)
    row = _spend(union, spend)
    concerns = _talking.settle(
        row, came_to=came_to, goes=goes, union=union, by=by, on=today
    )
    if not goes:
        _end_what_repeats(row, today)
    kind = "spend.goes" if goes else "spend.withdrawn"
    _tell(row, kind, key=f"{concerns[-1].id}:settled", at=at)


@deeds.deed
def withdraw_spend(*, spend: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Withdraw an announced spend: who announced it, or the purse when they have left."""
    row = _own(union, spend, by, at)
    if row.status == "withdrawn":
        return
    if announced.state_on(row, on=people.local_day(union=union, at=at)) == "done":
        raise Refused(Problem("", says.IS_ENDED))
    today = people.local_day(union=union, at=at)
    _talking.end(row, "withdrawn", today)
    _end_what_repeats(row, today)
    _tell(row, "spend.withdrawn", key=f"{row.id}:withdrawn", at=at)


@deeds.deed
def finish_spend(*, spend: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Say that nothing more is spent of it; what is left is free again."""
    row = _own(union, spend, by, at)
    if row.status == "done":
        return
    if row.status == "withdrawn" or row.repeats:
        raise Refused(Problem("", says.IS_ENDED))
    _talking.end(row, "done", people.local_day(union=union, at=at))


def tell_of_concern(row: Spend, voice: Voice, *, at: datetime) -> None:
    """Tell all that a concern was raised; part of a deed."""
    _tell(row, "spend.concern", key=str(voice.id), at=at)


def _tell(row: Spend, kind: str, *, key: str, at: datetime) -> None:
    notices.tell(
        union=row.union_id,
        to=None,
        kind=kind,
        facts={
            "amount": str(Measure(row.amount, UNITS[row.currency])),
            "what_for": row.what_for,
            "day": row.stands_from.isoformat(),
        },
        key=f"{kind}:{key}",
        at=at,
    )


def _spend(union: UUID, spend: UUID) -> Spend:
    row = Spend.objects.select_for_update().filter(union_id=union, id=spend).first()
    if row is None:
        raise NotFound(Problem("spend", says.NO_SPEND))
    return row


def _own(union: UUID, spend: UUID, by: UUID, at: datetime) -> Spend:
    permissions.require_associate(by=by, union=union, at=at)
    row = _spend(union, spend)
    if row.announced_by is None:
        permissions.require_purse(by=by, union=union, at=at)
    elif row.announced_by != by:
        raise NotYours(Problem("", says.ONLY_WHO_ANNOUNCED))
    return row


def _end_what_repeats(row: Spend, on: date) -> None:
    """End what was announced to repeat, when its announcement is withdrawn."""
    Repeating.objects.filter(spend=row, ended_on__isnull=True).update(ended_on=on)


def _problems_with_day(day: date, today: date) -> list[Problem]:
    facts = {"day": day.isoformat()}
    if day < today:
        return [Problem("day", says.DAY_LONG_OVER, facts)]
    if day > today + timedelta(days=DAYS_AHEAD_MAX):
        return [Problem("day", says.TOO_FAR_AHEAD, facts)]
    return []
