"""Deeds on a ready plan: say yes, raise a concern, take it back, accept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger
from commonweal.commons.notices import services as notices
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import N_, Problem, Refused, require
from commonweal.rooms.planning import errors, permissions
from commonweal.rooms.planning.models import PlanRun, Status, Voice
from commonweal.rooms.planning.queries import runs as queries
from commonweal.rooms.planning.translate import promises

WORDS_LENGTH_MAX = 280
_OUTSIDE = N_("outside")


@deeds.deed
def say_yes(*, run: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Say yes to a plan. It takes the place of one's own concern."""
    row = _open_run(run, union, by, at)
    _speak(row, by=by, says="yes", words="", at=at)


@deeds.deed
def raise_concern(
    *, run: UUID, words: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Say what a plan should mind; while it stands, the plan is not accepted."""
    row = _open_run(run, union, by, at)
    text = " ".join(words.split())
    if not text:
        raise Refused(errors.say_the_concern())
    if len(text) > WORDS_LENGTH_MAX:
        raise Refused(errors.too_long("words", WORDS_LENGTH_MAX))
    _speak(row, by=by, says="concern", words=text, at=at)


@deeds.deed
def take_back(*, run: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Take back one's own yes or concern. Nobody else can (I-17)."""
    row = _open_run(run, union, by, at)
    Voice.objects.filter(run=row, person_id=by, taken_back_at__isnull=True).update(
        taken_back_at=at
    )


@deeds.deed
def accept(*, run: UUID, union: UUID, by: UUID, at: datetime) -> UUID:
    """Make the plan the union's: its processes and promises enter the ledger.

    All in one deed. Doing it twice changes nothing; returns the ledger's plan.
    """
    permissions.require_associate(by=by, union=union, at=at)
    row = queries.get_row_for_update(union=union, run=run)
    plan_key = f"plan:{row.id}"
    if row.status != Status.ACCEPTED:
        if row.status != Status.READY:
            raise Refused(errors.not_ready())
        require(_problems_with(row, at))
        row.status, row.accepted_at, row.accepted_by = Status.ACCEPTED, at, by
        row.save(update_fields=["status", "accepted_at", "accepted_by"])
        _write(row, plan_key, at)
    return ledger.add_plan(union=union, name=row.name, key=plan_key, at=at).id


@deeds.part_of_a_deed
def forget_person(*, person: UUID, union: UUID, at: datetime) -> None:
    """Remove what somebody who leaves has said to plans; accepted plans stay."""
    del at
    Voice.objects.filter(person_id=person, run__union_id=union).delete()


def _write(row: PlanRun, plan_key: str, at: datetime) -> None:
    union = row.union_id
    outside = ids.id_from_key(union, "outside")
    ledger.add_agent(id=outside, union=union, kind="organization", name=_OUTSIDE, at=at)
    plan = ledger.add_plan(union=union, name=row.name, key=plan_key, at=at)
    accepted = promises.Accepted(
        run=row.id,
        union=union,
        plan=plan.id,
        outside=outside,
        outcome=row.outcome or {},
    )
    _end_older(row, plan.id, at)
    ledger.add_processes(processes=promises.processes_of(accepted), at=at)
    ledger.record_commitments(drafts=promises.commitments_of(accepted), at=at)
    notices.tell(
        union=union,
        to=None,
        kind="plan.accepted",
        facts={"name": row.name, "run": str(row.id)},
        key=f"plan:{row.id}:accepted",
        at=at,
    )


def _end_older(row: PlanRun, plan: UUID, at: datetime) -> None:
    """End what older plans promise from the first day on; what has begun goes on."""
    begun = {
        process.id
        for process in ledger_queries.list_processes(union=row.union_id)
        if process.has_beginning is not None and process.has_beginning < row.from_day
    }
    for promise in ledger_queries.list_commitments(
        union=row.union_id, with_finished=False
    ):
        if promise.planned_within in {None, plan} or promise.due is None:
            continue
        belongs_to = promise.input_of or promise.output_of
        if promise.due >= row.from_day and belongs_to not in begun:
            ledger.finish_commitment(union=row.union_id, commitment=promise.id, at=at)


def _problems_with(row: PlanRun, at: datetime) -> list[Problem]:
    voices = list(row.voices.filter(taken_back_at__isnull=True))
    present = {p.id for p in people.list_associates(union=row.union_id)}
    n_yes = sum(v.says == "yes" and v.person_id in present for v in voices)
    needed = queries.yes_needed(union=row.union_id, at=at)
    problems = []
    if any(voice.says == "concern" and voice.person_id in present for voice in voices):
        problems.append(errors.concerns_open())
    if n_yes < needed:
        problems.append(errors.yes_missing(n_yes, needed))
    return problems


def _open_run(run: UUID, union: UUID, by: UUID, at: datetime) -> PlanRun:
    permissions.require_associate(by=by, union=union, at=at)
    row = queries.get_row_for_update(union=union, run=run)
    if row.status != Status.READY:
        raise Refused(errors.not_ready())
    return row


def _speak(row: PlanRun, *, by: UUID, says: str, words: str, at: datetime) -> None:
    mine = Voice.objects.filter(run=row, person_id=by, taken_back_at__isnull=True)
    if mine.filter(says=says, words=words).exists():
        return
    mine.update(taken_back_at=at)
    Voice.objects.create(run=row, person_id=by, says=says, words=words, at=at)
