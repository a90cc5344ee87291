"""What others may see of the rows of people: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons.charter import words as charter
from commonweal.commons.people import words
from commonweal.commons.people.models import (
    Invitation,
    Mandate,
    MandateReport,
    Person,
    RuleProposal,
    Token,
    Union,
)
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import UNITS


@dataclass(frozen=True, slots=True)
class UnionView:
    """A union. Its agent in the ledger has the same id."""

    id: UUID
    name: str
    place: str
    language: str
    currency: str
    time_zone: str
    agent: UUID
    is_demo: bool
    is_being_founded: bool


@dataclass(frozen=True, slots=True)
class CircleView:
    """A circle, and how many people receive there."""

    id: UUID
    union: UUID
    name: str
    n_people: int
    agent: UUID


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person. ``circle`` is where they receive; ``agent`` their pseudonym."""

    id: UUID
    union: UUID
    name: str
    circle: UUID | None
    status: str
    has_account: bool
    agent: UUID | None
    language: str
    added_by: UUID | None


@dataclass(frozen=True, slots=True)
class MandateView:
    """A mandate. ``status``: proposed, coming, in force, ended or expired.

    ``body`` and ``decision``: who gave it, unless two key-holders did. ``report_due``:
    by which day its next report is written, while it is in force.
    """

    id: UUID
    union: UUID
    person: UUID
    person_name: str
    scope: str
    words: str
    limit: str
    begins: date
    ends: date
    status: str
    proposed_by: UUID
    proposed_by_name: str
    confirmed_by: UUID | None
    recall_is_asked: bool
    title: str = ""
    body: UUID | None = None
    decision: int | None = None
    ended_decision: int | None = None
    duties: str = ""
    amount: Measure | None = None
    report_days: int | None = None
    report_due: date | None = None
    is_overdue: bool = False
    where_things_are: str = ""


@dataclass(frozen=True, slots=True)
class ReportView:
    """What a holder wrote about a mandate on a day."""

    id: UUID
    mandate: UUID
    day: date
    words: str


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An invitation. ``status``: open, used, withdrawn or expired. The code is gone."""

    id: UUID
    union: UUID
    circle: UUID | None
    gives_keys: bool
    made_by: UUID
    made_at: datetime
    expires_at: datetime
    status: str


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token for programs. Its secret was shown once."""

    id: UUID
    person: UUID
    label: str
    scopes: tuple[str, ...]
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RuleProposalView:
    """A change of the charter that waits for a second key."""

    id: UUID
    title: str
    key: str
    words: str
    value: str
    from_day: date
    proposed_by: UUID


@dataclass(frozen=True, slots=True)
class ReturnView:
    """A way back in that waits for a second person."""

    id: UUID
    person: UUID
    person_name: str
    asked_by: UUID
    asked_at: datetime


def union_view(row: Union) -> UnionView:
    """Turn the row into what others may see."""
    return UnionView(
        id=row.id,
        name=row.name,
        place=row.place,
        language=row.language,
        currency=row.currency,
        time_zone=row.time_zone,
        agent=row.id,
        is_demo=row.is_demo,
        is_being_founded=row.two_keys_at is None,
    )


def person_view(row: Person) -> PersonView:
    """Turn the row into what others may see."""
    return PersonView(
        id=row.id,
        union=row.union_id,
        name=row.name,
        circle=row.circle_id,
        status=row.status,
        has_account=row.account_id is not None,
        agent=row.agent,
        language=row.language,
        added_by=row.added_by,
    )


def mandate_view(
    row: Mandate, day: date, proposed_by_name: str, reported: date | None = None
) -> MandateView:
    """Turn the row into what others may see on a day; ``reported``: its last report."""
    status = _mandate_status(row, day)
    due = _report_due(row, reported) if status == "in force" else None
    return MandateView(
        id=row.id,
        union=row.union_id,
        person=row.person_id,
        person_name=row.person.name,
        scope=row.scope,
        words=words.SCOPES[row.scope] if row.scope else row.title,
        limit=row.limit,
        begins=row.begins,
        ends=row.ends,
        status=status,
        proposed_by=row.proposed_by,
        proposed_by_name=proposed_by_name,
        confirmed_by=row.confirmed_by,
        recall_is_asked=row.recall_asked_by is not None,
        title=row.title,
        body=row.body,
        decision=row.decision,
        ended_decision=row.ended_decision,
        duties=row.duties,
        amount=None if row.amount is None else Measure(row.amount, UNITS[row.currency]),
        report_days=row.report_days,
        report_due=due,
        is_overdue=due is not None and due < day,
        where_things_are=row.where_things_are,
    )


def _report_due(row: Mandate, reported: date | None) -> date | None:
    """Return when the next report is due: every so many days, and at the end."""
    if row.report_days is None or (reported is not None and reported >= row.ends):
        return None
    since = row.begins if reported is None else max(reported, row.begins)
    return min(since + timedelta(days=row.report_days), row.ends)


def report_view(row: MandateReport) -> ReportView:
    """Turn the row into what others may see."""
    return ReportView(row.id, row.mandate_id, row.day, row.words)


def rule_proposal_view(row: RuleProposal) -> RuleProposalView:
    """Turn the row into what others may see."""
    return RuleProposalView(
        id=row.id,
        title=row.title,
        key=row.key,
        words=charter.PARAMETERS[row.key].words,
        value=row.value,
        from_day=row.from_day,
        proposed_by=row.proposed_by,
    )


def _mandate_status(row: Mandate, day: date) -> str:
    if row.ended_at is not None:
        return "ended"
    if row.ends < day:
        return "expired"
    if row.confirmed_at is None:
        return "proposed"
    return "coming" if row.begins > day else "in force"


def invitation_view(row: Invitation, at: datetime) -> InvitationView:
    """Turn the row into what others may see."""
    status = "open" if row.expires_at > at else "expired"
    if row.withdrawn_at is not None:
        status = "withdrawn"
    if row.used_at is not None:
        status = "used"
    return InvitationView(
        id=row.id,
        union=row.union_id,
        circle=row.circle_id,
        gives_keys=row.gives_keys,
        made_by=row.made_by,
        made_at=row.made_at,
        expires_at=row.expires_at,
        status=status,
    )


def token_view(row: Token) -> TokenView:
    """Turn the row into what its person may see."""
    return TokenView(
        id=row.id,
        person=row.person_id,
        label=row.label,
        scopes=tuple(row.scopes),
        issued_at=row.issued_at,
        expires_at=row.expires_at,
    )
