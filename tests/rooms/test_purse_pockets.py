"""Paid from one's own pocket (story 10): the purse squares it, nobody stands in a book."""

from __future__ import annotations

from uuid import uuid4

import pytest

from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.models import Pocket
from tests.rooms.purse_cast import AT, IBAN, amounts, came_in, purse_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)


def pay(house, by, amount="24,90", *, key="p", **more):
    draft = words.PocketDraft(amount=amount, category=house.categories["tools"], **more)
    return services.pay_from_pocket(
        draft=draft, union=house.union, by=by.id, key=key, at=AT
    )


def square(house, by, *pockets, key="s", account=None):
    draft = words.SquareDraft(pockets=pockets, account=account or house.giro)
    return services.square_pockets(
        draft=draft, union=house.union, by=by.id, key=key, at=AT
    )


def waiting(house) -> list[str]:
    return [str(amount) for amount in queries.standing(union=house.union).pockets]


def refusal(function, *args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as refused:
        function(*args, **kwargs)
    return [str(problem) for problem in refused.value.problems]


def test_what_somebody_laid_out_is_spent_and_waits_for_the_purse(house, ben):
    entry = pay(house, ben, note="saw blades")

    assert (entry.kind, str(entry.amount), entry.account) == (
        "from_pocket", "24.9 EUR", None,
    )  # fmt: skip
    assert waiting(house) == ["24.9 EUR"]
    assert amounts(house)["Drawer"] == "0 EUR"
    assert list(queries.differences(union=house.union)) == []


def test_the_purse_squares_it(house, ana, ben):
    came_in(house, ben, "100", account=house.giro)
    pay(house, ben, iban=IBAN, name_on_account="Ben B.")
    (pocket,) = queries.list_pockets(union=house.union)

    (entry,) = square(house, ana, pocket.id)

    assert (entry.kind, str(entry.amount)) == ("squared", "24.9 EUR")
    assert amounts(house)["Giro"] == "75.1 EUR"
    assert (waiting(house), queries.list_pockets(union=house.union)) == ([], ())
    assert list(queries.differences(union=house.union)) == []


def test_squaring_twice_squares_once(house, ana, ben):
    pay(house, ben)
    (pocket,) = queries.list_pockets(union=house.union)

    assert square(house, ana, pocket.id) == square(house, ana, pocket.id)
    assert refusal(square, house, ana, pocket.id, key="again") == [
        "This is not waiting to be squared any more. Look at the list."
    ]
    assert amounts(house)["Giro"] == "-24.9 EUR"


def test_ones_own_is_taken_from_the_drawer_by_oneself_but_not_from_the_bank(
    house, ben, chidi
):
    pay(house, ben)
    (pocket,) = queries.own_pockets(union=house.union, person=ben.id)

    with pytest.raises(NotYours):
        square(house, ben, pocket.id, key="bank")
    with pytest.raises(NotYours):
        square(house, chidi, pocket.id, account=house.drawer, key="another's")
    square(house, ben, pocket.id, account=house.drawer)

    assert amounts(house)["Drawer"] == "-24.9 EUR"


def test_a_wrong_squaring_is_taken_back_and_waits_again(house, ana, ben):
    pay(house, ben)
    (pocket,) = queries.list_pockets(union=house.union)
    (squared,) = square(house, ana, pocket.id)

    services.correct_entry(
        entry=squared.id, draft=None, union=house.union, by=ana.id, key="c", at=AT
    )

    assert waiting(house) == ["24.9 EUR"]
    assert [one.id for one in queries.list_pockets(union=house.union)] == [pocket.id]
    square(house, ana, pocket.id, key="right")
    assert waiting(house) == []


def test_a_laid_out_amount_that_never_was_is_taken_back(house, ana, ben):
    entry = pay(house, ben)
    (pocket,) = queries.list_pockets(union=house.union)

    services.correct_entry(
        entry=entry.id, draft=None, union=house.union, by=ben.id, key="c", at=AT
    )

    assert (waiting(house), queries.list_pockets(union=house.union)) == ([], ())
    assert refusal(square, house, ana, pocket.id) == [
        "This is not waiting to be squared any more. Look at the list."
    ]


def test_what_is_squared_is_not_taken_back_before_its_squaring(house, ana, ben):
    entry = pay(house, ben)
    (pocket,) = queries.list_pockets(union=house.union)
    square(house, ana, pocket.id)

    said = refusal(
        services.correct_entry,
        entry=entry.id, draft=None, union=house.union, by=ana.id, key="c", at=AT,
    )  # fmt: skip

    assert said == ["Entry 1 is squared already. Take the squaring back first."]


def test_another_currency_is_squared_from_an_account_of_its_own(house, ana, ben):
    pay(house, ben, "12 CHF")
    (pocket,) = queries.list_pockets(union=house.union)

    assert refusal(square, house, ana, pocket.id) == [
        (
            "CHF was written, but Giro is kept in EUR. Choose an account in CHF, or write "
            "what was paid in EUR."
        )
    ]
    square(house, ana, pocket.id, account=house.card)
    assert amounts(house)["Franc card"] == "-12 CHF"


def test_bad_input_is_refused_whole(house, ben, chidi):
    assert refusal(pay, house, ben, "1.234", iban="DE00 1234") == [
        "“DE00 1234” is not an IBAN: a letter or digit is wrong. Copy it again.",
        "“1.234” can be read in two ways. Write 1234.00 or 1.23, whichever you mean.",
    ]
    assert refusal(square, house, ben) == ["Choose what is to be squared."]
    assert refusal(square, house, ben, uuid4()) == [
        "This is not waiting to be squared any more. Look at the list."
    ]
    with pytest.raises(NotYours):
        pay(house, ben, person=chidi.id)
    assert not Pocket.objects.exists()


def test_above_the_threshold_a_pocket_is_announced_like_everything(house, ben):
    """I-10."""
    assert refusal(pay, house, ben, "200")[0].startswith(
        "More than 150 EUR is announced"
    )


def test_no_table_holds_what_one_person_is_to_another(house, ben, chidi):
    """I-8: what waits is one amount of the union; a pocket has no amount of its own."""
    pay(house, ben, "10", key="a")
    pay(house, chidi, "20", key="b")

    assert waiting(house) == ["30 EUR"]
    columns = {field.attname for field in Pocket._meta.concrete_fields}
    assert not columns & {"amount", "sum", "total", "to_person_id"}
