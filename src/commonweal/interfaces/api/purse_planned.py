"""Budgets and settlements for programs: plan together, and part fairly."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from commonweal.commons.people import permissions
from commonweal.commons.people import queries as people
from commonweal.interfaces.api import auth, base, paging
from commonweal.interfaces.api import purse_together_shapes as shapes
from commonweal.interfaces.api.store_shapes import IdOut
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.purse.queries import budgets, exits
from commonweal.rooms.purse.services import budget as services
from commonweal.rooms.purse.services import leaving
from commonweal.rooms.purse.words import together

router = Router(tags=["purse, together"])


@router.get(
    "/purse/budgets",
    response=paging.Page[shapes.BudgetNameOut],
    operation_id="list_budgets",
)
def list_budgets(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List budgets, newest first."""
    _person, union, _at = associate(request)
    listed = budgets.list_budgets(union=union)
    return paging.page_of(listed, asked, key=lambda one: one.id)


@router.post("/purse/budgets", response={201: IdOut}, operation_id="make_budget")
def make_budget(
    request: HttpRequest, body: shapes.BudgetIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Make a draft of a budget."""
    by, union, at = auth.actor(request)
    made = services.make_budget(draft=body.draft(), union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.get(
    "/purse/budgets/{uuid:budget}", response=shapes.BudgetOut, operation_id="get_budget"
)
def get_budget(request: HttpRequest, budget: UUID) -> together.BudgetView:
    """Give a budget: each category on one line, and the shifts between them."""
    person, union, at = associate(request)
    today = people.local_day(union=union, at=at)
    return budgets.get_budget(union=union, budget=budget, person=person, on=today)


@router.put(
    "/purse/budgets/{uuid:budget}",
    response={204: None},
    operation_id="change_budget",
)
def change_budget(
    request: HttpRequest, budget: UUID, body: shapes.BudgetIn
) -> Status[None]:
    """Change a budget while it is a draft."""
    by, union, at = auth.actor(request)
    services.change_budget(budget=budget, draft=body.draft(), union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/budgets/{uuid:budget}/approve",
    response={204: None},
    operation_id="approve_budget",
)
def approve_budget(
    request: HttpRequest, budget: UUID, body: shapes.ApprovedIn
) -> Status[None]:
    """Write down which decision approved it."""
    by, union, at = auth.actor(request)
    services.approve_budget(
        budget=budget, decision=body.decision, union=union, by=by, at=at
    )
    return Status(204, None)


@router.post(
    "/purse/budgets/{uuid:budget}/shifts",
    response={201: IdOut},
    operation_id="propose_shift",
)
def propose_shift(
    request: HttpRequest, budget: UUID, body: shapes.ShiftIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Propose to move an amount between two lines."""
    by, union, at = auth.actor(request)
    draft = together.ShiftDraft(budget=budget, **body.dict())
    made = services.propose_shift(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.put(
    "/purse/shifts/{uuid:shift}/support",
    response={204: None},
    operation_id="support_shift",
)
def support_shift(request: HttpRequest, shift: UUID) -> Status[None]:
    """Support it."""
    by, union, at = auth.actor(request)
    services.support_shift(shift=shift, union=union, by=by, at=at)
    return Status(204, None)


@router.put(
    "/purse/shifts/{uuid:shift}/concern",
    response={204: None},
    operation_id="raise_concern_about_shift",
)
def raise_concern_about_shift(
    request: HttpRequest, shift: UUID, body: shapes.ConcernIn
) -> Status[None]:
    """Raise a concern: it waits for the talk."""
    by, union, at = auth.actor(request)
    services.raise_concern_about_shift(
        shift=shift, words=body.words, union=union, by=by, at=at
    )
    return Status(204, None)


@router.delete(
    "/purse/shifts/{uuid:shift}/voice",
    response={204: None},
    operation_id="take_back_voice_on_shift",
)
def take_back_voice_on_shift(request: HttpRequest, shift: UUID) -> Status[None]:
    """Take one's own support or concern back."""
    by, union, at = auth.actor(request)
    services.take_back_voice_on_shift(shift=shift, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/shifts/{uuid:shift}/talk",
    response={204: None},
    operation_id="settle_talk_on_shift",
)
def settle_talk_on_shift(
    request: HttpRequest, shift: UUID, body: shapes.TalkIn
) -> Status[None]:
    """Write down what the talk came to."""
    by, union, at = auth.actor(request)
    services.settle_talk_on_shift(
        shift=shift, came_to=body.came_to, goes=body.goes, union=union, by=by, at=at
    )
    return Status(204, None)


@router.post(
    "/purse/shifts/{uuid:shift}/withdraw",
    response={204: None},
    operation_id="withdraw_shift",
)
def withdraw_shift(request: HttpRequest, shift: UUID) -> Status[None]:
    """Withdraw one's own shift."""
    by, union, at = auth.actor(request)
    services.withdraw_shift(shift=shift, union=union, by=by, at=at)
    return Status(204, None)


@router.get("/purse/exit", response=shapes.ExitOut, operation_id="compute_exit")
def compute_exit(
    request: HttpRequest, asked: Query[shapes.ExitAsked]
) -> together.ExitView:
    """Compute a settlement with one's own numbers; nothing is kept."""
    _person, union, at = associate(request)
    draft = together.ExitDraft(**asked.dict())
    today = people.local_day(union=union, at=at)
    return exits.compute_exit(union=union, draft=draft, on=today)


@router.get(
    "/me/purse/settlements",
    response=list[shapes.SettlementOut],
    operation_id="list_own_settlements",
)
def list_own_settlements(
    request: HttpRequest,
) -> list[together.SettlementView]:
    """List one's own settlements."""
    person, union, _at = associate(request)
    return list(exits.list_settlements(union=union, person=person))


@router.post(
    "/me/purse/settlements",
    response={201: shapes.AskedOut},
    operation_id="ask_settlement",
)
def ask_settlement(
    request: HttpRequest, body: shapes.SettlementIn, key: base.IdempotencyKey
) -> Status[together.Asked]:
    """Ask for one's settlement; the code is shown this once. Leaving waits for nothing."""
    by, union, at = auth.actor(request)
    draft = together.ExitDraft(
        full_years=body.full_years, children=body.children, carers=body.carers
    )
    asked = leaving.ask_settlement(
        draft=draft, wished=body.wished, union=union, by=by, key=key, at=at
    )
    return Status(201, asked)


@router.get(
    "/purse/settlements",
    response=paging.Page[shapes.SettlementOut],
    operation_id="list_settlements",
)
def list_settlements(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List settlements for those who keep the purse; no names."""
    person, union, at = auth.actor(request)
    permissions.require(by=person, union=union, scope="purse", at=at)
    listed = exits.list_all_settlements(union=union, person=person)
    return paging.page_of(listed, asked, key=lambda one: one.id)


@router.post(
    "/purse/settlements/code",
    response={204: None},
    operation_id="answer_with_code",
)
def answer_with_code(request: HttpRequest, body: shapes.CodeIn) -> Status[None]:
    """Type for a leaver who is gone: their yes, or the amount they wish."""
    by, union, at = auth.actor(request)
    leaving.answer_with_code(
        code=body.code, amount=body.amount, union=union, by=by, at=at
    )
    return Status(204, None)


@router.put(
    "/purse/settlements/{uuid:settlement}",
    response={204: None},
    operation_id="change_settlement",
)
def change_settlement(
    request: HttpRequest, settlement: UUID, body: shapes.AmountIn
) -> Status[None]:
    """Write another amount; the other side then agrees to it or not."""
    by, union, at = auth.actor(request)
    leaving.change_settlement(
        settlement=settlement, amount=body.amount, union=union, by=by, at=at
    )
    return Status(204, None)


@router.post(
    "/purse/settlements/{uuid:settlement}/agree",
    response={204: None},
    operation_id="agree_settlement",
)
def agree_settlement(request: HttpRequest, settlement: UUID) -> Status[None]:
    """Agree to the amount, as the leaver or for the purse."""
    by, union, at = auth.actor(request)
    leaving.agree_settlement(settlement=settlement, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/settlements/{uuid:settlement}/pay",
    response={201: IdOut},
    operation_id="pay_settlement",
)
def pay_settlement(
    request: HttpRequest,
    settlement: UUID,
    body: shapes.PaymentIn,
    key: base.IdempotencyKey,
) -> Status[dict[str, UUID]]:
    """Pay an agreed settlement, whole or in part; gives the entry."""
    by, union, at = auth.actor(request)
    draft = together.SettlementPaymentDraft(**body.dict())
    entry = leaving.pay_settlement(
        settlement=settlement, draft=draft, union=union, by=by, key=key, at=at
    )
    return Status(201, {"id": entry})


@router.post(
    "/me/purse/settlements/{uuid:settlement}/withdraw",
    response={204: None},
    operation_id="withdraw_settlement",
)
def withdraw_settlement(request: HttpRequest, settlement: UUID) -> Status[None]:
    """Take one's own request back, while nothing is paid."""
    by, union, at = auth.actor(request)
    leaving.withdraw_settlement(settlement=settlement, union=union, by=by, at=at)
    return Status(204, None)
