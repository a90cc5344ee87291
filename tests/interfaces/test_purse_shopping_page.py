"""The shopping list of the purse: what is promised from outside, ticked when bought."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from commonweal.commons.ledger import services as ledger
from commonweal.core.vf import ids
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import CommitmentDraft, SpecificationDraft
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import KG
from tests.conftest import AT, DAY
from tests.interfaces.purse_pages import entries_of, left, open_house, said

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return open_house(lentil_house, ana, kofi, lena)


@pytest.fixture
def page(house, ana, signed_in):
    return signed_in(ana)


@pytest.fixture
def oats(house):
    """The kitchen asks for 2 kg of oats by Thursday."""
    outside = ids.id_from_key(house.id, "outside")
    with transaction.atomic():
        kind = ledger.add_specification(
            draft=SpecificationDraft(key="oats", union=house.id, name="Oats", unit=KG),
            at=AT,
        )
        ledger.add_agent(
            id=outside, union=house.id, kind="organization", name="outside", at=AT
        )
        draft = CommitmentDraft(
            key="shopping:thursday:oats",
            union=house.id,
            action=Action.TRANSFER,
            provider=outside,
            receiver=house.id,
            resource_conforms_to=kind.id,
            resource_quantity=Measure(2000, KG),
            due=DAY + timedelta(days=3),
        )
        (promise,) = ledger.record_commitments(drafts=(draft,), at=AT)
    return promise.id


def buy(page, house, *bought):
    form = {
        "amount": "4,20",
        "category": house.categories["food"],
        "account": house.drawer,
        "bought": [str(one) for one in bought],
        "key": "b",
    }
    return page.post(reverse("purse:shopping"), form)


def test_the_list_says_what_how_much_by_when_and_for_whom(page, oats):
    del oats

    shown = said(page.get(reverse("purse:shopping")))

    assert re.search(r"By Thursday 26 November 2026 For the kitchen Oats 2 kg", shown)


def test_what_was_bought_is_ticked_and_its_money_noted_at_once(page, house, oats):
    """Only the rest becomes a purchase line; buying it takes it off the list."""
    assert buy(page, house, oats).status_code == 302

    assert left(house, house.drawer) == "95.8 EUR"
    assert "Nothing is to be bought" in said(page.get(reverse("purse:shopping")))


def test_nothing_ticked_is_refused_and_what_was_typed_is_kept(page, house, oats):
    del oats

    answer = buy(page, house)

    assert answer.status_code == 422
    assert "Tick what was bought." in said(answer)
    assert 'value="4,20"' in answer.content.decode()
    assert entries_of(house) == []
