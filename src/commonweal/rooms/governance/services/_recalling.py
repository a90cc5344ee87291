"""What a recall must say before it is brought (§5.8): whose role, and what is new."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.rooms.governance.errors import motions as says
from commonweal.rooms.governance.models import Motion, Step
from commonweal.rooms.governance.words import EffectDraft, MotionDraft

#: The same recall is not asked for again so long, without new facts.
DAYS_APART = 60
_IN_FORCE = frozenset({"in force", "coming"})


def problems_with(draft: MotionDraft, union: UUID, at: datetime) -> list[Problem]:
    """Say what is wrong with a recall; nothing about other matters."""
    if draft.matter != "recall":
        return []
    if draft.about is None:
        return [Problem("about", says.RECALL_NEEDS_MANDATE)]
    return [
        *_problems_with_subject(draft.about, union, at),
        *_problems_with_repeat(draft, union, at),
    ]


def effects_of(
    draft: MotionDraft, union: UUID, at: datetime
) -> tuple[EffectDraft, ...]:
    """Return what a recall does by itself: it ends the mandate, or all of a council's."""
    if draft.about is None:
        return ()
    ended = mandates_of(draft.about, union, at) or (draft.about,)
    return tuple(EffectDraft("mandate.end", {"mandate": str(one)}) for one in ended)


def mandates_of(about: UUID, union: UUID, at: datetime) -> tuple[UUID, ...]:
    """Return the mandates that an election gave, when a whole council is recalled."""
    election = Motion.objects.filter(union_id=union, id=about).first()
    if election is None or election.decision is None:
        return ()
    return tuple(
        one.id
        for one in people.list_mandates(union=union, at=at)
        if one.decision == election.decision and one.status in _IN_FORCE
    )


def holders_of(about: UUID, union: UUID, at: datetime) -> frozenset[UUID]:
    """Return who is heard first: whoever holds what is to be ended."""
    wanted = set(mandates_of(about, union, at)) or {about}
    return frozenset(
        one.person
        for one in people.list_mandates(union=union, at=at)
        if one.id in wanted
    )


def _problems_with_subject(about: UUID, union: UUID, at: datetime) -> list[Problem]:
    if mandates_of(about, union, at):
        return []
    try:
        mandate = people.get_mandate(union=union, mandate=about, at=at)
    except NotFound:
        return [Problem("about", says.RECALL_NEEDS_MANDATE)]
    found = []
    if mandate.status not in _IN_FORCE:
        found.append(Problem("about", says.RECALL_NEEDS_MANDATE))
    if mandate.decision is not None and _was_proportional(union, mandate.decision):
        found.append(Problem("about", says.RECALL_WHOLE_BODY))
    return found


def _was_proportional(union: UUID, decision: int) -> bool:
    election = Motion.objects.filter(union_id=union, decision=decision).first()
    return election is not None and (election.rule or {}).get("process") == "stv"


def _problems_with_repeat(
    draft: MotionDraft, union: UUID, at: datetime
) -> list[Problem]:
    if draft.new_facts.strip():
        return []
    earlier = Step.objects.filter(
        motion__union_id=union,
        motion__matter="recall",
        motion__about=draft.about,
        kind="counted",
        at__gt=at - timedelta(days=DAYS_APART),
    ).order_by("-at")
    last = earlier.first()
    if last is None:
        return []
    again = last.at + timedelta(days=DAYS_APART)
    facts = {"day": last.at.date().isoformat(), "again": again.date().isoformat()}
    return [Problem("new_facts", says.RECALL_AGAIN, facts)]
