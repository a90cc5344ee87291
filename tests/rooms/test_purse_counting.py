"""Counting a drawer: two people, a difference without blame."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from commonweal.core.vf.problems import Refused
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.models import Counting
from tests.rooms.purse_cast import AT, amounts, came_in, later, note, purse_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)


def count(house, by, counted, *, key="k", account=None, at=AT):
    draft = words.CountDraft(account=account or house.drawer, counted=counted)
    return services.count_drawer(
        draft=draft, union=house.union, by=by.id, key=key, at=at
    )


def confirm(house, by, counting, *, at=AT):
    return services.confirm_count(counting=counting, union=house.union, by=by.id, at=at)


def refusal(function, *args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as refused:
        function(*args, **kwargs)
    return [str(problem) for problem in refused.value.problems]


def test_less_than_written_is_an_ordinary_entry(house, ben, chidi):
    came_in(house, ben, "100", account=house.drawer)

    entry = confirm(house, chidi, count(house, ben, "97,50"))

    assert (entry.kind, str(entry.amount)) == ("difference", "2.5 EUR")
    assert entry.category_name == "Counted less than written down"
    assert amounts(house)["Drawer"] == "97.5 EUR"
    assert list(queries.differences(union=house.union)) == []


def test_more_than_written_comes_in(house, ben, chidi):
    entry = confirm(house, chidi, count(house, ben, "4"))

    assert (entry.direction, str(entry.amount)) == ("in", "4 EUR")
    assert amounts(house)["Drawer"] == "4 EUR"


def test_no_difference_makes_no_entry(house, ben, chidi):
    assert confirm(house, chidi, count(house, ben, "0")) is None
    assert queries.list_entries(union=house.union) == ()
    (counting,) = queries.list_countings(union=house.union)
    assert counting.is_confirmed


def test_who_counted_does_not_confirm(house, ben):
    counting = count(house, ben, "4")

    assert refusal(confirm, house, ben, counting) == [
        "Somebody else counts too: not who wrote the first count."
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Counting.objects.update(confirmed_by=ben.id, confirmed_at=AT)


def test_confirming_twice_notes_the_difference_once(house, ben, chidi):
    counting = count(house, ben, "4")

    assert confirm(house, chidi, counting) == confirm(house, chidi, counting)
    assert len(queries.list_entries(union=house.union)) == 1


def test_what_is_taken_between_the_two_is_no_difference(house, ben, chidi):
    came_in(house, ben, "100", account=house.drawer)
    counting = count(house, ben, "100")
    note(house, chidi, "30", account=house.drawer, at=later(0))

    assert confirm(house, chidi, counting) is None
    assert amounts(house)["Drawer"] == "70 EUR"


def test_a_new_count_sets_the_old_one_aside(house, ben, chidi):
    first = count(house, ben, "4", key="first")
    second = count(house, ben, "5", key="second")

    assert refusal(confirm, house, chidi, first) == [
        "This counting is over. Count again."
    ]
    assert str(confirm(house, chidi, second).amount) == "5 EUR"


def test_a_count_set_aside_is_over(house, ben, chidi):
    counting = count(house, ben, "4")
    services.set_aside_count(counting=counting, union=house.union, by=ben.id, at=AT)

    assert refusal(confirm, house, chidi, counting) == [
        "This counting is over. Count again."
    ]
    assert queries.list_countings(union=house.union) == ()


def test_what_cannot_be_counted_is_refused(house, ben):
    assert refusal(count, house, ben, "5", account=house.giro) == [
        "Giro is not a drawer or card. Read a statement of the bank instead."
    ]
    assert refusal(count, house, ben, "-5")[0].startswith("“-5” is not more than zero.")
    assert refusal(count, house, ben, "5 CHF") == [
        (
            "CHF was written, but Drawer is kept in EUR. Choose an account in CHF, or "
            "write what was paid in EUR."
        )
    ]


def test_no_answer_says_who_counted(house, ben, chidi):
    """I-11: only that it waits for another."""
    count(house, ben, "4")

    (seen,) = queries.list_countings(union=house.union, person=chidi.id)
    (own,) = queries.list_countings(union=house.union, person=ben.id)

    assert (seen.may_confirm, own.may_confirm) == (True, False)
    assert str(seen.difference) == "4 EUR"
    assert str(ben.id) not in repr(seen)
