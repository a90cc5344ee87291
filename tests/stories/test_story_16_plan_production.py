"""Story 16, as far as built: we plan production from stated needs and record what comes.

Tasks, outside orders and surplus wait for the rooms of livelihood and purse.
"""

from __future__ import annotations

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.needs import services as needs
from commonweal.rooms.needs.translate.written import Written
from commonweal.rooms.planning import services as planning
from commonweal.rooms.planning.queries import plans
from tests.rooms.planning_cases import adopt_tiny, kind, offer
from tests.stories import circle


@pytest.fixture
def house(lentil_house, ana, ben, at):
    """A house with grain and an oven, ben who bakes, and 24 kg of bread needed a week."""
    adopt_tiny(lentil_house, ana, at)
    offer(lentil_house, ben, "baking", "6", at=at)
    line = Written(key="bread", what="bread", amount="24", per="week", tier="vital")
    needs.state_written(lines=[line], by=ben.id, at=at)
    return lentil_house


@pytest.fixture
def run(house, ana, at, day):
    return circle.make_plan(house.id, by=ana.id, monday=day, at=at, weeks=2)


@pytest.fixture
def plan(house, run, ana, at):
    return plans.get_plan(union=house.id, run=run, by=ana.id, at=at)


def test_the_plan_says_what_to_make_with_what_and_how_many_hours(plan):
    # 12 kg come of one batch: two batches a week, 20 kg of grain, 4 hours.
    first = next(made for made in plan.made if made.period == 0)

    assert first.name == "bread"
    assert first.runs == pytest.approx(2)
    assert [str(part.amount) for part in first.inputs] == ["20 kg"]
    assert [str(part.amount) for part in first.effort] == ["4 h"]


def test_a_by_product_comes_with_it(plan):
    first = next(made for made in plan.made if made.period == 0)

    assert {part.name: str(part.amount) for part in first.outputs} == {
        "bran": "2 kg",
        "bread": "24 kg",
    }


def test_a_plan_is_a_draft_until_enough_people_said_yes(house, run, ana, ben, at):
    planning.say_yes(run=run, union=house.id, by=ana.id, at=at)
    with pytest.raises(Refused):
        planning.accept(run=run, union=house.id, by=ana.id, at=at)
    assert ledger.list_commitments(union=house.id) == ()

    planning.say_yes(run=run, union=house.id, by=ben.id, at=at)
    planning.accept(run=run, union=house.id, by=ana.id, at=at)

    promised = ledger.list_commitments(union=house.id)
    bread = kind(house, "bread").id
    assert [
        str(c.resource_quantity)
        for c in promised
        if c.output_of and c.resource_conforms_to == bread
    ] == ["24 kg", "24 kg"]


def test_one_open_concern_holds_the_plan_until_it_is_taken_back(
    house, run, ana, ben, chidi, at
):
    for person in (ana, ben):
        planning.say_yes(run=run, union=house.id, by=person.id, at=at)
    planning.raise_concern(
        run=run, words="The oven is being mended.", union=house.id, by=chidi.id, at=at
    )
    with pytest.raises(Refused):
        planning.accept(run=run, union=house.id, by=ana.id, at=at)

    planning.take_back(run=run, union=house.id, by=chidi.id, at=at)
    planning.accept(run=run, union=house.id, by=ana.id, at=at)

    assert ledger.list_plans(union=house.id)


def test_who_works_how_much_stands_nowhere_in_the_plan(plan, ben):
    """I-11, I-12: hours are the union's; the plan does not know whose."""
    assert str(ben.id) not in repr(plan.made)
    assert str(ben.agent) not in repr(plan.made)
    assert "Ben" not in repr(plan.made)


def test_people_of_another_union_neither_see_nor_touch_the_plan(house, run, dalia, at):
    with pytest.raises(NotYours):
        planning.say_yes(run=run, union=house.id, by=dalia.id, at=at)
