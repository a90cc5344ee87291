"""A plan in the making: seasons, stopping, breaking; and what the database refuses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from commonweal.commons.jobs import services as jobs
from commonweal.core import planner
from commonweal.core.planner import check
from commonweal.core.vf.problems import Refused
from commonweal.rooms.planning import models, queries, services
from commonweal.rooms.planning.services import solving
from commonweal.rooms.planning.words import spans_from
from tests.rooms import planning_cases as cases

MONDAY = cases.MONDAY


@pytest.fixture
def house(lentil_house, ana, circles, at):
    cases.adopt_tiny(lentil_house, ana, at)
    cases.state_total(lentil_house, circles["north"], "food energy", "30000", at=at)
    cases.offer(lentil_house, ana, "baking", "3", at=at)
    return lentil_house


def asked(house, by, at, *, weeks=1):
    return services.request_plan(
        union=house.id,
        from_day=MONDAY,
        weeks=weeks,
        name="Plan",
        key=str(weeks),
        by=by.id,
        at=at,
    )


def status(house, run) -> str:
    return queries.get_progress(union=house.id, run=run).status


def test_a_few_weeks_are_planned_week_by_week():
    spans = spans_from(MONDAY, 13)

    assert len(spans) == 13
    assert {span.n_weeks for span in spans} == {1}


def test_a_season_is_planned_in_months_of_whole_weeks():
    spans = spans_from(MONDAY, 26)

    assert [(span.first, span.n_weeks) for span in spans] == [
        (date(2026, 11, 23), 2),
        (date(2026, 12, 7), 4),
        (date(2027, 1, 4), 4),
        (date(2027, 2, 1), 4),
        (date(2027, 3, 1), 5),
        (date(2027, 4, 5), 4),
        (date(2027, 5, 3), 3),
    ]
    assert spans[-1].after == MONDAY + timedelta(weeks=26)


@pytest.mark.django_db(transaction=True)
def test_a_season_can_be_planned(house, ana, at):
    run = asked(house, ana, at, weeks=16)

    cases.work_off(at)

    plan = queries.get_plan(union=house.id, run=run, by=ana.id, at=at)
    assert [made.runs for made in plan.made] == [2.0, 2.0]
    assert [(share.name, str(share.total)) for share in plan.shares] == [
        ("bread", "48 kg")
    ]


@pytest.mark.django_db(transaction=True)
def test_a_plan_is_stopped_while_it_is_made(house, ana, at, monkeypatch):
    run = asked(house, ana, at)

    def solve(problem, *, stop, progress, **more):
        services.stop_run(run=run, union=house.id, by=ana.id, at=at)
        assert stop.asked()
        return planner.Plan(planner.Status.STOPPED)

    monkeypatch.setattr(planner, "solve", solve)
    job = jobs.claim(worker="w", at=at)
    ticks = iter(range(1000))
    services.solve_run(
        run=run, job=job, clock=lambda: at + timedelta(seconds=next(ticks))
    )

    assert status(house, run) == "stopped"
    assert jobs.claim(worker="w", at=at + timedelta(days=1)) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.spoils_plans
def test_no_plan_is_kept_that_the_checker_did_not_pass(house, ana, at, monkeypatch):
    run = asked(house, ana, at)
    breach = check.Breach("goods", planner.Sentence("Bread from nothing."))
    monkeypatch.setattr(check, "problems_with_plan", lambda problem, plan: (breach,))

    cases.work_off(at)

    found = queries.get_progress(union=house.id, run=run)
    assert found.status == "failed"
    assert [words.template for words in found.trouble] == ["Bread from nothing."]
    with pytest.raises(Refused):
        queries.get_plan(union=house.id, run=run, by=ana.id, at=at)


@pytest.mark.django_db(transaction=True)
def test_a_plan_whose_job_was_given_up_has_failed(house, ana, at, monkeypatch):
    run = asked(house, ana, at)

    services.give_up_run(run=run, at=at)

    assert status(house, run) == "failed"


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_before_the_end_leaves_nothing_half_done(
    house, ana, at, monkeypatch
):
    """The answer and the end of the job are kept in one transaction."""
    run = asked(house, ana, at)

    def dies(**_words):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(solving.jobs, "complete", dies)
        job = jobs.claim(worker="w", at=at)
        with pytest.raises(KeyboardInterrupt):
            services.solve_run(run=run, job=job, clock=lambda: at)
    assert status(house, run) == "solving"
    later = at + timedelta(minutes=5)
    jobs.reap(at=later)
    cases.work_off(later + timedelta(hours=1))

    assert status(house, run) == "ready"


@pytest.mark.django_db(transaction=True)
def test_a_ready_plan_can_be_taken_back_an_accepted_one_not(house, ana, ben, at):
    run = cases.make_plan(house, ana, at)
    services.withdraw_run(run=run, union=house.id, by=ana.id, at=at)
    assert status(house, run) == "withdrawn"
    with pytest.raises(Refused):
        services.say_yes(run=run, union=house.id, by=ben.id, at=at)

    second = cases.make_plan(house, ana, at, key="second")
    for person in (ana, ben):
        services.say_yes(run=second, union=house.id, by=person.id, at=at)
    services.accept(run=second, union=house.id, by=ana.id, at=at)

    with pytest.raises(Refused, match="not accepted"):
        services.withdraw_run(run=second, union=house.id, by=ana.id, at=at)


IMPOSSIBLE = (
    (models.Capacity, {"amount": 0}),
    (models.Capacity, {"per": "day"}),
    (models.PurchaseOption, {"price": 0}),
    (models.PurchaseOption, {"footprint_grams": -1}),
    (models.PurchaseOption, {"most_per_week": 0}),
    (models.PlanRun, {"weeks": 0}),
    (models.PlanRun, {"percent": 101}),
    (models.PlanRun, {"status": "ready", "outcome": None}),
    (models.Voice, {"says": "maybe"}),
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("model", "words"), IMPOSSIBLE)
def test_the_database_itself_refuses_what_cannot_be(house, ana, at, model, words):
    run = cases.make_plan(house, ana, at)
    services.say_yes(run=run, union=house.id, by=ana.id, at=at)

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**words)


@pytest.mark.django_db(transaction=True)
def test_an_acceptance_has_a_person_and_a_time(house, ana, at):
    cases.make_plan(house, ana, at)

    with pytest.raises(IntegrityError), transaction.atomic():
        models.PlanRun.objects.update(accepted_at=at, accepted_by=None)
