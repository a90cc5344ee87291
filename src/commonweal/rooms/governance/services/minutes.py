"""Deeds of items and minutes: taken up, written as one goes, corrected, accepted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.notices import services as notices
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require
from commonweal.rooms.governance.errors import meetings as says
from commonweal.rooms.governance.models import (
    ActionPoint,
    Meeting,
    MinuteCorrection,
    MinuteLine,
)
from commonweal.rooms.governance.queries import sitting
from commonweal.rooms.governance.services import _meeting_pen as pen
from commonweal.rooms.governance.words import meetings as words

ACTION_DAYS_MOST = 731


@deeds.deed
def start_item(
    *, meeting: UUID, item: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Take an item up; the one before is done, hands go down, its time begins."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_card("facilitator")
    row = sitting.item_row(seat.row, item)
    if row.status == "open":
        return
    if row.status not in {"waits", "parked"}:
        raise Refused(Problem("", says.ITEM_BEGUN))
    held = sitting.cards_of(seat.row).get("facilitator")
    leads = held.person_id if held is not None else by
    if sitting.is_bringer_of(row, leads):
        if leads == by:
            raise Refused(Problem("", says.HAND_THE_CARD_OVER))
        facts = {"name": seat.members.names.get(leads, "")}
        raise Refused(Problem("", says.NOT_FACILITATOR, facts))
    _end_item(seat.row, "done")
    row.status = "open"
    row.started_at = at
    row.in_order = seat.row.items.filter(started_at__isnull=False).count() + 1
    row.save(update_fields=["status", "started_at", "in_order"])
    seat.row.current_item = row.id
    seat.row.item_until = at + timedelta(minutes=row.minutes)
    seat.row.save(update_fields=["current_item", "item_until"])


@deeds.deed
def end_item(
    *, meeting: UUID, parked: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """End the item that is open: done, or parked for another time."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_card("facilitator")
    if seat.row.current_item is None:
        return
    row = sitting.item_row(seat.row, seat.row.current_item)
    if parked and row.is_forced:
        raise Refused(Problem("", says.ITEM_FORCED, {"n": row.n_asked}))
    _end_item(seat.row, "parked" if parked else "done")


@deeds.deed
def more_time(
    *, meeting: UUID, minutes: int, union: UUID, by: UUID, at: datetime
) -> None:
    """Give the open item more minutes from now on."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_card("time", "facilitator")
    if not 1 <= minutes <= words.MINUTES_MOST:
        facts = {"most": words.MINUTES_MOST}
        raise Refused(Problem("minutes", says.MINUTES_OUT_OF_RANGE, facts))
    if seat.row.current_item is None:
        raise Refused(Problem("", says.NO_ITEM))
    seat.row.item_until = max(at, seat.row.item_until or at) + timedelta(
        minutes=minutes
    )
    seat.row.save(update_fields=["item_until"])


@deeds.deed
def write_line(  # noqa: PLR0913 - what, of which kind, named or not
    *,
    meeting: UUID,
    kind: str,
    line: str,
    is_named: bool = False,
    item: UUID | None = None,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> UUID:
    """Write a line into the minutes. Anybody here; objections and dissent their own.

    ``is_named``: the writer's name stands beside it. Without an item, the one that is
    open.
    """
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    made = ids.id_from_key(union, f"write_line:{meeting}:{key}")
    if MinuteLine.objects.filter(id=made).exists():
        return made
    seat.require_here()
    if kind in {"note", "decision"}:
        seat.require_card("scribe", "facilitator")
    seat.require_open()
    problems: list[Problem] = []
    pen.one_of(
        kind,
        [one for one in words.LINES if one != "counts"],
        Problem("kind", says.UNKNOWN_LINE),
        problems,
    )
    text = pen.line_of(
        line,
        field="line",
        most=words.LINE_LETTERS,
        problems=problems,
        empty=says.WRITE_SOMETHING,
    )
    require(problems)
    about = item or seat.row.current_item
    if about is not None:
        sitting.item_row(seat.row, about)
    _write(
        seat.row, made, kind=kind, text=text, item=about, at=at,
        by=by if is_named else None, typed_by=by,
    )  # fmt: skip
    return made


@deeds.deed
def strike_line(
    *, meeting: UUID, line: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Strike one's own line: it stays readable as struck (I-17)."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    row = seat.row.lines.filter(id=line).first()
    if row is None:
        raise NotFound(Problem("line", says.NO_LINE))
    if row.struck_at is not None:
        return
    if row.typed_by != by:
        raise NotYours(Problem("", says.NOT_YOUR_LINE))
    seat.require_open()
    row.struck_at = at
    row.save(update_fields=["struck_at"])


@deeds.deed
def write_count(
    *, meeting: UUID, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Write what a consent round came to into the minutes, in numbers, and end it."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    made = ids.id_from_key(union, f"write_count:{meeting}:{key}")
    if MinuteLine.objects.filter(id=made).exists():
        return made
    seat.require_card("facilitator", "scribe")
    round_ = seat.row.rounds.filter(kind="consent", status="open").first()
    if round_ is None:
        raise Refused(Problem("", says.NO_ROUND))
    said = list(round_.places.values_list("said", flat=True))
    counted = " ".join(str(said.count(one)) for one in words.SAID)
    _write(
        seat.row, made, kind="counts", text=counted, item=round_.item_id, at=at,
        by=None, typed_by=None,
    )  # fmt: skip
    round_.status = "over"
    round_.save(update_fields=["status"])
    return made


@deeds.deed
def add_action(  # noqa: PLR0913 - what, who, until when
    *,
    meeting: UUID,
    action: str,
    person: UUID,
    due: date,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> UUID:
    """Write down what somebody here takes on, and until when; they are told."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    made = ids.id_from_key(union, f"add_action:{meeting}:{key}")
    if ActionPoint.objects.filter(id=made).exists():
        return made
    if person != by:
        seat.require_card("scribe", "facilitator")
    seat.require_open()
    seat.require_here()
    problems: list[Problem] = []
    text = pen.line_of(
        action,
        field="action",
        most=words.ACTION_LETTERS,
        problems=problems,
        empty=says.WRITE_SOMETHING,
    )
    if person not in seat.members.names:
        problems.append(Problem("person", says.NO_PERSON))
    today = people.local_day(union=union, at=at)
    if not today <= due <= today + timedelta(days=ACTION_DAYS_MOST):
        problems.append(Problem("due", says.NO_DAY))
    require(problems)
    ActionPoint.objects.create(
        id=made,
        meeting=seat.row,
        item_id=seat.row.current_item,
        words=text,
        person_id=person,
        due=due,
    )
    if person != by:
        facts = {"words": text, "due": due.isoformat()}
        notices.tell(
            union=union, to=person, kind="meeting.action", facts=facts,
            key=f"action:{made}", at=at,
        )  # fmt: skip
    return made


@deeds.deed
def end_action(
    *, action: UUID, is_done: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """Say that one has done what one took on, or lets it go. Nobody asks why."""
    row = ActionPoint.objects.filter(meeting__union_id=union, id=action).first()
    if row is None:
        raise NotFound(Problem("action", says.NO_ACTION))
    pen.sit(meeting=row.meeting_id, union=union, by=by, at=at)
    if row.ended_on is not None:
        return
    if row.person_id not in {by, None}:
        name = sitting.names_of(union).get(row.person_id, "")
        raise NotYours(Problem("", says.NOT_YOUR_ACTION, {"name": name}))
    row.ended_on = people.local_day(union=union, at=at)
    row.is_done = is_done
    row.save(update_fields=["ended_on", "is_done"])


# --- afterwards ------------------------------------------------------------------------


@deeds.deed
def correct_minutes(  # noqa: PLR0913 - what is corrected, by whom
    *, meeting: UUID, words_: str, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Add a correction within the window, by somebody who was there. Nothing is changed."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    made = ids.id_from_key(union, f"correct_minutes:{meeting}:{key}")
    if MinuteCorrection.objects.filter(id=made).exists():
        return made
    row = seat.row
    if row.status != "closed" or row.correct_until is None:
        raise Refused(
            Problem("", says.ACCEPTED_ALREADY if row.accepted_at else says.NOT_OPEN)
        )
    if at > row.correct_until:
        facts = {"until": row.correct_until}
        raise Refused(Problem("", says.CORRECTIONS_OVER, facts))
    if not row.presences.filter(person_id=by).exists():
        raise NotYours(Problem("", says.ONLY_WHO_WAS_HERE))
    problems: list[Problem] = []
    text = pen.line_of(
        words_,
        field="words",
        most=words.CORRECTION_LETTERS,
        problems=problems,
        empty=says.WRITE_SOMETHING,
    )
    require(problems)
    MinuteCorrection.objects.create(id=made, meeting=row, words=text, by=by, at=at)
    return made


@deeds.deed
def accept_minutes(
    *, meeting: UUID, in_meeting: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Accept minutes in a later meeting of the same body; who was there is forgotten."""
    seat = pen.sit(meeting=in_meeting, union=union, by=by, at=at)
    row = sitting.meeting_row(union=union, meeting=meeting, lock=True)
    if row.status == "accepted":
        return
    if row.status != "closed" or row.correct_until is None:
        raise Refused(Problem("", says.NOT_OPEN))
    later = seat.row.starts_at > row.starts_at and seat.row.body_id == row.body_id
    if not later or seat.row.status != "open":
        raise Refused(Problem("", says.NOT_THE_NEXT))
    if at <= row.correct_until:
        facts = {"until": row.correct_until}
        raise Refused(Problem("", says.CORRECTIONS_OPEN, facts))
    seat.require_card("facilitator", "scribe")
    accept(row, at=at, accepted_in=seat.row.id)


def accept(row: Meeting, *, at: datetime, accepted_in: UUID | None) -> None:
    """Take minutes as accepted; only who wished to be named stays named (H6)."""
    row.status = "accepted"
    row.accepted_at = at
    row.accepted_in = accepted_in
    row.save(update_fields=["status", "accepted_at", "accepted_in"])
    forget_who_was_there(row)


def forget_who_was_there(row: Meeting) -> None:
    """Forget who was at a meeting, and who typed which line."""
    row.presences.filter(is_named=False).delete()
    row.declined.all().delete()
    row.lines.filter(typed_by__isnull=False).update(typed_by=None)
    row.corrections.filter(by__isnull=False).update(by=None)


def _end_item(row: Meeting, status: str) -> None:
    row.items.filter(status="open").update(status=status)
    row.current_item = row.item_until = None
    row.save(update_fields=["current_item", "item_until"])
    row.rounds.filter(status="open").update(status="over")
    row.signals.all().delete()
    row.temperatures.all().delete()


def _write(  # noqa: PLR0913 - a line is all of this
    row: Meeting,
    made: UUID,
    *,
    kind: str,
    text: str,
    item: UUID | None,
    at: datetime,
    by: UUID | None,
    typed_by: UUID | None,
) -> None:
    MinuteLine.objects.create(
        id=made,
        meeting=row,
        item_id=item,
        kind=kind,
        words=text,
        by=by,
        typed_by=typed_by,
        number=row.lines.count() + 1,
        at=at,
    )
