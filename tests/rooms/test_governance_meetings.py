"""Meetings: anybody brings items, who has spoken least comes first, nobody is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.commons.notices import queries as notices
from commonweal.core.tally import lots
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.governance.models import (
    AgendaItem,
    MinuteLine,
    Presence,
    RoleCard,
    SpeakingTurn,
)
from commonweal.rooms.governance.queries import live, meetings, own_meetings, sitting
from commonweal.rooms.governance.services import (
    keeping_meetings,
    meeting_cards,
    minutes,
    signalling,
    speaking,
)
from commonweal.rooms.governance.services import meetings as deeds
from commonweal.rooms.governance.words.meetings import ItemDraft, MeetingDraft

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
EVENING = datetime(2026, 11, 26, 18, tzinfo=UTC)  # the Thursday after


@pytest.fixture
def cast(lentil_house, kofi, lena, ana, ben, chidi):
    return SimpleNamespace(
        id=lentil_house.id, kofi=kofi, lena=lena, ana=ana, ben=ben, chidi=chidi,
        all=(kofi, lena, ana, ben, chidi),
    )  # fmt: skip


def call(cast, by=None, **more):
    draft = MeetingDraft(
        title=more.pop("title", "House meeting"),
        place=more.pop("place", "Kitchen"),
        starts_at=more.pop("starts_at", EVENING),
    )
    return deeds.call_meeting(
        draft=draft, seed="47", union=cast.id, by=(by or cast.ben).id,
        key=more.pop("key", "m"), at=more.pop("at", AT),
    )  # fmt: skip


def how(cast, by, at=EVENING):
    return {"union": cast.id, "by": by.id, "at": at}


def add(cast, meeting, by, title, **more):
    at = more.pop("at", AT)
    return deeds.add_item(
        meeting=meeting, draft=ItemDraft(title=title, **more), key=title,
        **how(cast, by, at),
    )  # fmt: skip


def begin(cast, *present, meeting=None, **more):
    """Call a meeting, let people come and open it."""
    meeting = meeting or call(cast, **more)
    for one in present or cast.all:
        deeds.come(meeting=meeting, person=one.id, is_here=True, **how(cast, one))
    deeds.open_meeting(meeting=meeting, **how(cast, (present or cast.all)[0]))
    return meeting


def view(cast, meeting, person=None, at=EVENING):
    return meetings.get_meeting(
        union=cast.id, meeting=meeting, person=(person or cast.ben).id, at=at
    )


def screen(cast, meeting, person=None):
    return live.get_live(
        union=cast.id, meeting=meeting, person=(person or cast.ben).id, at=EVENING
    )


def said(refused) -> list[str]:
    return [str(problem) for problem in refused.value.problems]


# --- calling -----------------------------------------------------------------------------


def test_anybody_calls_a_meeting_and_all_are_told_once(cast):
    meeting = call(cast)
    again = call(cast)

    assert again == meeting
    told = notices.list_for(person=cast.chidi.id, at=AT)
    assert [dict(one.facts) for one in told if one.kind == "meeting.called"] == [
        {
            "day": "2026-11-26",
            "time": "18:00",
            "title": "House meeting",
            "place": "Kitchen",
        }
    ]
    listed = meetings.list_meetings(union=cast.id, at=AT)
    assert [(one.title, one.status) for one in listed] == [("House meeting", "called")]


def test_a_meeting_has_notice_a_title_and_a_place(cast):
    with pytest.raises(Refused) as refused:
        call(cast, title=" ", place="", starts_at=AT + timedelta(hours=3))

    assert said(refused) == [
        "Please write a title.",
        "Please write where you meet.",
        (
            "A meeting is called at least 48 hours ahead, so that all can come: "
            "from 2026-11-25 08:00:00+00:00 on."
        ),
    ]


def test_who_is_of_another_union_neither_calls_nor_reads(cast, dalia):
    meeting = call(cast)

    with pytest.raises(NotYours):
        call(cast, by=dalia)
    with pytest.raises(NotFound):
        meetings.get_meeting(union=dalia.union, meeting=meeting, person=dalia.id, at=AT)


# --- the agenda ----------------------------------------------------------------------------


def test_nobody_takes_anothers_item_off_the_agenda(cast):
    """I-17: anybody brings an item; nobody deletes another's, not even the database."""
    meeting = call(cast)
    item = add(cast, meeting, cast.chidi, "Quiet hours")

    with pytest.raises(NotYours) as refused:
        deeds.withdraw_item(meeting=meeting, item=item, **how(cast, cast.ben))
    assert said(refused) == [
        (
            "Only whoever brought this item can withdraw it. Nobody takes another's item "
            "off the agenda."
        )
    ]
    for attack in (
        "DELETE FROM governance_agendaitem",
        "UPDATE governance_agendaitem SET title = 'Nothing'",
        "DELETE FROM governance_meeting",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(attack)
    assert AgendaItem.objects.get(id=item).title == "Quiet hours"

    deeds.withdraw_item(meeting=meeting, item=item, **how(cast, cast.chidi))
    assert view(cast, meeting).items[0].status == "withdrawn"


def test_bad_items_are_refused_with_every_problem(cast, dalia):
    meeting = call(cast)

    with pytest.raises(Refused) as refused:
        add(
            cast, meeting, cast.ben, "", kind="quarrel", minutes=0,
            owner=dalia.id, motion=dalia.id,
        )  # fmt: skip

    assert said(refused) == [
        "Please write a title.",
        "Say whether the item is to inform, to discuss or to decide.",
        "Give the item between 1 and 240 minutes.",
        "This person is not in the body that meets.",
        "This motion is not here. Choose one of the list.",
    ]


def test_equal_items_are_put_in_order_by_a_lot_anybody_can_repeat(cast):
    meeting = call(cast)
    ids = {
        add(cast, meeting, cast.ben, title): title for title in ("Roof", "Bees", "Dog")
    }
    urgent = add(cast, meeting, cast.ana, "Water", is_urgent=True)
    begin(cast, meeting=meeting)

    drawn = lots.in_order_of_lot("47 order", [str(one) for one in ids])
    order = [one.id for one in view(cast, meeting).items]
    assert order[0] == urgent
    assert [str(one) for one in order[1:]] == list(drawn)
    assert view(cast, meeting).seed == "47"


def test_a_tenth_of_the_members_forces_an_item(cast):
    meeting = call(cast)
    item = add(cast, meeting, cast.chidi, "Rent")
    add(cast, meeting, cast.ben, "Fire", is_urgent=True)
    asking = {"meeting": meeting, "item": item}

    deeds.ask_for_item(asks=True, **asking, **how(cast, cast.lena))  # 1 of 5 people
    begin(cast, meeting=meeting)

    assert [one.title for one in view(cast, meeting).items] == ["Rent", "Fire"]
    minutes.start_item(meeting=meeting, item=item, **how(cast, cast.ben))
    with pytest.raises(Refused, match="It cannot be parked"):
        minutes.end_item(meeting=meeting, parked=True, **how(cast, cast.ben))
    with pytest.raises(Refused, match="“Rent” must be taken before"):
        deeds.close_meeting(meeting=meeting, read_out=False, **how(cast, cast.ben))


# --- here --------------------------------------------------------------------------------


def test_the_quorum_is_shown_in_whole_people(cast):
    meeting = call(cast)
    for one in (cast.ben, cast.ana):
        deeds.come(meeting=meeting, person=one.id, is_here=True, **how(cast, one))
    seen = view(cast, meeting)

    assert (seen.n_present, seen.n_needed, seen.n_members) == (2, 3, 5)
    assert not seen.is_quorate
    # ben has no phone with him; ana ticks for lena at the door
    deeds.come(
        meeting=meeting, person=cast.lena.id, is_here=True, **how(cast, cast.ana)
    )
    assert view(cast, meeting).is_quorate


def test_who_was_there_is_forgotten_with_the_acceptance(cast):
    """H6: presence is a headcount; only who wished it stays named."""
    meeting = begin(cast)
    deeds.be_named(meeting=meeting, is_named=True, **how(cast, cast.chidi))
    speaking.wish_to_speak(meeting=meeting, **how(cast, cast.ben))
    deeds.close_meeting(meeting=meeting, read_out=True, **how(cast, cast.ben))

    assert not SpeakingTurn.objects.exists()
    assert Presence.objects.count() == 5
    n_kept = keeping_meetings.keep_meetings(
        union=cast.id, at=EVENING + timedelta(days=8)
    )

    assert n_kept == 1
    assert view(cast, meeting).status == "accepted"
    assert [one.person_id for one in Presence.objects.all()] == [cast.chidi.id]
    seen = live.get_minutes(
        union=cast.id, meeting=meeting, person=cast.ben.id, at=EVENING
    )
    assert (seen.names, seen.meeting.n_present) == (("Chidi",), 5)


def test_who_was_there_is_forgotten_even_if_nobody_accepts(cast):
    meeting = begin(cast)
    deeds.close_meeting(meeting=meeting, read_out=False, **how(cast, cast.ben))

    keeping_meetings.keep_meetings(union=cast.id, at=EVENING + timedelta(days=8))
    assert Presence.objects.count() == 5
    keeping_meetings.keep_meetings(union=cast.id, at=EVENING + timedelta(days=61))

    assert not Presence.objects.exists()
    assert view(cast, meeting).status == "closed"
    assert view(cast, meeting).n_present == 5


# --- cards -------------------------------------------------------------------------------


def test_cards_are_drawn_and_who_brings_a_decision_does_not_facilitate(cast):
    meeting = call(cast)
    for one in (cast.kofi, cast.lena, cast.ana, cast.ben):
        add(cast, meeting, one, f"Item of {one.name}", kind="decide")
    meeting_cards.draw_cards(meeting=meeting, **how(cast, cast.ben, AT))

    cards = {one.card: one for one in view(cast, meeting).cards}
    assert cards["facilitator"].name == "Chidi"
    assert len({one.person for one in cards.values()}) == 5  # six cards, five people

    meeting_cards.decline_card(
        meeting=meeting, card="scribe", union=cast.id, by=cards["scribe"].person, at=AT
    )
    now = {one.card: one for one in view(cast, meeting).cards}
    assert now["scribe"].person != cards["scribe"].person
    with pytest.raises(Refused) as refused:
        meeting_cards.decline_card(
            meeting=meeting, card="facilitator", **how(cast, cast.chidi, AT)
        )
    assert said(refused) == ["Nobody is left to draw this card for. Ask who takes it."]


def test_who_held_a_card_last_time_rests(cast):
    first = call(cast)
    meeting_cards.draw_cards(meeting=first, **how(cast, cast.ben, AT))
    second = call(cast, key="next", starts_at=EVENING + timedelta(days=7))
    meeting_cards.draw_cards(meeting=second, **how(cast, cast.ben, AT))

    held = RoleCard.objects.filter(card="facilitator").values_list(
        "person_id", flat=True
    )
    assert len(set(held)) == 2


def test_who_facilitates_hands_the_card_over_for_their_own_item(cast):
    meeting = begin(cast)
    meeting_cards.hand_card(
        meeting=meeting, card="facilitator", to=cast.ben.id, **how(cast, cast.ana)
    )
    item = add(cast, meeting, cast.ben, "My loft", kind="decide", at=EVENING)

    with pytest.raises(NotYours, match="Ben holds the card for this"):
        minutes.start_item(meeting=meeting, item=item, **how(cast, cast.ana))
    with pytest.raises(Refused, match="Hand the facilitator's card over first"):
        minutes.start_item(meeting=meeting, item=item, **how(cast, cast.ben))
    meeting_cards.hand_card(
        meeting=meeting, card="facilitator", to=cast.ana.id, **how(cast, cast.ben)
    )
    minutes.start_item(meeting=meeting, item=item, **how(cast, cast.ana))

    seen = view(cast, meeting)
    assert seen.current.title == "My loft"
    assert seen.item_until == EVENING + timedelta(minutes=10)


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
