"""By night the worker notes what repeats, each period once, and closes rounds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.commons.jobs import queries as jobs
from commonweal.commons.jobs import services
from commonweal.commons.jobs.words import WHOLE_NODE, Status
from commonweal.interfaces.worker import handlers, work
from commonweal.rooms.purse import queries
from commonweal.rooms.purse.queries import pledged
from commonweal.rooms.purse.services import pledging, repeating
from commonweal.rooms.purse.words.together import (
    PledgeDraft,
    RepeatingDraft,
    RoundDraft,
)
from tests.rooms import together_cast as cast
from tests.rooms.together_cast import AT, DAY, later

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return cast.open_house(lentil_house, ana, kofi, lena)


def night(days):
    """Let a worker do what is due so many days later."""
    now = later(days)
    worker = work.Worker(handlers=handlers.HANDLERS, clock=lambda: now)
    job = services.enqueue(
        kind="keep_purse", payload={}, union=WHOLE_NODE, key=str(days), at=now
    )
    assert worker.step()
    assert jobs.status(job).status is Status.DONE


def test_rent_is_noted_every_month_once_until_its_last_day(house, ana):
    draft = RepeatingDraft(
        name="Rent",
        direction="out",
        amount="120",
        every="month",
        starts_on=DAY,
        ends_on=DAY + timedelta(days=62),
        category=house.categories["home"],
        account=house.account,
    )
    repeating.add_repeating(draft=draft, union=house.id, by=ana.id, key="r", at=AT)

    for days in (0, 0.1, 1, 30, 30.1, 31, 61, 120, 300):
        night(days)

    noted = queries.list_entries(union=house.id)
    assert [(str(e.day), str(e.amount)) for e in reversed(noted)] == [
        ("2026-11-23", "120 EUR"),
        ("2026-12-23", "120 EUR"),
        ("2027-01-23", "120 EUR"),
    ]


def test_a_round_whose_last_day_is_over_is_closed_by_night(house, ana, ben):
    draft = RoundDraft(
        name="Year",
        needed="600",
        months=12,
        closes_on=DAY + timedelta(days=3),
        if_not_covered="less",
    )
    opened = pledging.open_round(draft=draft, union=house.id, by=ana.id, key="o", at=AT)
    pledging.pledge(
        round_id=opened,
        draft=PledgeDraft(green="50", yellow="50", red="50"),
        person=ben.id,
        union=house.id,
        by=ben.id,
        at=AT,
    )

    night(3)
    assert pledged.get_round(union=house.id, round_id=opened, on=DAY).status == "open"
    night(4)
    closed = pledged.get_round(union=house.id, round_id=opened, on=DAY)
    assert (closed.status, closed.colour) == ("closed", "green")
