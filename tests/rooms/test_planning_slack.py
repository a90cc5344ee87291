"""How much slack a plan keeps: counted once by the worker, never while a page loads."""

from __future__ import annotations

import pytest

from commonweal.commons import deeds
from commonweal.commons.jobs import services as jobs
from commonweal.core.planner import slack as planner_slack
from commonweal.core.planner.faults import BadProblem
from commonweal.rooms.planning import queries, services
from commonweal.rooms.planning.models import Basis, PlanRun
from commonweal.rooms.planning.queries import sentences
from tests.rooms import planning_cases as cases

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(lentil_house, ana, ben, circles, at):
    cases.adopt_tiny(lentil_house, ana, at)
    cases.state_total(lentil_house, circles["north"], "food energy", "32000", at=at)
    for person in (ana, ben):
        cases.offer(lentil_house, person, "baking", "4", at=at)
    return lentil_house


def solved(house, ana, at):
    """Make a plan, and leave the job that counts its slack waiting."""
    run = services.request_plan(
        union=house.id, from_day=cases.MONDAY, weeks=2, name="Bread", key="only",
        by=ana.id, at=at,
    )  # fmt: skip
    job = jobs.claim(worker="test", at=at)
    services.solve_run(run=run, job=job, clock=lambda: at)
    return run


def read(house, run, ana, at):
    return queries.get_plan(union=house.id, run=run, by=ana.id, at=at)


def test_slack_waits_until_the_worker_has_counted_it(house, ana, at):
    run = solved(house, ana, at)

    before = read(house, run, ana, at)
    cases.work_off(at)
    after = read(house, run, ana, at)

    assert (before.slack.status, before.slack.falls) == ("waiting", ())
    assert (after.slack.status, after.slack.is_complete) == ("ready", True)
    assert after.cover == before.cover


def test_slack_says_what_could_be_lost_before_anybody_gets_less(house, ana, at):
    """Of 6.4 hours that count a week, bread for all needs a part."""
    run = cases.make_plan(house, ana, at)

    plan = read(house, run, ana, at)

    falls = {(fall.kind, fall.name): fall for fall in plan.slack.falls}
    baking = falls["hours", "baking"]
    (limit,) = (one for one in plan.limits if one.name == "baking")
    assert baking.share == pytest.approx(1 - limit.share, abs=0.01)
    assert all(fall.vital_share >= fall.share for fall in plan.slack.falls)
    assert ("stock", "") in falls
    assert {kind for kind, _name in falls} <= {
        "hours", "stock", "rooms", "money", "yields",
    }  # fmt: skip
    order = [round(fall.vital_share, 3) for fall in plan.slack.falls]
    assert order == sorted(order)


def test_nothing_of_it_says_whose_need_it_is(house, circles, ana, at):
    run = cases.make_plan(house, ana, at)

    kept = PlanRun.objects.get(id=run).outcome["slack"]

    assert set(kept) == {"status", "is_complete", "falls"}
    assert str(circles["north"].id) not in str(kept)
    assert {key for fall in kept["falls"] for key in fall} == {
        "kind", "label", "share", "vital_share",
    }  # fmt: skip


def test_counting_it_again_changes_nothing(house, ana, at):
    run = cases.make_plan(house, ana, at)
    first = read(house, run, ana, at)
    with deeds.deed_transaction():
        jobs.enqueue(
            kind="measure_slack", payload={"run": str(run)}, union=house.id,
            key="again", at=at,
        )  # fmt: skip

    cases.work_off(at)

    assert read(house, run, ana, at) == first


def test_a_plan_stays_when_its_slack_cannot_be_counted(house, ana, at, monkeypatch):
    run = solved(house, ana, at)

    def refuses(*_plan, **_more):
        raise BadProblem([])

    monkeypatch.setattr(planner_slack, "slack_of", refuses)
    cases.work_off(at)

    plan = read(house, run, ana, at)
    assert (plan.run.status, plan.slack.status) == ("ready", "")


def test_a_plan_stays_when_its_basis_is_gone(house, ana, at):
    run = solved(house, ana, at)
    Basis.objects.all().delete()
    cases.work_off(at)

    plan = read(house, run, ana, at)

    assert (plan.run.status, plan.slack.status) == ("ready", "")


def test_slack_that_was_given_up_is_not_counted_later(house, ana, at):
    run = solved(house, ana, at)
    services.give_up_slack(run=run)
    cases.work_off(at)

    plan = read(house, run, ana, at)

    assert (plan.run.status, plan.slack.status) == ("ready", "")


def test_a_plan_of_before_has_none(house, ana, at):
    run = cases.make_plan(house, ana, at)
    row = PlanRun.objects.get(id=run)
    row.outcome = {k: v for k, v in row.outcome.items() if k != "slack"}
    row.save()

    assert read(house, run, ana, at).slack.status == ""


def test_one_sentence_says_how_much_help_vital_needs_could_spare(house, ana, at):
    run = cases.make_plan(house, ana, at)
    row = PlanRun.objects.get(id=run)
    row.outcome["slack"]["falls"] = [
        {"kind": "hours", "label": None, "share": 0.0, "vital_share": 0.469}
    ]
    row.save()

    said = {one.template: one.params for one in read(house, run, ana, at).sentences}

    assert said[sentences.SLACK] == {"percent": 46}


def test_land_is_not_added_up_over_the_weeks(house, ana, at):
    """A field of 100 m² is 100 m² in both weeks, not 200; oven hours are added up."""
    run = cases.make_plan(house, ana, at)
    row = PlanRun.objects.get(id=run)
    label = next(
        use["label"] for use in row.outcome["limits"] if use["kind"] == "capacity"
    )
    added = read(house, run, ana, at).limits
    row.outcome["standing"] = [label]
    row.save()

    plan = read(house, run, ana, at)

    def there(limits):
        return sum(limit.amount.amount for limit in limits if limit.kind == "capacity")

    assert there(plan.limits) < there(added)
    assert "standing" in row.outcome
