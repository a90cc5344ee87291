"""A new plan carries on what older ones have begun, and ends the rest."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.rooms.planning import queries, services
from commonweal.rooms.planning.queries import facts as facts_queries
from commonweal.rooms.planning.translate import to_planner
from commonweal.rooms.planning.words import FlowDraft, RecipeDraft, spans_from
from tests.rooms import planning_cases as cases

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY = cases.MONDAY


@pytest.fixture
def house(lentil_house, ana, circles, at):
    """Malt bread takes a week of rest: baked in one week, ready in the next."""
    cases.adopt_tiny(lentil_house, ana, at)
    union = lentil_house
    (bread,) = ledger.list_recipes(union=union.id)
    services.retire_recipe(recipe=bread.id, union=union.id, by=ana.id, at=at)
    flow = {name: cases.kind(union, name).id for name in ("grain", "bread", "baking")}
    services.add_recipe(
        draft=RecipeDraft(
            name="malt bread",
            inputs=(FlowDraft(kind=flow["grain"], amount="10"),),
            outputs=(FlowDraft(kind=flow["bread"], amount="12", after_weeks=1),),
            effort=(FlowDraft(kind=flow["baking"], amount="1", after_weeks=1),),
        ),
        union=union.id,
        by=ana.id,
        key="malt",
        at=at,
    )
    cases.state_total(union, circles["north"], "food energy", "30000", at=at)
    cases.offer(union, ana, "baking", "5", at=at)
    return union


def accept(house, run, *people, at):
    for person in people:
        services.say_yes(run=run, union=house.id, by=person.id, at=at)
    return services.accept(run=run, union=house.id, by=people[0].id, at=at)


def plan_from(house, by, first, *, key, at):
    run = services.request_plan(
        union=house.id,
        from_day=first,
        weeks=1,
        name=key,
        key=key,
        by=by.id,
        at=at,
    )
    cases.work_off(at)
    return run


def test_what_was_begun_before_comes_in_the_new_plan(house, ana, ben, at):
    first = cases.make_plan(house, ana, at, weeks=2)
    accept(house, first, ana, ben, at=at)
    next_monday = MONDAY + timedelta(7)

    second = plan_from(house, ana, next_monday, key="second", at=at)

    plan = queries.get_plan(union=house.id, run=second, by=ana.id, at=at)
    assert plan.made == ()
    assert [str(share.total) for share in plan.shares] == ["12 kg"]
    spans = spans_from(next_monday, 1)
    facts = facts_queries.gather(union=house.id, spans=spans, on=MONDAY)
    (offered,) = to_planner.problem_from(facts).problem.efforts
    assert offered.hours == 3.0  # 80 per cent of 5, less the hour already promised


def test_accepting_ends_the_rest_but_not_what_has_begun(house, ana, ben, at):
    first = cases.make_plan(house, ana, at, weeks=3)
    old = accept(house, first, ana, ben, at=at)
    second = plan_from(house, ana, MONDAY + timedelta(7), key="second", at=at)

    accept(house, second, ana, ben, at=at)

    still_open = {
        (str(promise.action), promise.due)
        for promise in ledger.list_commitments(
            union=house.id, planned_within=old, with_finished=False
        )
        if promise.due >= MONDAY + timedelta(7)
    }
    sunday = MONDAY + timedelta(13)
    assert still_open == {("produce", sunday), ("work", sunday)}


def test_what_somebody_said_is_forgotten_when_they_leave(house, ana, ben, at):
    run = cases.make_plan(house, ana, at)
    services.raise_concern(
        run=run, words="Too much malt.", union=house.id, by=ben.id, at=at
    )

    services.forget_person(person=ben.id, union=house.id, at=at)

    plan = queries.get_plan(union=house.id, run=run, by=ana.id, at=at)
    assert plan.consent.concerns == ()
