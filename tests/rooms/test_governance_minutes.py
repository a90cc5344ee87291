"""Speaking, hands and minutes: who has spoken least comes first, nobody is kept."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.governance.models import (
    AgendaItem,
    MinuteLine,
    SpeakingTurn,
)
from commonweal.rooms.governance.queries import live, own_meetings, sitting
from commonweal.rooms.governance.services import (
    keeping_meetings,
    minutes,
    signalling,
    speaking,
)
from commonweal.rooms.governance.services import meetings as deeds
from tests.rooms.meeting_cast import (
    AT,
    EVENING,
    add,
    begin,
    call,
    how,
    screen,
    view,
)


@pytest.fixture
def cast(lentil_house, kofi, lena, ana, ben, chidi):
    return SimpleNamespace(
        id=lentil_house.id, kofi=kofi, lena=lena, ana=ana, ben=ben, chidi=chidi,
        all=(kofi, lena, ana, ben, chidi),
    )  # fmt: skip


# --- speaking ------------------------------------------------------------------------------


def test_who_has_spoken_least_comes_first_by_the_rule_all_see(cast):
    meeting = begin(cast)
    wish = lambda one, **more: speaking.wish_to_speak(  # noqa: E731
        meeting=meeting, **how(cast, one), **more
    )
    for one in (cast.ben, cast.ana):  # both speak once
        wish(one)
        speaking.give_the_word(meeting=meeting, **how(cast, cast.kofi))
    for one in (cast.ben, cast.lena, cast.chidi):
        wish(one)
    wish(cast.kofi, kind="reply")
    wish(cast.ana, kind="process", about="time")

    names = [(one.name, one.kind) for one in screen(cast, meeting).stack]
    assert names == [
        ("Ana", "process"), ("Kofi", "reply"), ("Lena", "turn"), ("Chidi", "turn"),
        ("Ben", "turn"),
    ]  # fmt: skip
    assert screen(cast, meeting).n_not_spoken == 3
    speaking.set_stack(meeting=meeting, rule="came", seconds=90, **how(cast, cast.kofi))
    assert [one.name for one in screen(cast, meeting).stack][2:] == [
        "Ben",
        "Lena",
        "Chidi",
    ]

    speaking.give_the_word(meeting=meeting, **how(cast, cast.kofi))
    seen = screen(cast, meeting)
    assert (seen.speaking.name, seen.speaks_until) == (
        "Ana",
        EVENING + timedelta(seconds=90),
    )


def test_wishes_to_speak_that_cannot_be(cast):
    meeting = begin(cast, cast.ben, cast.ana)
    where = {"meeting": meeting}

    for more, words in (
        ({"kind": "shout"}, "Say whether you want to speak"),
        ({"kind": "reply"}, "A direct reply answers somebody who speaks"),
        ({"kind": "process", "about": "you"}, "Say what the point of process is about"),
    ):
        with pytest.raises(Refused, match=words):
            speaking.wish_to_speak(**where, **more, **how(cast, cast.ben))
    with pytest.raises(Refused, match="You are not counted as here"):
        speaking.wish_to_speak(**where, **how(cast, cast.chidi))
    with pytest.raises(Refused, match="Nobody waits to speak"):
        speaking.give_the_word(**where, **how(cast, cast.ben))
    speaking.wish_to_speak(**where, **how(cast, cast.ben))
    speaking.wish_to_speak(**where, **how(cast, cast.ben))  # twice is once
    turn = SpeakingTurn.objects.get()
    speaking.take_wish_back(turn=turn.id, **where, **how(cast, cast.ben))
    assert screen(cast, meeting).stack == ()


def test_a_round_asks_everybody_once_and_who_passed_once_more(cast):
    meeting = begin(cast, cast.ana, cast.ben, cast.chidi)
    where = {"meeting": meeting}
    speaking.start_round(kind="consent", **where, **how(cast, cast.ana))
    people = {one.id: one for one in cast.all}
    circle = [people[p.person] for p in screen(cast, meeting).round.places]
    first, second, third = circle

    with pytest.raises(NotYours, match=f"It is {first.name}'s turn"):
        speaking.speak_in_round(said="consent", **where, **how(cast, second))
    with pytest.raises(Refused, match="Say consent, a concern, or an objection"):
        speaking.speak_in_round(said="maybe", **where, **how(cast, first))
    speaking.pass_in_round(**where, **how(cast, first))
    speaking.speak_in_round(said="consent", **where, **how(cast, second))
    speaking.speak_in_round(said="concern", **where, **how(cast, third))
    with pytest.raises(Refused, match="You have passed once"):
        speaking.pass_in_round(**where, **how(cast, first))
    speaking.speak_in_round(said="consent", **where, **how(cast, first))

    minutes.write_count(key="c", **where, **how(cast, cast.ana))
    line = MinuteLine.objects.get()
    assert (line.kind, line.words, line.by, line.typed_by) == (
        "counts",
        "2 1 0",
        None,
        None,
    )
    assert screen(cast, meeting).round is None


def test_signals_are_numbers_and_go_with_the_item(cast):
    meeting = begin(cast)
    item = add(cast, meeting, cast.chidi, "Stove", at=EVENING)
    signalling.signal(meeting=meeting, shown="agree", **how(cast, cast.ben))
    signalling.signal(meeting=meeting, shown="break", **how(cast, cast.ben))
    signalling.signal(meeting=meeting, shown="break", **how(cast, cast.ana))

    assert screen(cast, meeting).signals == (("break", 2),)
    with pytest.raises(Refused, match="There is no such signal"):
        signalling.signal(meeting=meeting, shown="fist", **how(cast, cast.ben))
    minutes.start_item(meeting=meeting, item=item, **how(cast, cast.ana))
    assert screen(cast, meeting).signals == ()


def test_a_temperature_is_nobodys_and_shows_at_the_end(cast):
    meeting = begin(cast)
    where = {"meeting": meeting}
    signalling.open_temperature(**where, **how(cast, cast.ana))
    for one, warmth in zip(
        cast.all, ("warm", "warm", "mild", "cool", "warm"), strict=True
    ):
        signalling.give_temperature(warmth=warmth, **where, **how(cast, one))
        assert screen(cast, meeting).temperature.warm is None
    with pytest.raises(Refused, match="nobody knows which is yours"):
        signalling.give_temperature(warmth="cool", **where, **how(cast, cast.ben))
    signalling.end_temperature(**where, **how(cast, cast.ana))

    seen = screen(cast, meeting).temperature
    assert (seen.warm, seen.mild, seen.cool) == (3, 1, 1)


def test_a_temperature_of_four_shows_no_numbers(cast):
    """H15: of fewer than five, numbers would say who."""
    meeting = begin(cast)
    where = {"meeting": meeting}
    signalling.open_temperature(**where, **how(cast, cast.ana))
    for one in cast.all[:4]:
        signalling.give_temperature(warmth="warm", **where, **how(cast, one))
    signalling.end_temperature(**where, **how(cast, cast.ana))

    seen = screen(cast, meeting).temperature
    assert (seen.n_given, seen.warm, seen.cool) == (4, None, None)


# --- minutes -----------------------------------------------------------------------------


def test_minutes_put_themselves_together_and_are_accepted_next_time(  # noqa: PLR0915 - one walk
    cast,
):
    meeting = call(cast)
    item = add(cast, meeting, cast.chidi, "Wash-house", kind="decide")
    later_item = add(cast, meeting, cast.ana, "Cellar")
    begin(cast, meeting=meeting)
    where = {"meeting": meeting}
    minutes.start_item(item=item, **where, **how(cast, cast.ana))
    write = lambda by, kind, line, **more: minutes.write_line(  # noqa: E731
        kind=kind, line=line, key=line, **where, **how(cast, by), **more
    )
    write(cast.ana, "note", "Two machines are broken.")
    write(cast.ana, "decision", "We buy one machine, second-hand.")
    objection = write(cast.ben, "objection", "No lift for it.", is_named=True)
    minutes.add_action(
        action="Ask the shop", person=cast.ben.id, due=date(2026, 12, 1), key="a",
        **where, **how(cast, cast.ana),
    )  # fmt: skip
    with pytest.raises(NotYours, match="an objection only who raised it"):
        minutes.strike_line(line=objection, **where, **how(cast, cast.ana))
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("DELETE FROM governance_minuteline")
    deeds.close_meeting(read_out=True, **where, **how(cast, cast.ana))
    minutes.correct_minutes(
        words_="Three machines.", key="k", **where,
        **how(cast, cast.lena, EVENING + timedelta(days=7)),
    )  # fmt: skip
    after = EVENING + timedelta(days=8)
    with pytest.raises(Refused, match="Corrections were possible until"):
        minutes.correct_minutes(
            words_="No.", key="l", **where, **how(cast, cast.ben, after)
        )

    assert keeping_meetings.keep_meetings(union=cast.id, at=after) == 0  # corrected
    following = call(cast, key="2", at=after, starts_at=after + timedelta(days=3))
    at = after + timedelta(days=3)
    deeds.come(
        meeting=following, person=cast.ben.id, is_here=True, **how(cast, cast.ben, at)
    )
    deeds.open_meeting(meeting=following, **how(cast, cast.ben, at))
    assert live.waits_to_be_accepted(union=cast.id, meeting=following, at=at) == (
        (meeting, "House meeting"),
    )
    minutes.accept_minutes(in_meeting=following, **where, **how(cast, cast.ben, at))

    seen = live.get_minutes(union=cast.id, meeting=meeting, person=cast.ben.id, at=at)
    [taken] = seen.items
    assert [(one.kind, one.words, one.name) for one in taken.lines] == [
        ("note", "Two machines are broken.", ""),
        ("decision", "We buy one machine, second-hand.", ""),
        ("objection", "No lift for it.", "Ben"),
    ]
    assert [(one.words, one.name) for one in taken.actions] == [("Ask the shop", "Ben")]
    assert [one.id for one in seen.parked] == [later_item]
    assert [one.words for one in seen.corrections] == ["Three machines."]
    assert (seen.names, seen.meeting.n_present) == ((), 5)
    assert seen.accepted_in == "House meeting"


def test_who_leaves_goes_from_every_meeting_and_their_item_stays(cast):
    """I-17 and I-21: what was brought stays, by nobody."""
    meeting = call(cast)
    item = add(cast, meeting, cast.ben, "Compost")
    deeds.ask_for_item(meeting=meeting, item=item, asks=True, **how(cast, cast.ben))
    own = own_meetings.own_meetings(person=cast.ben.id, union=cast.id)
    assert [one["title"] for one in own["meeting_items"]] == ["Compost"]

    keeping_meetings.forget_person_in_meetings(person=cast.ben.id, union=cast.id, at=AT)

    row = AgendaItem.objects.get(id=item)
    assert (row.title, row.added_by, row.owner_id) == ("Compost", None, None)
    assert not row.supports.exists()
    assert sitting.meeting_row(union=cast.id, meeting=meeting).called_by is None


def test_closing_twice_and_a_clock_that_jumps_change_nothing(cast):
    meeting = begin(cast)
    close = {"meeting": meeting, "read_out": False}
    deeds.close_meeting(**close, **how(cast, cast.ben, EVENING - timedelta(days=3)))
    deeds.close_meeting(**close, **how(cast, cast.ana, EVENING + timedelta(hours=1)))

    assert view(cast, meeting).correct_until == EVENING + timedelta(days=7)
