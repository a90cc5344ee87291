"""Pages of what is done together: announcing, pledging, repeating, budgets, leaving."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from commonweal.rooms.purse.queries import announced, budgets, exits, pledged, repeats
from tests.interfaces.purse_pages import entries_of, open_house, said

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2026, 11, 23)


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return open_house(lentil_house, ana, kofi, lena)


@pytest.fixture
def page(house, ana, signed_in):
    return signed_in(ana)


def announce(page, house, amount="480"):
    form = {
        "what_for": "Trailer",
        "amount": amount,
        "day": "2026-12-01",
        "category": house.categories["travel"],
        "key": "s",
    }
    return page.post(reverse("purse:announce"), form)


# --- announced spends ---------------------------------------------------------------------


def test_a_spend_is_announced_and_a_concern_waits_for_its_talk(
    page, house, ana, ben, signed_in
):
    """Story 11: a concern opens a talk, not a vote."""
    at = announce(signed_in(ben), house).url
    (spend,) = announced.list_spends(union=house.id, person=ana.id, on=DAY)
    say = reverse("purse:spend_voice", args=[spend.id])
    talk = reverse("purse:spend_talk", args=[spend.id])

    page.post(say, {"kind": "concern", "words": "Where would it stand?"})
    waiting = said(page.get(at))
    page.post(talk, {"came_to": "In the barn.", "then": "goes"})

    assert "waits for a talk" in waiting
    assert "Where would it stand?" in waiting
    after = said(page.get(at))
    assert "In the barn." in after
    assert "waits for a talk" not in after
    assert "Trailer" in said(page.get(reverse("purse:home")))
    assert "Trailer" in said(page.get(reverse("home:home")))


def test_support_is_said_and_taken_back(page, house, ana, ben, signed_in):
    announce(signed_in(ben), house)
    (spend,) = announced.list_spends(union=house.id, person=ana.id, on=DAY)
    say = reverse("purse:spend_voice", args=[spend.id])

    page.post(say, {"kind": "support"})
    assert "1 voice" in said(page.get(reverse("purse:spend", args=[spend.id])))
    page.post(say, {"kind": "none"})
    assert "0 voices" in said(page.get(reverse("purse:spend", args=[spend.id])))


def test_a_spend_with_wrong_parts_keeps_what_was_typed(page, house):
    form = {"what_for": "Trailer", "amount": "much", "day": "2026-12-01", "key": "s"}

    answer = page.post(reverse("purse:announce"), form)

    assert answer.status_code == 422
    assert "much" in said(answer)
    assert 'value="Trailer"' in answer.content.decode()


def test_a_spend_told_of_afterwards_has_a_name_to_tap(page, house, ana):
    """What the bank paid already comes without words; its category stands for them."""
    form = {
        "amount": "400",
        "category": house.categories["home"],
        "account": house.giro,
        "happened_anyway": "1",
        "key": "n",
    }
    page.post(reverse("purse:note"), form)
    (spend,) = announced.list_spends(
        union=house.id, person=ana.id, on=DAY, with_ended=True
    )

    listed = page.get(reverse("purse:spends")).content.decode()
    one = page.get(reverse("purse:spend", args=[spend.id])).content.decode()

    assert f'{spend.id}/">Home</a>' in listed
    assert "<h1>Home</h1>" in one


# --- contribution rounds ------------------------------------------------------------------


def open_round(page):
    form = {
        "name": "Winter",
        "needed": "180",
        "months": "1",
        "n_people": "3",
        "closes_on": "2026-12-10",
        "if_not_covered": "again",
        "key": "r",
    }
    return page.post(reverse("purse:open_round"), form).url


def test_only_one_s_own_pledge_and_the_total_are_ever_shown(
    page, house, ben, kofi, signed_in
):
    """Story 21."""
    address = open_round(page)
    amounts = {
        page: ("50", "60", "70"),
        signed_in(ben): ("31", "41", "51"),
        signed_in(kofi): ("90", "95", "99"),
    }
    for person, (green, yellow, red) in amounts.items():
        answer = person.post(address, {"green": green, "yellow": yellow, "red": red})
        assert answer.status_code == 302
    mine = signed_in(ben).get(address).content.decode()
    page.post(f"{address}end/", {"then": "close"})

    after = said(page.get(address))

    assert 'value="31.00"' in mine
    assert "covered" in after
    assert not re.search(r"\b(31|41|51|90|95|99)\.00", after)
    (round_,) = pledged.list_rounds(union=house.id, on=DAY)
    assert round_.status == "closed"


def test_a_pledge_that_falls_is_refused_at_its_field(page, house):
    del house
    answer = page.post(open_round(page), {"green": "50", "yellow": "20", "red": "70"})

    assert answer.status_code == 422
    assert 'value="20"' in answer.content.decode()


# --- what repeats ---------------------------------------------------------------------------


def test_what_repeats_is_noted_once_for_each_time_and_ends(page, house):
    form = {
        "name": "Internet",
        "amount": "39.90",
        "category": house.categories["home"],
        "every": "month",
        "account": house.giro,
        "starts_on": "2026-11-23",
        "ends_on": "2027-03-31",
        "key": "i",
    }

    assert page.post(reverse("purse:add_repeating"), form).status_code == 302
    page.post(reverse("purse:enter_due"))
    page.post(reverse("purse:enter_due"))

    assert [str(one.amount) for one in entries_of(house)] == ["39.9 EUR"]
    (one,) = repeats.list_repeating(union=house.id, on=DAY)
    change = reverse("purse:change_repeating", args=[one.id])
    page.post(change, {"then": "pause"})
    assert "paused" in said(page.get(reverse("purse:repeating")))
    page.post(change, {"then": "end"})
    assert "What has ended" in said(page.get(reverse("purse:repeating")))


# --- the budget --------------------------------------------------------------------------------


def make_budget(page, house):
    food, travel = house.categories["food"], house.categories["travel"]
    form = {
        "name": "2027",
        "starts_on": "2027-01-01",
        "ends_on": "2027-12-31",
        f"baseline-{food}": "9000",
        f"buffer-{food}": "500",
        f"slack-{travel}": "300",
        "key": "b",
    }
    return page.post(reverse("purse:new_budget"), form).url


def test_every_category_of_a_budget_stands_on_one_line(page, house):
    address = make_budget(page, house)

    page.post(f"{address}approve/", {"decision": "1"})

    shown = said(page.get(address))
    assert "approved by decision 1" in shown
    assert "Food 9,000.00 500.00 9,500.00 0.00 9,500.00" in re.sub(r"\s+", " ", shown)


def test_anybody_proposes_to_shift_and_others_are_asked(
    page, house, ana, ben, signed_in
):
    """Story 20: what one's own input changed is for oneself."""
    address = make_budget(page, house)
    (budget,) = budgets.list_budgets(union=house.id)
    view = budgets.get_budget(union=house.id, budget=budget.id, person=ana.id, on=DAY)
    by_name = {line.category_name: line.id for line in view.lines}
    own = signed_in(ben)
    shift = {
        "amount": "200",
        "from_line": by_name["Food"],
        "to_line": by_name["Travel"],
        "what_for": "More train",
        "key": "s",
    }

    assert own.post(f"{address}propose/", shift).status_code == 302

    shown = said(page.get(address))
    assert "More train" in shown
    assert "More train" not in said(page.get(reverse("purse:budgets")))
    assert "What your input changed" in said(own.get(reverse("purse:budgets")))


def test_an_amount_that_is_none_is_said_at_the_budget_s_form(page, house):
    form = {
        "name": "2027",
        "starts_on": "2027-12-31",
        "ends_on": "2027-01-01",
        f"baseline-{house.categories['food']}": "lots",
        "key": "b",
    }

    answer = page.post(reverse("purse:new_budget"), form)

    assert answer.status_code == 422
    assert "lots" in said(answer)
    assert 'value="lots"' in answer.content.decode()


# --- leaving ------------------------------------------------------------------------------------


NUMBERS = {"full_years": "10", "children": "1", "carers": "2"}


def test_a_settlement_is_seen_from_the_first_day_and_nothing_is_kept(page, house):
    """I-21: 5000 and half of 2500 and ten times 500."""
    answer = page.post(reverse("purse:leaving"), {**NUMBERS, "then": "compute"})

    assert "11,250.00 EUR" in said(answer)
    assert exits.list_settlements(union=house.id, person=house.id) == ()


def test_who_leaves_asks_and_the_purse_agrees_and_pays(page, house, ben, signed_in):
    """Story 19: leaving itself waits for none of it."""
    own = signed_in(ben)

    asked = own.post(reverse("purse:leaving"), {**NUMBERS, "then": "ask", "key": "l"})

    (one,) = exits.list_settlements(union=house.id, person=ben.id)
    assert "Keep this code" in said(asked)
    answer = reverse("purse:answer_settlement", args=[one.id])
    page.post(answer, {"then": "change", "amount": "600"})
    own.post(answer, {"then": "agree"})
    shown = said(page.get(reverse("purse:settlement", args=[one.id])))
    assert "agreed" in shown
    page.post(
        reverse("purse:settlement", args=[one.id]),
        {"account": house.giro, "amount": "", "key": "pay"},
    )
    (paid,) = exits.list_settlements(union=house.id, person=ben.id)
    assert (paid.status, str(paid.paid)) == ("paid", "600 EUR")


def test_a_code_that_is_none_is_refused_in_words(page, house):
    del house
    answer = page.post(reverse("purse:with_code"), {"code": "none", "amount": ""})

    assert answer.status_code in {404, 422}
    assert "code" in said(answer)


def test_the_pages_where_one_leaves_lead_here(page, house):
    del house
    for name in ("people:leave", "people:me"):
        assert reverse("purse:leaving") in page.get(reverse(name)).content.decode()
