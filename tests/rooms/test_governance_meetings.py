"""Meetings: anybody brings items, and who was there is a number (I-17, H6)."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.commons.notices import queries as notices
from commonweal.commons.notices.models import Notice
from commonweal.core.tally import lots
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.governance.models import (
    AgendaItem,
    Presence,
    RoleCard,
    SpeakingTurn,
)
from commonweal.rooms.governance.queries import live, meetings
from commonweal.rooms.governance.services import (
    keeping_meetings,
    meeting_cards,
    minutes,
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
    said,
    view,
)


@pytest.fixture
def cast(lentil_house, kofi, lena, ana, ben, chidi):
    return SimpleNamespace(
        id=lentil_house.id, kofi=kofi, lena=lena, ana=ana, ben=ben, chidi=chidi,
        all=(kofi, lena, ana, ben, chidi),
    )  # fmt: skip


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
    told = Notice.objects.filter(kind="meeting.minutes")
    assert [one.to for one in told] == [None]  # a notice does not tell who was there
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
