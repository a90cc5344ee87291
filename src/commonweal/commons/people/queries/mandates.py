"""Questions about mandates, and what they let people do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max, Q, QuerySet

from commonweal.commons.people import words
from commonweal.commons.people.models import (
    Mandate,
    MandateReport,
    Person,
    RuleProposal,
    Union,
)
from commonweal.commons.people.queries.people import local_day
from commonweal.commons.people.queries.views import (
    MandateView,
    PersonView,
    ReportView,
    RuleProposalView,
    mandate_view,
    person_view,
    report_view,
    rule_proposal_view,
)
from commonweal.core.vf.problems import NotFound, Problem

LIST_LIMIT = 500  # mandates are forgotten a year after they end


def scopes_of(*, person: UUID, at: datetime) -> frozenset[str]:
    """Return everything the person may do now; empty for guests and who left.

    Mandates that are over count for nothing, without anybody acting (I-15).
    """
    row = Person.objects.select_related("union").filter(id=person).first()
    if row is None or row.status not in {"associate", "trial"}:
        return frozenset()
    day = at.astimezone(ZoneInfo(row.union.time_zone)).date()
    held = set(in_force(day).filter(person=row).values_list("scope", flat=True))
    held.discard("")  # a role that needs nothing of the software
    if "keys" in held:
        held -= words.WORK_SCOPES
        if row.union.two_keys_at is None:
            held |= words.FOUNDING_SCOPES
    return frozenset(held | {"associate"})


def list_key_holders(*, union: UUID, at: datetime) -> tuple[PersonView, ...]:
    """List who holds keys now. Fewer than two: deeds that need two keys wait."""
    return tuple(person_view(row) for row in _holders(union, "keys", at))


def list_holder_names(*, union: UUID, scope: str, at: datetime) -> tuple[str, ...]:
    """List the names of who may do something, for the words of a refusal."""
    if scope == "associate":
        return ()
    return tuple(row.name for row in _holders(union, scope, at))


def list_mandates(*, union: UUID, at: datetime) -> tuple[MandateView, ...]:
    """List mandates proposed, coming and in force, and those that are over, newest first."""
    day = local_day(union=union, at=at)
    rows = list(
        Mandate.objects.filter(union=union)
        .select_related("person")
        .order_by("-proposed_at", "id")[:LIST_LIMIT]
    )
    names = dict(
        Person.objects.filter(id__in={row.proposed_by for row in rows}).values_list(
            "id", "name"
        )
    )
    reported = _last_reports(row.id for row in rows)
    return tuple(
        mandate_view(row, day, names.get(row.proposed_by, ""), reported.get(row.id))
        for row in rows
    )


def get_mandate(*, union: UUID, mandate: UUID, at: datetime) -> MandateView:
    """Return one mandate."""
    row = (
        Mandate.objects.filter(union=union, id=mandate).select_related("person").first()
    )
    if row is None:
        raise NotFound(Problem("mandate", words.NO_MANDATE))
    proposer = Person.objects.filter(id=row.proposed_by).first()
    return mandate_view(
        row,
        local_day(union=union, at=at),
        proposer.name if proposer else "",
        _last_reports([row.id]).get(row.id),
    )


def list_reports(*, union: UUID, mandate: UUID) -> tuple[ReportView, ...]:
    """List the reports of a mandate, newest first; every associate may read them."""
    rows = MandateReport.objects.filter(mandate__union=union, mandate=mandate)
    return tuple(
        report_view(row) for row in rows.order_by("-day", "-written_at")[:LIST_LIMIT]
    )


def _last_reports(mandates: Iterable[UUID]) -> dict[UUID, date]:
    rows = MandateReport.objects.filter(mandate__in=list(mandates)).order_by()
    last = rows.values("mandate").annotate(last=Max("day"))
    return {row["mandate"]: row["last"] for row in last}


def list_rule_proposals(*, union: UUID) -> tuple[RuleProposalView, ...]:
    """List changes of the charter that wait for a second key, oldest first."""
    rows = RuleProposal.objects.filter(
        union=union, confirmed_at__isnull=True, withdrawn_at__isnull=True
    )
    return tuple(
        rule_proposal_view(row) for row in rows.order_by("proposed_at", "id")[:200]
    )


def in_force(day: date) -> QuerySet[Mandate]:
    """Return the mandates that hold on a day."""
    return Mandate.objects.filter(
        confirmed_at__isnull=False,
        ended_at__isnull=True,
        begins__lte=day,
        ends__gte=day,
    )


def _holders(union: UUID, scope: str, at: datetime) -> QuerySet[Person]:
    day = local_day(union=union, at=at)
    held = in_force(day).filter(union=union)
    wanted = Q(scope=scope)
    founding = Union.objects.filter(id=union, two_keys_at__isnull=True).exists()
    if founding and scope in words.FOUNDING_SCOPES:
        wanted |= Q(scope="keys")
    return (
        Person.objects.filter(id__in=held.filter(wanted).values("person"))
        .filter(status__in=["associate", "trial"])
        .order_by("name", "id")
    )
