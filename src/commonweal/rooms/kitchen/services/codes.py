"""Deeds on safe foods: what not to serve somebody. Foods, never why (I-3, H1)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, require
from commonweal.rooms.kitchen import errors, permissions, words
from commonweal.rooms.kitchen.models import SafeFoods
from commonweal.rooms.kitchen.queries import dishes
from commonweal.rooms.kitchen.services import whole


@deeds.deed
def state_codes(
    *, draft: words.CodesDraft, union: UUID, by: UUID, at: datetime
) -> None:
    """Say what not to serve somebody; no codes at all forgets what was said.

    A name goes with them only when the person chooses so; a helper who types for
    others cannot choose it for somebody who signs in.
    """
    permissions.require_for_codes(person=draft.person, by=by, union=union, at=at)
    require(whole.problems_with_codes(draft.codes))
    codes = list(dishes.in_order(draft.codes))
    if not codes:
        SafeFoods.objects.filter(union_id=union, person_id=draft.person).delete()
        return
    SafeFoods.objects.update_or_create(
        union_id=union,
        person_id=draft.person,
        defaults={
            "codes": codes,
            "is_named": draft.is_named and _may_name(draft.person, by),
            "made_by": by,
            "made_at": at,
            "keep_until": _keep_until(union, at),
        },
    )


@deeds.deed
def renew_codes(*, person: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Say that it still holds: it is kept for another span."""
    permissions.require_for_codes(person=person, by=by, union=union, at=at)
    rows = SafeFoods.objects.filter(union_id=union, person_id=person)
    if not rows.update(keep_until=_keep_until(union, at)):
        raise NotFound(errors.not_here("codes"))


def _may_name(person: UUID, by: UUID) -> bool:
    return person == by or not people.get_person(person=person).has_account


def _keep_until(union: UUID, at: datetime) -> date:
    today = people.local_day(union=union, at=at)
    days = charter.whole(union=union, key="kitchen.codes_days", on=today)
    return today + timedelta(days=days)
