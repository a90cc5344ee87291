"""Deeds of livelihood: offer effort, offer less for now, withdraw."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import services as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.measure import measure_of
from commonweal.core.vf.problems import Problem, Refused, require
from commonweal.core.vf.units import HOUR
from commonweal.rooms.livelihood import errors, permissions, queries, translate
from commonweal.rooms.livelihood.models import Ease, Offer, PublishedTotal
from commonweal.rooms.livelihood.words import EASE_DAYS_MAX, PARTS_LEFT, OfferDraft

_SHORTEST_MINUTES = 15
_WEEK_MINUTES = 168 * 60


@deeds.deed
def offer_effort(
    *, draft: OfferDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Offer so many hours a week of a kind of help. Doing it twice changes nothing."""
    permissions.require_own(person=draft.person, by=by, union=union, at=at)
    offer_id = ids.id_from_key(union, f"offer_effort:{key}")
    if Offer.objects.filter(id=offer_id).exists():
        return offer_id

    minutes, problems = _minutes(draft.hours_per_week)
    require([*_problems_with(draft, union), *problems])
    Offer.objects.create(
        id=offer_id,
        union_id=union,
        person_id=draft.person,
        skill_id=draft.skill,
        minutes_per_week=minutes,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        made_by=by,
        made_at=at,
    )
    _publish(union=union, skills={draft.skill}, at=at)
    return offer_id


@deeds.deed
def withdraw_offer(*, offer: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Take an offer back from today on. No reason, no notice."""
    row = queries.get_offer(union=union, offer=offer)
    permissions.require_own(person=row.person_id, by=by, union=union, at=at)
    if row.withdrawn_on is not None:
        return
    row.withdrawn_on = people.local_day(union=union, at=at)
    row.save(update_fields=["withdrawn_on"])
    _publish(union=union, skills={row.skill_id}, at=at)


@deeds.deed
def offer_less(
    *, percent_left: int, until: date, union: UUID, by: UUID, at: datetime
) -> None:
    """Offer only a part of everything, from today until a day. No reason is asked."""
    permissions.require_own(person=by, by=by, union=union, at=at)
    today = people.local_day(union=union, at=at)
    require(_problems_with_ease(percent_left, until, today))
    Ease.objects.update_or_create(
        union_id=union,
        person_id=by,
        defaults={
            "percent_left": percent_left,
            "starts_on": today,
            "ends_on": until,
            "made_at": at,
        },
    )
    _publish(union=union, skills=_skills_of(union, by), at=at)


@deeds.deed
def offer_all_again(*, union: UUID, by: UUID, at: datetime) -> None:
    """End the ease: offers hold in full again."""
    permissions.require_own(person=by, by=by, union=union, at=at)
    Ease.objects.filter(union_id=union, person_id=by).delete()
    _publish(union=union, skills=_skills_of(union, by), at=at)


@deeds.part_of_a_deed
def forget_person(*, person: UUID, union: UUID, at: datetime) -> None:
    """Remove every row of a person who leaves; the totals fall accordingly."""
    skills = _skills_of(union, person)
    Offer.objects.filter(union_id=union, person_id=person).delete()
    Ease.objects.filter(union_id=union, person_id=person).delete()
    _publish(union=union, skills=skills, at=at)


@deeds.deed
def forget_past(*, union: UUID, keep_days: int, at: datetime) -> int:
    """Remove offers and eases that ended so many days ago (I-24); say how many."""
    before = people.local_day(union=union, at=at) - timedelta(days=keep_days)
    ended = Offer.objects.filter(union_id=union)
    n_offers = sum(
        rows.delete()[0]
        for rows in (
            ended.filter(ends_on__lt=before),
            ended.filter(withdrawn_on__lt=before),
        )
    )
    n_eases, _ = Ease.objects.filter(union_id=union, ends_on__lt=before).delete()
    return n_offers + n_eases


def _minutes(hours: str) -> tuple[int, list[Problem]]:
    try:
        minutes = measure_of(hours, HOUR, field="hours_per_week").amount
    except Refused as refusal:
        return 0, list(refusal.problems)
    if not _SHORTEST_MINUTES <= minutes <= _WEEK_MINUTES:
        return 0, [errors.hours_out_of_range(hours)]
    return minutes, []


def _problems_with(draft: OfferDraft, union: UUID) -> list[Problem]:
    problems = []
    if draft.skill not in {skill.id for skill in queries.list_skills(union=union)}:
        problems.append(errors.not_a_skill())
    if draft.ends_on is not None and draft.ends_on < draft.starts_on:
        problems.append(errors.ends_too_early(draft.starts_on))
    return problems


def _problems_with_ease(percent_left: int, until: date, today: date) -> list[Problem]:
    problems = []
    if percent_left not in PARTS_LEFT:
        problems.append(errors.not_a_part(", ".join(map(str, PARTS_LEFT))))
    if until < today:
        problems.append(errors.ends_too_early(today))
    if until > today + timedelta(days=EASE_DAYS_MAX):
        problems.append(errors.ease_too_long(EASE_DAYS_MAX))
    return problems


def _skills_of(union: UUID, person: UUID) -> set[UUID]:
    rows = Offer.objects.filter(union_id=union, person_id=person)
    return set(rows.values_list("skill_id", flat=True))


def _publish(*, union: UUID, skills: set[UUID], at: datetime) -> None:
    """Write the union's totals of these kinds of help; only totals leave this room."""
    eases = list(Ease.objects.filter(union_id=union))
    today = people.local_day(union=union, at=at)
    for skill in sorted(skills):
        offers = Offer.objects.filter(union_id=union, skill_id=skill)
        spans = queries.spans_of(offers, eases, first=today)
        total, _ = PublishedTotal.objects.get_or_create(
            union_id=union, skill_id=skill, defaults={"n_spans": 0}
        )
        for number in range(max(len(spans), total.n_spans)):
            span = spans[number] if number < len(spans) else None
            draft = translate.intent_of(span, union=union, skill=skill, number=number)
            ledger.set_intent(draft=draft, at=at)
        total.n_spans = len(spans)
        total.save(update_fields=["n_spans"])
