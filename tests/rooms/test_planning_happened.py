"""What was planned, and what happened: promises are fulfilled by entries."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.planning import queries, services
from tests.rooms import planning_cases as cases

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(lentil_house, ana, ben, circles, at):
    """One run of bread and 25 pieces of soap, 15 of them bought, are promised."""
    cases.adopt_tiny(lentil_house, ana, at)
    cases.state_total(lentil_house, circles["north"], "food energy", "30000", at=at)
    cases.state_total(lentil_house, circles["north"], "soap", "25", at=at)
    cases.offer(lentil_house, ana, "baking", "3", at=at)
    return lentil_house


@pytest.fixture
def run(house, ana, ben, at):
    run = cases.make_plan(house, ana, at, weeks=1)
    for person in (ana, ben):
        services.say_yes(run=run, union=house.id, by=person.id, at=at)
    services.accept(run=run, union=house.id, by=ana.id, at=at)
    return run


def promised(house, run, at) -> dict[tuple[str, str], UUID]:
    return {
        (line.action, line.name): line.commitment
        for line in queries.planned_vs_happened(union=house.id, run=run, at=at)
    }


def happened(house, run, at) -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (line.action, line.name): (str(line.planned), str(line.happened))
        for line in queries.planned_vs_happened(union=house.id, run=run, at=at)
    }


def note(house, by, at, amounts, *, key="n1", **more):
    return services.note_happened(
        draft=services.HappenedDraft(
            amounts=amounts, place=cases.place(house, "Kitchen").id, **more
        ),
        union=house.id,
        by=by.id,
        key=key,
        at=at,
    )


def test_nothing_has_happened_when_a_plan_is_accepted(house, run, at):
    assert happened(house, run, at) == {
        ("consume", "grain"): ("10 kg", "0 kg"),
        ("produce", "bread"): ("12 kg", "0 kg"),
        ("produce", "bran"): ("1 kg", "0 kg"),
        ("work", "baking"): ("2 h", "0 h"),
        ("use", "oven hours"): ("1 h", "0 h"),
        ("buy", "soap"): ("15 piece", "0 piece"),
        ("give", "bread"): ("12 kg", "0 kg"),
        ("give", "soap"): ("25 piece", "0 piece"),
    }


def test_what_was_made_fills_the_store_and_fulfils_the_promise(house, run, ana, at):
    line = promised(house, run, at)
    bread = line["produce", "bread"]

    note(
        house,
        ana,
        at,
        {
            line["consume", "grain"]: "9.5",
            bread: "11,4",
            line["work", "baking"]: "2.5",
        },
        good_until={bread: date(2026, 11, 27)},
    )

    assert (cases.onhand(house, "grain"), cases.onhand(house, "bread")) == (
        "190.5 kg",
        "11.4 kg",
    )
    after = happened(house, run, at)
    assert after["produce", "bread"] == ("12 kg", "11.4 kg")
    assert after["work", "baking"] == ("2 h", "2.5 h")
    (loaf,) = [
        stock
        for stock in ledger.list_stock(union=house.id)
        if stock.spec.name == "bread"
    ]
    assert loaf.expires_on == date(2026, 11, 27)
    steps = ledger.trace(union=house.id, resource=loaf.resource)
    assert {step.kind for step in steps} >= {"event", "process", "resource"}


def test_what_was_bought_comes_from_outside(house, run, ana, at):
    line = promised(house, run, at)

    note(house, ana, at, {line["buy", "soap"]: "15"})

    assert cases.onhand(house, "soap") == "25 piece"
    assert happened(house, run, at)["buy", "soap"] == ("15 piece", "15 piece")


def test_a_form_sent_twice_is_one_happening(house, run, ana, at):
    line = promised(house, run, at)
    amounts = {line["consume", "grain"]: "10", line["produce", "bread"]: "12"}

    note(house, ana, at, amounts)
    note(house, ana, at, amounts)

    assert cases.onhand(house, "bread") == "12 kg"
    assert cases.onhand(house, "grain") == "190 kg"


def test_no_more_is_used_up_than_there_is(house, run, ana, at):
    line = promised(house, run, at)
    amounts = {line["consume", "grain"]: "201", line["produce", "bread"]: "12"}

    with pytest.raises(Refused, match="200 kg are in store"):
        note(house, ana, at, amounts)

    assert cases.onhand(house, "grain") == "200 kg"
    assert happened(house, run, at)["produce", "bread"] == ("12 kg", "0 kg")


def test_shares_are_not_noted_here_but_handed_over_in_rounds(house, run, ana, at):
    line = promised(house, run, at)

    with pytest.raises(NotFound):
        note(house, ana, at, {line["give", "soap"]: "1"})


def test_only_the_steward_of_stores_notes_what_happened(house, run, ben, dalia, at):
    for person in (ben, dalia):
        with pytest.raises(NotYours):
            note(house, person, at, {})


def test_a_plan_nobody_accepted_promises_nothing(house, ana, at):
    draft = cases.make_plan(house, ana, at, key="other")

    with pytest.raises(Refused, match="promises nothing"):
        queries.planned_vs_happened(union=house.id, run=draft, at=at)
