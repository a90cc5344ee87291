"""Talks and help for programs: each reads what they are in, and nothing else."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from commonweal.interfaces.api import auth, base
from commonweal.interfaces.api import governance_cases_shapes as shapes
from commonweal.interfaces.api.store_shapes import IdOut
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.governance.queries import helping as help_questions
from commonweal.rooms.governance.queries import talks as questions
from commonweal.rooms.governance.services import helping
from commonweal.rooms.governance.services import talks as deeds
from commonweal.rooms.governance.words import cases as words

router = Router(tags=["deciding: talks"])

ONE = "/me/talks/{uuid:talk}"


def acting(request: HttpRequest) -> dict[str, Any]:
    """Return who acts, as deeds take it."""
    by, union, at = auth.actor(request)
    return {"union": union, "by": by, "at": at}


@router.get("/me/talks", response=list[shapes.TalkLineOut], operation_id="list_talks")
def list_talks(request: HttpRequest) -> tuple[words.TalkLine, ...]:
    """List the talks one has a part in."""
    person, union, _at = associate(request)
    return questions.list_talks(union=union, person=person)


@router.get(ONE, response=shapes.TalkOut, operation_id="get_talk")
def get_talk(request: HttpRequest, talk: UUID) -> words.TalkView:
    """Give a talk one has a part in."""
    person, union, at = associate(request)
    return questions.get_talk(union=union, talk=talk, person=person, at=at)


@router.get(
    "/decide/mediators", response=list[shapes.NamedOut], operation_id="list_mediators"
)
def list_mediators(request: HttpRequest) -> list[dict[str, object]]:
    """List who is ready to mediate."""
    _person, union, _at = associate(request)
    ready = questions.list_mediators(union=union)
    return [{"person": one, "name": name} for one, name in ready]


@router.delete(ONE, response=shapes.ErasedOut, operation_id="erase_talk")
def erase_talk(request: HttpRequest, talk: UUID) -> dict[str, bool]:
    """Erase a talk; what all agreed on when each party wishes it."""
    return {"is_erased": deeds.erase_talk(talk=talk, **acting(request))}


@router.get("/me/help", response=shapes.HelpPageOut, operation_id="list_help")
def list_help(request: HttpRequest) -> dict[str, object]:
    """Give what one asked and is asked, help outside, and what this is not."""
    person, union, _at = associate(request)
    return {
        "no_emergency_service": words.NO_EMERGENCY_SERVICE,
        "help": help_questions.list_help(union=union, person=person),
        "outside": help_questions.list_help_lines(union=union),
    }


@router.put("/me/mediating", response={204: None}, operation_id="be_mediator")
def be_mediator(request: HttpRequest, body: shapes.ReadyIn) -> Status[None]:
    """Say that one is ready to mediate, or not any more."""
    deeds.be_mediator(is_ready=body.is_ready, **acting(request))
    return Status(204, None)


@router.post("/me/talks", response={201: IdOut}, operation_id="begin_talk")
def begin_talk(
    request: HttpRequest, body: shapes.WithIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Ask somebody for a talk."""
    made = deeds.begin_talk(others=tuple(body.others), key=key, **acting(request))
    return Status(201, {"id": made})


@router.put(f"{ONE}/part", response={204: None}, operation_id="answer_part")
def answer_part(request: HttpRequest, talk: UUID, body: shapes.YesIn) -> Status[None]:
    """Say yes or no to one's part."""
    deeds.answer_part(talk=talk, is_in=body.yes, **acting(request))
    return Status(204, None)


@router.put(f"{ONE}/support", response={204: None}, operation_id="bring_support")
def bring_support(
    request: HttpRequest, talk: UUID, body: shapes.PersonIn
) -> Status[None]:
    """Ask somebody to be at one's side."""
    deeds.bring_support(talk=talk, person=body.person, **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/step", response={204: None}, operation_id="want_step")
def want_step(request: HttpRequest, talk: UUID, body: shapes.StepIn) -> Status[None]:
    """Ask for the next step."""
    deeds.want_step(
        talk=talk,
        step=body.step,
        body=body.body,
        seed=secrets.token_hex(16),
        **acting(request),
    )
    return Status(204, None)


@router.put(f"{ONE}/step", response={204: None}, operation_id="agree_step")
def agree_step(request: HttpRequest, talk: UUID, body: shapes.YesIn) -> Status[None]:
    """Say yes or no to the step another asked for."""
    deeds.agree_step(talk=talk, agrees=body.yes, **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/mediators", response={204: None}, operation_id="ask_mediator")
def ask_mediator(
    request: HttpRequest, talk: UUID, body: shapes.PersonIn
) -> Status[None]:
    """Ask somebody to mediate."""
    deeds.ask_mediator(talk=talk, person=body.person, **acting(request))
    return Status(204, None)


@router.delete(
    f"{ONE}/mediators/{{uuid:person}}",
    response={204: None},
    operation_id="refuse_mediator",
)
def refuse_mediator(request: HttpRequest, talk: UUID, person: UUID) -> Status[None]:
    """Refuse a mediator, without a word why."""
    deeds.refuse_mediator(talk=talk, person=person, **acting(request))
    return Status(204, None)


@router.put(f"{ONE}/day", response={204: None}, operation_id="set_talk_day")
def set_talk_day(request: HttpRequest, talk: UUID, body: shapes.DayIn) -> Status[None]:
    """Keep the day on which you sit together."""
    deeds.set_day(talk=talk, day=body.day, **acting(request))
    return Status(204, None)


@router.put(f"{ONE}/outcome", response={204: None}, operation_id="write_outcome")
def write_outcome(
    request: HttpRequest, talk: UUID, body: shapes.OutcomeIn
) -> Status[None]:
    """Write down what you agree."""
    deeds.write_outcome(talk=talk, **body.dict(), **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/agree", response={204: None}, operation_id="agree_talk")
def agree_talk(request: HttpRequest, talk: UUID) -> Status[None]:
    """Say yes to what is written."""
    deeds.agree(talk=talk, **acting(request))
    return Status(204, None)


@router.post(f"{ONE}/close", response={204: None}, operation_id="close_talk")
def close_talk(request: HttpRequest, talk: UUID) -> Status[None]:
    """End a talk."""
    deeds.close_talk(talk=talk, **acting(request))
    return Status(204, None)


@router.post("/me/help", response={201: IdOut}, operation_id="ask_for_help")
def ask_for_help(
    request: HttpRequest, body: shapes.HelpIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Ask people one chose for help. This is no emergency service."""
    made = helping.ask_for_help(
        wish=body.wish, helpers=tuple(body.helpers), key=key, **acting(request)
    )
    return Status(201, {"id": made})


@router.put(
    "/me/help/{uuid:ask}/answer", response={204: None}, operation_id="answer_help"
)
def answer_help(
    request: HttpRequest, ask: UUID, body: shapes.HelpAnswerIn
) -> Status[None]:
    """Say that one is coming, or cannot."""
    helping.answer_help(ask=ask, answer=body.answer, **acting(request))
    return Status(204, None)


@router.delete("/me/help/{uuid:ask}", response={204: None}, operation_id="erase_help")
def erase_help(request: HttpRequest, ask: UUID) -> Status[None]:
    """Erase that one asked."""
    helping.erase_help(ask=ask, **acting(request))
    return Status(204, None)


@router.post("/decide/help-lines", response={201: IdOut}, operation_id="add_help_line")
def add_help_line(
    request: HttpRequest, body: shapes.HelpLineIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Write down help outside."""
    made = helping.add_help_line(**body.dict(), key=key, **acting(request))
    return Status(201, {"id": made})


@router.post(
    "/decide/help-lines/{uuid:line}/checked",
    response={204: None},
    operation_id="check_help_line",
)
def check_help_line(request: HttpRequest, line: UUID) -> Status[None]:
    """Say that it was tried and holds."""
    helping.check_help_line(line=line, **acting(request))
    return Status(204, None)


@router.delete(
    "/decide/help-lines/{uuid:line}", response={204: None}, operation_id="end_help_line"
)
def end_help_line(request: HttpRequest, line: UUID) -> Status[None]:
    """Take a wrong line off the list."""
    helping.end_help_line(line=line, **acting(request))
    return Status(204, None)
