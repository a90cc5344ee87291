"""Deeds of meetings: call, come, open, close; and the agenda anybody adds to (I-17)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.notices import services as notices
from commonweal.commons.people import permissions as people_permissions
from commonweal.commons.people import queries as people
from commonweal.core.tally import lots
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotYours, Problem, Refused, require
from commonweal.rooms.governance.errors import meetings as says
from commonweal.rooms.governance.models import (
    AgendaItem,
    ItemSupport,
    Meeting,
    Motion,
    Presence,
)
from commonweal.rooms.governance.queries import sitting
from commonweal.rooms.governance.services import _meeting_pen as pen
from commonweal.rooms.governance.words import meetings as words

#: A meeting can be opened a little early, when all are there.
EARLY = timedelta(hours=1)


@deeds.deed
def call_meeting(  # noqa: PLR0913 - what, for whom, by whom, with which seed
    *,
    draft: words.MeetingDraft,
    seed: str,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> UUID:
    """Call a meeting of a body one is in; its members are told.

    ``seed`` is recorded: whoever reads it can draw the order and the cards again.
    """
    people_permissions.require(by=by, union=union, scope="associate", at=at)
    body = draft.body or sitting.assembly_of(union)
    members = sitting.members_of(union=union, body=body, at=at)
    sitting.require_member(members, by)
    meeting = ids.id_from_key(union, f"call_meeting:{key}")
    if Meeting.objects.filter(id=meeting).exists():
        return meeting
    problems: list[Problem] = []
    title = pen.line_of(
        draft.title,
        field="title",
        most=words.TITLE_LETTERS,
        problems=problems,
        empty=says.GIVE_A_TITLE,
    )
    place = pen.line_of(
        draft.place,
        field="place",
        most=words.PLACE_LETTERS,
        problems=problems,
        empty=says.SAY_WHERE,
    )
    problems += _problems_with_time(draft.starts_at, union, at)
    require(problems)
    row = Meeting.objects.create(
        id=meeting,
        union_id=union,
        body_id=body,
        title=title,
        place=place,
        starts_at=draft.starts_at,
        called_at=at,
        called_by=by,
        seed=seed[:64],
    )
    local = draft.starts_at.astimezone(
        ZoneInfo(people.get_union(union=union).time_zone)
    )
    facts = {
        "day": local.date().isoformat(),
        "time": f"{local:%H:%M}",
        "title": title,
        "place": place,
    }
    _tell(row, members.names, "meeting.called", facts, at)
    return meeting


@deeds.deed
def call_off(*, meeting: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Call a meeting off, by who called it, before it begins. Its items stay readable."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    if seat.row.status == "off":
        return
    if seat.row.status != "called":
        raise Refused(Problem("", says.NOT_CALLED))
    if by != seat.row.called_by:
        raise NotYours(Problem("", says.ONLY_THE_CALLER))
    seat.row.status = "off"
    seat.row.save(update_fields=["status"])
    _tell(seat.row, seat.members.names, "meeting.off", {"title": seat.row.title}, at)


@deeds.deed
def open_meeting(*, meeting: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Open a meeting, by anybody who is here; the agenda is put in order. Twice is once."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    row = seat.row
    if row.status == "open":
        return
    if row.status != "called":
        raise Refused(Problem("", says.IS_OFF if row.status == "off" else says.IS_OVER))
    if at < row.starts_at - EARLY:
        raise Refused(Problem("", says.TOO_EARLY, {"at": row.starts_at}))
    seat.require_here()
    row.status = "open"
    row.opened_at = at
    row.n_members = seat.members.n_counted
    row.n_needed = seat.members.n_needed
    row.save(update_fields=["status", "opened_at", "n_members", "n_needed"])
    put_in_order(row)


@deeds.deed
def close_meeting(
    *, meeting: UUID, read_out: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """Close a meeting, by the facilitator. What was only for the moment is forgotten.

    ``read_out``: the minutes were read out and nobody had anything against them; then
    they are accepted by themselves when the days for corrections pass without one.
    """
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    row = seat.row
    if row.status in {"closed", "accepted"}:
        return
    seat.require_card("facilitator", "scribe")
    left = row.items.filter(is_forced=True, status__in=["waits", "open"])
    require(Problem("", says.FORCED_LEFT, {"title": one.title}) for one in left)
    today = people.local_day(union=union, at=at)
    days = charter.whole(union=union, key="meetings.correct_days", on=today)
    row.status = "closed"
    row.closed_at = max(at, row.opened_at or at)  # a clock that jumps back
    row.correct_until = row.closed_at + timedelta(days=days)
    row.read_out = read_out
    row.n_present = row.presences.count()
    row.current_item = row.item_until = row.speaker_seconds = None
    row.save()
    row.items.filter(status="open").update(status="done")
    row.items.filter(status="waits").update(status="parked")
    for passing in (row.turns, row.rounds, row.signals, row.temperatures):
        passing.all().delete()
    ItemSupport.objects.filter(item__meeting=row).delete()
    facts = {"title": row.title, "until": _local_day(row.correct_until, union)}
    # To all of the body: a notice to who was there would tell who was there (H6).
    _tell(row, seat.members.names, "meeting.minutes", facts, at)


@deeds.deed
def come(  # noqa: PLR0913 - who, where, by whom
    *, meeting: UUID, person: UUID, is_here: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """Say that one is here, or goes; or tick somebody, as the door keeper.

    A headcount for the quorum: no time is kept, and it is forgotten with the acceptance
    of the minutes (H6).
    """
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    row = seat.row
    if row.status not in {"called", "open"}:
        raise Refused(Problem("", says.IS_OFF if row.status == "off" else says.IS_OVER))
    if person not in seat.members.names:
        raise Refused(Problem("person", says.NO_PERSON))
    if row.status == "called" and at < row.starts_at - EARLY:
        raise Refused(Problem("", says.TOO_EARLY, {"at": row.starts_at}))
    if person != by:
        seat.require_here()
        door = sitting.cards_of(row).get("door")
        if door is not None and door.person_id != by:
            name = seat.members.names.get(door.person_id, "")
            raise NotYours(Problem("", says.CARD_HELD, {"name": name}))
    if row.status == "called" and not is_here:  # ticked by mistake, or changed plans
        row.presences.filter(person_id=person).delete()
        return
    Presence.objects.update_or_create(
        meeting=row, person_id=person, defaults={"is_here": is_here}
    )
    if not is_here:
        row.turns.filter(person_id=person, status__in=["waits", "speaks"]).update(
            status="back"
        )


@deeds.deed
def be_named(
    *, meeting: UUID, is_named: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """Wish to be named in the minutes, or not. Otherwise they hold a number only."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    if not row_of_presence(seat.row, by):
        raise Refused(Problem("", says.NOT_HERE))
    seat.row.presences.filter(person_id=by).update(is_named=is_named)


# --- the agenda ----------------------------------------------------------------------


@deeds.deed
def add_item(  # noqa: PLR0913 - what, where, by whom
    *,
    meeting: UUID,
    draft: words.ItemDraft,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> UUID:
    """Bring an item: anybody in the body, until the meeting closes (I-17)."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    item = ids.id_from_key(union, f"add_item:{meeting}:{key}")
    if AgendaItem.objects.filter(id=item).exists():
        return item
    problems: list[Problem] = []
    title = pen.line_of(
        draft.title,
        field="title",
        most=words.ITEM_LETTERS,
        problems=problems,
        empty=says.GIVE_A_TITLE,
    )
    problems += _problems_with_item(seat, draft)
    require(problems)
    AgendaItem.objects.create(
        id=item,
        meeting=seat.row,
        title=title,
        kind=draft.kind,
        minutes=draft.minutes,
        is_urgent=draft.is_urgent,
        motion_id=draft.motion,
        owner_id=draft.owner or by,
        added_by=by,
        added_at=at,
    )
    if seat.row.status == "open":
        put_in_order(seat.row)
    return item


@deeds.deed
def withdraw_item(
    *, meeting: UUID, item: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Withdraw one's own item before it is taken up; it stays readable as withdrawn."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    row = sitting.item_row(seat.row, item)
    if row.status == "withdrawn":
        return
    if row.added_by != by:
        raise NotYours(Problem("", says.NOT_YOUR_ITEM))
    if row.status not in {"waits", "parked"} or seat.row.closed_at is not None:
        raise Refused(Problem("", says.ITEM_BEGUN))
    row.status = "withdrawn"
    row.save(update_fields=["status"])


@deeds.deed
def ask_for_item(  # noqa: PLR0913 - for what, or not any more
    *, meeting: UUID, item: UUID, asks: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """Ask that an item be taken, or take that back. A tenth of the members forces it."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    if seat.row.status not in {"called", "open"}:
        raise Refused(Problem("", says.IS_OVER))
    row = sitting.item_row(seat.row, item)
    if row.status not in {"waits", "parked"}:
        raise Refused(Problem("", says.ITEM_BEGUN))
    if asks:
        ItemSupport.objects.get_or_create(item=row, person_id=by)
    else:
        row.supports.filter(person_id=by).delete()
    row.n_asked = row.supports.count()
    row.is_forced = row.n_asked >= seat.members.n_to_force
    if row.is_forced and row.status == "parked":
        row.status = "waits"
    row.save(update_fields=["n_asked", "is_forced", "status"])
    if seat.row.status == "open":
        put_in_order(seat.row)


def put_in_order(row: Meeting) -> None:
    """Put what waits in order: forced, urgent, then the rest; the lot among equals.

    The lot is drawn from the meeting's recorded seed and the items' ids.
    """
    waiting = list(row.items.filter(status="waits"))
    drawn = lots.in_order_of_lot(f"{row.seed} order", [str(one.id) for one in waiting])
    by_lot = {label: number for number, label in enumerate(drawn)}
    waiting.sort(
        key=lambda one: (not one.is_forced, not one.is_urgent, by_lot[str(one.id)])
    )
    taken = row.items.filter(started_at__isnull=False).count()
    for number, one in enumerate(waiting, start=taken + 1):
        one.in_order = number
    AgendaItem.objects.bulk_update(waiting, ["in_order"])


def row_of_presence(row: Meeting, person: UUID) -> bool:
    """Say whether somebody is or was here."""
    return row.presences.filter(person_id=person).exists()


# --- what can be wrong -----------------------------------------------------------------


def _problems_with_time(
    starts_at: datetime, union: UUID, at: datetime
) -> list[Problem]:
    today = people.local_day(union=union, at=at)
    hours = charter.whole(union=union, key="meetings.notice_hours", on=today)
    first = at + timedelta(hours=hours)
    if starts_at < first:
        facts = {"hours": hours, "from": first}
        return [Problem("starts_at", says.TOO_SOON, facts)]
    if starts_at > at + timedelta(days=words.DAYS_AHEAD_MOST):
        return [Problem("starts_at", says.TOO_FAR)]
    return []


def _problems_with_item(seat: pen.Sitting, draft: words.ItemDraft) -> list[Problem]:
    problems: list[Problem] = []
    if seat.row.status not in {"called", "open"}:
        off = seat.row.status == "off"
        problems.append(Problem("", says.IS_OFF if off else says.IS_OVER))
    if draft.kind not in words.KINDS:
        problems.append(Problem("kind", says.UNKNOWN_KIND))
    if not 1 <= draft.minutes <= words.MINUTES_MOST:
        facts = {"most": words.MINUTES_MOST}
        problems.append(Problem("minutes", says.MINUTES_OUT_OF_RANGE, facts))
    if draft.owner is not None and draft.owner not in seat.members.names:
        problems.append(Problem("owner", says.NO_PERSON))
    motions = Motion.objects.filter(union_id=seat.row.union_id)
    if draft.motion is not None and not motions.filter(id=draft.motion).exists():
        problems.append(Problem("motion", says.NO_MOTION))
    if seat.row.items.count() >= words.ITEMS_MOST:
        problems.append(Problem("", says.AGENDA_FULL, {"most": words.ITEMS_MOST}))
    return problems


def _tell(
    row: Meeting,
    to: Iterable[UUID],
    kind: str,
    facts: dict[str, object] | dict[str, str],
    at: datetime,
) -> None:
    everybody = row.body_id == sitting.assembly_of(row.union_id)
    told: list[UUID | None] = [None] if everybody else list(to)
    for one in told:
        notices.tell(
            union=row.union_id,
            to=one,
            kind=kind,
            facts=facts,
            key=f"{kind}:{row.id}",
            at=at,
        )


def _local_day(moment: datetime, union: UUID) -> str:
    return people.local_day(union=union, at=moment).isoformat()
