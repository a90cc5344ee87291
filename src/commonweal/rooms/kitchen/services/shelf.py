"""Deeds on what the kitchen knows of its foods: shop sections, least on hand, codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import measure_of
from commonweal.core.vf.problems import Problem, Refused, require
from commonweal.rooms.kitchen import errors, permissions, words
from commonweal.rooms.kitchen.models import Card, ShopSection
from commonweal.rooms.kitchen.queries import dishes, foods
from commonweal.rooms.kitchen.services import whole
from commonweal.rooms.kitchen.translate import amounts

SECTIONS_MAX = 60


@deeds.deed
def set_sections(
    *, names: tuple[str, ...], union: UUID, by: UUID, at: datetime
) -> None:
    """Put the sections of our shop in this order; those left out end."""
    permissions.require_kitchen(by=by, union=union, at=at)
    wanted = [name for raw in names if (name := amounts.clean(raw))]
    require(_problems_with(wanted))
    keep_sections(wanted, union=union)
    stale = ShopSection.objects.filter(union_id=union).exclude(name__in=wanted)
    Card.objects.filter(section__in=stale).update(section=None)
    stale.delete()


def _problems_with(names: list[str]) -> list[Problem]:
    problems = [
        errors.section_twice(name)
        for number, name in enumerate(names)
        if name.casefold() in {one.casefold() for one in names[:number]}
    ]
    if any(len(name) > words.NAME_LETTERS for name in names):
        problems.append(errors.too_long("names", words.NAME_LETTERS))
    if len(names) > SECTIONS_MAX:
        problems.append(errors.not_a_number("names", str(len(names)), 1, SECTIONS_MAX))
    return problems


def keep_sections(names: list[str], *, union: UUID) -> Mapping[str, UUID]:
    """Write sections in order; return each by its name."""
    for place, name in enumerate(names):
        ShopSection.objects.update_or_create(
            union_id=union,
            name=name,
            defaults={"place": place},
            create_defaults={
                "id": ids.id_from_key(union, f"shop_section:{name.casefold()}"),
                "place": place,
            },
        )
    rows = ShopSection.objects.filter(union_id=union, name__in=names)
    return {row.name: row.id for row in rows}


@deeds.deed
def set_card(*, draft: words.CardDraft, union: UUID, by: UUID, at: datetime) -> None:
    """Say where our shop has a kind, the least we keep of it, and what is in it."""
    permissions.require_kitchen(by=by, union=union, at=at)
    kinds = foods.kinds_by_id(foods.list_foods(union=union))
    problems: list[Problem] = []
    kind = kinds.get(draft.kind)
    if kind is None:
        problems.append(errors.unknown_kind("kind"))
    if (
        draft.section is not None
        and not ShopSection.objects.filter(union_id=union, id=draft.section).exists()
    ):
        problems.append(errors.not_here("section"))
    problems.extend(whole.problems_with_codes(draft.codes or ()))
    least = _least(draft.least, kind, problems)
    require(problems)
    codes = None if draft.codes is None else list(dishes.in_order(draft.codes))
    today = people.local_day(union=union, at=at)
    before = foods.cards_of(union).get(draft.kind)
    said: dict[str, object] = {"codes": codes}
    if before is None or before.codes != codes:
        said["source"] = "" if codes is None else today.isoformat()
    Card.objects.update_or_create(
        union_id=union,
        kind=draft.kind,
        defaults={"section_id": draft.section, "least": least} | said,
    )


def _least(
    text: str, kind: Specification | None, problems: list[Problem]
) -> int | None:
    if not text.strip() or kind is None:
        return None
    try:
        amount = measure_of(text, kind.unit, field="least").amount
    except Refused as refused:
        problems.extend(refused.problems)
        return None
    if amount < 0:
        problems.append(errors.negative("least"))
        return None
    return amount or None
