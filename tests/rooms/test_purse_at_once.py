"""Many write at the same moment: numbers have no gaps, nothing doubles (I-9, I-23)."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import Refused
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.models import Entry
from tests.rooms.purse_cast import AT, amounts, note, purse_of

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 6
EACH = 5


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)


def at_once(*deeds):
    """Do all at the same moment, each on a connection of its own; return what came."""
    ready = threading.Barrier(len(deeds))
    came = [None] * len(deeds)

    def do(number, deed):
        try:
            ready.wait()
            came[number] = deed()
        except Refused as refused:
            came[number] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return came


def test_numbers_have_no_gaps_whoever_writes_when(house, ben):
    def write(writer):
        for number in range(EACH):
            note(house, ben, "1", key=f"{writer} {number}")
        return True

    came = at_once(*(lambda writer=writer: write(writer) for writer in range(WRITERS)))

    assert came == [True] * WRITERS
    numbers = sorted(Entry.objects.values_list("number", flat=True))
    assert numbers == list(range(1, WRITERS * EACH + 1))
    assert amounts(house)["Drawer"] == "-30 EUR"
    assert list(queries.differences(union=house.union)) == []
    assert ledger.verify_union(union=house.union).is_sound


def test_the_same_tap_from_a_queue_and_a_hand_is_one_entry(house, ben):
    came = at_once(*[lambda: note(house, ben, "7", key="tap")] * 4)

    assert {one.number for one in came} == {1}
    assert amounts(house)["Drawer"] == "-7 EUR"


def test_an_entry_put_right_by_two_at_once_is_put_right_once(house, ben, chidi):
    entry = note(house, ben, "30")

    def correct(person):
        return services.correct_entry(
            entry=entry.id, draft=words.EntryDraft(amount="3"), union=house.union,
            by=person.id, key=str(person.id), at=AT,
        )  # fmt: skip

    came = at_once(lambda: correct(ben), lambda: correct(chidi))

    assert sum(isinstance(one, Refused) for one in came) == 1
    assert amounts(house)["Drawer"] == "-3 EUR"
    assert sorted(Entry.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_a_pocket_squared_by_two_at_once_is_squared_once(house, ana, ben):
    services.pay_from_pocket(
        draft=words.PocketDraft(amount="20", category=house.categories["food"]),
        union=house.union, by=ben.id, key="p", at=AT,
    )  # fmt: skip
    (pocket,) = queries.list_pockets(union=house.union)
    draft = words.SquareDraft(pockets=(pocket.id,), account=house.drawer)

    def square(person):
        return services.square_pockets(
            draft=draft, union=house.union, by=person.id, key=str(person.id), at=AT
        )

    came = at_once(lambda: square(ana), lambda: square(ben))

    assert sum(isinstance(one, Refused) for one in came) == 1
    assert amounts(house)["Drawer"] == "-20 EUR"
