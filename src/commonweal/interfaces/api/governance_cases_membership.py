"""Questions of membership for programs, for those who are part of one."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router, Status

from commonweal.core.vf.problems import Problem, Refused
from commonweal.interfaces.api import auth, base
from commonweal.interfaces.api import governance_cases_shapes as shapes
from commonweal.interfaces.api.store_shapes import IdOut
from commonweal.rooms.governance.errors import meetings as says
from commonweal.rooms.governance.queries import memberships as questions
from commonweal.rooms.governance.services import appeals
from commonweal.rooms.governance.services import memberships as deeds
from commonweal.rooms.governance.words import cases as words

router = Router(tags=["deciding: membership"])

ONE = "/me/memberships/{uuid:case}"


def acting(request: HttpRequest) -> dict[str, Any]:
    """Return who acts, as deeds take it."""
    by, union, at = auth.actor(request)
    return {"union": union, "by": by, "at": at}


@router.get(
    "/me/memberships", response=list[shapes.CaseOut], operation_id="list_memberships"
)
def list_memberships(request: HttpRequest) -> tuple[words.CaseView, ...]:
    """List the questions of membership one is part of."""
    person, union, at = auth.actor(request)
    return questions.list_cases(union=union, person=person, at=at)


@router.get(ONE, response=shapes.CaseOut, operation_id="get_membership")
def get_membership(request: HttpRequest, case: UUID) -> words.CaseView:
    """Give a question of membership one is part of."""
    person, union, at = auth.actor(request)
    return questions.get_case(union=union, case=case, person=person, at=at)


@router.post(f"{ONE}/motion", response={201: IdOut}, operation_id="bring_membership")
def bring_membership(request: HttpRequest, case: UUID) -> Status[dict[str, UUID]]:
    """Bring it to the urn after the hearing; the motion names no grounds."""
    view = get_membership(request, case)
    name = {"name": view.person_name}
    title, sentence, text = (gettext(one) % name for one in words.QUESTIONS[view.kind])
    made = deeds.bring_to_the_urn(
        case=case, title=title, sentence=sentence, text=text, **acting(request)
    )
    return Status(201, {"id": made})


@router.post(
    "/me/memberships/admission", response={201: IdOut}, operation_id="ask_admission"
)
def ask_admission(
    request: HttpRequest, body: shapes.PersonIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Ask that a guest or somebody on trial belongs."""
    made = deeds.ask_admission(person=body.person, key=key, **acting(request))
    return Status(201, {"id": made})


@router.post("/me/memberships/ending", response={201: IdOut}, operation_id="ask_ending")
def ask_ending(
    request: HttpRequest, body: shapes.EndingIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Ask, with others, whether a membership ends."""
    made = deeds.ask_ending(
        person=body.person, others=tuple(body.others), key=key, **acting(request)
    )
    return Status(201, {"id": made})


@router.put(f"{ONE}/asking", response={204: None}, operation_id="answer_asking")
def answer_asking(request: HttpRequest, case: UUID, body: shapes.YesIn) -> Status[None]:
    """Say whether one asks this too."""
    deeds.answer_asking(case=case, is_in=body.yes, **acting(request))
    return Status(204, None)


@router.put(f"{ONE}/support", response={204: None}, operation_id="name_support")
def name_support(
    request: HttpRequest, case: UUID, body: shapes.PersonIn
) -> Status[None]:
    """Choose somebody to be at one's side."""
    deeds.name_support(case=case, person=body.person, **acting(request))
    return Status(204, None)


@router.put(
    f"{ONE}/support/answer", response={204: None}, operation_id="answer_support"
)
def answer_support(
    request: HttpRequest, case: UUID, body: shapes.YesIn
) -> Status[None]:
    """Say whether one is at their side."""
    deeds.answer_support(case=case, is_in=body.yes, **acting(request))
    return Status(204, None)


@router.put(f"{ONE}/hearing", response={204: None}, operation_id="move_hearing")
def move_hearing(request: HttpRequest, case: UUID, body: shapes.DayIn) -> Status[None]:
    """Move the hearing once."""
    deeds.move_hearing(case=case, day=_day(body), **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/heard", response={204: None}, operation_id="note_membership_heard")
def note_membership_heard(request: HttpRequest, case: UUID) -> Status[None]:
    """Write down that the hearing was held."""
    deeds.note_heard(case=case, **acting(request))
    return Status(204, None)


@router.post(
    f"{ONE}/decided", response={204: None}, operation_id="note_membership_decided"
)
def note_membership_decided(request: HttpRequest, case: UUID) -> Status[None]:
    """Take over what the urn said."""
    appeals.note_decided(case=case, **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/appeal", response={204: None}, operation_id="appeal_membership")
def appeal_membership(
    request: HttpRequest, case: UUID, body: shapes.AppealIn
) -> Status[None]:
    """Appeal to people who did not decide."""
    appeals.appeal(
        case=case,
        seed=secrets.token_hex(16),
        outside=tuple(body.outside),
        **acting(request),
    )
    return Status(204, None)


@router.put(
    f"{ONE}/seats/{{uuid:seat}}", response={204: None}, operation_id="say_in_appeal"
)
def say_in_appeal(
    request: HttpRequest, case: UUID, seat: UUID, body: shapes.SeatIn
) -> Status[None]:
    """Say, on one's seat, whether the decision stands."""
    appeals.say_in_appeal(case=case, seat=seat, said=body.said, **acting(request))
    return Status(204, None)


def _day(body: shapes.DayIn) -> date:
    if body.day is None:
        raise Refused(Problem("day", says.NO_DAY))
    return body.day
