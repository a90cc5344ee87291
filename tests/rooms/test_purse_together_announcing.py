"""Bigger spends are announced: silence is assent, a concern opens a talk (I-10)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from commonweal.commons.notices import queries as notices
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.purse import models, services
from commonweal.rooms.purse.queries import announced, effects
from commonweal.rooms.purse.services import announcing
from commonweal.rooms.purse.words import EntryDraft
from tests.rooms import together_cast as cast
from tests.rooms.together_cast import DAY, announce, later, pay, spend, words_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return cast.open_house(lentil_house, ana, kofi, lena)


def concern(house, person, spend_id, words="too dear", *, days=0):
    announcing.raise_concern(
        spend=spend_id, words=words, union=house.id, by=person.id, at=later(days)
    )


def settle(house, person, spend_id, came_to, *, goes, days=0):
    announcing.settle_talk(
        spend=spend_id,
        came_to=came_to,
        goes=goes,
        union=house.id,
        by=person.id,
        at=later(days),
    )


def test_below_the_threshold_nobody_is_asked(house, ben, at):
    """I-10: 150.00 is the usual threshold; what is not above it asks nobody."""
    entry = pay(house, ben, "150.00")

    assert str(entry.amount) == "150 EUR"
    assert models.Spend.objects.count() == 0


def test_above_the_threshold_silence_is_assent_after_the_days_of_the_charter(
    house, ben, chidi
):
    """I-10, story 11: nobody says anything, and after seven days it stands."""
    trailer = announce(house, ben)

    with pytest.raises(Refused):
        pay(house, ben, "200")
    with pytest.raises(Refused) as refused:
        pay(house, ben, "200", spend=trailer, at=later(6))
    assert words_of(refused) == [
        (
            "spend",
            "This spend stands from 2026-11-30 on if nobody raises a concern until then.",
        )
    ]
    assert spend(house, chidi, trailer, days=6).state == "waits"
    assert spend(house, chidi, trailer, days=7).state == "stands"

    pay(house, ben, "200", spend=trailer, at=later(7))

    seen = spend(house, chidi, trailer, days=7)
    assert (seen.state, str(seen.spent), str(seen.left)) == ("done", "200 EUR", "0 EUR")


def test_the_threshold_is_the_same_for_whoever_keeps_the_purse(house, ana):
    """I-10: the steward's own spend waits like anybody's."""
    with pytest.raises(Refused):
        pay(house, ana, "150.01")
    mower = announce(house, ana)
    with pytest.raises(Refused):
        pay(house, ana, "200", spend=mower)
    with pytest.raises(Refused) as refused:
        announcing.support_spend(spend=mower, union=house.id, by=ana.id, at=later(0))
    assert words_of(refused) == [
        ("", "You announced this yourself; others support it or not.")
    ]


def test_everybody_is_told_what_is_announced(house, ben, chidi):
    announce(house, ben)

    (notice, *_) = notices.list_for(person=chidi.id, at=later(0))
    assert notice.message % notice.facts == (
        "Announced: 200 EUR for bicycle trailer. It stands from 2026-11-30 on, unless "
        "somebody raises a concern."
    )


def test_announcing_twice_with_one_key_announces_once(house, ben):
    assert announce(house, ben) == announce(house, ben)
    assert models.Spend.objects.count() == 1


def test_support_is_counted_and_changes_nothing_else(house, ben, chidi, lena):
    trailer = announce(house, ben)
    for person in (chidi, lena, lena):
        announcing.support_spend(
            spend=trailer, union=house.id, by=person.id, at=later(1)
        )

    seen = spend(house, chidi, trailer, days=1)
    assert (seen.n_support, seen.my_voice, seen.state) == (2, "support", "waits")

    announcing.take_back_voice(spend=trailer, union=house.id, by=chidi.id, at=later(1))
    assert spend(house, chidi, trailer, days=1).n_support == 1


def test_a_concern_holds_it_until_what_the_talk_came_to_is_written(
    house, ben, chidi, lena
):
    """Story 11: a concern opens a talk, not a vote; time alone does not end it."""
    trailer = announce(house, ben)
    concern(house, chidi, trailer, "we have one already", days=2)

    assert spend(house, ben, trailer, days=60).state == "talk"
    (raised,) = spend(house, ben, trailer, days=60).concerns
    assert (raised.who, raised.words, raised.is_open) == (
        "Chidi", "we have one already", True,
    )  # fmt: skip

    settle(house, lena, trailer, "the old one goes to the garden", goes=True, days=20)

    seen = spend(house, ben, trailer, days=20)
    assert (seen.state, seen.stands_from) == ("waits", DAY + timedelta(days=21))
    assert spend(house, ben, trailer, days=21).state == "stands"
    (raised,) = seen.concerns
    assert (raised.is_open, raised.came_to) == (False, "the old one goes to the garden")


def test_whoever_raised_it_may_let_it_go_at_once(house, ben, chidi):
    trailer = announce(house, ben)
    concern(house, chidi, trailer)

    settle(house, chidi, trailer, "fine now", goes=True, days=9)

    assert spend(house, ben, trailer, days=9).state == "stands"


def test_the_raiser_who_sees_it_differently_can_say_so_the_same_day(
    house, ben, chidi, lena
):
    trailer = announce(house, ben)
    concern(house, chidi, trailer)
    settle(house, lena, trailer, "all fine", goes=True, days=9)

    concern(house, chidi, trailer, "not fine with me", days=9)

    assert spend(house, ben, trailer, days=30).state == "talk"


def test_who_announced_it_cannot_write_down_that_the_talk_is_over(house, ben, chidi):
    trailer = announce(house, ben)
    concern(house, chidi, trailer)

    with pytest.raises(NotYours) as refused:
        settle(house, ben, trailer, "we talked", goes=True)
    assert words_of(refused) == [
        (
            "",
            "What a talk came to is written down by somebody else than who announced it.",
        )
    ]
    assert spend(house, ben, trailer, days=30).state == "talk"


def test_nobody_takes_back_the_concern_of_another(house, ben, chidi, lena):
    """I-17: no role can put another's concern away without a word."""
    trailer = announce(house, ben)
    concern(house, chidi, trailer)

    with pytest.raises(Refused):
        announcing.take_back_voice(
            spend=trailer, union=house.id, by=lena.id, at=later(0)
        )
    with pytest.raises(Refused) as refused:
        settle(house, lena, trailer, "  ", goes=True)
    assert words_of(refused) == [
        ("came_to", "Please write in a line what the talk came to.")
    ]
    assert spend(house, ben, trailer).state == "talk"


def test_a_talk_can_end_with_the_spend_withdrawn(house, ben, chidi, lena):
    trailer = announce(house, ben)
    concern(house, chidi, trailer)
    settle(house, lena, trailer, "we borrow one", goes=False)

    assert spend(house, ben, trailer, days=30).state == "withdrawn"
    with pytest.raises(Refused) as refused:
        pay(house, ben, "200", spend=trailer, at=later(30))
    assert words_of(refused) == [("spend", "This has ended already.")]


def test_a_concern_after_it_stands_comes_too_late(house, ben, chidi):
    trailer = announce(house, ben)

    with pytest.raises(Refused) as refused:
        concern(house, chidi, trailer, days=7)

    assert words_of(refused) == [
        (
            "",
            (
                "This stands since 2026-11-30. Talk to whoever announced it; it can still be "
                "withdrawn."
            ),
        )
    ]


def test_it_is_spent_in_parts_and_not_beyond_what_was_announced(house, ben):
    trailer = announce(house, ben, "400")
    pay(house, ben, "250", spend=trailer, at=later(7))

    with pytest.raises(Refused) as refused:
        pay(house, ben, "151", key="rest", spend=trailer, at=later(8))
    assert words_of(refused) == [
        (
            "amount",
            (
                "Of what was announced 150 EUR are left. Announce the rest as well, or say "
                "that it has happened."
            ),
        )
    ]
    pay(house, ben, "150", key="rest", spend=trailer, at=later(8))
    assert spend(house, ben, trailer, days=8).state == "done"


def test_an_entry_taken_back_gives_the_announcement_back(house, ben):
    trailer = announce(house, ben)
    entry = pay(house, ben, "200", spend=trailer, at=later(7))

    services.correct_entry(
        entry=entry.id, draft=None, union=house.id, by=ben.id, key="back", at=later(7)
    )

    seen = spend(house, ben, trailer, days=7)
    assert (seen.state, str(seen.left)) == ("stands", "200 EUR")


def test_what_has_happened_is_told_afterwards_and_asks_for_nothing(house, ben, chidi):
    """An emergency: the money has gone; all are told, nobody is asked, nobody blamed."""
    entry = pay(house, ben, "900", happened_anyway=True)

    (told,) = announced.list_spends(
        union=house.id, person=chidi.id, on=DAY, with_ended=True
    )
    assert (told.happened_anyway, str(told.amount), told.state) == (
        True, "900 EUR", "done",
    )  # fmt: skip
    assert announced.list_spends(union=house.id, person=chidi.id, on=DAY) == ()
    with pytest.raises(Refused):
        concern(house, chidi, told.id)
    messages = [
        n.message % n.facts for n in notices.list_for(person=chidi.id, at=later(0))
    ]
    assert "A spend above the threshold has happened already: 900 EUR." in messages
    assert entry.number == 1


def test_only_who_announced_it_withdraws_or_ends_it(house, ana, ben, chidi):
    trailer = announce(house, ben)

    for deed in (announcing.withdraw_spend, announcing.finish_spend):
        with pytest.raises(NotYours):
            deed(spend=trailer, union=house.id, by=ana.id, at=later(0))
    announcing.finish_spend(spend=trailer, union=house.id, by=ben.id, at=later(8))

    assert spend(house, chidi, trailer, days=8).state == "done"


def test_all_that_is_wrong_is_said_at_once(house, ben):
    with pytest.raises(Refused) as refused:
        announce(
            house, ben, "-5", what_for=" ", day=DAY - timedelta(days=1),
            category=house.categories["people"], purse=house.id,
        )  # fmt: skip

    assert {field for field, _ in words_of(refused)} == {
        "amount", "what_for", "day", "category", "purse",
    }  # fmt: skip
    assert (
        "day",
        "2026-11-22 is over. If the money has gone already, note it as having happened.",
    ) in words_of(refused)
    assert models.Spend.objects.count() == 0


def test_another_union_sees_and_touches_nothing(house, ben, dalia):
    trailer = announce(house, ben)

    with pytest.raises(NotFound):
        announced.get_spend(union=dalia.union, spend=trailer, person=dalia.id, on=DAY)
    with pytest.raises(NotFound):
        announcing.support_spend(
            spend=trailer, union=dalia.union, by=dalia.id, at=later(0)
        )
    with pytest.raises(NotYours):
        announcing.support_spend(
            spend=trailer, union=house.id, by=dalia.id, at=later(0)
        )


def test_each_reads_what_their_input_changed(house, ben, chidi, lena):
    trailer = announce(house, ben)
    concern(house, chidi, trailer)
    settle(house, lena, trailer, "we borrow one", goes=False, days=3)

    (mine,) = effects.own_effects(union=house.id, person=chidi.id, on=DAY)
    assert mine.message % mine.params == (
        "After your concern, 200 EUR, bicycle trailer was withdrawn."
    )
    assert effects.own_effects(union=house.id, person=lena.id, on=DAY) == ()


def test_the_database_keeps_the_promises_by_itself(house, ben):
    trailer = models.Spend.objects.get(id=announce(house, ben))
    for wrong in (
        {"amount": 0},
        {"status": "approved"},
        {"stands_from": DAY - timedelta(days=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Spend.objects.filter(id=trailer.id).update(**wrong)


def test_an_entry_of_another_kind_of_money_is_not_what_was_announced(house, ana, ben):
    trailer = announce(house, ben)

    amount = spend(house, ben, trailer).amount
    with transaction.atomic():
        problems = announced.problems_with_spend(
            union=house.id,
            spend=trailer,
            category=house.categories["food"],
            amount=amount,
            on=DAY + timedelta(days=7),
        )

    assert [str(problem) for problem in problems] == [
        "Announced was a spend for Travel. Choose that category."
    ]
    assert EntryDraft(amount="1").spend is None
