"""What the books are made of: accounts, purses, categories; named, closed, retired."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.models import Account, Category, Purse
from tests.conftest import found, give_mandate, join
from tests.rooms.purse_cast import AT, IBAN, came_in, note, purse_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)


def do(deed, house, **parts):
    return deed(union=house.union, by=house.keeper, at=AT, **parts)


def refusal(deed, house, **parts) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        do(deed, house, **parts)
    return [(one.field, str(one)) for one in refused.value.problems]


def test_the_first_account_brings_the_everyday_purse_and_usual_categories(house):
    purses = queries.list_purses(union=house.union)
    listed = queries.list_categories(union=house.union)

    assert [one.name for one in purses] == ["Everyday purse", "Rainy days"]
    assert [one.name for one in listed][:3] == ["Food", "Home", "Energy and water"]
    assert {one.picture for one in listed} <= set(words.PICTURES)
    assert not any(one.is_built_in for one in listed)


def test_opening_twice_opens_once(house):
    draft = words.AccountDraft(name="Second giro")

    first = do(services.open_account, house, draft=draft, key="2")

    assert do(services.open_account, house, draft=draft, key="2") == first
    assert Purse.objects.filter(kind="everyday").count() == 1


def test_a_wrong_account_says_everything_at_once(house):
    draft = words.AccountDraft(
        name="giro", kind="safe", currency="XYZ", iban=IBAN[:-1] + "1", bic="no"
    )

    assert refusal(services.open_account, house, draft=draft, key="2") == [
        ("currency", ("We do not know the currency “XYZ”. Use one of: EUR, USD, GBP, CHF, "
         "SEK, DKK, NOK, PLN, CZK, CAD, AUD, NZD, BRL, MXN, ARS, INR, ZAR, KES, TRY.")),
        ("kind", "“safe” is not one of: bank, drawer, card."),
        ("name", "There is already one called “giro”."),
        ("iban", (f"“{IBAN[:-1]}1” is not an IBAN: a letter or digit is wrong. "
         "Copy it again.")),
        ("bic", "“no” is not a BIC. It has 8 or 11 letters and digits."),
    ]  # fmt: skip


def test_an_iban_is_read_as_it_is_printed(house):
    draft = words.AccountDraft(name="Third", iban="de89 3704 0044 0532 0130 00")

    account = do(services.open_account, house, draft=draft, key="3")

    assert queries.get_account(union=house.union, account=account).iban == IBAN


def test_an_account_is_renamed_but_stays_what_it_is(house):
    draft = words.AccountDraft(name="Giro at the co-op", iban=IBAN, holder="The union")
    do(services.change_account, house, account=house.giro, draft=draft)
    found_account = queries.get_account(union=house.union, account=house.giro)

    assert (found_account.name, found_account.holder) == (
        "Giro at the co-op",
        "The union",
    )
    assert refusal(
        services.change_account, house, account=house.giro,
        draft=words.AccountDraft(name="Giro", kind="drawer", currency="CHF"),
    ) == [
        ("currency", "This stays as it is, because entries stand on it. Add another."),
        ("kind", "This stays as it is, because entries stand on it. Add another."),
    ]  # fmt: skip


def test_an_account_is_closed_when_it_is_empty(house, ben):
    came_in(house, ben, "5", account=house.giro)

    assert refusal(services.close_account, house, account=house.giro) == [
        ("", "5 EUR is still there: Giro. Move it first.")
    ]
    note(house, ben, "5", account=house.giro)
    do(services.close_account, house, account=house.giro)

    assert "Giro" not in [one.name for one in queries.list_accounts(union=house.union)]
    do(services.reopen_account, house, account=house.giro)
    assert came_in(house, ben, "1", account=house.giro).number == 3


def test_purses_are_named_and_closed(house, ana):
    do(services.rename_purse, house, purse=house.reserve, name="Umbrella")

    assert refusal(services.rename_purse, house, purse=house.reserve, name=" ") == [
        ("name", "Write a name of at most 80 letters.")
    ]
    assert refusal(services.close_purse, house, purse=house.everyday) == [
        ("purse", "The everyday purse stays open.")
    ]
    do(services.close_purse, house, purse=house.reserve)
    said = [one.name for one in queries.list_purses(union=house.union)]
    assert said == ["Everyday purse"]
    with pytest.raises(Refused, match="Umbrella is closed"):
        note(house, ana, "5", purse=house.reserve)


def test_a_purse_with_money_stays_open(house, ben):
    came_in(house, ben, "5", purse=house.reserve)

    assert refusal(services.close_purse, house, purse=house.reserve) == [
        ("", "5 EUR is still there: Rainy days. Move it first.")
    ]


def test_there_is_one_everyday_purse(house):
    draft = words.PurseDraft(name="Another", kind="everyday")

    assert refusal(services.add_purse, house, draft=draft, key="a") == [
        ("kind", "The everyday purse is there already. Choose another.")
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Purse.objects.create(
            id=uuid4(), union_id=house.union, name="A", kind="everyday", added_at=AT
        )


def test_categories_are_the_unions_own(house, ben):
    bees = do(
        services.add_category, house, key="bees",
        draft=words.CategoryDraft(name="Bees", picture="food"),
    )  # fmt: skip
    do(
        services.change_category, house, category=bees,
        draft=words.CategoryDraft(name="Bees and honey", picture="gift"),
    )  # fmt: skip
    house.categories["bees"] = bees

    assert note(house, ben, "5", "bees").category_name == "Bees and honey"
    assert refusal(
        services.change_category, house, category=bees,
        draft=words.CategoryDraft(name="Food", direction="in", picture="face"),
    ) == [
        ("direction", "This stays as it is, because entries stand on it. Add another."),
        ("picture", f"“face” is not one of: {', '.join(words.PICTURES)}."),
        ("name", "There is already one called “Food”."),
    ]  # fmt: skip


def test_a_category_of_the_books_stays(house):
    built_in = next(
        one
        for one in queries.list_categories(union=house.union, with_built_in=True)
        if one.code == "counted_more"
    )

    assert refusal(services.retire_category, house, category=built_in.id) == [
        (
            "category",
            (
                "“Counted more than written down” belongs to the books themselves and stays "
                "as it is."
            ),
        )
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Category.objects.filter(id=built_in.id).update(is_retired=True)


def test_only_the_mandate_opens_and_closes(house, ben):
    for deed, parts in (
        (services.open_account, {"draft": words.AccountDraft(name="B"), "key": "b"}),
        (services.close_account, {"account": house.giro}),
        (services.add_purse, {"draft": words.PurseDraft(name="B"), "key": "b"}),
        (services.close_purse, {"purse": house.reserve}),
        (services.add_category, {"draft": words.CategoryDraft(name="B"), "key": "b"}),
        (services.retire_category, {"category": house.categories["food"]}),
    ):
        with pytest.raises(NotYours, match="mandate for the purse"):
            deed(union=house.union, by=ben.id, at=AT, **parts)


def test_another_unions_purse_is_not_here(house, db):
    oak, dalia = found("Oak Yard", "Dalia")
    emil = join(oak, dalia, "Emil", keys=True)
    fay = join(oak, dalia, "Fay")
    give_mandate(oak, fay, "purse", by=dalia, confirmed_by=emil)

    with pytest.raises(NotFound):
        services.close_account(account=house.giro, union=oak.id, by=fay.id, at=AT)
    with pytest.raises(NotFound):
        services.close_purse(purse=house.reserve, union=oak.id, by=fay.id, at=AT)
    with pytest.raises(NotFound):
        queries.get_account(union=oak.id, account=house.giro)
    assert not Account.objects.filter(is_closed=True).exists()
