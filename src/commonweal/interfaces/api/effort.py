"""Effort for programs: one's own offers, less for now, and the union's totals."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from commonweal.commons.people import queries as people
from commonweal.interfaces.api import auth, base
from commonweal.interfaces.api.store_shapes import Amount, IdOut, Strict, measure_out
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.livelihood import queries, services
from commonweal.rooms.livelihood.words import OfferDraft

router = Router(tags=["effort"])


class OfferIn(Strict):
    """Hours a week of a kind of help; ``person`` only when typed for somebody."""

    skill: UUID
    hours_per_week: str
    starts_on: date
    ends_on: date | None = None
    person: UUID | None = None


class LessIn(Strict):
    """Which part of one's offers still holds, and until when. Never why."""

    percent_left: int
    until: date


class OfferOut(Schema):
    """An offer of one's own."""

    id: UUID
    skill: UUID
    skill_name: str
    per_week: Amount
    starts_on: date
    ends_on: date | None


class TotalOut(Schema):
    """What all together offer; null where only a few do."""

    skill: UUID
    skill_name: str
    per_week: Amount | None


@router.get("/me/offers", response=list[OfferOut], operation_id="list_own_offers")
def list_own_offers(request: HttpRequest) -> list[dict[str, object]]:
    """List one's own offers."""
    person, union, at = associate(request)
    today = people.local_day(union=union, at=at)
    return [
        {
            "id": offer.id,
            "skill": offer.skill,
            "skill_name": offer.skill_name,
            "per_week": measure_out(offer.per_week),
            "starts_on": offer.starts_on,
            "ends_on": offer.ends_on,
        }
        for offer in queries.own_offers(union=union, person=person, on=today)
    ]


@router.post("/me/offers", response={201: IdOut}, operation_id="offer_effort")
def offer_effort(
    request: HttpRequest, body: OfferIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Offer so many hours a week of a kind of help."""
    by, union, at = auth.actor(request)
    draft = OfferDraft(
        person=body.person or by,
        skill=body.skill,
        hours_per_week=body.hours_per_week,
        starts_on=body.starts_on,
        ends_on=body.ends_on,
    )
    made = services.offer_effort(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.delete(
    "/me/offers/{uuid:offer}", response={204: None}, operation_id="withdraw_offer"
)
def withdraw_offer(request: HttpRequest, offer: UUID) -> Status[None]:
    """Take an offer back."""
    by, union, at = auth.actor(request)
    services.withdraw_offer(offer=offer, union=union, by=by, at=at)
    return Status(204, None)


@router.put("/me/less", response={204: None}, operation_id="offer_less")
def offer_less(request: HttpRequest, body: LessIn) -> Status[None]:
    """Offer only a part of everything for now. No reason is asked."""
    by, union, at = auth.actor(request)
    services.offer_less(
        percent_left=body.percent_left, until=body.until, union=union, by=by, at=at
    )
    return Status(204, None)


@router.delete("/me/less", response={204: None}, operation_id="offer_all_again")
def offer_all_again(request: HttpRequest) -> Status[None]:
    """Let one's offers hold in full again."""
    by, union, at = auth.actor(request)
    services.offer_all_again(union=union, by=by, at=at)
    return Status(204, None)


@router.get("/effort", response=list[TotalOut], operation_id="list_effort")
def list_effort(request: HttpRequest) -> list[dict[str, object]]:
    """List what all together offer this week."""
    _person, union, at = associate(request)
    today = people.local_day(union=union, at=at)
    return [
        {
            "skill": total.skill,
            "skill_name": total.skill_name,
            "per_week": measure_out(total.per_week),
        }
        for total in queries.totals(union=union, on=today)
    ]
