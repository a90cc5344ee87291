"""Everything kept of one person here, as tables for their own export (I-21)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from commonweal.rooms.needs.models import Preference, Request
from commonweal.rooms.needs.queries import needs, shares

_MOST = 100_000  # shares in a life; a limit all the same


def own_data(
    *, person: UUID, union: UUID, at: datetime
) -> Mapping[str, list[Mapping[str, object]]]:
    """Return a person's needs, shares, requests and rankings."""
    del at
    stated = needs.export_own(person=person, union=union)
    received = shares.list_my_shares(person=person, union=union, limit=_MOST)
    asked = Request.objects.filter(person=person, line__round__union=union)
    ranked = Preference.objects.filter(person=person, line__round__union=union)
    return {
        "needs": [_need(need) for need in stated],
        "shares": [_share(share) for share in received],
        "requests": list(asked.order_by("id").values("line", "amount", "tier")),
        "rankings": list(ranked.order_by("id").values("line", "place")),
    }


def _need(need: needs.NeedView) -> Mapping[str, object]:
    return {
        "kind": need.kind.name,
        "quantity": str(need.quantity),
        "per": need.per,
        "due": need.due,
        "begins": need.begins,
        "ends": need.ends,
        "tier": need.tier,
        "is_wish": need.is_wish,
        "status": need.status,
        "typed_by": need.typed_by,
        "stated_at": need.stated_at,
        "keep_until": need.keep_until,
    }


def _share(share: shares.ShareView) -> Mapping[str, object]:
    return {
        "kind": share.kind.name,
        "tier": share.tier,
        "asked": str(share.asked),
        "amount": str(share.amount),
        "status": share.status,
        "handed_at": share.handed_at,
    }
