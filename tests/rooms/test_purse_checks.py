"""The books held against the ledger (I-9), and the shopping list of the purse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from commonweal.commons.ledger import services as ledger
from commonweal.core.vf import ids
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import CommitmentDraft, SpecificationDraft
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Refused
from commonweal.core.vf.units import KG
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.models import Books
from tests.rooms.purse_cast import AT, DAY, came_in, note, purse_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)


def said(house) -> list[str]:
    return [str(problem) for problem in queries.differences(union=house.union)]


def past_the_wall(statement: str, table: str = "purse_entry") -> None:
    """Change what is kept as somebody with the file in hand could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement)
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
            "AND tbl_name = %s",
            [table],
        )
        walls = cursor.fetchall()
        for name, _ in walls:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement)
        for _, sql in walls:
            cursor.execute(sql)


def test_books_that_agree_say_nothing(house, ben):
    came_in(house, ben, "100")
    note(house, ben, "30")

    assert said(house) == []


def test_an_entry_changed_by_hand_is_found(house, ben):
    note(house, ben, "30")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    past_the_wall("UPDATE purse_entry SET amount = 100, change = -100")

    drawer = str(house.drawer)[:8]
    everyday = str(house.everyday)[:8]
    assert sorted(said(house)) == [
        "Food, EUR: the ledger has 30 EUR, the entries give 1 EUR.",
        (
            f"drawer {drawer}, everyday {everyday}: the ledger has -30 EUR, "
            "the entries give -1 EUR."
        ),
    ]


def test_an_entry_taken_out_by_hand_is_found(house, ben):
    note(house, ben, "30")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    past_the_wall("DELETE FROM purse_entry")

    assert said(house)[0] == (
        "Entries are numbered up to 0, 1 were counted, 0 are here."
    )


def test_a_number_counted_too_often_is_found(house, ben):
    note(house, ben, "30")
    Books.objects.update(n_entries=5)

    assert said(house) == ["Entries are numbered up to 1, 5 were counted, 1 are here."]


def test_every_account_of_money_has_a_plain_meaning(house, ana, ben):
    note(house, ben, "30")
    came_in(house, ben, "10")
    services.pay_from_pocket(
        draft=words.PocketDraft(amount="5", category=house.categories["food"]),
        union=house.union, by=ben.id, key="p", at=AT,
    )  # fmt: skip

    meant = {
        (one.group, one.parts, one.currency)
        for one in queries.money_accounts(union=house.union)
    }

    assert meant == {
        ("assets", ("Drawer", "Everyday purse"), "EUR"),
        ("expenses", ("Food",), "EUR"),
        ("income", ("Enterprises",), "EUR"),
        ("pockets", ("Pockets",), "EUR"),
    }


# --- shopping -----------------------------------------------------------------------


@pytest.fixture
def wanted(house):
    """The kitchen asks for 2 kg of oats by Thursday."""
    oats = ledger.add_specification(
        draft=SpecificationDraft(key="oats", union=house.union, name="Oats", unit=KG),
        at=AT,
    )
    outside = ids.id_from_key(house.union, "outside")
    ledger.add_agent(
        id=outside, union=house.union, kind="organization", name="outside", at=AT
    )
    (promise,) = ledger.record_commitments(
        drafts=(
            CommitmentDraft(
                key="shopping:thursday:oats",
                union=house.union,
                action=Action.TRANSFER,
                provider=outside,
                receiver=house.union,
                resource_conforms_to=oats.id,
                resource_quantity=Measure(2000, KG),
                due=DAY + timedelta(days=3),
            ),
        ),
        at=AT,
    )
    return promise.id


def test_what_is_promised_from_outside_is_on_the_shopping_list(house, wanted):
    (line,) = queries.shopping_lines(union=house.union)

    assert (line.kind_name, str(line.amount)) == ("Oats", "2 kg")
    assert (line.due, line.why) == (DAY + timedelta(days=3), "For the kitchen")


def test_what_is_bought_leaves_the_list(house, ben, wanted):
    note(house, ben, "4,20", kind="paid", commitments=(wanted,))

    assert queries.shopping_lines(union=house.union) == ()
    with pytest.raises(Refused, match="not on the shopping list any more"):
        note(house, ben, "4,20", kind="paid", commitments=(wanted,), key="again")
