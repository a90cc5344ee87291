"""Pages of stores, recipes, effort and plans: one walk each, and what they refuse."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from commonweal.commons.ledger import queries as ledger
from commonweal.rooms.planning import queries, services
from tests.rooms import planning_cases as cases

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _today(monkeypatch, at):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)


@pytest.fixture
def house(lentil_house, ana, at):
    cases.adopt_tiny(lentil_house, ana, at)
    return lentil_house


@pytest.fixture
def page(house, ana, signed_in):
    return signed_in(ana)


def said(response) -> str:
    return response.content.decode()


PAGES = (
    "stores", "add_stock", "places", "kinds", "new_kind", "recipes", "new_recipe",
    "capacities", "purchases", "packs", "effort", "plans", "new_plan",
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_for_an_associate_and_asks_others_to_sign_in(
    page, client, name
):
    address = reverse(f"planning:{name}")

    assert page.get(address).status_code == 200
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("what", ["kinds", "stock", "recipes"])
def test_every_table_has_a_page_and_an_empty_sheet(page, what):
    assert page.get(reverse("planning:take_in", args=[what])).status_code == 200
    sheet = page.get(reverse("planning:empty_sheet", args=[what]))

    assert sheet.content.startswith(b"\xef\xbb\xbf")


def test_no_other_table_is_known(page):
    assert page.get(reverse("planning:take_in", args=["people"])).status_code == 404


def test_stock_is_added_by_form_once(page, house):
    form = {
        "kind": cases.kind(house, "grain").id,
        "place": cases.place(house, "Store").id,
        "amount": "2,5",
        "key": "form-1",
    }

    first = page.post(reverse("planning:add_stock"), form)
    page.post(reverse("planning:add_stock"), form)

    assert first.status_code == 302
    assert cases.onhand(house, "grain") == "202.5 kg"
    assert "2.5" in said(page.get(reverse("planning:stores")))


def test_a_refused_form_keeps_what_was_typed_and_says_all_problems(page, house):
    form = {
        "kind": cases.kind(house, "grain").id,
        "place": cases.place(house, "Store").id,
        "amount": "minus three",
        "expires_on": "2026-11-01",
        "key": "form-1",
    }

    answer = page.post(reverse("planning:add_stock"), form)

    assert answer.status_code == 422
    assert "minus three" in said(answer)
    assert "is not a number" in said(answer)
    assert "is past" in said(answer)


def test_a_day_that_does_not_exist_is_refused(page, house):
    form = {"kind": "", "place": "", "amount": "1", "expires_on": "2026-02-30"}

    answer = page.post(reverse("planning:add_stock"), form)

    assert answer.status_code == 422
    assert "2026-02-30" in said(answer)


def test_a_store_is_counted_and_written_off(page, house):
    line = next(
        line for line in ledger.list_stock(union=house.id) if line.spec.name == "grain"
    )
    shown = said(page.get(reverse("planning:store", args=[line.resource])))
    assert 'value="200 kg"' in shown

    counted = page.post(
        reverse("planning:count_stock", args=[line.resource]),
        {"amount": "150", "seen": "200 kg", "key": "c:count"},
    )
    late = page.post(
        reverse("planning:count_stock", args=[line.resource]),
        {"amount": "140", "seen": "200 kg", "key": "d:count"},
    )
    gone = page.post(
        reverse("planning:write_off", args=[line.resource]),
        {"amount": "151", "key": "e:off"},
    )

    assert [counted.status_code, late.status_code, gone.status_code] == [302, 422, 422]
    assert "Look again and count again" in said(late)
    assert "Only 150 kg are here" in said(gone)


def test_a_kind_is_added_and_changed(page, house):
    energy = cases.kind(house, "food energy")
    form = {
        "name": "oats",
        "is_a": "thing",
        "unit": "kg",
        "words": "food, grain",
        "keeps": "99,5 %",
        f"content-{energy.id}": "3700",
        "key": "k1",
    }
    page.post(reverse("planning:new_kind"), form)
    oats = cases.kind(house, "oats")

    changed = page.post(
        reverse("planning:kind", args=[oats.id]), {**form, "keeps": "", "unit": "l"}
    )

    assert str(oats.survives_per_week) == "0.995"
    assert changed.status_code == 302
    after = cases.kind(house, "oats")
    assert (after.unit.code, str(after.survives_per_week)) == ("kg", "1")


def lines(part: str, *written: tuple[object, str], n: int = 4) -> dict[str, object]:
    form: dict[str, object] = {
        f"{part}-TOTAL_FORMS": n,
        f"{part}-INITIAL_FORMS": n,
    }
    for number in range(n):
        kind, amount = written[number] if number < len(written) else ("", "")
        form[f"{part}-{number}-kind"] = kind
        form[f"{part}-{number}-amount"] = amount
        form[f"{part}-{number}-weeks"] = ""
    return form


def recipe_form(house, **more):
    kind = {name: cases.kind(house, name).id for name in ("bran", "soap", "baking")}
    oven = cases.kind(house, "oven hours").id
    return {
        "name": "bran soap",
        "place": "",
        "months": ["3", "4"],
        "toil": "1,5",
        "is_whole": "on",
        "key": "r1",
        **lines("inputs", (kind["bran"], "2")),
        **lines("outputs", (kind["soap"], "3"), n=3),
        **lines("effort", (kind["baking"], "1"), n=2),
        **lines("uses", (oven, "0.5"), n=2),
        **more,
    }


def test_a_recipe_is_written_down(page, house):
    answer = page.post(reverse("planning:new_recipe"), recipe_form(house), follow=True)

    assert "bran soap" in said(answer)
    assert "March, April" in said(answer)
    recipe = next(
        r for r in queries.list_recipes(union=house.id) if r.name == "bran soap"
    )
    assert [str(line.amount) for line in recipe.outputs] == ["3 piece"]
    assert recipe.is_whole
    assert "never by halves" in said(answer)
    page.post(reverse("planning:retire_recipe", args=[recipe.id]))
    assert len(queries.list_recipes(union=house.id)) == 1


def test_more_lines_keep_what_was_typed(page, house):
    answer = page.post(
        reverse("planning:new_recipe"), recipe_form(house, more="inputs")
    )

    assert "bran soap" in said(answer)
    assert 'name="inputs-6-kind"' in said(answer)


def test_a_recipe_of_nothing_is_refused(page, house):
    nothing = recipe_form(house, **lines("outputs", n=3))

    answer = page.post(reverse("planning:new_recipe"), nothing)

    assert answer.status_code == 422
    assert "at least one thing that comes out" in said(answer)


def test_a_forged_recipe_form_is_refused_not_broken(page, house):
    answer = page.post(reverse("planning:new_recipe"), {"name": "x"})

    assert answer.status_code == 422


def test_land_and_purchases_are_added_and_taken_off(page, house):
    oven = cases.kind(house, "oven hours").id
    soap = cases.kind(house, "soap").id
    page.post(
        reverse("planning:capacities"),
        {"kind": oven, "place": "", "amount": "5", "per": "week", "key": "a"},
    )
    page.post(
        reverse("planning:purchases"), {"kind": soap, "price": "2,20", "key": "b"}
    )

    capacities = queries.list_capacities(union=house.id)
    (purchase,) = queries.list_purchases(union=house.id)
    assert [str(line.amount) for line in capacities] == ["5 h", "10 h"]
    assert str(purchase.price) == "2.2 EUR"
    page.post(reverse("planning:retire_capacity", args=[capacities[0].id]))
    page.post(reverse("planning:retire_purchase", args=[purchase.id]))
    assert len(queries.list_capacities(union=house.id)) == 1
    assert queries.list_purchases(union=house.id) == ()


def test_a_starter_pack_is_chosen_on_a_page(lentil_house, ana, signed_in):
    page = signed_in(ana)

    page.post(reverse("planning:packs"), {"pack": "house-of-8"})

    assert queries.list_kinds(union=lentil_house.id)
    assert page.post(reverse("planning:packs"), {"pack": "nope"}).status_code == 404


def test_effort_is_offered_eased_and_taken_back(page, house, ana):
    baking = cases.kind(house, "baking").id
    address = reverse("planning:effort")
    page.post(
        address,
        {
            "skill": baking,
            "hours_per_week": "4",
            "starts_on": "2026-11-23",
            "key": "o1",
        },
    )
    eased = page.post(
        reverse("planning:less"),
        {"percent_left": "50", "until": "2026-12-20"},
        follow=True,
    )

    assert "50 % of your offers hold" in said(eased)
    (total,) = ledger.list_intents(
        union=house.id, from_=date(2026, 11, 23), until=date(2026, 11, 29)
    )
    assert str(total.effort_quantity) == "2 h"
    page.post(reverse("planning:all_again"))
    (offer,) = cases.own_offers(house, ana)
    page.post(reverse("planning:withdraw_offer", args=[offer.id]))
    assert cases.own_offers(house, ana) == ()


def test_a_plan_is_asked_for_watched_read_and_accepted(
    page, house, ana, ben, circles, at, signed_in
):
    cases.state_total(house, circles["north"], "food energy", "45000", at=at)
    cases.state_total(house, circles["south"], "soap", "3", at=at, n_people=2)
    cases.offer(house, ana, "baking", "3", at=at)
    shown = said(page.get(reverse("planning:new_plan")))
    assert 'value="2026-11-23"' in shown
    asked = page.post(
        reverse("planning:new_plan"),
        {"from_day": "2026-11-23", "weeks": "2", "name": "Bread", "key": "p1"},
    )
    watched = said(page.get(asked.url))
    assert "hx-get" in watched
    assert "Look again" in watched

    cases.work_off(at)

    read = said(page.get(asked.url))
    assert "Who gets what, and why" in read
    assert "as much as is covered (few people)" in read
    assert "more hours of baking in week 48" in read.lower()
    page.post(f"{asked.url}yes/")
    other = signed_in(ben)
    other.post(f"{asked.url}concern/", {"words": "Less bread?"})
    assert "Less bread?" in said(page.get(asked.url))
    assert page.post(f"{asked.url}accept/").status_code == 422
    other.post(f"{asked.url}take-back/")
    other.post(f"{asked.url}yes/")
    page.post(f"{asked.url}accept/")
    assert "Its promises are written down" in said(page.get(asked.url))
    assert ledger.list_commitments(union=house.id)


def test_a_plan_in_the_making_is_stopped(page, house, ana, at):
    run = services.request_plan(
        union=house.id,
        from_day=cases.MONDAY,
        weeks=1,
        name="Stop",
        key="s",
        by=ana.id,
        at=at,
    )

    page.post(reverse("planning:stop", args=[run]))

    answer = page.get(reverse("planning:progress", args=[run]))
    assert answer["HX-Refresh"] == "true"
    assert "Stopped before it began" in said(answer)


def test_another_unions_plan_is_not_here(house, ana, dalia, at, signed_in):
    run = cases.make_plan(house, ana, at)

    answer = signed_in(dalia).get(reverse("planning:plan", args=[run]))

    assert answer.status_code == 404


def test_those_without_a_mandate_may_look_but_not_change(house, ben, signed_in):
    look = signed_in(ben)

    assert "Make a plan</a>" not in said(look.get(reverse("planning:plans")))
    answer = look.post(
        reverse("planning:new_plan"),
        {"from_day": "2026-11-23", "weeks": "2", "name": "Bread", "key": "p1"},
    )
    assert answer.status_code == 403


def test_what_happened_of_a_plan_is_noted_on_a_page(page, house, ana, ben, circles, at):
    cases.state_total(house, circles["north"], "food energy", "30000", at=at)
    cases.offer(house, ana, "baking", "3", at=at)
    run = cases.make_plan(house, ana, at, weeks=1)
    for person in (ana, ben):
        services.say_yes(run=run, union=house.id, by=person.id, at=at)
    services.accept(run=run, union=house.id, by=ana.id, at=at)
    lines = queries.planned_vs_happened(union=house.id, run=run, at=at)
    loaf = next(
        line for line in lines if (line.action, line.name) == ("produce", "bread")
    )
    assert "Note down what happened" in said(
        page.get(reverse("planning:happened", args=[run]))
    )
    address = reverse("planning:note", args=[run, loaf.process])
    assert "Planned: 12" in said(page.get(address))

    form = {
        f"amount-{loaf.commitment}": "11",
        f"until-{loaf.commitment}": "2026-11-28",
        "place": cases.place(house, "Kitchen").id,
        "key": "n1",
    }
    wrong = page.post(address, {**form, f"amount-{loaf.commitment}": "-1"})
    right = page.post(address, form)

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert cases.onhand(house, "bread") == "11 kg"
    assert page.get(reverse("planning:note_bought", args=[run])).status_code == 404
