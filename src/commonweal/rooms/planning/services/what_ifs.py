"""Deeds of asking what if: ask, stop, answer (by the worker), erase after a day.

A what-if changes nothing: no plan, no promise. Any associate may ask, and who asked is
not written down.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.jobs import services as jobs
from commonweal.commons.jobs.words import JobView
from commonweal.core import planner
from commonweal.core.planner import check, formats, outcomes
from commonweal.core.vf import ids
from commonweal.core.vf.problems import N_, NotFound, Problem, Refused, require
from commonweal.rooms.planning import errors, permissions
from commonweal.rooms.planning.models import Basis, PlanRun, Status, Supposition
from commonweal.rooms.planning.queries import runs
from commonweal.rooms.planning.queries import what_ifs as queries
from commonweal.rooms.planning.queries.facts import spares_first
from commonweal.rooms.planning.services.watching import Clock, Watch
from commonweal.rooms.planning.translate import from_planner, from_what_if, supposing
from commonweal.rooms.planning.translate.wants import VARIETY
from commonweal.rooms.planning.words import Supposed

#: Longest that a question may take; the plan itself may take longer.
SECONDS_MAX = 240
#: Questions of a union that may wait for an answer at the same time.
OPEN_MAX = 3
#: Short needs that get reliefs in an answer; a plan explains more.
_EXPLAINED = 16
#: Answers are erased after this long.
KEPT = timedelta(days=1)
_WEEKS_LATE_MAX = 26
_MORE_PEOPLE_MAX = 500
_OPEN = (Status.WAITING, Status.SOLVING, Status.STOPPING)


@deeds.deed
def ask_what_if(
    *, run: UUID, supposed: Supposed, union: UUID, by: UUID, at: datetime
) -> UUID:
    """Ask what would become of a plan. Asking the same twice gives the same answer."""
    permissions.require_associate(by=by, union=union, at=at)
    row = runs.get_row(union=union, run=run)
    if row.outcome is None or row.status == Status.WITHDRAWN:
        raise Refused(errors.not_ready())
    if not Basis.objects.filter(run=row).exists():
        raise Refused(errors.not_to_be_questioned())
    require(_problems_with(supposed, row))
    what = supposing.supposed_to_json(supposed)
    said = supposing.said_of(supposed, runs.spans_of(row))
    key = f"what_if:{run}:{json.dumps(what, sort_keys=True)}"
    question = ids.id_from_key(union, key)
    known = Supposition.objects.filter(id=question).first()
    if known is not None and queries.is_answered_or_open(known):
        return question
    if Supposition.objects.filter(union_id=union, status__in=_OPEN).count() >= OPEN_MAX:
        raise Refused(errors.too_many_questions())
    Supposition.objects.filter(id=question).delete()
    asked = Supposition(
        id=question,
        run=row,
        union_id=union,
        supposed={"what": what, "said": [[one.template, one.params] for one in said]},
        progress=[N_("Waiting for its turn."), {}],
        asked_at=at,
    )
    asked.job_id = jobs.enqueue(
        kind="answer_what_if",
        payload={"question": str(question)},
        union=union,
        key=f"{question}:{at.isoformat()}",
        at=at,
    )
    asked.save(force_insert=True)
    return question


@deeds.deed
def stop_what_if(*, question: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Stop a question; anybody may, as it is nobody's own."""
    permissions.require_associate(by=by, union=union, at=at)
    row = (
        Supposition.objects.select_for_update()
        .filter(union_id=union, id=question)
        .first()
    )
    if row is None:
        raise NotFound(errors.no_such_question())
    if row.status == Status.WAITING:
        row.status, row.finished_at = Status.STOPPED, at
        row.progress = [N_("Stopped before it began."), {}]
    elif row.status == Status.SOLVING:
        row.status = Status.STOPPING
        row.progress = [N_("Stopping."), {}]
    else:
        return
    row.asked_to_stop = True
    row.save()


def answer_what_if(*, question: UUID, job: JobView, clock: Clock) -> None:
    """Answer a question. Repeating it after a crash gives the same answer."""
    row = Supposition.objects.filter(id=question, status__in=_OPEN).first()
    answer = None
    if row is not None:
        watch = Watch(Supposition.objects, row.id, clock)
        watch.tell(0, planner.Sentence(N_("Reading the plan.")))
        answer = _answer(row, watch)
    with deeds.deed_transaction():
        if row is not None and answer is not None:
            _keep(row.id, answer, at=clock())
        jobs.complete(job=job, at=clock())


@deeds.part_of_a_deed
def give_up_what_if(*, question: UUID, at: datetime) -> None:
    """Say that a question could not be answered, because its job was given up."""
    row = Supposition.objects.filter(id=question, status__in=_OPEN).first()
    if row is not None:
        _keep(row.id, _failed(()), at=at)


@deeds.deed
def forget_what_ifs(*, union: UUID, at: datetime) -> int:
    """Erase the answers that are older than a day; return how many."""
    old = Supposition.objects.filter(union_id=union, asked_at__lt=at - KEPT)
    return old.delete()[0]


@dataclass(frozen=True, slots=True)
class _Answer:
    status: Status
    words: tuple[str, dict[str, object]]
    answer: dict[str, object] | None = None
    trouble: Sequence[from_planner.Said] = ()


def _answer(row: Supposition, watch: Watch) -> _Answer:
    run = PlanRun.objects.get(id=row.run_id)
    basis = Basis.objects.get(run=run)
    problem = formats.problem_from_json(json.dumps(basis.problem))
    plan = formats.plan_from_json(json.dumps(basis.plan))
    supposed = supposing.supposed_from_json(row.supposed["what"])
    whatifs = supposing.whatifs_of(supposed, problem, runs.spans_of(run))
    if watch.asked():
        return _stopped()
    solver = functools.partial(
        planner.solve,
        params=planner.Params(
            goals=planner.goals_from(spares_first(union=run.union_id, on=run.from_day)),
            most_explained=_EXPLAINED,
        ),
        stop=watch.stop(SECONDS_MAX),
        progress=watch.tell,
    )
    try:
        found = outcomes.compare(problem, plan, *whatifs, solver=solver)
        if from_planner.is_worth_another_try(found.after):
            found = outcomes.compare(_unvaried(problem), plan, *whatifs, solver=solver)
    except planner.BadProblem as bad:
        return _failed([from_planner.said(fault.words) for fault in bad.faults])
    return _answer_of(run, problem, found)


def _unvaried(problem: planner.Problem) -> planner.Problem:
    """Leave out the bounds on single foods: people come before variety."""
    needs = (need for need in problem.needs if not need.label.startswith(VARIETY))
    return replace(problem, needs=tuple(needs))


def _answer_of(
    run: PlanRun, problem: planner.Problem, found: planner.Outcome
) -> _Answer:
    if found.after.status is planner.Status.STOPPED:
        return _stopped()
    if found.after.status is not planner.Status.OPTIMAL:
        return _failed([from_planner.said(words) for words in _why_not(found.after)])
    wrong = check.problems_with_plan(found.problem, found.after)
    if wrong:
        return _failed([from_planner.said(breach.words) for breach in wrong])
    answer = from_what_if.answer_of(run.outcome or {}, problem, found)
    return _Answer(Status.READY, (N_("Ready."), {}), answer)


def _why_not(plan: planner.Plan) -> tuple[planner.Sentence, ...]:
    if plan.status is planner.Status.INFEASIBLE:
        said = N_("Some of what was promised before could not be kept then.")
        return (planner.Sentence(said),)
    return plan.notes


def _stopped() -> _Answer:
    return _Answer(Status.STOPPED, (N_("Stopped before there was an answer."), {}))


def _failed(trouble: Sequence[from_planner.Said]) -> _Answer:
    words = N_("This could not be answered. Nothing was changed.")
    return _Answer(Status.FAILED, (words, {}), trouble=trouble[:20])


def _keep(question: UUID, answer: _Answer, *, at: datetime) -> None:
    Supposition.objects.filter(id=question).update(
        status=answer.status,
        progress=list(answer.words),
        finished_at=at,
        answer=answer.answer,
        trouble=[list(words) for words in answer.trouble],
    )


def _problems_with(supposed: Supposed, row: PlanRun) -> list[Problem]:
    """Find everything that is wrong with what is supposed, by field."""
    problems = []
    for name, most in (
        ("yields_less", 100), ("hours_less", 100), ("rooms_less", 100),
        ("stock_less", 100), ("money_less", 100), ("weeks_late", _WEEKS_LATE_MAX),
        ("more_people", _MORE_PEOPLE_MAX),
    ):  # fmt: skip
        if not 0 <= getattr(supposed, name) <= most:
            problems.append(errors.out_of_range(name, low="0", high=str(most)))
    if all(
        not getattr(supposed, name)
        for name in (
            "yields_less", "hours_less", "rooms_less", "stock_less", "money_less",
            "weeks_late", "more_people",
        )
    ):  # fmt: skip
        problems.append(errors.nothing_supposed())
    problems += _problems_with_choices(supposed, queries.choices_in(row))
    return problems + _problems_with_weeks(supposed, row)


def _problems_with_choices(
    supposed: Supposed, choices: queries.Choices
) -> list[Problem]:
    problems = []
    for name, known in (
        ("yields", choices.recipes),
        ("hours", choices.skills),
        ("rooms", choices.rooms),
        ("stock", choices.goods),
    ):
        which = getattr(supposed, f"{name}_of")
        if which is None:
            continue
        if which not in {choice.id for choice in known}:
            problems.append(errors.not_in_plan(f"{name}_of"))
        elif not getattr(supposed, f"{name}_less"):
            problems.append(errors.how_much_less(f"{name}_less"))
    return problems


def _problems_with_weeks(supposed: Supposed, row: PlanRun) -> list[Problem]:
    last = len(runs.spans_of(row)) - 1
    until = last if supposed.until_period is None else supposed.until_period
    problems = [
        errors.not_in_plan(name)
        for name, period in (
            ("from_period", supposed.from_period),
            ("until_period", until),
        )
        if not 0 <= period <= last
    ]
    if not problems and until < supposed.from_period:
        problems.append(errors.ends_first("until_period"))
    return problems
