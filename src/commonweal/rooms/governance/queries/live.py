"""What the screen of a running meeting shows, and what its minutes say."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.rooms.governance.models import (
    Meeting,
    MinuteLine,
    Motion,
    SpeakingRound,
    SpeakingTurn,
)
from commonweal.rooms.governance.queries import meetings, sitting, stack
from commonweal.rooms.governance.words import meetings as words

#: So many lines of the minutes show on the screen of the meeting.
LINES_SHOWN = 5


def get_live(
    *, union: UUID, meeting: UUID, person: UUID, at: datetime
) -> words.LiveView:
    """Return everything the screen of a meeting shows to one person."""
    view = meetings.get_meeting(union=union, meeting=meeting, person=person, at=at)
    row = sitting.meeting_row(union=union, meeting=meeting)
    names = sitting.names_of(union)
    smallest = charter.whole(
        union=union,
        key="privacy.smallest_group",
        on=people.local_day(union=union, at=at),
    )
    speaking = row.turns.filter(status="speaks").first()
    waiting = stack.in_order(row)
    have_spoken = stack.have_spoken(row)
    round_ = row.rounds.filter(status="open").first()
    hands = Counter(row.signals.values_list("signal", flat=True))
    mine = row.signals.filter(person_id=person).values_list("signal", flat=True)
    lines = list(row.lines.order_by("-number")[:LINES_SHOWN])
    not_spoken = view.n_present - len(have_spoken)
    return words.LiveView(
        meeting=view,
        speaking=_turn(speaking, names, person, have_spoken) if speaking else None,
        speaks_until=speaking.until if speaking else None,
        stack=tuple(_turn(one, names, person, have_spoken) for one in waiting),
        n_not_spoken=not_spoken if view.n_present >= smallest else None,
        my_turns=tuple(one.kind for one in waiting if one.person_id == person),
        round=None if round_ is None else _round(round_, names, person),
        signals=tuple((one, hands[one]) for one in words.SIGNALS if hands[one]),
        my_signal=mine.first() or "",
        temperature=_temperature(row, view.n_present, person, smallest),
        lines=tuple(_line(one, names, person, row) for one in reversed(lines)),
        proposal=_proposal(view.current),
    )


def get_minutes(
    *, union: UUID, meeting: UUID, person: UUID, at: datetime
) -> words.MinutesView:
    """Return the minutes, put together from what was written as one went."""
    view = meetings.get_meeting(union=union, meeting=meeting, person=person, at=at)
    row = sitting.meeting_row(union=union, meeting=meeting)
    names = sitting.names_of(union)
    lines = [_line(one, names, person, row) for one in row.lines.order_by("number")]
    actions = [
        meetings.action_view(one, names, person)
        for one in row.actions.order_by("due", "id")
    ]
    was_there = row.presences.filter(person_id=person).exists()
    named = row.presences.filter(is_named=True).values_list("person_id", flat=True)
    window = row.status == "closed" and row.correct_until is not None
    in_time = window and row.correct_until is not None and at <= row.correct_until
    later = None if row.accepted_in is None else Meeting.objects.get(id=row.accepted_in)
    taken = [
        one
        for one in view.items
        if one.status in {"open", "done"} or any(line.item == one.id for line in lines)
    ]
    shown = {one.id for one in taken}
    return words.MinutesView(
        meeting=view,
        names=tuple(sorted(names[one] for one in named if one in names)),
        items=tuple(
            words.ItemMinutes(
                item=one,
                lines=tuple(line for line in lines if line.item == one.id),
                actions=tuple(what for what in actions if what.item == one.id),
            )
            for one in taken
        ),
        others=tuple(line for line in lines if line.item not in shown),
        other_actions=tuple(what for what in actions if what.item not in shown),
        parked=tuple(one for one in view.items if one.status == "parked"),
        corrections=tuple(
            words.CorrectionView(one.words, one.at)
            for one in row.corrections.order_by("at", "id")
        ),
        may_correct=in_time and was_there,
        may_accept=window and not in_time and view.is_member,
        accepted_in="" if later is None else later.title,
    )


def waits_to_be_accepted(
    *, union: UUID, meeting: UUID, at: datetime
) -> tuple[tuple[UUID, str], ...]:
    """Return earlier meetings of the body whose minutes this meeting can accept."""
    row = sitting.meeting_row(union=union, meeting=meeting)
    before = Meeting.objects.filter(
        union_id=union,
        body_id=row.body_id,
        status="closed",
        correct_until__lt=at,
        starts_at__lt=row.starts_at,
    )
    found = before.order_by("starts_at").values_list("id", "title")
    return tuple(found[: meetings.LIST_LIMIT])


def _proposal(item: words.ItemView | None) -> words.Proposal | None:
    """Return the wording that stands of the motion an item is about."""
    if item is None or item.motion is None:
        return None
    motion = Motion.objects.filter(id=item.motion).first()
    version = (
        None
        if motion is None
        else motion.versions.filter(number=motion.current).first()
    )
    if motion is None or version is None:
        return None
    return words.Proposal(
        motion=motion.id,
        sentence=version.sentence,
        text=version.text,
        is_open=motion.stage == "open",
    )


def _turn(
    row: SpeakingTurn, names: sitting.Names, person: UUID, have_spoken: frozenset[UUID]
) -> words.TurnView:
    return words.TurnView(
        id=row.id,
        person=row.person_id,
        name=names.get(row.person_id, ""),
        kind=row.kind,
        about=row.about,
        is_first_time=row.kind == "turn" and row.person_id not in have_spoken,
        is_mine=row.person_id == person,
    )


def _round(row: SpeakingRound, names: sitting.Names, person: UUID) -> words.RoundView:
    places = list(row.places.order_by("place"))
    following = next((one.id for one in places if not one.is_over), None)
    said = Counter(one.said for one in places if one.said)
    return words.RoundView(
        id=row.id,
        kind=row.kind,
        places=tuple(
            words.PlaceView(
                id=one.id,
                person=one.person_id,
                name=names.get(one.person_id, ""),
                is_next=one.id == following,
                has_passed=one.has_passed,
                is_over=one.is_over,
                said=one.said,
                is_mine=one.person_id == person,
            )
            for one in places
        ),
        n_left=sum(not one.is_over for one in places),
        said={one: said[one] for one in words.SAID},
    )


def _temperature(
    row: Meeting, n_present: int, person: UUID, smallest: int
) -> words.TemperatureView | None:
    """Return the check. Its numbers show after the end, and not of a few (H15)."""
    check = row.temperatures.first()
    if check is None:
        return None
    n_given = check.warm + check.mild + check.cool
    shows = not check.is_open and n_given >= smallest
    return words.TemperatureView(
        is_open=check.is_open,
        n_given=n_given,
        n_present=n_present,
        have_given=check.given.filter(person_id=person).exists(),
        warm=check.warm if shows else None,
        mild=check.mild if shows else None,
        cool=check.cool if shows else None,
    )


def _line(
    row: MinuteLine, names: sitting.Names, person: UUID, meeting: Meeting
) -> words.LineView:
    is_count = row.kind == "counts"
    return words.LineView(
        id=row.id,
        number=row.number,
        kind=row.kind,
        words="" if is_count else row.words,
        counts=tuple(int(one) for one in row.words.split()) if is_count else (),
        name=names.get(row.by, "") if row.by else "",
        is_struck=row.struck_at is not None,
        may_strike=row.typed_by == person
        and row.struck_at is None
        and meeting.status == "open",
        item=row.item_id,
    )
