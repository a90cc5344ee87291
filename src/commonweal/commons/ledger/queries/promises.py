"""Needs, offers, promises, plans and their processes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from commonweal.commons.ledger import models, translate
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import Commitment, Intent, Plan, Process
from commonweal.core.vf.problems import N_, NotFound, Problem


def list_intents(
    *,
    union: UUID,
    action: Action | None = None,
    from_: date | None = None,
    until: date | None = None,
) -> tuple[Intent, ...]:
    """Return unfinished needs and offers that touch the days from_ to until."""
    rows = models.Intent.objects.filter(union=union, finished=False)
    if action is not None:
        rows = rows.filter(action=action.value)
    if from_ is not None:
        rows = rows.exclude(has_end__lt=from_).exclude(
            Q(due__lt=from_, has_end__isnull=True)
        )
    if until is not None:
        rows = rows.exclude(has_beginning__gt=until).exclude(
            Q(due__gt=until, has_beginning__isnull=True)
        )
    return tuple(map(translate.intent_of, rows.order_by("at", "id")))


def list_commitments(
    *, union: UUID, planned_within: UUID | None = None, with_finished: bool = True
) -> tuple[Commitment, ...]:
    """Return promises by due day, each with what is fulfilled of it."""
    rows = models.Commitment.objects.filter(union=union)
    if planned_within is not None:
        rows = rows.filter(planned_within=planned_within)
    if not with_finished:
        rows = rows.filter(finished=False)
    return tuple(_with_fulfilment(rows.order_by("due", "has_beginning", "at", "id")))


def get_commitment(*, union: UUID, commitment: UUID) -> Commitment:
    """Return one promise, or raise NotFound."""
    rows = models.Commitment.objects.filter(union=union, id=commitment)
    for found in _with_fulfilment(rows):
        return found
    raise NotFound(Problem("commitment", N_("This promise is not known here.")))


def _with_fulfilment(rows: QuerySet[models.Commitment]) -> Iterable[Commitment]:
    sums = (
        models.Event.objects.filter(fulfills__in=rows.order_by().values("id"))
        .values("fulfills_id")
        .annotate(resource=Sum("resource_amount"), effort=Sum("effort_amount"))
    )
    fulfilled = {
        line["fulfills_id"]: (int(line["resource"] or 0), int(line["effort"] or 0))
        for line in sums
    }
    return (translate.commitment_of(row, fulfilled) for row in rows)


def list_plans(*, union: UUID) -> tuple[Plan, ...]:
    """Return accepted plans, newest first."""
    rows = models.Plan.objects.filter(union=union).order_by("-added_at", "id")
    return tuple(map(translate.plan_of, rows))


def list_processes(
    *, union: UUID, planned_within: UUID | None = None
) -> tuple[Process, ...]:
    """Return processes by beginning."""
    rows = models.Process.objects.filter(union=union)
    if planned_within is not None:
        rows = rows.filter(planned_within=planned_within)
    return tuple(
        map(translate.process_of, rows.order_by("has_beginning", "name", "id"))
    )
