"""Walks through the pages of rounds, and what each refuses (story 6)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf import units
from commonweal.rooms.needs import queries
from commonweal.rooms.needs.models import Share
from tests.interfaces.needs_pages import page, sent, text_of
from tests.rooms.needs_cast import add_kind, add_stock
from tests.rooms.needs_rounds import kg, need, opened, shared
from tests.rooms.test_needs_handing import take_away

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("fixed_clock"),
]


@pytest.fixture
def oats(lentil_house):
    return add_kind(lentil_house, "oats")


def test_a_round_is_opened_shared_explained_and_handed_over(
    lentil_house, circles, signed_in, ana, ben, chidi, oats
):
    """Story 6, on the pages."""
    add_stock(lentil_house, oats, "8")
    need(ben, amount="3", tier="vital")
    need(chidi, amount="9", tier="vital")
    steward, receiver = signed_in(ana), signed_in(ben)
    assert "8 kg" in page(steward, "needs:open_round")

    opening = {
        "key": "r", "name": "Market", "method": "need_tier", "from_day": "2026-11-23",
        "days": "7", "kind": str(oats.id), f"amount-{oats.id}": "",
        f"portion-{oats.id}": "0,5",
    }  # fmt: skip
    done = sent(steward, "needs:open_round", **opening)
    assert done.status_code == 302
    (round_,) = queries.list_rounds(union=lentil_house.id)
    assert "Market" in page(receiver, "needs:rounds")
    assert "by what everyone has stated" in page(receiver, "needs:round", round_.id)

    assert sent(steward, "needs:share_out", round_.id, seed="47 11").status_code == 302
    shown = page(receiver, "needs:round", round_.id)
    assert "My share oats vital 3 kg" in shown
    assert "For whoever holds the round" not in shown
    (share,) = queries.list_my_shares(person=ben.id, union=lentil_house.id)
    reasons = page(receiver, "needs:why", share.id)
    assert "Why 3 kg: oats" in reasons
    assert "From the needs stated for these 7 days, 3 kg of oats was asked." in reasons
    assert "Seed 47 11" in reasons
    assert "no difference" in page(receiver, "needs:check", round_.id)

    sheet = page(steward, "needs:sheet", round_.id)
    assert "garden" in sheet
    assert "Chidi ☐ 5 kg oats" in sheet
    sent(steward, "needs:hand_over", round_.id, person=str(ben.id))
    sent(steward, "needs:hand_over", round_.id, circle=str(circles["garden"].id))
    assert ledger.list_stock(union=lentil_house.id) == ()
    assert "3 kg oats handed over" in page(steward, "needs:sheet", round_.id)
    assert sent(steward, "needs:hand_over", round_.id).status_code == 302


def test_nothing_is_shared_out_without_a_seed(lentil_house, signed_in, ana, oats):
    add_stock(lentil_house, oats, "8")
    round_ = opened(ana, oats)

    response = sent(signed_in(ana), "needs:share_out", round_.id, seed="")

    assert response.status_code == 422


def test_a_refused_round_keeps_what_was_typed(lentil_house, signed_in, ana, oats):
    add_stock(lentil_house, oats, "8")
    opening = {
        "key": "r", "name": "Market", "method": "request", "from_day": "2026-11-23",
        "days": "7", "kind": str(oats.id), f"amount-{oats.id}": "9",
    }  # fmt: skip

    too_much = sent(signed_in(ana), "needs:open_round", **opening)
    no_number = sent(
        signed_in(ana), "needs:open_round", **{**opening, f"amount-{oats.id}": "x"}
    )

    assert too_much.status_code == no_number.status_code == 422
    assert "8 kg of oats are here, 9 kg were to be shared out" in text_of(too_much)
    assert 'value="Market"' in no_number.content.decode()


def test_asking_in_a_round(lentil_house, signed_in, ana, ben, paper_ira, oats):
    add_stock(lentil_house, oats, "8")
    round_ = opened(ana, oats, method="request")
    line = round_.lines[0].id
    client = signed_in(ben)
    assert "What do you ask for?" in page(client, "needs:round", round_.id)

    wrong = sent(client, "needs:ask", round_.id, **{f"amount-{line}": "x"})
    right = sent(
        client, "needs:ask", round_.id,
        **{f"amount-{line}": "2", f"tier-{line}": "vital", f"wish-{line}": "on"},
    )  # fmt: skip
    typed = sent(
        signed_in(ana), "needs:ask", round_.id,
        whose=str(paper_ira.id), **{f"amount-{line}": "3", f"tier-{line}": "vital"},
    )  # fmt: skip

    assert wrong.status_code == 422
    assert 'value="x"' in wrong.content.decode()
    assert right.status_code == 302
    assert str(paper_ira.id) in typed.url
    body = client.get(reverse("needs:round", args=[round_.id])).content.decode()
    assert 'value="2"' in body
    assert (
        client.get(
            reverse("needs:round", args=[round_.id]), {"whose": str(paper_ira.id)}
        ).status_code
        == 403
    )
    assert (
        signed_in(ana)
        .get(reverse("needs:round", args=[round_.id]), {"whose": "nobody"})
        .status_code
        == 422
    )


def test_things_are_put_in_order_by_everyone(lentil_house, signed_in, ana, ben):
    rooms = add_kind(lentil_house, "rooms", units.PIECE, words=("service",))
    add_stock(lentil_house, rooms, "2")
    steward = signed_in(ana)
    sent(
        steward, "needs:open_round", key="r", name="Rooms", method="preferences",
        from_day="2026-11-23", days="7", kind=str(rooms.id),
    )  # fmt: skip
    (round_,) = queries.list_rounds(union=lentil_house.id)
    first, second = (line.id for line in round_.lines)
    assert "rooms 2" in page(steward, "needs:round", round_.id)

    wrong = sent(steward, "needs:rank", round_.id, **{f"place-{first}": "best"})
    twice = sent(
        steward,
        "needs:rank",
        round_.id,
        **{f"place-{first}": "1", f"place-{second}": "1"},
    )
    right = sent(
        steward,
        "needs:rank",
        round_.id,
        **{f"place-{first}": "2", f"place-{second}": "1"},
    )

    assert (wrong.status_code, twice.status_code, right.status_code) == (422, 422, 302)
    sent(steward, "needs:share_out", round_.id, seed="1")
    assert "rooms 2 wish 1 piece" in page(steward, "needs:round", round_.id)


def test_what_is_free_is_taken(lentil_house, signed_in, ana, ben, oats):
    """I-6, on the page."""
    add_stock(lentil_house, oats, "8")
    round_ = opened(ana, oats, method="free", amount=kg("5"))
    line = round_.lines[0].id
    client = signed_in(ben)
    assert "5 kg are here" in page(client, "needs:round", round_.id)

    taken = sent(client, "needs:take", round_.id, line, key="k", amount="2")
    too_much = sent(client, "needs:take", round_.id, line, key="m", amount="4")

    assert taken.status_code == 302
    assert too_much.status_code == 422
    assert "3 kg of oats are left here" in text_of(too_much)
    assert "3 kg are here" in page(client, "needs:round", round_.id)


def test_a_share_is_left_in_the_store(lentil_house, signed_in, ana, ben, oats):
    add_stock(lentil_house, oats, "8")
    need(ben, amount="3")
    round_ = shared(ana, opened(ana, oats))
    (share,) = queries.list_my_shares(person=ben.id, union=lentil_house.id)
    client = signed_in(ben)

    assert sent(client, "needs:give_back", share.id).status_code == 302

    assert "left in the store" in page(client, "needs:round", round_.id)


def test_shares_of_others_are_not_shown(lentil_house, signed_in, ana, ben, chidi, oats):
    add_stock(lentil_house, oats, "8")
    need(ben, amount="3")
    round_ = shared(ana, opened(ana, oats))
    (share,) = queries.list_my_shares(person=ben.id, union=lentil_house.id)
    stranger = signed_in(chidi)

    assert stranger.get(reverse("needs:why", args=[share.id])).status_code == 404
    assert stranger.get(reverse("needs:sheet", args=[round_.id])).status_code == 403
    assert sent(stranger, "needs:give_back", share.id).status_code == 404
    assert sent(stranger, "needs:hand_over", round_.id).status_code == 403
    assert "Ben" in page(signed_in(ana), "needs:why", share.id)


def test_what_is_missing_is_said_on_the_sheet(lentil_house, signed_in, ana, ben, oats):
    """Issue 2: the last item, gone by another way."""
    add_stock(lentil_house, oats, "3")
    need(ben, amount="3")
    by_need = shared(ana, opened(ana, oats))
    store = ledger.list_stock(union=lentil_house.id)[0].resource
    take_away(lentil_house, store, "1")

    response = sent(signed_in(ana), "needs:hand_over", by_need.id, person=str(ben.id))

    assert response.status_code == 422
    assert "2 kg of oats are here, 3 kg were promised" in text_of(response)
    assert (
        sent(signed_in(ana), "needs:hand_over", by_need.id, person="x").status_code
        == 404
    )


def test_rounds_are_withdrawn_and_closed(lentil_house, signed_in, ana, ben, oats):
    add_stock(lentil_house, oats, "8")
    first = opened(ana, oats, method="request", amount=kg("1"))
    second = opened(ana, oats, method="free", key="b", amount=kg("1"))
    client = signed_in(ana)

    sent(client, "needs:withdraw_round", first.id)
    sent(client, "needs:close_round", second.id)

    assert "withdrawn" in page(client, "needs:round", first.id)
    assert "closed" in page(client, "needs:round", second.id)
    assert sent(signed_in(ben), "needs:close_round", second.id).status_code == 403


def test_a_changed_share_is_told_when_computing_again(
    lentil_house, signed_in, ana, ben, oats
):
    add_stock(lentil_house, oats, "3")
    need(ben, amount="3")
    round_ = shared(ana, opened(ana, oats))
    Share.objects.update(amount=2000)

    text = page(signed_in(ben), "needs:check", round_.id)

    assert "1 of 1 shares are not what the rules give" in text
