"""What if: asked by anybody, answered by the worker, erased after a day."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.planning import queries, services
from commonweal.rooms.planning.models import Basis, Supposition
from commonweal.rooms.planning.words import Supposed
from tests.rooms import planning_cases as cases

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(lentil_house, ana, ben, chidi, circles, at):
    cases.adopt_tiny(lentil_house, ana, at)
    for name in ("north", "south"):
        cases.state_total(lentil_house, circles[name], "food energy", "32000", at=at)
    for person in (ana, ben, chidi):
        cases.offer(lentil_house, person, "baking", "4", at=at)
    return lentil_house


@pytest.fixture
def run(house, ana, at):
    return cases.make_plan(house, ana, at)


def ask(house, run, by, at, **supposed):
    question = services.ask_what_if(
        run=run, supposed=Supposed(**supposed), union=house.id, by=by.id, at=at
    )
    cases.work_off(at)
    return queries.get_what_if(union=house.id, question=question, at=at)


def fields(refusal):
    return [problem.field for problem in refusal.value.problems]


def test_an_illness_is_answered_with_what_falls_and_what_would_help(
    house, run, ben, at
):
    baking = cases.kind(house, "baking").id

    view = ask(house, run, ben, at, hours_less=90, hours_of=baking, until_period=0)

    assert view.status == "ready"
    assert [said.template for said in view.supposed] == [
        "%(percent)s %% of the hours of %(skill)s are missing.",
        "Only in %(period)s.",
    ]
    assert view.supposed[0].params["skill"] == "baking"
    (need,) = view.answer.needs
    assert (need.name, need.before, need.level < 1) == ("food energy", 1.0, True)
    assert need.least_period == 0
    (hours,) = view.answer.hours
    assert hours.name == "baking"
    assert hours.after < hours.before or hours.offered < hours.before
    (short,) = view.answer.shorts
    assert any("%(skill)s" in said.template for said in short.lines[0].limits)
    assert short.lines[0].helps[0][0].has is not None


def test_a_what_if_changes_nothing_and_keeps_nobody(house, run, ana, ben, at):
    before = queries.get_plan(union=house.id, run=run, by=ana.id, at=at)

    view = ask(house, run, ben, at, yields_less=50)

    assert queries.get_plan(union=house.id, run=run, by=ana.id, at=at) == before
    kept = Supposition.objects.filter(id=view.id).values().get()
    assert str(ben.id) not in str(kept)


def test_the_same_question_is_answered_once(house, run, ana, ben, at):
    first = ask(house, run, ben, at, weeks_late=2)
    again = ask(house, run, ana, at, weeks_late=2)

    assert first.id == again.id
    assert Supposition.objects.count() == 1


def test_every_thing_that_may_happen_is_answered(house, run, ben, at):
    choices = queries.choices(union=house.id, run=run)
    view = ask(
        house, run, ben, at,
        yields_less=10, yields_of=choices.recipes[0].id,
        hours_less=10, rooms_less=10, rooms_of=choices.rooms[0].id, from_period=1,
        stock_less=10, stock_of=choices.goods[0].id, money_less=10, more_people=10,
    )  # fmt: skip

    assert view.status == "ready"
    assert len(view.supposed) == 8  # two of them say when


@pytest.mark.parametrize(
    ("supposed", "field"),
    [
        ({}, "supposed"),
        ({"hours_less": 150}, "hours_less"),
        ({"yields_less": -1}, "yields_less"),
        ({"hours_less": 10, "hours_of": uuid4()}, "hours_of"),
        ({"hours_less": 10, "from_period": 7}, "from_period"),
        ({"hours_less": 10, "from_period": 1, "until_period": 0}, "until_period"),
        ({"weeks_late": 400}, "weeks_late"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_field(
    house, run, ben, at, supposed, field
):
    with pytest.raises(Refused) as refusal:
        ask(house, run, ben, at, **supposed)

    assert fields(refusal) == [field]


def test_what_was_chosen_needs_a_number(house, run, ben, at):
    baking = cases.kind(house, "baking").id

    with pytest.raises(Refused) as refusal:
        ask(house, run, ben, at, hours_of=baking, weeks_late=1)

    assert fields(refusal) == ["hours_less"]


def test_only_associates_ask_and_only_the_union_sees(house, run, dalia, ben, at):
    with pytest.raises(NotYours):
        ask(house, run, dalia, at, weeks_late=1)
    view = ask(house, run, ben, at, weeks_late=1)
    with pytest.raises(NotFound):
        queries.get_what_if(union=uuid4(), question=view.id, at=at)


def test_a_plan_that_kept_no_basis_cannot_be_asked(house, run, ben, at):
    Basis.objects.all().delete()

    with pytest.raises(Refused):
        ask(house, run, ben, at, weeks_late=1)


def test_a_question_can_be_stopped_and_asked_again(house, run, ben, at):
    question = services.ask_what_if(
        run=run, supposed=Supposed(weeks_late=1), union=house.id, by=ben.id, at=at
    )
    services.stop_what_if(question=question, union=house.id, by=ben.id, at=at)
    stopped = queries.get_what_if(union=house.id, question=question, at=at)
    later = at + timedelta(minutes=1)

    again = ask(house, run, ben, later, weeks_late=1)

    assert stopped.status == "stopped"
    assert (again.id, again.status) == (question, "ready")


def test_few_questions_wait_at_the_same_time(house, run, ben, at):
    for weeks in range(1, 4):
        services.ask_what_if(
            run=run, supposed=Supposed(weeks_late=weeks), union=house.id, by=ben.id,
            at=at,
        )  # fmt: skip

    with pytest.raises(Refused):
        services.ask_what_if(
            run=run, supposed=Supposed(weeks_late=9), union=house.id, by=ben.id, at=at
        )


def test_answers_are_erased_after_a_day(house, run, ben, at):
    ask(house, run, ben, at, weeks_late=1)

    services.forget_what_ifs(union=house.id, at=at + timedelta(hours=23))
    assert Supposition.objects.count() == 1
    services.forget_what_ifs(union=house.id, at=at + timedelta(hours=25))
    assert Supposition.objects.count() == 0


def test_each_task_says_what_it_is_for(house, run, ana, at):
    plan = queries.get_plan(union=house.id, run=run, by=ana.id, at=at)

    ends = {(one.kind, one.name) for made in plan.made for one in made.purposes}
    assert {("group", "north"), ("group", "south")} <= ends
    assert all(sum(one.share for one in made.purposes) <= 1.01 for made in plan.made)


def test_a_task_for_few_people_does_not_name_their_circle(house, circles, ana, at):
    """What is baked for two of the garden alone says so of nobody."""
    cases.state_total(house, circles["garden"], "bread", "2", at=at, n_people=2)
    run = cases.make_plan(house, ana, at, key="few")

    plan = queries.get_plan(union=house.id, run=run, by=ana.id, at=at)

    ends = {(one.kind, one.name) for made in plan.made for one in made.purposes}
    assert ("few", "") in ends
    assert ("group", "garden") not in ends
