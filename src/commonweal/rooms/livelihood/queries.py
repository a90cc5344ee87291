"""Questions about offers: one's own, and the union's totals."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound
from commonweal.core.vf.units import HOUR
from commonweal.rooms.livelihood import errors, translate
from commonweal.rooms.livelihood.models import Ease, Offer
from commonweal.rooms.livelihood.words import (
    EaseView,
    OfferView,
    SkillView,
    TotalView,
)


def list_skills(*, union: UUID) -> tuple[SkillView, ...]:
    """Return the kinds of help of this union, by name."""
    skills = [
        SkillView(spec.id, spec.name)
        for spec in ledger.specifications(union)
        if is_skill(spec.classified_as)
    ]
    return tuple(sorted(skills, key=lambda skill: skill.name.casefold()))


def is_skill(classes: tuple[str, ...]) -> bool:
    """Say whether a kind so classified is a kind of help."""
    return "skill" in classes


def own_offers(*, union: UUID, person: UUID, on: date) -> tuple[OfferView, ...]:
    """Return a person's own standing offers. Only for that person (I-11)."""
    rows = (
        Offer.objects.filter(
            union_id=union, person_id=person, withdrawn_on__isnull=True
        )
        .exclude(ends_on__lt=on)
        .order_by("starts_on", "id")
    )
    names = {spec.id: spec.name for spec in ledger.specifications(union)}
    return tuple(
        OfferView(
            id=row.id,
            skill=row.skill_id,
            skill_name=names.get(row.skill_id, ""),
            per_week=Measure(row.minutes_per_week, HOUR),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in rows
    )


def own_ease(*, union: UUID, person: UUID, on: date) -> EaseView | None:
    """Return the ease a person has asked for, while it lasts."""
    row = Ease.objects.filter(union_id=union, person_id=person, ends_on__gte=on).first()
    if row is None:
        return None
    return EaseView(row.percent_left, row.starts_on, row.ends_on)


def get_offer(*, union: UUID, offer: UUID) -> Offer:
    """Return one offer row, or refuse."""
    row = Offer.objects.filter(union_id=union, id=offer).first()
    if row is None:
        raise NotFound(errors.no_such_offer())
    return row


def totals(*, union: UUID, on: date) -> tuple[TotalView, ...]:
    """Return what all offer together on a day, hidden where few stand behind it."""
    smallest = charter.rule(union=union, key="privacy.smallest_group", on=on)
    found = []
    for skill in list_skills(union=union):
        offers = Offer.objects.filter(union_id=union, skill_id=skill.id)
        eases = Ease.objects.filter(union_id=union)
        today = [
            span
            for span in translate.spans_of(offers, eases, first=on)
            if span.starts_on <= on
        ]
        if not today:
            continue
        shown = today[0].n_people >= smallest
        amount = Measure(today[0].minutes, HOUR) if shown else None
        found.append(TotalView(skill.id, skill.name, amount))
    return tuple(found)
