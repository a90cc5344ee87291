"""Emergencies, delegates and what one's input changed, for programs."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Field, Router, Schema, Status

from commonweal.commons.people import queries as people
from commonweal.core.vf.measure import Measure
from commonweal.interfaces.api import auth, base
from commonweal.interfaces.api.store_shapes import IdOut
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.governance.queries import delegates as delegate_questions
from commonweal.rooms.governance.queries import effects, powers
from commonweal.rooms.governance.services import delegates, emergencies
from commonweal.rooms.governance.words import powers as words
from commonweal.rooms.governance.words.effects import Changed, MyTrace

router = Router(tags=["deciding: powers"])


class EmergencyIn(Schema):
    """An emergency to ask for; ``changes``: charter rules and what they say meanwhile."""

    hazard: str
    hours: int
    cap: str = ""
    changes: dict[str, str] = {}


class ChangeOut(Schema):
    """A rule that says something else meanwhile."""

    key: str
    says: str


class UseOut(Schema):
    """What was given out or spent."""

    words: str
    amount: str
    day: date


class EmergencyOut(Schema):
    """An emergency; state: asked, lapsed, in_force, over, reviewed."""

    id: UUID
    hazard: str
    state: str
    changes: list[ChangeOut]
    cap: str
    spent: str
    hours: int
    declared_at: datetime | None
    ends_at: datetime | None
    decision: int | None
    n_signed: int
    n_more: int
    uses: list[UseOut]
    review_due: date | None
    review: str
    is_review_late: bool


class UseIn(Schema):
    """What was given out, and what it cost."""

    what: str
    amount: str = ""


class TextIn(Schema):
    """Something in words."""

    text: str


class BroughtOut(Schema):
    """What came home; answer: stands, asked, accepted, declined."""

    id: UUID
    words: str
    chosen: str
    within: bool
    day: date
    motion: UUID | None
    answer: str
    doubt: str


class DelegationOut(Schema):
    """What a delegate may say for the union."""

    id: UUID
    mandate: UUID
    person: UUID
    alternate: UUID | None
    meeting: str
    topic: str
    stance: str
    positions: list[str]
    least: Decimal | None
    most: Decimal | None
    instructions: str
    red_lines: str
    begins: date
    ends: date
    report_due: date
    is_overdue: bool
    decision: int
    state: str
    brought: list[BroughtOut]


class AnswerIn(Schema):
    """Whether the delegate goes."""

    accepts: bool


class BroughtIn(Schema):
    """What a meeting came to; without ``chosen`` it is a proposal."""

    words: str
    chosen: str = ""


class DoubtIn(Schema):
    """Why something was outside the mandate."""

    why: str


class ChangedOut(Schema):
    """What an effect did, in words; state: planned, coming, holds, over, blocked."""

    motion: UUID
    decision: int | None
    says: str
    state: str
    from_day: date | None
    until: date | None


class TraceOut(Schema):
    """A motion one had a part in, and what it changed."""

    motion: UUID
    title: str
    stage: str
    parts: list[str] = Field(description="brought, wrote, spoke, answered")
    decision: int | None
    changed: list[ChangedOut]


def acting(request: HttpRequest) -> dict[str, Any]:
    """Return who acts, as deeds take it."""
    by, union, at = auth.actor(request)
    return {"union": union, "by": by, "at": at}


@router.get(
    "/decide/emergencies", response=list[EmergencyOut], operation_id="list_emergencies"
)
def list_emergencies(request: HttpRequest) -> list[dict[str, object]]:
    """List emergencies, newest first."""
    person, union, at = associate(request)
    listed = powers.list_emergencies(union=union, person=person, at=at)
    return [_emergency(one) for one in listed]


@router.post("/decide/emergencies", response={201: IdOut}, operation_id="ask_emergency")
def ask_emergency(
    request: HttpRequest, body: EmergencyIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Ask others to declare an emergency with oneself."""
    draft = words.EmergencyDraft(
        hazard=body.hazard, hours=str(body.hours), cap=body.cap, changes=body.changes
    )
    made = emergencies.ask_emergency(draft=draft, key=key, **acting(request))
    return Status(201, {"id": made})


@router.get(
    "/decide/emergencies/{uuid:emergency}",
    response=EmergencyOut,
    operation_id="get_emergency",
)
def get_emergency(request: HttpRequest, emergency: UUID) -> dict[str, object]:
    """Return one emergency."""
    person, union, at = associate(request)
    return _emergency(
        powers.get_emergency(union=union, emergency=emergency, person=person, at=at)
    )


@router.post(
    "/decide/emergencies/{uuid:emergency}/join",
    response={204: None},
    operation_id="join_emergency",
)
def join_emergency(request: HttpRequest, emergency: UUID) -> Status[None]:
    """Declare it together with those who asked."""
    emergencies.join_emergency(emergency=emergency, **acting(request))
    return Status(204, None)


@router.post(
    "/decide/emergencies/{uuid:emergency}/uses",
    response={204: None},
    operation_id="note_emergency_use",
)
def note_use(
    request: HttpRequest, emergency: UUID, body: UseIn, key: base.IdempotencyKey
) -> Status[None]:
    """Write down what was given out or spent."""
    emergencies.note_use(
        emergency=emergency, what=body.what, amount=body.amount, key=key,
        **acting(request),
    )  # fmt: skip
    return Status(204, None)


@router.post(
    "/decide/emergencies/{uuid:emergency}/review",
    response={204: None},
    operation_id="review_emergency",
)
def review_emergency(
    request: HttpRequest, emergency: UUID, body: TextIn
) -> Status[None]:
    """Write down the review."""
    emergencies.review_emergency(emergency=emergency, text=body.text, **acting(request))
    return Status(204, None)


@router.get(
    "/decide/delegates", response=list[DelegationOut], operation_id="list_delegates"
)
def list_delegates(request: HttpRequest) -> list[words.DelegationView]:
    """List delegates with what they brought home."""
    person, union, at = associate(request)
    return list(delegate_questions.list_delegations(union=union, person=person, at=at))


@router.post(
    "/decide/delegates/{uuid:delegation}/answer",
    response={204: None},
    operation_id="answer_delegation",
)
def answer_delegation(
    request: HttpRequest, delegation: UUID, body: AnswerIn
) -> Status[None]:
    """Accept to go, or decline."""
    delegates.answer_delegation(
        delegation=delegation, accepts=body.accepts, **acting(request)
    )
    return Status(204, None)


@router.post(
    "/decide/delegates/{uuid:delegation}/brought",
    response={201: IdOut},
    operation_id="bring_home",
)
def bring_home(
    request: HttpRequest, delegation: UUID, body: BroughtIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Type in what a meeting came to."""
    made = delegates.bring_home(
        delegation=delegation,
        draft=words.BroughtDraft(words=body.words, chosen=body.chosen),
        key=key,
        **acting(request),
    )
    return Status(201, {"id": made})


@router.post(
    "/decide/brought/{uuid:brought}/doubt",
    response={204: None},
    operation_id="doubt_brought",
)
def doubt(request: HttpRequest, brought: UUID, body: DoubtIn) -> Status[None]:
    """Say that something was outside the mandate."""
    delegates.doubt(brought=brought, why=body.why, **acting(request))
    return Status(204, None)


@router.get(
    "/me/changed", response=list[TraceOut], operation_id="list_what_mine_changed"
)
def what_mine_changed(request: HttpRequest) -> list[dict[str, object]]:
    """List motions one had a part in, and what they changed."""
    person, union, at = associate(request)
    on = people.local_day(union=union, at=at)
    found = effects.what_mine_changed(union=union, person=person, on=on)
    return [_trace(one) for one in found]


def _emergency(one: words.EmergencyView) -> dict[str, object]:
    return {
        "id": one.id,
        "hazard": one.hazard,
        "state": one.state,
        "changes": [{"key": key, "says": says} for key, says, _words in one.changes],
        "cap": _money(one.cap),
        "spent": _money(one.spent),
        "hours": one.hours,
        "declared_at": one.declared_at,
        "ends_at": one.ends_at,
        "decision": one.decision,
        "n_signed": one.n_signed,
        "n_more": one.n_more,
        "uses": [
            {"words": use.words, "amount": _money(use.amount), "day": use.day}
            for use in one.uses
        ],
        "review_due": one.review_due,
        "review": one.review,
        "is_review_late": one.is_review_late,
    }


def _trace(one: MyTrace) -> dict[str, object]:
    return {
        "motion": one.motion,
        "title": one.title,
        "stage": one.stage,
        "parts": list(one.parts),
        "decision": one.decision,
        "changed": [_changed(change) for change in one.changed],
    }


def _changed(one: Changed) -> dict[str, object]:
    return {
        "motion": one.motion,
        "decision": one.decision,
        "says": gettext(one.template) % dict(one.params),
        "state": one.state,
        "from_day": one.from_day,
        "until": one.until,
    }


def _money(amount: Measure) -> str:
    return f"{amount.decimal:.2f} {amount.unit.code}"
