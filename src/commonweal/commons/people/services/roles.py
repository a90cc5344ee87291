"""Deeds of mandates that a body gives: by decision, with reports, recalled by decision.

What is said by decision is part of the deed that carries the decision out; it has asked
who may. Keys and work stay in different hands whoever gives them (I-16).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import permissions, queries, words
from commonweal.commons.people.models import Mandate, MandateReport, Person
from commonweal.commons.people.services import _checks, _terms, mandates
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require


@deeds.part_of_a_deed
def give_by_decision(  # noqa: PLR0913 - what is given, by whom, once
    *,
    union: UUID,
    draft: words.MandateDraft,
    body: UUID,
    decision: int,
    key: str,
    at: datetime,
) -> queries.MandateView:
    """Give somebody a mandate that a body decided. Doing it twice gives one."""
    mandate = ids.id_from_key(union, f"give_by_decision:{key}")
    row = Mandate.objects.filter(id=mandate).select_related("person").first()
    if row is None:
        require(problems_with_giving(union=union, draft=draft, at=at))
        Person.objects.select_for_update().get(id=draft.person)
        row = Mandate.objects.create(
            id=mandate,
            union_id=union,
            person=_terms.associate_row(union, draft.person),
            scope=draft.scope,
            title=draft.title.strip(),
            limit=draft.limit.strip(),
            duties=draft.duties.strip(),
            amount=None if draft.amount is None else draft.amount.amount,
            currency="" if draft.amount is None else draft.amount.unit.code,
            report_days=draft.report_days,
            begins=draft.begins,
            ends=draft.ends,
            body=body,
            decision=decision,
            proposed_by=body,
            proposed_at=at,
            confirmed_by=union,
            confirmed_at=at,
        )
        mandates.count_keys(row, at)
    return mandates.view(row, at)


def problems_with_giving(
    *, union: UUID, draft: words.MandateDraft, at: datetime
) -> list[Problem]:
    """Say everything that is wrong with a mandate a body would give."""
    who = _terms.associate_row(union, draft.person)
    problems = _terms.problems_with_scope(who, draft.scope, draft.limit, at)
    problems += _terms.problems_with_term(union, draft.begins, draft.ends, at)
    problems += _terms.problems_with_turns(who, draft.scope, draft.title, draft.begins)
    if draft.title.strip():
        problems += _checks.problems_with_name(draft.title, field="title")
    elif not draft.scope:
        problems.append(Problem("title", words.SCOPE_OR_TITLE))
    if "\x00" in draft.duties:
        problems.append(Problem("duties", words.NAME_HAS_CONTROLS))
    if len(draft.duties) > words.DUTIES_LETTERS:
        facts = {"most": words.DUTIES_LETTERS}
        problems.append(Problem("duties", words.REPORT_TOO_LONG, facts))
    if draft.amount is not None and draft.amount.amount < 0:
        problems.append(Problem("amount", words.AMOUNT_BELOW_ZERO))
    if draft.report_days is not None and not (
        words.LEAST_REPORT_DAYS <= draft.report_days <= words.MOST_REPORT_DAYS
    ):
        problems.append(Problem("report_every", words.REPORT_DAYS))
    return problems


@deeds.part_of_a_deed
def recall_by_decision(
    *, union: UUID, mandate: UUID, body: UUID, decision: int, at: datetime
) -> queries.MandateView:
    """End a mandate at once, by a decision. What was done inside it stands."""
    row = mandates.locked_row(mandate)
    if row.union_id != union:
        raise NotFound(Problem("mandate", words.NO_MANDATE))
    if row.ended_at is None:
        row.ended_by = body
        row.ended_at = at
        row.ended_decision = decision
        row.save(update_fields=["ended_by", "ended_at", "ended_decision"])
    return mandates.view(row, at)


@deeds.part_of_a_deed
def admit_by_decision(*, union: UUID, person: UUID, at: datetime) -> None:
    """Make somebody on trial, or a guest, an associate. Twice changes nothing."""
    del at
    row = Person.objects.select_for_update().filter(id=person, union=union).first()
    if row is None or row.status == "left":
        raise NotFound(Problem("person", words.NO_PERSON))
    if row.status != "associate":
        row.status = "associate"
        row.save(update_fields=["status"])


@deeds.deed
def write_report(
    *, mandate: UUID, text: str, by: UUID, key: str, at: datetime
) -> queries.ReportView:
    """Write what was done, what is open and what is spent; its holder does, in words."""
    row = _own(mandate, by)
    report = ids.id_from_key(row.id, f"write_report:{key}")
    found = MandateReport.objects.filter(id=report).first()
    if found is None:
        require(_problems_with_text(text, "text"))
        found = MandateReport.objects.create(
            id=report,
            mandate=row,
            day=queries.local_day(union=row.union_id, at=at),
            words=text.strip(),
            written_at=at,
        )
    return queries.report_view(found)


@deeds.deed
def note_where(*, mandate: UUID, text: str, by: UUID, at: datetime) -> None:
    """Note where things are, for whoever comes after. Only its holder."""
    del at
    row = _own(mandate, by)
    if "\x00" in text:
        raise Refused(Problem("text", words.NAME_HAS_CONTROLS))
    if len(text) > words.DUTIES_LETTERS:
        facts = {"most": words.DUTIES_LETTERS}
        raise Refused(Problem("text", words.REPORT_TOO_LONG, facts))
    row.where_things_are = text.strip()
    row.save(update_fields=["where_things_are"])


def _own(mandate: UUID, by: UUID) -> Mandate:
    """Return one's own mandate: in force, or over and not yet handed over."""
    permissions.require_token(scope="associate")
    row = mandates.locked_row(mandate)
    if row.person_id != by:
        raise NotYours(Problem("mandate", words.ONLY_ITS_HOLDER))
    if row.confirmed_at is None:
        raise Refused(Problem("mandate", words.NOT_HELD_NOW))
    return row


def _problems_with_text(text: str, field: str) -> list[Problem]:
    if not text.strip():
        return [Problem(field, words.REPORT_NEEDED)]
    if "\x00" in text:
        return [Problem(field, words.NAME_HAS_CONTROLS)]
    if len(text) > words.REPORT_LETTERS:
        return [Problem(field, words.REPORT_TOO_LONG, {"most": words.REPORT_LETTERS})]
    return []
