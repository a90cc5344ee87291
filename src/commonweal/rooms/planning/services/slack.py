"""The deed of the worker that counts how much slack a plan keeps, once per plan.

Apart from making the plan: nobody waits for it, and nothing in it can lose a plan.
"""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.jobs import services as jobs
from commonweal.commons.jobs.words import JobView
from commonweal.core import planner
from commonweal.core.planner import formats, slack
from commonweal.rooms.planning.models import Basis, PlanRun
from commonweal.rooms.planning.services.watching import Clock, Watch
from commonweal.rooms.planning.translate import from_slack

#: Longest that counting may take; what was found until then is kept, and said so.
SECONDS_MAX = 60
JOB = "measure_slack"


@deeds.part_of_a_deed
def ask_for_slack(*, run: UUID, union: UUID, at: datetime) -> None:
    """Ask the worker to count the slack of a plan that was just made."""
    jobs.enqueue(
        kind=JOB, payload={"run": str(run)}, union=union, key=f"slack:{run}", at=at
    )


def measure_slack(*, run: UUID, job: JobView, clock: Clock) -> None:
    """Count how much slack a plan keeps. Repeating it after a crash changes nothing."""
    found = None
    if _is_awaited(run):
        found = _found(run, Watch(PlanRun.objects, run, clock))
    with deeds.deed_transaction():
        if found is not None:
            _keep(run, found)
        jobs.complete(job=job, at=clock())


@deeds.part_of_a_deed
def give_up_slack(*, run: UUID) -> None:
    """Say that the slack is not counted: its job was given up, or nobody asks for it."""
    _keep(run, from_slack.failed())


def _is_awaited(run: UUID) -> bool:
    row = PlanRun.objects.filter(id=run, outcome__isnull=False).first()
    return row is not None and (row.outcome or {}).get("slack") == from_slack.waiting()


def _found(run: UUID, watch: Watch) -> from_slack.Json:
    basis = Basis.objects.filter(run=run).first()
    if basis is None:
        return from_slack.failed()
    problem = formats.problem_from_json(json.dumps(basis.problem))
    plan = formats.plan_from_json(json.dumps(basis.plan))
    try:
        found = slack.slack_of(
            problem,
            plan,
            questions=from_slack.questions_of(problem, plan),
            stop=watch.stop(SECONDS_MAX),
        )
    except planner.BadProblem:  # its levels cannot be reached again: nothing to say
        return from_slack.failed()
    return from_slack.answer_of(found)


def _keep(run: UUID, found: from_slack.Json) -> None:
    row = PlanRun.objects.select_for_update().filter(id=run).first()
    if row is not None and row.outcome is not None:
        row.outcome = {**row.outcome, "slack": found}
        row.save(update_fields=["outcome"])
