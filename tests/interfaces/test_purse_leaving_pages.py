"""The pages of leaving: computed by anybody, seen by two, agreed by both (I-21)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from commonweal.rooms.purse import models
from commonweal.rooms.purse.services import leaving
from commonweal.rooms.purse.words.together import ExitDraft
from tests.rooms import together_cast as cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return cast.open_house(lentil_house, ana, kofi, lena)


@pytest.fixture
def asked(house, ben):
    return leaving.ask_settlement(
        draft=ExitDraft(full_years=10),
        wished="",
        union=house.id,
        by=ben.id,
        key="k",
        at=cast.AT,
    ).settlement.id


def test_anybody_computes_and_asks_with_numbers_that_are_not_kept(
    house, signed_in, ben
):
    client = signed_in(ben)
    numbers = {"full_years": "12", "children": "2", "carers": "2", "wished": ""}
    page = client.post(reverse("purse:leaving"), numbers)
    assert (page.status_code, b"13,500" in page.content) == (200, True)
    assert models.Settlement.objects.count() == 0

    wrong = client.post(reverse("purse:leaving"), {**numbers, "children": "99"})
    assert wrong.status_code == 422

    form = {**numbers, "then": "ask", "key": "a-key-of-ours"}
    code = client.post(reverse("purse:leaving"), form)
    assert code.status_code == 200
    assert models.Settlement.objects.count() == 1


def test_a_settlement_is_seen_by_the_leaver_and_the_purse_only(
    house, signed_in, asked, ana, ben, chidi
):
    address = reverse("purse:settlement", args=[asked])
    assert signed_in(ben).get(address).status_code == 200
    assert signed_in(ana).get(address).status_code == 200
    assert signed_in(chidi).get(address).status_code == 404
    here = str(asked).encode()
    overview = reverse("purse:leaving")
    assert here in signed_in(ana).get(overview).content
    assert here not in signed_in(chidi).get(overview).content


def test_both_agree_and_the_purse_pays(house, signed_in, asked, ana, ben, chidi):
    answer = reverse("purse:answer_settlement", args=[asked])
    refused = signed_in(chidi).post(answer, {"then": "agree"})
    assert refused.status_code in {403, 404}
    assert signed_in(ana).post(answer, {"then": "agree"}).status_code == 302
    pay = {"account": str(house.account), "amount": "", "key": "a-key-of-ours"}
    address = reverse("purse:settlement", args=[asked])
    assert signed_in(ben).post(address, pay).status_code == 403
    assert signed_in(ana).post(address, pay).status_code == 302
    assert models.SettlementPayment.objects.get().amount == 1000000
