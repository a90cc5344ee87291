"""The deed of the worker: make the plan somebody asked for.

Called with no transaction open. Reads, solves with progress in short transactions,
checks, and keeps the answer in ONE transaction together with the end of the job.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.jobs import services as jobs
from commonweal.commons.jobs.words import JobView
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.notices import services as notices
from commonweal.commons.people import queries as people
from commonweal.core import planner
from commonweal.core.planner import check, formats
from commonweal.core.vf.problems import N_
from commonweal.rooms.planning.models import Basis, PlanRun, PlanWeek, Status
from commonweal.rooms.planning.queries import facts as facts_queries
from commonweal.rooms.planning.services import slack
from commonweal.rooms.planning.services.watching import Clock, Watch
from commonweal.rooms.planning.translate import from_planner, from_slack, to_planner
from commonweal.rooms.planning.words import Facts, spans_from

#: Longest a plan may take; afterwards the best so far counts as stopped.
SOLVING_SECONDS = 900
#: The seed of every plan: the same facts give the same plan.
SEED = 0
_IN_THE_MAKING = frozenset({Status.WAITING, Status.SOLVING, Status.STOPPING})


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of solving: a new status, an outcome or troubles."""

    status: Status
    words: tuple[str, dict[str, object]]
    outcome: from_planner.Outcome | None = None
    basis: tuple[planner.Problem, planner.Plan] | None = None
    trouble: Sequence[from_planner.Said] = ()


def solve_run(*, run: UUID, job: JobView, clock: Clock) -> None:
    """Make the plan of a run. Repeating it after a crash gives the same plan."""
    row = PlanRun.objects.get(id=run)
    if row.status not in _IN_THE_MAKING:
        with deeds.deed_transaction():
            jobs.complete(job=job, at=clock())
        return

    watch = Watch(PlanRun.objects, run, clock)
    watch.tell(0, planner.Sentence(N_("Reading what there is.")))
    answer = _answer(row, watch)
    with deeds.deed_transaction():
        _keep(row, answer, at=clock())
        jobs.complete(job=job, at=clock())


@deeds.part_of_a_deed
def give_up_run(*, run: UUID, at: datetime) -> None:
    """Say that a plan could not be made, because its job was given up."""
    row = PlanRun.objects.filter(
        id=run, status__in=[Status.WAITING, Status.SOLVING, Status.STOPPING]
    ).first()
    if row is not None:
        _keep(row, _failed(()), at=at)


def _answer(row: PlanRun, watch: Watch) -> _Answer:
    on = people.local_day(union=row.union_id, at=watch.clock())
    spans = spans_from(row.from_day, row.weeks)
    facts = facts_queries.gather(union=row.union_id, spans=spans, on=on)
    if watch.asked():
        return _Answer(Status.STOPPED, (N_("Stopped before it began."), {}))
    try:
        asked = to_planner.problem_from(facts)
        plan = _solve(asked, watch, facts)
        if plan.status is planner.Status.INFEASIBLE:
            facts = _without_promises(facts)
            asked = to_planner.problem_from(facts)
            plan = _solve(asked, watch, facts)
        if from_planner.is_worth_another_try(plan):
            asked = to_planner.problem_from(facts, is_varied=False)
            plan = _solve(asked, watch, facts)
            plan = replace(plan, notes=(*plan.notes, from_planner.monotonous()))
    except planner.BadProblem as bad:
        return _failed([from_planner.said(fault.words) for fault in bad.faults])
    return _answer_of(plan, asked, facts)


def _without_promises(facts: Facts) -> Facts:
    """Leave out what older plans would still take: it spoils before they can.

    What they bring is kept; whoever runs the old plan sees at the store what is there.
    """
    arriving = {at: amount for at, amount in facts.carried.things.items() if amount > 0}
    return replace(facts, carried=replace(facts.carried, things=arriving))


def _solve(asked: to_planner.Asked, watch: Watch, facts: Facts) -> planner.Plan:
    return planner.solve(
        asked.problem,
        params=planner.Params(goals=planner.goals_from(facts.spares_first)),
        seed=SEED,
        stop=watch.stop(SOLVING_SECONDS),
        progress=watch.tell,
    )


def _answer_of(plan: planner.Plan, asked: to_planner.Asked, facts: Facts) -> _Answer:
    if plan.status is planner.Status.STOPPED:
        return _Answer(Status.STOPPED, (N_("Stopped before it was done."), {}))
    if plan.status is not planner.Status.OPTIMAL:
        return _failed([from_planner.said(note) for note in plan.notes])
    wrong = check.problems_with_plan(asked.problem, plan)
    if wrong:
        return _failed([from_planner.said(breach.words) for breach in wrong])
    outcome = from_planner.outcome_of(plan, asked, facts, _names(facts))
    outcome["slack"] = from_slack.waiting()
    basis = (asked.problem, plan)
    return _Answer(Status.READY, (N_("Ready."), {}), outcome, basis)


def _failed(trouble: Sequence[from_planner.Said]) -> _Answer:
    words = N_("The plan could not be made. Nothing was changed.")
    return _Answer(Status.FAILED, (words, {}), trouble=trouble[:20])


def _names(facts: Facts) -> dict[str, str]:
    others = {place.id: place.name for place in ledger.list_places(union=facts.union)}
    union = people.get_union(union=facts.union)
    others[union.id] = union.name
    circles = people.list_circles(union=facts.union)
    others |= {circle.id: circle.name for circle in circles}
    return to_planner.names_of(facts, others)


def _keep(row: PlanRun, answer: _Answer, *, at: datetime) -> None:
    row = PlanRun.objects.select_for_update().get(id=row.id)
    row.status = answer.status
    row.progress = list(answer.words)
    row.percent = 100 if answer.outcome is not None else row.percent
    row.finished_at = at
    row.outcome = answer.outcome
    row.rule_version = answer.outcome["rule_version"] if answer.outcome else ""
    row.trouble = [list(words) for words in answer.trouble]
    row.save()
    _keep_weeks(row, answer.outcome)
    _keep_basis(row, answer)
    if answer.basis is not None:
        slack.ask_for_slack(run=row.id, union=row.union_id, at=at)
    if answer.status is Status.STOPPED:
        return
    notices.tell(
        union=row.union_id,
        to=row.requested_by,
        kind=f"plan.{answer.status}",
        facts={"name": row.name, "run": str(row.id)},
        key=f"plan:{row.id}:{answer.status}",
        at=at,
    )


def _keep_weeks(row: PlanRun, outcome: from_planner.Outcome | None) -> None:
    row.spans.all().delete()
    if outcome is None:
        return
    PlanWeek.objects.bulk_create(
        PlanWeek(
            run=row,
            period=period,
            first=first,
            after=after,
            outcome=from_planner.part_of(outcome, period),
        )
        for period, (first, after) in enumerate(outcome["periods"])
    )


def _keep_basis(row: PlanRun, answer: _Answer) -> None:
    """Keep what was asked and answered, for what-ifs; pictures and reasons are kept."""
    Basis.objects.filter(run=row).delete()
    if answer.basis is not None:
        problem, plan = answer.basis
        bare = replace(plan, flows=(), shorts=())
        Basis.objects.create(
            run=row,
            problem=json.loads(formats.problem_to_json(problem)),
            plan=json.loads(formats.plan_to_json(bare)),
        )
