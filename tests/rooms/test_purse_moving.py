"""Our own money: set aside, carried to the bank, exchanged; and how books begin."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.models import Entry
from tests.rooms.purse_cast import AT, DAY, amounts, came_in, later, purse_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)


def move(house, amount="50", *, key="m", **parts):
    draft = words.MoveDraft(amount=amount, **parts)
    return services.move_money(
        draft=draft, union=house.union, by=house.keeper, key=key, at=AT
    )


def exchange(house, amount="100", to_amount="94,20", *, key="x", **parts):
    parts = {"account": house.giro, "to_account": house.card} | parts
    draft = words.ExchangeDraft(amount=amount, to_amount=to_amount, **parts)
    return services.exchange_money(
        draft=draft, union=house.union, by=house.keeper, key=key, at=AT
    )


def begin(house, *openings, key="begin"):
    return services.open_books(
        openings=openings, union=house.union, by=house.keeper, key=key, at=AT
    )


def purses(house) -> dict[str, str]:
    standing = queries.standing(union=house.union)
    return {
        line.name: str(line.amount) for line in standing.purses if line.amount.amount
    }


def refusal(function, *args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as refused:
        function(*args, **kwargs)
    return [str(problem) for problem in refused.value.problems]


def test_setting_aside_moves_between_purses_within_one_account(house, ben):
    came_in(house, ben, "1000", account=house.giro)

    entry = move(
        house, "300", account=house.giro, to_account=house.giro, to_purse=house.reserve
    )

    assert (entry.kind, entry.purse_name, entry.to_purse_name) == (
        "moved", "Everyday purse", "Rainy days",
    )  # fmt: skip
    assert amounts(house)["Giro"] == "1000 EUR"
    assert purses(house)["Rainy days"] == "300 EUR"
    assert list(queries.differences(union=house.union)) == []


def test_the_drawer_is_carried_to_the_bank(house, ben):
    came_in(house, ben, "80", account=house.drawer)

    move(house, "60", account=house.drawer, to_account=house.giro)

    assert amounts(house) == {
        "Drawer": "20 EUR", "Franc card": "0 CHF", "Giro": "60 EUR",
    }  # fmt: skip


def test_moving_twice_moves_once(house):
    first = move(house, account=house.drawer, to_account=house.giro)
    again = move(house, account=house.drawer, to_account=house.giro)

    assert first == again
    assert Entry.objects.count() == 1


def test_moving_nowhere_or_into_another_currency_is_refused(house):
    assert refusal(move, house, account=house.giro, to_account=house.giro) == [
        "It is there already. Choose another account or another purse."
    ]
    assert refusal(move, house, account=house.giro, to_account=house.card) == [
        (
            "One account is in EUR, the other in CHF. Write it as an exchange, "
            "with both amounts."
        )
    ]
    assert refusal(move, house, account=house.giro, to_account=uuid4()) == [
        "This account is not one of ours. Choose one."
    ]


def test_only_the_mandate_moves_money_between_our_own(house, ben):
    with pytest.raises(NotYours):
        services.move_money(
            draft=words.MoveDraft(
                amount="5", account=house.drawer, to_account=house.giro
            ),
            union=house.union, by=ben.id, key="b", at=AT,
        )  # fmt: skip


def test_an_exchange_writes_down_what_was_given_and_what_was_got(house):
    """No rate service: the two amounts are the only rate, and only of this exchange."""
    entry = exchange(house)

    assert (str(entry.amount), str(entry.to_amount)) == ("100 EUR", "94.2 CHF")
    assert amounts(house)["Giro"] == "-100 EUR"
    assert amounts(house)["Franc card"] == "94.2 CHF"
    assert list(queries.differences(union=house.union)) == []


def test_an_exchange_names_its_currencies_or_is_refused(house):
    assert refusal(exchange, house, to_account=house.drawer) == [
        "Both accounts are in EUR. Move the money; nothing is exchanged."
    ]
    assert refusal(exchange, house, "100 CHF", "94 EUR") == [
        (
            "CHF was written, but Giro is kept in EUR. Choose an account in CHF, or write "
            "what was paid in EUR."
        ),
        (
            "EUR was written, but Franc card is kept in CHF. Choose an account in EUR, or "
            "write what was paid in CHF."
        ),
    ]


# --- beginning ----------------------------------------------------------------------


def test_books_begin_with_what_is_there(house):
    entries = begin(
        house,
        words.OpeningDraft(account=house.drawer, amount="84,10"),
        words.OpeningDraft(account=house.giro, amount="-200"),
        words.OpeningDraft(account=house.giro, amount="5.000,00", purse=house.reserve),
    )

    assert [entry.kind for entry in entries] == ["opening"] * 3
    assert amounts(house)["Giro"] == "4800 EUR"
    assert purses(house) == {
        "Everyday purse": "-115.9 EUR", "Rainy days": "5000 EUR",
    }  # fmt: skip
    assert list(queries.differences(union=house.union)) == []


def test_books_begin_once(house):
    drawer = words.OpeningDraft(account=house.drawer, amount="10")
    begin(house, drawer)

    assert begin(house, drawer) == begin(house, drawer)
    assert (
        refusal(begin, house, drawer, drawer, key="again")
        == [
            (
                "The books of Drawer, Everyday purse, were begun already. "
                "Put that entry right instead."
            )
        ]
        * 2
    )
    assert Entry.objects.count() == 1


def test_a_wrong_beginning_is_taken_back_and_made_again(house):
    drawer = words.OpeningDraft(account=house.drawer, amount="10")
    (entry,) = begin(house, drawer)
    services.correct_entry(
        entry=entry.id, draft=None, union=house.union, by=house.keeper, key="c", at=AT
    )

    begin(house, words.OpeningDraft(account=house.drawer, amount="12"), key="again")

    assert amounts(house)["Drawer"] == "12 EUR"


def test_beginnings_are_refused_all_together(house):
    said = refusal(
        begin,
        house,
        words.OpeningDraft(account=house.drawer, amount="0"),
        words.OpeningDraft(account=house.giro, amount="abc"),
        words.OpeningDraft(account=house.giro, amount="1", day=DAY + timedelta(days=1)),
    )

    assert [text.split(".")[0] for text in said] == [
        "An empty account needs no beginning",
        "“abc” is not an amount of money",
        "2026-11-24 is still to come",
    ]
    assert not Entry.objects.exists()


def test_what_was_there_on_a_day_stays_what_it_was(house, ben):
    came_in(house, ben, "10", account=house.drawer)
    came_in(house, ben, "5", account=house.drawer, at=later(3))

    assert amounts(house, on=DAY)["Drawer"] == "10 EUR"
    assert amounts(house, on=DAY + timedelta(days=3))["Drawer"] == "15 EUR"
    assert amounts(house)["Drawer"] == "15 EUR"
