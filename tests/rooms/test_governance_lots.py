"""Public lots: nobody knows or chooses alone what is drawn, and anybody can redraw it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from commonweal.core.tally import lots as public_lots
from commonweal.core.vf.problems import NotFound, Refused
from commonweal.rooms.governance import services
from commonweal.rooms.governance.models import Lottery, Teller
from commonweal.rooms.governance.queries import results
from commonweal.rooms.governance.services import lots
from commonweal.rooms.governance.words import counts
from tests.rooms.governance_cast import AT, later
from tests.rooms.governance_counts import (
    closed,
    house_of_ten,
    motion_row,
    opened,
    recounted,
    say,
)

pytestmark = pytest.mark.django_db

TURNS = ("Monday", "Tuesday", "Wednesday", "Thursday")


@pytest.fixture
def tellers(kofi, lena, ben):
    return (kofi, lena, ben)


def begun(tellers, *, at=AT, key="turns", **more):
    draft = counts.LotsDraft(
        what_for=more.pop("what_for", "Who scrubs the pots first"),
        tellers=tuple(one.id for one in tellers),
        labels=more.pop("labels", TURNS),
        places=more.pop("places", 2),
        **more,
    )
    first = tellers[0]
    return lots.begin_lots(draft=draft, union=first.union, by=first.id, key=key, at=at)


def hand_in(lottery, tellers, at=AT):
    for one in tellers:
        lots.commit(
            lots=lottery, commitment=public_lots.commitment_of(f"{one.name}'s word"),
            union=one.union, by=one.id, at=at,
        )  # fmt: skip


def tell(lottery, tellers, at=AT):
    for one in tellers:
        lots.reveal(
            lots=lottery, word=f"{one.name}'s word", union=one.union, by=one.id, at=at
        )


def throw(lottery, person, dice="35 216", at=AT):
    return lots.throw_dice(
        lots=lottery, dice=dice, union=person.union, by=person.id, at=at
    )


def drawn(lottery, tellers, at=AT):
    hand_in(lottery, tellers, at)
    tell(lottery, tellers, at)
    throw(lottery, tellers[0], at=at)
    return throw(lottery, tellers[1], at=at)


def refused(deed, *args, **said) -> list[str]:
    with pytest.raises(Refused) as caught:
        deed(*args, **said)
    return [str(one) for one in caught.value.problems]


def test_a_lottery_is_drawn_from_a_fixed_list_three_words_and_dice(tellers, tmp_path):
    lottery = begun(tellers)
    assert begun(tellers) == lottery

    view = drawn(lottery, tellers)

    words = [f"{one.name}'s word" for one in tellers]
    listed = public_lots.list_hash_of(TURNS)
    seed = public_lots.seed_of(listed, words, "35216")
    assert (view.state, view.list_hash, view.seed) == ("drawn", listed, seed)
    assert view.drawn + view.alternates == public_lots.drawn(seed, TURNS)
    assert set(view.chances.values()) == {"1/2"}
    assert "The lot draws" in str(view.sentences[-1])
    files = results.lots_files(lots=lottery, union=tellers[0].union)
    printed = recounted(files, tmp_path / "lots")
    assert printed in files["README.txt"]


def test_each_step_waits_for_the_one_before(tellers, chidi):
    kofi, lena, ben = tellers
    lottery = begun(tellers)

    assert refused(tell, lottery, [kofi]) == [
        "Wait until all tellers have handed in theirs: Ben, Kofi, Lena."
    ]
    hand_in(lottery, [kofi, lena])
    assert refused(hand_in, lottery, [chidi]) == [
        "You are not one of the tellers of this lottery."
    ]
    same = public_lots.commitment_of("Kofi's word")
    take = {"lots": lottery, "union": ben.union, "by": ben.id, "at": AT}
    assert refused(lots.commit, commitment=same, **take) == [
        "Another teller handed in the same. Choose a word of your own."
    ]
    assert refused(lots.commit, commitment="my word", **take)[0].startswith(
        "Hand in the SHA-256 of your word"
    )
    other = public_lots.commitment_of("another")
    changed = {**take, "by": kofi.id, "commitment": other}
    assert refused(lots.commit, **changed) == [
        "You have handed in a word already; it cannot be changed."
    ]
    hand_in(lottery, [ben])
    assert refused(lots.reveal, word="ben's word", **take) == [
        "This is not the word you handed in. Mind capitals and spaces."
    ]
    tell(lottery, [kofi, lena])
    assert refused(throw, lottery, kofi) == [
        "Wait until all tellers have said their word: Ben."
    ]
    tell(lottery, [ben])
    assert refused(throw, lottery, kofi, "3521") == ["Throw 5 dice; these are 4."]
    assert refused(throw, lottery, kofi, "35 7 16") == [
        "Dice are written as figures from 1 to 6, such as 35216."
    ]
    throw(lottery, kofi)
    assert refused(throw, lottery, kofi) == [
        "You typed the dice first. Let somebody else type them again."
    ]
    differ = throw(lottery, lena, "35 217".replace("7", "6") + "1")
    assert [str(one) for one in differ.sentences] == [
        (
            "The two of you typed different dice. Look at them again; the first typing is "
            "gone."
        )
    ]
    assert differ.state == "throwing"
    throw(lottery, lena)
    assert throw(lottery, kofi).state == "drawn"
    assert refused(throw, lottery, lena) == [
        "This is drawn already. What was drawn is not changed."
    ]


def test_a_silent_teller_is_replaced_by_more_dice_after_a_day(tellers):
    kofi, lena, ben = tellers
    lottery = begun(tellers)
    hand_in(lottery, tellers)
    tell(lottery, [kofi, lena])
    gone = {"lots": lottery, "union": ben.union, "teller": ben.id, "by": kofi.id}

    assert refused(lots.replace_teller, at=later(hours=23), **gone) == [
        (
            "Tellers have a day to answer. You can go on without them from "
            "2026-11-24T08:00+00:00."
        )
    ]
    lots.replace_teller(at=later(hours=24), **gone)

    assert results.get_lots(lots=lottery, union=ben.union).dice_needed == 10
    assert refused(throw, lottery, kofi) == ["Throw 10 dice; these are 5."]
    throw(lottery, kofi, "35216 44123")
    view = throw(lottery, lena, "3521644123")
    listed = public_lots.list_hash_of(TURNS)
    said = ["Kofi's word", "Lena's word"]
    assert view.seed == public_lots.seed_of(listed, said, "3521644123")
    assert [one.is_replaced for one in view.tellers] == [False, False, True]


def test_a_list_that_cannot_be_drawn_from_is_told_all_at_once(tellers, dalia):
    kofi, lena, _ben = tellers

    assert refused(
        begun, (kofi, kofi, lena), what_for=" ", labels=("A", "", "A"), places=9
    ) == [
        "Say what is drawn.",
        "This line of the list is empty.",
        "“A” is on the list twice.",
        "9 places cannot be drawn from 3 on the list.",
        "Name at least 3 tellers, each once.",
    ]
    assert refused(begun, (kofi, lena, dalia)) == [
        "One of the tellers is not an associate here."
    ]
    assert refused(begun, tellers, labels=("A",), places=1) == [
        "There is nothing to draw: fewer than two on the list."
    ]
    lottery = begun(tellers)
    with pytest.raises(NotFound):
        results.get_lots(lots=lottery, union=dalia.union)
    with pytest.raises(NotFound):
        throw(lottery, dalia)


def test_what_is_drawn_stays_drawn_whoever_asks_the_database(tellers):
    lottery = begun(tellers)
    drawn(lottery, tellers)

    for rows, change in (
        (Lottery.objects.filter(id=lottery), {"seed": "0" * 64}),
        (Lottery.objects.filter(id=lottery), {"labels": ["Monday", "Friday"]}),
        (Lottery.objects.filter(id=lottery), {"result": {"chosen": ["Friday"]}}),
        (Teller.objects.filter(lottery=lottery), {"reveal": "mine"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Lottery.objects.filter(id=lottery)._raw_delete("default")


@pytest.fixture
def panel(lentil_house, ana, kofi, lena, ben, chidi):
    """A panel of three, one of them under 30 at least; two of eight willing are."""
    ten = house_of_ten(lentil_house, ana)
    motion = opened(
        ben, matter="panel", seats=3,
        quotas=(("age", "under 30", 1, 3), ("age", "30 or more", 0, 3)),
    )  # fmt: skip
    young, old = {"willing": {"age": "under 30"}}, {"willing": {"age": "30 or more"}}
    say(motion, {one: young if i < 2 else old for i, one in enumerate(ten[:8])})
    say(motion, {ten[8]: "not"})
    return motion, ten


def test_a_panel_with_quotas_waits_for_its_lot_and_is_drawn(panel, tellers, tmp_path):
    """Sortition: the pool and the panels are fixed before anybody hands in a word."""
    motion, ten = panel
    over = motion_row(motion).closes_at
    assert closed(motion).outcome == ""
    waits = results.result(motion=motion, union=ten[0].union, at=over)
    assert (waits.state, waits.lines, waits.winners) == ("uncounted", (), ())

    lottery = begun(tellers, motion=motion, labels=(), what_for="The panel", at=over)
    waiting = results.get_lots(lots=lottery, union=ten[0].union)
    again = {"motion": motion, "labels": (), "what_for": "Panel", "at": over}
    assert refused(begun, tellers, key="another", **again) == [
        (
            "Its lottery is begun already, and there is only one: whoever could begin "
            "another could choose between them. Go on with that one."
        )
    ]
    view = drawn(lottery, tellers, at=over)
    row = closed(motion)

    assert sorted(waiting.labels) == sorted(one.name for one in ten[:8])
    assert (row.outcome, len(row.winners)) == ("adopted", 3)
    young = {str(one.id) for one in ten[:2]}
    assert young & set(row.winners)
    assert set(view.chances) == {one.name for one in ten[:8]}
    shown = results.result(motion=motion, union=row.union_id, at=over)
    assert sorted(shown.winners) == sorted(view.drawn)
    files = results.published_files(motion=motion, union=row.union_id)
    assert recounted(files, tmp_path / "panel") == shown.hash
    assert "under 30" not in "".join(files.values())


def test_where_as_many_are_willing_as_needed_no_lot_is_waited_for(
    lentil_house, kofi, ben, chidi
):
    motion = opened(ben, matter="panel", seats=1)
    say(motion, {chidi: "willing", kofi: "not"})

    row = closed(motion)

    assert (row.outcome, row.winners) == ("adopted", [str(chidi.id)])


def test_quotas_that_cannot_be_met_say_what_would_help(tellers):
    ages = {"A": "old", "B": "old", "C": "old"}
    assert refused(
        begun,
        tellers,
        labels=("A", "B", "C"),
        traits={label: {"age": age} for label, age in ages.items()},
        quotas={"age": {"young": (1, 2), "old": (0, 2)}},
    ) == [
        (
            "No panel meets all quotas. It would help to ask for 0 instead of 1 at least of "
            "“age: young”."
        )
    ]
    assert refused(
        begun,
        tellers,
        labels=("A", "B", "C"),
        traits={"A": {"age": "old"}},
        quotas={"age": {"old": (0, 2)}},
    ) == ["“B” has no “age”.", "“C” has no “age”."]


def test_who_leaves_is_taken_off_a_lottery_and_it_goes_on(tellers):
    kofi, lena, ben = tellers
    lottery = begun(tellers)
    hand_in(lottery, tellers)

    services.forget_person(person=ben.id, union=ben.union, at=AT + timedelta(hours=1))

    tell(lottery, [kofi, lena])
    view = results.get_lots(lots=lottery, union=kofi.union)
    assert (view.state, view.dice_needed) == ("throwing", 10)
    assert [one.name for one in view.tellers] == ["Kofi", "Lena", ""]
