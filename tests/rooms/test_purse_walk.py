"""Whatever is done with the purse, in any order, the books add up (I-9)."""

from __future__ import annotations

import random
from datetime import date

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import Refused
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.models import Entry
from tests.rooms.purse_cast import AT, came_in, note, purse_of

pytestmark = pytest.mark.django_db
STEPS = 40


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)


class Walk:
    """A month of people doing things; what is refused leaves no trace."""

    def __init__(self, house, ana, ben, seed: int) -> None:
        self.house, self.ana, self.ben = house, ana, ben
        self.chance = random.Random(seed)
        self.step = 0

    def go(self) -> None:
        deeds = (
            self.take, self.take, self.bring, self.move, self.exchange, self.lay_out,
            self.square, self.correct, self.count,
        )  # fmt: skip
        for self.step in range(STEPS):
            try:
                self.chance.choice(deeds)()
            except Refused:
                continue

    def amount(self) -> str:
        cents = self.chance.randrange(1, 15_000)
        return f"{cents // 100}.{cents % 100:02}"

    def account(self):
        house = self.house
        return self.chance.choice((house.drawer, house.giro, house.card))

    def deed(self) -> dict:
        return {
            "union": self.house.union, "by": self.ana.id, "key": f"{self.step}",
            "at": AT,
        }  # fmt: skip

    def take(self) -> None:
        category = self.chance.choice(("food", "home", "health"))
        note(
            self.house, self.ben, self.amount(), category, account=self.account(),
            key=f"{self.step}",
        )  # fmt: skip

    def bring(self) -> None:
        came_in(
            self.house, self.ben, self.amount(), account=self.account(),
            key=f"{self.step}",
        )  # fmt: skip

    def move(self) -> None:
        draft = words.MoveDraft(
            amount=self.amount(), account=self.account(), to_account=self.account(),
            to_purse=self.chance.choice((None, self.house.reserve)),
        )  # fmt: skip
        services.move_money(draft=draft, **self.deed())

    def exchange(self) -> None:
        draft = words.ExchangeDraft(
            amount=self.amount(), to_amount=self.amount(), account=self.account(),
            to_account=self.account(),
        )  # fmt: skip
        services.exchange_money(draft=draft, **self.deed())

    def lay_out(self) -> None:
        draft = words.PocketDraft(
            amount=self.amount(), category=self.house.categories["tools"]
        )
        services.pay_from_pocket(draft=draft, **self.deed())

    def square(self) -> None:
        waiting = queries.list_pockets(union=self.house.union)
        draft = words.SquareDraft(
            pockets=tuple(one.id for one in waiting[:2]), account=self.account()
        )
        services.square_pockets(draft=draft, **self.deed())

    def correct(self) -> None:
        entries = list(Entry.objects.order_by("number"))
        if not entries:
            return
        entry = self.chance.choice(entries)
        draft = self.chance.choice((None, words.EntryDraft(amount=self.amount())))
        services.correct_entry(entry=entry.id, draft=draft, **self.deed())

    def count(self) -> None:
        counting = services.count_drawer(
            draft=words.CountDraft(account=self.house.drawer, counted=self.amount()),
            **self.deed(),
        )
        services.confirm_count(
            counting=counting, union=self.house.union, by=self.ben.id, at=AT
        )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_is_done_the_books_add_up(house, ana, ben, seed):
    Walk(house, ana, ben, seed).go()

    union = house.union
    assert list(queries.differences(union=union)) == []
    assert ledger.verify_union(union=union).is_sound
    now, then = (queries.standing(union=union, on=on) for on in (None, AT.date()))
    assert (now.lines, now.pockets) == (then.lines, then.pockets)
    found = queries.wall_sheet(union=union, month=date(2026, 11, 1))
    for one in found.sheets:
        assert one.left_before + one.came_in - one.went_out + one.other == one.left
    assert Entry.objects.count() > STEPS / 2
