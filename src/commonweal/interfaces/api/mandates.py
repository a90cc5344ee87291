"""Power for programs: mandates, invitations, ways back in, the charter, tokens."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router, Schema, Status

from commonweal.commons.charter import queries as charter
from commonweal.commons.charter import words as charter_words
from commonweal.commons.people import queries as people
from commonweal.commons.people import services
from commonweal.interfaces.api import auth, base, paging

router = Router(tags=["mandates and charter"])


class MandateOut(Schema):
    """What somebody may do, within which limit, until when."""

    id: UUID
    person: UUID
    person_name: str
    scope: str
    limit: str
    begins: date
    ends: date
    status: str
    proposed_by: UUID
    confirmed_by: UUID | None
    recall_is_asked: bool
    title: str
    body: UUID | None
    decision: int | None
    ended_decision: int | None
    duties: str
    amount: str | None
    report_days: int | None
    report_due: date | None
    is_overdue: bool
    where_things_are: str

    @staticmethod
    def resolve_amount(one: people.MandateView) -> str | None:
        """Write what it may spend with its currency."""
        return None if one.amount is None else str(one.amount)


class MandateIn(Schema):
    """A mandate to propose."""

    person: UUID
    scope: str
    begins: date
    ends: date
    limit: str = ""


class InvitationOut(Schema):
    """An invitation; its code was shown once."""

    id: UUID
    circle: UUID | None
    gives_keys: bool
    made_at: datetime
    expires_at: datetime
    status: str


class InvitedOut(Schema):
    """An invitation just made, with its code."""

    invitation: InvitationOut
    code: str


class InvitationIn(Schema):
    """An invitation to make."""

    circle: UUID | None = None
    keys: bool = False


class ReturnOut(Schema):
    """A way back in that waits for a second person."""

    id: UUID
    person: UUID
    person_name: str
    asked_by: UUID
    asked_at: datetime


class ReturnIn(Schema):
    """Whom to let back in."""

    person: UUID


class CodeOut(Schema):
    """A code to hand over."""

    code: str


class RuleOut(Schema):
    """What a charter rule says, since when, by which decision."""

    key: str
    says: str
    words: str
    decision: int
    decision_title: str
    from_day: date | None
    until: date | None
    subject: str


class RuleProposalOut(Schema):
    """A change of the charter that waits for a second key."""

    id: UUID
    title: str
    key: str
    value: str
    from_day: date
    proposed_by: UUID


class RuleProposalIn(Schema):
    """What was decided about a rule."""

    rule: str
    value: str
    from_day: date
    title: str


class DecisionOut(Schema):
    """The number a decision got."""

    decision: int


class TokenOut(Schema):
    """A token that works; its secret was shown once."""

    id: UUID
    label: str
    scopes: list[str]
    issued_at: datetime
    expires_at: datetime


class IssuedOut(Schema):
    """A token just issued, with its secret."""

    token: TokenOut
    secret: str


class TokenIn(Schema):
    """A token to issue, for no more than the asking token may."""

    label: str
    scopes: list[str] = []
    expires: datetime


@router.get("/mandates", response=paging.Page[MandateOut], operation_id="list_mandates")
def list_mandates(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List mandates proposed, in force and over, newest first."""
    _person, union, at = auth.actor(request)
    rows = people.list_mandates(union=union, at=at)
    return paging.page_of(rows, asked, key=lambda one: one.id)


@router.post("/mandates", response={201: MandateOut}, operation_id="propose_mandate")
def propose_mandate(
    request: HttpRequest, body: MandateIn, key: base.IdempotencyKey
) -> Status[people.MandateView]:
    """Propose a mandate; somebody else confirms it."""
    by, union, at = auth.actor(request)
    return Status(
        201, services.propose_mandate(union=union, **body.dict(), by=by, at=at, key=key)
    )


@router.post(
    "/mandates/{mandate}/confirm", response=MandateOut, operation_id="confirm_mandate"
)
def confirm_mandate(request: HttpRequest, mandate: UUID) -> people.MandateView:
    """Confirm a mandate somebody else proposed."""
    by, _union, at = auth.actor(request)
    return services.confirm_mandate(mandate=mandate, by=by, at=at)


@router.post("/mandates/{mandate}/end", response=MandateOut, operation_id="end_mandate")
def end_mandate(request: HttpRequest, mandate: UUID) -> people.MandateView:
    """Hand a mandate back, or recall it."""
    by, _union, at = auth.actor(request)
    return services.end_mandate(mandate=mandate, by=by, at=at)


@router.get(
    "/invitations",
    response=paging.Page[InvitationOut],
    operation_id="list_invitations",
)
def list_invitations(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List invitations, newest first."""
    _person, union, at = auth.actor(request)
    rows = people.list_invitations(union=union, at=at)
    return paging.page_of(rows, asked, key=lambda one: one.id)


@router.post("/invitations", response={201: InvitedOut}, operation_id="invite")
def invite(
    request: HttpRequest, body: InvitationIn, key: base.IdempotencyKey
) -> Status[services.Invited]:
    """Make a way in for one person; the code is shown in this answer only."""
    by, union, at = auth.actor(request)
    return Status(
        201,
        services.invite(
            union=union, circle=body.circle, keys=body.keys, by=by, at=at, key=key
        ),
    )


@router.post(
    "/invitations/{invitation}/withdraw",
    response=InvitationOut,
    operation_id="withdraw_invitation",
)
def withdraw_invitation(
    request: HttpRequest, invitation: UUID
) -> people.InvitationView:
    """Take an invitation back."""
    by, union, at = auth.actor(request)
    return services.withdraw_invitation(
        invitation=invitation, union=union, by=by, at=at
    )


@router.get("/returns", response=list[ReturnOut], operation_id="list_returns")
def list_returns(request: HttpRequest) -> list[people.ReturnView]:
    """List ways back in that wait for a second person."""
    _person, union, at = auth.actor(request)
    return list(people.list_returns(union=union, at=at))


@router.post("/returns", response={201: ReturnOut}, operation_id="ask_return")
def ask_return(
    request: HttpRequest, body: ReturnIn, key: base.IdempotencyKey
) -> Status[people.ReturnView]:
    """Ask, as a key-holder, that somebody be let back in."""
    by, _union, at = auth.actor(request)
    return Status(201, services.ask_return(person=body.person, by=by, at=at, key=key))


@router.post(
    "/returns/{returning}/confirm", response=CodeOut, operation_id="confirm_return"
)
def confirm_return(request: HttpRequest, returning: UUID) -> dict[str, str]:
    """Confirm as the second person, and get the code to hand over."""
    by, _union, at = auth.actor(request)
    return {"code": services.confirm_return(returning=returning, by=by, at=at)}


@router.get("/charter", response=list[RuleOut], operation_id="list_rules")
def list_rules(request: HttpRequest) -> list[dict[str, object]]:
    """List rules, budget lines and allowed spends in force today, with decisions."""
    _person, union, at = auth.actor(request)
    day = people.local_day(union=union, at=at)
    lines = (
        line
        for key in charter_words.LINES
        for line in charter.list_lines(union=union, key=key, on=day)
    )
    return [_rule(rule) for rule in (*charter.list_rules(union=union, on=day), *lines)]


@router.get("/charter/coming", response=list[RuleOut], operation_id="list_coming_rules")
def list_coming(request: HttpRequest) -> list[dict[str, object]]:
    """List what is decided and begins later."""
    _person, union, at = auth.actor(request)
    day = people.local_day(union=union, at=at)
    return [_rule(rule) for rule in charter.list_coming(union=union, on=day)]


@router.get(
    "/charter/proposals",
    response=list[RuleProposalOut],
    operation_id="list_rule_proposals",
)
def list_rule_proposals(request: HttpRequest) -> list[people.RuleProposalView]:
    """List changes of the charter that wait for a second key."""
    _person, union, _at = auth.actor(request)
    return list(people.list_rule_proposals(union=union))


@router.post(
    "/charter/proposals", response={201: RuleProposalOut}, operation_id="propose_rule"
)
def propose_rule(
    request: HttpRequest, body: RuleProposalIn, key: base.IdempotencyKey
) -> Status[people.RuleProposalView]:
    """Record what was decided about a rule; another key-holder confirms."""
    by, union, at = auth.actor(request)
    return Status(
        201, services.propose_rule(union=union, **body.dict(), by=by, at=at, key=key)
    )


@router.post(
    "/charter/proposals/{proposal}/confirm",
    response=DecisionOut,
    operation_id="confirm_rule",
)
def confirm_rule(request: HttpRequest, proposal: UUID) -> dict[str, int]:
    """Confirm as another key-holder; the decision gets its number."""
    by, _union, at = auth.actor(request)
    return {"decision": services.confirm_rule(proposal=proposal, by=by, at=at)}


@router.post(
    "/charter/proposals/{proposal}/withdraw",
    response={204: None},
    operation_id="withdraw_rule",
)
def withdraw_rule(request: HttpRequest, proposal: UUID) -> Status[None]:
    """Take back what was recorded and not confirmed."""
    by, _union, at = auth.actor(request)
    services.withdraw_rule(proposal=proposal, by=by, at=at)
    return Status(204, None)


@router.get("/charter/{key}", response=list[RuleOut], operation_id="list_rule_history")
def list_rule_history(request: HttpRequest, key: str) -> list[dict[str, object]]:
    """List what one rule has said and will say, newest first."""
    _person, union, _at = auth.actor(request)
    return [_rule(rule) for rule in charter.list_history(union=union, key=key)]


@router.get("/tokens", response=list[TokenOut], operation_id="list_tokens")
def list_tokens(request: HttpRequest) -> list[people.TokenView]:
    """List one's own tokens that still work."""
    person, _union, at = auth.actor(request)
    return list(people.list_tokens(person=person, at=at))


@router.post("/tokens", response={201: IssuedOut}, operation_id="issue_token")
def issue_token(
    request: HttpRequest, body: TokenIn, key: base.IdempotencyKey
) -> Status[services.Issued]:
    """Issue a token to oneself; its secret is shown in this answer only."""
    person, _union, at = auth.actor(request)
    return Status(
        201,
        services.issue_token(person=person, **body.dict(), by=person, at=at, key=key),
    )


@router.post(
    "/tokens/{token}/revoke", response={204: None}, operation_id="revoke_token"
)
def revoke_token(request: HttpRequest, token: UUID) -> Status[None]:
    """End one's own token now."""
    person, _union, at = auth.actor(request)
    services.revoke_token(token=token, by=person, at=at)
    return Status(204, None)


def _rule(rule: charter.RuleView) -> dict[str, object]:
    return {
        "key": rule.key,
        "says": str(rule.value),
        "words": gettext(rule.words),
        "decision": rule.decision,
        "decision_title": gettext(rule.decision_title) if rule.decision_title else "",
        "from_day": rule.from_day,
        "until": rule.until,
        "subject": rule.subject,
    }
