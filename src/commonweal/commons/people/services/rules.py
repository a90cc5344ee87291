"""Deeds to change the charter: one key-holder records what was decided, another confirms.

How a union decides is its own; here only what it decided is written down, by two.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter_queries
from commonweal.commons.charter import services as charter
from commonweal.commons.charter import words as charter_words
from commonweal.commons.people import permissions, queries, words
from commonweal.commons.people.models import RuleProposal
from commonweal.commons.people.services import _checks
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, Problem, Refused, require

_TWO = 2


@deeds.deed
def propose_rule(  # noqa: PLR0913 - what was decided, for when, by whom
    *,
    union: UUID,
    rule: str,
    value: object,
    from_day: date,
    title: str,
    by: UUID,
    at: datetime,
    key: str,
) -> queries.RuleProposalView:
    """Record what a meeting decided about a rule; it waits for a second key."""
    permissions.require(by=by, union=union, scope="keys", at=at)
    proposal = ids.id_from_key(union, f"propose_rule:{by}:{key}")
    row = RuleProposal.objects.filter(id=proposal).first()
    if row is None:
        day = queries.local_day(union=union, at=at)
        problems = _checks.problems_with_name(title, field="title", most=200)
        problems += charter.problems_with(union=union, key=rule, value=value, on=day)
        problems += charter.problems_with_notice(union=union, from_day=from_day, on=day)
        problems += _problems_with_entrenched(rule)
        require(problems)
        row = RuleProposal.objects.create(
            id=proposal,
            union_id=union,
            title=title.strip(),
            key=rule,
            value=str(value).strip(),
            from_day=from_day,
            proposed_by=by,
            proposed_at=at,
        )
    return queries.rule_proposal_view(row)


@deeds.deed
def confirm_rule(*, proposal: UUID, by: UUID, at: datetime) -> int:
    """Confirm as another key-holder; returns the number of the decision.

    The rule begins on its day, or after the charter's notice when that is later.
    """
    row = _locked_row(proposal)
    permissions.require(by=by, union=row.union_id, scope="keys", at=at)
    if row.confirmed_at is not None or row.withdrawn_at is not None:
        raise Refused(Problem("proposal", words.NO_LONGER_OPEN))
    if by == row.proposed_by:
        count = len(queries.list_key_holders(union=row.union_id, at=at))
        facts = {"count": count}
        message = words.TWO_KEYS_NEEDED if count < _TWO else words.NOT_YOUR_OWN
        raise Refused(Problem("proposal", message, facts))
    day = queries.local_day(union=row.union_id, at=at)
    earliest = charter_queries.earliest_day(union=row.union_id, on=day)
    number = charter.record_decision(union=row.union_id, title=row.title, at=at)
    charter.set_rule(
        union=row.union_id,
        key=row.key,
        value=row.value,
        from_day=max(row.from_day, earliest),
        decision=number,
        by=by,
        at=at,
    )
    row.confirmed_by = by
    row.confirmed_at = at
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    return number


@deeds.deed
def withdraw_rule(*, proposal: UUID, by: UUID, at: datetime) -> None:
    """Take a proposed rule back. Twice changes nothing."""
    row = _locked_row(proposal)
    permissions.require(by=by, union=row.union_id, scope="keys", at=at)
    if row.confirmed_at is None and row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])


def _problems_with_entrenched(rule: str) -> list[Problem]:
    parameter = charter_words.PARAMETERS.get(rule)
    if parameter is None or not parameter.is_entrenched:
        return []
    return [Problem("rule", charter_words.IS_ENTRENCHED)]


def _locked_row(proposal: UUID) -> RuleProposal:
    row = RuleProposal.objects.select_for_update().filter(id=proposal).first()
    if row is None:
        raise NotFound(Problem("proposal", words.NO_RULE_PROPOSAL))
    return row
