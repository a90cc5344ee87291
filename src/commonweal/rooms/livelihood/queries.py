"""Questions about offers: one's own, and the union's totals."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound
from commonweal.core.vf.units import HOUR
from commonweal.rooms.livelihood import errors
from commonweal.rooms.livelihood.models import Ease, Offer
from commonweal.rooms.livelihood.words import (
    EaseView,
    OfferView,
    SkillView,
    Span,
    TotalView,
)


def list_skills(*, union: UUID) -> tuple[SkillView, ...]:
    """Return the kinds of help of this union, by name."""
    skills = [
        SkillView(spec.id, spec.name)
        for spec in ledger.list_specifications(union=union)
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
    names = {spec.id: spec.name for spec in ledger.list_specifications(union=union)}
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
    smallest = charter.whole(union=union, key="privacy.smallest_group", on=on)
    found = []
    for skill in list_skills(union=union):
        offers = Offer.objects.filter(union_id=union, skill_id=skill.id)
        eases = Ease.objects.filter(union_id=union)
        today = [
            span for span in spans_of(offers, eases, first=on) if span.starts_on <= on
        ]
        if not today:
            continue
        shown = today[0].n_people >= smallest
        amount = Measure(today[0].minutes, HOUR) if shown else None
        found.append(TotalView(skill.id, skill.name, amount))
    return tuple(found)


_ONE_DAY = timedelta(days=1)


def spans_of(
    offers: Iterable[Offer], eases: Iterable[Ease], *, first: date
) -> tuple[Span, ...]:
    """Add up what all offer, span by span from ``first``; spans of nothing are left out."""
    eased = {ease.person_id: ease for ease in eases}
    pieces = [piece for offer in offers for piece in _pieces(offer, eased, first)]
    edges = sorted({edge for start, after, *_ in pieces for edge in (start, after)})
    spans = [_span(pieces, start, after) for start, after in itertools.pairwise(edges)]
    return tuple(span for span in spans if span.minutes)


#: A day after every day anyone plans for; stands for "no end".
_OPEN = date(9999, 1, 1)

_Piece = tuple[date, date, int, UUID]


def _pieces(offer: Offer, eased: dict[UUID, Ease], first: date) -> list[_Piece]:
    """Cut an offer where an ease begins and ends; days are [start, after)."""
    start = max(offer.starts_on, first)
    after = min(
        _OPEN if offer.ends_on is None else offer.ends_on + _ONE_DAY,
        _OPEN if offer.withdrawn_on is None else offer.withdrawn_on,
    )
    cuts = [(start, after, 100)]
    ease = eased.get(offer.person_id)
    if ease is not None:
        begin, end = ease.starts_on, ease.ends_on + _ONE_DAY
        cuts = [
            (start, min(after, begin), 100),
            (max(start, begin), min(after, end), ease.percent_left),
            (max(start, end), after, 100),
        ]
    return [
        (from_, to, offer.minutes_per_week * percent // 100, offer.person_id)
        for from_, to, percent in cuts
        if from_ < to and percent
    ]


def _span(pieces: Sequence[_Piece], start: date, after: date) -> Span:
    inside = [piece for piece in pieces if piece[0] <= start and after <= piece[1]]
    return Span(
        starts_on=start,
        ends_on=None if after == _OPEN else after - _ONE_DAY,
        minutes=sum(minutes for _, _, minutes, _ in inside),
        n_people=len({person for _, _, _, person in inside}),
    )


def own_data(
    *, person: UUID, union: UUID, at: datetime
) -> Mapping[str, list[Mapping[str, object]]]:
    """Return what is kept of a person here, as tables for their own export (I-21)."""
    rows = Offer.objects.filter(union_id=union, person_id=person).order_by("starts_on")
    names = {spec.id: spec.name for spec in ledger.list_specifications(union=union)}
    offers: list[Mapping[str, object]] = [
        {
            "skill": names.get(row.skill_id, str(row.skill_id)),
            "per_week": str(Measure(row.minutes_per_week, HOUR)),
            "starts": row.starts_on,
            "ends": row.ends_on,
            "withdrawn": row.withdrawn_on,
        }
        for row in rows
    ]
    ease = own_ease(union=union, person=person, on=at.date())
    return {"offers": offers, "ease": [] if ease is None else [asdict(ease)]}
