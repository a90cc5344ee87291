"""Which service does which kind of job."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.charter import services as charter_services
from commonweal.commons.jobs import services as jobs
from commonweal.commons.jobs.words import JobView
from commonweal.commons.notices import services as notices
from commonweal.commons.people import queries as people
from commonweal.commons.people import services as people_services
from commonweal.interfaces.cli import checking
from commonweal.interfaces.web.account import sessions
from commonweal.interfaces.worker.work import Clock, Handler
from commonweal.rooms.governance import services as governance
from commonweal.rooms.governance.services import (
    keeping_cases,
    keeping_meetings,
    register_keeping,
)
from commonweal.rooms.kitchen import services as kitchen
from commonweal.rooms.livelihood import services as livelihood
from commonweal.rooms.needs import services as needs
from commonweal.rooms.planning import services as planning
from commonweal.rooms.purse import services as purse
from commonweal.rooms.purse.services import pledging, repeating

log = logging.getLogger(__name__)

#: Ended jobs are kept this long, for whoever wonders what happened last week.
_KEEP_ENDED = timedelta(days=30)


def solve_plan(*, job: JobView, clock: Clock) -> None:
    """Make the plan that somebody asked for."""
    planning.solve_run(run=_run_of(job), job=job, clock=clock)


def plan_given_up(*, job: JobView, at: datetime) -> None:
    """Say that the plan could not be made."""
    planning.give_up_run(run=_run_of(job), at=at)


def measure_slack(*, job: JobView, clock: Clock) -> None:
    """Count how much slack a plan keeps."""
    planning.measure_slack(run=_run_of(job), job=job, clock=clock)


def slack_given_up(*, job: JobView, at: datetime) -> None:  # noqa: ARG001 - as all
    """Say that the slack was not counted."""
    planning.give_up_slack(run=_run_of(job))


def answer_what_if(*, job: JobView, clock: Clock) -> None:
    """Say what would become of a plan, if what somebody supposes came true."""
    planning.answer_what_if(question=_question_of(job), job=job, clock=clock)


def what_if_given_up(*, job: JobView, at: datetime) -> None:
    """Say that there is no answer."""
    planning.give_up_what_if(question=_question_of(job), at=at)


def forget_expired(*, job: JobView, clock: Clock) -> None:
    """Forget what was kept of people for long enough (I-24), then publish totals.

    Each deed is whole by itself and harmless to repeat, should the worker die between.
    """
    now = clock()
    people_services.forget_expired(at=now)
    notices.forget_expired(at=now)
    sessions.forget_expired(at=now)
    for union in people.list_unions():
        charter_services.write_out_new_rules(union=union.id, at=now)
        today = people.local_day(union=union.id, at=now)
        keep_days = charter.whole(union=union.id, key="needs.keep_days", on=today)
        needs.expire_needs(union=union.id, at=now)
        kitchen.expire(union=union.id, at=now)
        planning.forget_what_ifs(union=union.id, at=now)
        livelihood.forget_past(union=union.id, keep_days=keep_days, at=now)
        purse.expire(union=union.id, at=now)
        governance.expire(union=union.id, at=now)
        keeping_meetings.keep_meetings(union=union.id, at=now)
        keeping_cases.keep_cases(union=union.id, at=now)
    with deeds.deed_transaction():
        jobs.complete(job=job, at=clock())


def keep_purse(*, job: JobView, clock: Clock) -> None:
    """Note what repeats and is due, and close contribution rounds whose time is over.

    Each deed is whole by itself and harmless to repeat, should the worker die between.
    """
    now = clock()
    for union in people.list_unions():
        repeating.enter_due(union=union.id, by=None, at=now)
        pledging.close_due_rounds(union=union.id, at=now)
    with deeds.deed_transaction():
        jobs.complete(job=job, at=clock())


def keep_decisions(*, job: JobView, clock: Clock) -> None:
    """Open, close, count and carry out what is due; keep the register's days.

    Each motion is a deed of its own and harmless to repeat, should the worker die.
    """
    now = clock()
    for union in people.list_unions():
        governance.advance(union=union.id, at=now)
        register_keeping.keep_register(union=union.id, at=now)
    with deeds.deed_transaction():
        jobs.complete(job=job, at=clock())


def forget_jobs(*, job: JobView, clock: Clock) -> None:
    """Remove jobs that ended a month ago."""
    now = clock()
    with deeds.deed_transaction():
        jobs.forget_ended(before=now - _KEEP_ENDED)
        jobs.complete(job=job, at=now)


def check(*, job: JobView, clock: Clock) -> None:
    """Recompute everything; tell the union when something differs."""
    now = clock()
    found = checking.check_node(at=now)
    here = {union.id for union in people.list_unions()}
    with deeds.deed_transaction():
        for union in found:
            if not union.problems:
                continue
            log.critical("check: %s differences, %s", len(union.problems), union.union)
            told = {union.union} & here or here  # a damaged file concerns everybody
            for one in told:
                notices.tell(
                    union=one, to=None, kind="node.differs", facts={},
                    key=f"node.differs:{job.key}", at=now,
                )  # fmt: skip
        jobs.complete(job=job, at=now)


def _run_of(job: JobView) -> UUID:
    return UUID(str(job.payload["run"]))


def _question_of(job: JobView) -> UUID:
    return UUID(str(job.payload["question"]))


HANDLERS: Mapping[str, Handler] = {
    "solve_plan": Handler(solve_plan, gave_up=plan_given_up),
    "measure_slack": Handler(measure_slack, gave_up=slack_given_up),
    "answer_what_if": Handler(answer_what_if, gave_up=what_if_given_up),
    "keep_purse": Handler(keep_purse),
    "keep_decisions": Handler(keep_decisions),
    "forget_expired": Handler(forget_expired),
    "forget_jobs": Handler(forget_jobs),
    "check": Handler(check),
}
