"""Doing things together with money, for programs: announce, pledge, repeat."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from commonweal.commons.people import queries as people
from commonweal.interfaces.api import auth, base, paging
from commonweal.interfaces.api import purse_together_shapes as shapes
from commonweal.interfaces.api.store_shapes import IdOut
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.purse.queries import announced, effects, pledged, repeats
from commonweal.rooms.purse.services import announcing, pledging, repeating
from commonweal.rooms.purse.words import together

router = Router(tags=["purse, together"])


@router.get(
    "/purse/spends",
    response=paging.Page[shapes.SpendOut],
    operation_id="list_spends",
)
def list_spends(
    request: HttpRequest, asked: paging.Paged, *, with_ended: bool = False
) -> dict[str, object]:
    """List announced spends, the next to stand first."""
    person, union, at = associate(request)
    today = people.local_day(union=union, at=at)
    listed = announced.list_spends(
        union=union, person=person, on=today, with_ended=with_ended
    )
    return paging.page_of(listed, asked, key=lambda one: one.id)


@router.post("/purse/spends", response={201: IdOut}, operation_id="announce_spend")
def announce_spend(
    request: HttpRequest, body: shapes.SpendIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Announce a spend; silence or support lets it go after the charter's days."""
    by, union, at = auth.actor(request)
    draft = together.SpendDraft(**body.dict())
    made = announcing.announce_spend(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.get(
    "/purse/spends/{uuid:spend}", response=shapes.SpendOut, operation_id="get_spend"
)
def get_spend(request: HttpRequest, spend: UUID) -> together.SpendView:
    """Give one announced spend."""
    person, union, at = associate(request)
    today = people.local_day(union=union, at=at)
    return announced.get_spend(union=union, spend=spend, person=person, on=today)


@router.put(
    "/purse/spends/{uuid:spend}/support",
    response={204: None},
    operation_id="support_spend",
)
def support_spend(request: HttpRequest, spend: UUID) -> Status[None]:
    """Support it."""
    by, union, at = auth.actor(request)
    announcing.support_spend(spend=spend, union=union, by=by, at=at)
    return Status(204, None)


@router.put(
    "/purse/spends/{uuid:spend}/concern",
    response={204: None},
    operation_id="raise_concern",
)
def raise_concern(
    request: HttpRequest, spend: UUID, body: shapes.ConcernIn
) -> Status[None]:
    """Raise a concern: it waits for the talk."""
    by, union, at = auth.actor(request)
    announcing.raise_concern(spend=spend, words=body.words, union=union, by=by, at=at)
    return Status(204, None)


@router.delete(
    "/purse/spends/{uuid:spend}/voice",
    response={204: None},
    operation_id="take_back_voice",
)
def take_back_voice(request: HttpRequest, spend: UUID) -> Status[None]:
    """Take one's own support or concern back."""
    by, union, at = auth.actor(request)
    announcing.take_back_voice(spend=spend, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/spends/{uuid:spend}/talk",
    response={204: None},
    operation_id="settle_talk",
)
def settle_talk(request: HttpRequest, spend: UUID, body: shapes.TalkIn) -> Status[None]:
    """Write down what the talk came to."""
    by, union, at = auth.actor(request)
    announcing.settle_talk(
        spend=spend, came_to=body.came_to, goes=body.goes, union=union, by=by, at=at
    )
    return Status(204, None)


@router.post(
    "/purse/spends/{uuid:spend}/withdraw",
    response={204: None},
    operation_id="withdraw_spend",
)
def withdraw_spend(request: HttpRequest, spend: UUID) -> Status[None]:
    """Withdraw one's own announcement."""
    by, union, at = auth.actor(request)
    announcing.withdraw_spend(spend=spend, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/spends/{uuid:spend}/finish",
    response={204: None},
    operation_id="finish_spend",
)
def finish_spend(request: HttpRequest, spend: UUID) -> Status[None]:
    """Say that nothing more is spent of it."""
    by, union, at = auth.actor(request)
    announcing.finish_spend(spend=spend, union=union, by=by, at=at)
    return Status(204, None)


@router.get(
    "/me/purse/effects",
    response=list[shapes.EffectOut],
    operation_id="list_own_effects",
)
def list_own_effects(request: HttpRequest) -> list[dict[str, object]]:
    """Say what one's own support, concerns and shifts have changed."""
    person, union, at = associate(request)
    today = people.local_day(union=union, at=at)
    found = effects.own_effects(union=union, person=person, on=today)
    return shapes.effects_out(found)


@router.get(
    "/purse/pledge-rounds",
    response=paging.Page[shapes.PledgeRoundOut],
    operation_id="list_pledge_rounds",
)
def list_pledge_rounds(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List contribution rounds, newest first."""
    _person, union, at = associate(request)
    today = people.local_day(union=union, at=at)
    listed = pledged.list_rounds(union=union, on=today)
    return paging.page_of(listed, asked, key=lambda one: one.id)


@router.post(
    "/purse/pledge-rounds", response={201: IdOut}, operation_id="open_pledge_round"
)
def open_pledge_round(
    request: HttpRequest, body: shapes.PledgeRoundIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Open a contribution round."""
    by, union, at = auth.actor(request)
    draft = together.RoundDraft(**body.dict())
    made = pledging.open_round(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.get(
    "/purse/pledge-rounds/{uuid:round_id}",
    response=shapes.PledgeRoundOut,
    operation_id="get_pledge_round",
)
def get_pledge_round(request: HttpRequest, round_id: UUID) -> together.RoundView:
    """Give one contribution round: its total, never who pledged what."""
    _person, union, at = associate(request)
    today = people.local_day(union=union, at=at)
    return pledged.get_round(union=union, round_id=round_id, on=today)


@router.get(
    "/me/purse/pledge-rounds/{uuid:round_id}",
    response={200: shapes.OwnPledgeOut, 204: None},
    operation_id="get_own_pledge",
)
def get_own_pledge(
    request: HttpRequest, round_id: UUID
) -> Status[together.OwnPledge | None]:
    """Give one's own pledge, if there is one."""
    person, union, at = associate(request)
    pledged.get_round(
        union=union, round_id=round_id, on=people.local_day(union=union, at=at)
    )
    mine = pledged.own_pledge(union=union, round_id=round_id, person=person)
    return Status(204, None) if mine is None else Status(200, mine)


@router.put(
    "/me/purse/pledge-rounds/{uuid:round_id}",
    response={204: None},
    operation_id="pledge",
)
def pledge(request: HttpRequest, round_id: UUID, body: shapes.PledgeIn) -> Status[None]:
    """Pledge, or change one's pledge."""
    by, union, at = auth.actor(request)
    draft = together.PledgeDraft(green=body.green, yellow=body.yellow, red=body.red)
    pledging.pledge(
        round_id=round_id,
        draft=draft,
        person=body.person or by,
        union=union,
        by=by,
        at=at,
    )
    return Status(204, None)


@router.delete(
    "/me/purse/pledge-rounds/{uuid:round_id}",
    response={204: None},
    operation_id="take_back_pledge",
)
def take_back_pledge(request: HttpRequest, round_id: UUID) -> Status[None]:
    """Take one's pledge out of an open round."""
    by, union, at = auth.actor(request)
    pledging.take_back_pledge(round_id=round_id, person=by, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/pledge-rounds/{uuid:round_id}/close",
    response={204: None},
    operation_id="close_pledge_round",
)
def close_pledge_round(request: HttpRequest, round_id: UUID) -> Status[None]:
    """Close a round: its total is added up and shown."""
    by, union, at = auth.actor(request)
    pledging.close_round(round_id=round_id, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/pledge-rounds/{uuid:round_id}/withdraw",
    response={204: None},
    operation_id="withdraw_pledge_round",
)
def withdraw_pledge_round(request: HttpRequest, round_id: UUID) -> Status[None]:
    """Withdraw an open round and forget what was pledged."""
    by, union, at = auth.actor(request)
    pledging.withdraw_round(round_id=round_id, union=union, by=by, at=at)
    return Status(204, None)


@router.get(
    "/purse/repeating",
    response=paging.Page[shapes.RepeatingOut],
    operation_id="list_repeating",
)
def list_repeating(
    request: HttpRequest, asked: paging.Paged, *, with_ended: bool = False
) -> dict[str, object]:
    """List what comes in or goes out again and again."""
    _person, union, at = associate(request)
    today = people.local_day(union=union, at=at)
    listed = repeats.list_repeating(union=union, on=today, with_ended=with_ended)
    return paging.page_of(listed, asked, key=lambda one: one.id)


@router.post("/purse/repeating", response={201: IdOut}, operation_id="add_repeating")
def add_repeating(
    request: HttpRequest, body: shapes.RepeatingIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Let something repeat until its last day."""
    by, union, at = auth.actor(request)
    draft = together.RepeatingDraft(**body.dict())
    made = repeating.add_repeating(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.post(
    "/purse/repeating/enter", response=shapes.NotedOut, operation_id="enter_due"
)
def enter_due(request: HttpRequest, only: UUID | None = None) -> dict[str, int]:
    """Note every period that is due, each once."""
    by, union, at = auth.actor(request)
    n_noted = repeating.enter_due(union=union, by=by, at=at, repeating=only)
    return {"n_noted": n_noted}


@router.get(
    "/purse/repeating/{uuid:one}",
    response=shapes.RepeatingOut,
    operation_id="get_repeating",
)
def get_repeating(request: HttpRequest, one: UUID) -> together.RepeatingView:
    """Give one thing that repeats."""
    _person, union, at = associate(request)
    today = people.local_day(union=union, at=at)
    return repeats.get_repeating(union=union, repeating=one, on=today)


@router.post(
    "/purse/repeating/{uuid:one}/pause",
    response={204: None},
    operation_id="pause_repeating",
)
def pause_repeating(request: HttpRequest, one: UUID) -> Status[None]:
    """Pause it; what falls due meanwhile is left out."""
    by, union, at = auth.actor(request)
    repeating.pause_repeating(repeating=one, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/repeating/{uuid:one}/resume",
    response={204: None},
    operation_id="resume_repeating",
)
def resume_repeating(request: HttpRequest, one: UUID) -> Status[None]:
    """Let it go on."""
    by, union, at = auth.actor(request)
    repeating.resume_repeating(repeating=one, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/repeating/{uuid:one}/end",
    response={204: None},
    operation_id="end_repeating",
)
def end_repeating(request: HttpRequest, one: UUID) -> Status[None]:
    """End it."""
    by, union, at = auth.actor(request)
    repeating.end_repeating(repeating=one, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/purse/repeating/{uuid:one}/leave-out",
    response={204: None},
    operation_id="leave_out_period",
)
def leave_out_period(
    request: HttpRequest, one: UUID, body: shapes.DueIn
) -> Status[None]:
    """Leave one period out."""
    by, union, at = auth.actor(request)
    repeating.leave_out_period(repeating=one, due=body.due, union=union, by=by, at=at)
    return Status(204, None)
