"""Deeds of speaking: the list of speakers by a rule all can see, and rounds.

Who has spoken how often is counted only to order the list, shown to nobody, and
forgotten when the meeting closes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max

from commonweal.commons import deeds
from commonweal.core.tally import lots
from commonweal.core.vf.problems import NotYours, Problem, Refused, require
from commonweal.rooms.governance.errors import meetings as says
from commonweal.rooms.governance.models import (
    RoundPlace,
    SpeakingRound,
    SpeakingTurn,
)
from commonweal.rooms.governance.queries import stack
from commonweal.rooms.governance.services import _meeting_pen as pen
from commonweal.rooms.governance.words import meetings as words

SECONDS_LEAST = 10


@deeds.deed
def wish_to_speak(  # noqa: PLR0913 - who, how, about what
    *,
    meeting: UUID,
    kind: str = "turn",
    about: str = "",
    person: UUID | None = None,
    union: UUID,
    by: UUID,
    at: datetime,
) -> None:
    """Put oneself on the list; the stack keeper also puts those without a phone."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_open()
    seat.require_here()
    who = person or by
    if who != by:
        seat.require_card("stack")
        if who not in seat.present:
            raise Refused(Problem("person", says.NO_PERSON))
    problems: list[Problem] = []
    pen.one_of(kind, words.TURNS, Problem("kind", says.UNKNOWN_TURN), problems)
    if kind == "process":
        pen.one_of(about, words.ABOUT, Problem("about", says.SAY_ABOUT_WHAT), problems)
    turns = seat.row.turns.all()
    if kind == "reply" and not turns.filter(status__in=["speaks", "spoken"]).exists():
        problems.append(Problem("kind", says.NOBODY_SPEAKS))
    require(problems)
    if turns.filter(person_id=who, kind=kind, status__in=["waits", "speaks"]).exists():
        return
    last = turns.aggregate(last=Max("number"))["last"] or 0
    SpeakingTurn.objects.create(
        meeting=seat.row,
        person_id=who,
        kind=kind,
        about=about if kind == "process" else "",
        number=last + 1,
    )


@deeds.deed
def take_wish_back(
    *, meeting: UUID, turn: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Take a wish to speak back: one's own, or as the stack keeper when asked to."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_open()
    row = seat.row.turns.filter(id=turn, status="waits").first()
    if row is None:
        return
    if row.person_id != by:
        seat.require_card("stack")
    row.status = "back"
    row.save(update_fields=["status"])


@deeds.deed
def give_the_word(*, meeting: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Let the next on the list speak; whoever speaks now has spoken."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_card("stack", "facilitator")
    _end_speaking(seat)
    waiting = stack.in_order(seat.row)
    if not waiting:
        raise Refused(Problem("", says.NOBODY_WAITS))
    turn = waiting[0]
    turn.status = "speaks"
    seconds = seat.row.speaker_seconds
    turn.until = at + timedelta(seconds=seconds) if seconds else None
    turn.save(update_fields=["status", "until"])


@deeds.deed
def end_speaking(*, meeting: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Say that whoever speaks has spoken: by themselves, or the stack keeper."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_open()
    speaking = seat.row.turns.filter(status="speaks").first()
    if speaking is None:
        return
    if speaking.person_id != by:
        seat.require_card("stack", "facilitator")
    _end_speaking(seat)


@deeds.deed
def set_stack(  # noqa: PLR0913 - the rule and the time each has
    *,
    meeting: UUID,
    rule: str,
    seconds: int | None,
    union: UUID,
    by: UUID,
    at: datetime,
) -> None:
    """Choose the rule of the list, which all see, and how long each may speak."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_card("stack", "facilitator")
    problems: list[Problem] = []
    pen.one_of(rule, words.STACK_RULES, Problem("rule", says.UNKNOWN_RULE), problems)
    if seconds is not None and not SECONDS_LEAST <= seconds <= words.SECONDS_MOST:
        facts = {"most": words.SECONDS_MOST}
        problems.append(Problem("seconds", says.SECONDS_OUT_OF_RANGE, facts))
    require(problems)
    seat.row.stack_rule = rule
    seat.row.speaker_seconds = seconds
    seat.row.save(update_fields=["stack_rule", "speaker_seconds"])


# --- rounds ----------------------------------------------------------------------------


@deeds.deed
def start_round(
    *, meeting: UUID, kind: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Start a round among all who are here; the lot says who begins the circle."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_card("facilitator")
    row = seat.row
    problems: list[Problem] = []
    pen.one_of(kind, words.ROUNDS, Problem("kind", says.UNKNOWN_ROUND), problems)
    if row.rounds.filter(status="open").exists():
        problems.append(Problem("", says.ROUND_GOES_ON))
    require(problems)
    number = row.rounds.count() + 1
    round_ = SpeakingRound.objects.create(
        meeting=row, item_id=row.current_item, kind=kind, number=number
    )
    names = seat.members.names
    circle = sorted(seat.present, key=lambda one: (names.get(one, ""), str(one)))
    first = lots.draw(f"{row.seed} round {number}", len(circle))
    RoundPlace.objects.bulk_create(
        RoundPlace(round=round_, person_id=one, place=place)
        for place, one in enumerate(circle[first:] + circle[:first])
    )


@deeds.deed
def speak_in_round(  # noqa: PLR0913 - whose turn, what they said
    *,
    meeting: UUID,
    said: str = "",
    person: UUID | None = None,
    union: UUID,
    by: UUID,
    at: datetime,
) -> None:
    """Say that one has spoken in the round, and in a consent round what one said.

    For somebody without a phone, whoever facilitates or writes taps for them.
    """
    seat, place = _my_place(meeting, person, union, by, at)
    problems: list[Problem] = []
    if place.round.kind == "consent":
        pen.one_of(said, words.SAID, Problem("said", says.UNKNOWN_ANSWER), problems)
    require(problems)
    del seat
    place.is_over = True
    place.said = said if place.round.kind == "consent" else ""
    place.save(update_fields=["is_over", "said"])
    _end_if_all_spoke(place.round)


@deeds.deed
def pass_in_round(
    *,
    meeting: UUID,
    person: UUID | None = None,
    union: UUID,
    by: UUID,
    at: datetime,
) -> None:
    """Pass; the round comes back to one once, at its end."""
    _seat, place = _my_place(meeting, person, union, by, at)
    if place.has_passed:
        raise Refused(Problem("", says.PASSED_ALREADY))
    last = place.round.places.aggregate(last=Max("place"))["last"]
    place.has_passed = True
    place.place = last + 1
    place.save(update_fields=["has_passed", "place"])


@deeds.deed
def end_round(*, meeting: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """End the round before all have spoken."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_card("facilitator")
    seat.row.rounds.filter(status="open").update(status="over")


def _my_place(
    meeting: UUID, person: UUID | None, union: UUID, by: UUID, at: datetime
) -> tuple[pen.Sitting, RoundPlace]:
    """Return the place of somebody whose turn it is, or refuse."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    seat.require_open()
    seat.require_here()
    who = person or by
    if who != by:
        seat.require_card("facilitator", "scribe")
    round_ = seat.row.rounds.filter(status="open").first()
    if round_ is None:
        raise Refused(Problem("", says.NO_ROUND))
    following = round_.places.filter(is_over=False).order_by("place").first()
    if following is None:
        raise Refused(Problem("", says.NO_ROUND))
    if following.person_id != who:
        name = seat.members.names.get(following.person_id, "")
        raise NotYours(Problem("", says.NOT_YOUR_TURN, {"name": name}))
    return seat, following


def _end_if_all_spoke(round_: SpeakingRound) -> None:
    if round_.kind != "consent" and not round_.places.filter(is_over=False).exists():
        round_.status = "over"
        round_.save(update_fields=["status"])


def _end_speaking(seat: pen.Sitting) -> None:
    seat.row.turns.filter(status="speaks").update(status="spoken", until=None)
