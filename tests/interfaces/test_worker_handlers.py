"""What the worker does by the calendar and by kind of job, in this process."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from commonweal.commons.jobs import queries as jobs
from commonweal.commons.jobs import services
from commonweal.commons.jobs.words import MOST_TRIES, WHOLE_NODE, Status
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.notices import queries as notices
from commonweal.interfaces.cli import checking
from commonweal.interfaces.worker import handlers, schedule, work
from commonweal.rooms.planning import queries as planning
from commonweal.rooms.planning import services as planning_services

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(at):
    return work.Worker(handlers=handlers.HANDLERS, clock=lambda: at)


def ask(kind, at, union=WHOLE_NODE, **payload):
    return services.enqueue(kind=kind, payload=payload, union=union, key="a", at=at)


def test_many_workers_ask_for_each_night_and_each_hour_once(at):
    nightly, hourly = len(schedule.NIGHTLY), len(schedule.HOURLY)
    for _worker in range(4):
        schedule.Schedule()(at)
        schedule.Schedule()(at + timedelta(hours=3))

    assert jobs.count_by_status()["waiting"] == nightly + 2 * hourly
    schedule.Schedule()(at + timedelta(days=1))
    assert jobs.count_by_status()["waiting"] == 2 * nightly + 3 * hourly


def test_nothing_nightly_is_asked_for_before_the_hour_of_the_night(at):
    schedule.Schedule()(at.replace(hour=schedule.NIGHT_HOUR - 1))

    assert jobs.count_by_status()["waiting"] == len(schedule.HOURLY)


def test_every_kind_that_is_asked_for_has_a_handler():
    by_the_clock = {*schedule.NIGHTLY, *schedule.HOURLY}
    asked_for = {"solve_plan", "measure_slack", "answer_what_if"}
    assert by_the_clock | asked_for == set(handlers.HANDLERS)


@pytest.mark.parametrize("kind", ["forget_jobs", "check", "keep_decisions"])
def test_a_job_of_the_clock_is_done_and_ended(worker, ana, at, kind):
    job = ask(kind, at)

    assert worker.step()

    assert jobs.status(job).status is Status.DONE
    assert not worker.step()


def test_the_nightly_check_tells_the_union_when_something_differs(
    worker, ben, lentil_house, at, monkeypatch
):
    sound = ledger.verify_union(union=lentil_house.id)
    differs = checking.UnionCheck(
        lentil_house.id, lentil_house.name, sound.n_events, sound.head_hash,
        (checking.Problem("resource", "differs"),),
    )  # fmt: skip
    monkeypatch.setattr(checking, "check_node", lambda **_: (differs,))
    ask("check", at)

    worker.step()

    told = [n.kind for n in notices.list_for(person=ben.id, at=at)]
    assert "node.differs" in told


def test_a_plan_whose_job_is_given_up_says_so(lentil_house, ana, at):
    """Nobody waits for ever for a plan that cannot be made."""
    asked = planning_services.request_plan(
        union=lentil_house.id, from_day=at.date(), weeks=1, name="a week",
        key="a week", by=ana.id, at=at,
    )  # fmt: skip
    broken = work.Handler(_out_of_memory, gave_up=handlers.plan_given_up)
    now = at
    worker = work.Worker(handlers={"solve_plan": broken}, clock=lambda: now)

    for _try in range(MOST_TRIES):
        assert worker.step()
        now += timedelta(minutes=1)

    run = planning.get_progress(union=lentil_house.id, run=asked)
    assert run.status == "failed"
    assert not run.is_in_the_making


def _out_of_memory(*, job, clock):
    raise MemoryError


def test_an_unknown_kind_of_job_is_tried_later_by_a_newer_worker(worker, at):
    job = ask("from the future", at)

    assert worker.step()

    assert jobs.status(job).status is Status.WAITING
    assert jobs.status(job).trouble == "LookupError"


def test_a_job_can_be_claimed_by_name(at):
    first = ask("check", at)
    second = ask("forget_jobs", at)

    claimed = services.claim(worker="me", at=at, only=second)

    assert claimed.id == second
    assert services.claim(worker="me", at=at, only=second) is None
    assert jobs.find(union=WHOLE_NODE, kind="check", key="a").id == first


def test_a_database_out_of_reach_is_waited_for_and_then_told(at, monkeypatch):
    """Twenty rounds in a row, then the supervisor starts a fresh worker."""
    worker = work.Worker(handlers={}, clock=timezone.now, pause_seconds=0.0)
    rounds = []

    def out_of_reach(**_asked):
        rounds.append(1)
        raise OperationalError("gone")

    monkeypatch.setattr(jobs, "is_anything_to_do", out_of_reach)
    monkeypatch.setattr(work.connection, "close", lambda: None)

    with pytest.raises(OperationalError):
        worker.work()
    assert len(rounds) == 21
