"""What is kept of one person in deciding, for that person only (I-21)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from commonweal.rooms.governance.models import (
    Answer,
    Asked,
    Away,
    Entry,
    Membership,
    Motion,
    Voice,
    Voter,
)
from commonweal.rooms.governance.queries import (
    own_cases,
    own_counts,
    own_meetings,
    own_powers,
    stages,
)

Rows = list[Mapping[str, object]]


def own_data(
    *, person: UUID, union: UUID, at: datetime
) -> Mapping[str, list[Mapping[str, object]]]:
    """Return everything deciding keeps of a person, as tables for their export."""
    del at
    return {
        "decide_motions": _motions(person, union),
        "decide_voices": _voices(person, union),
        "decide_answers": _answers(person, union),
        "decide_lists_of_voters": _lists(person, union),
        "decide_circles": [
            {
                "circle": row.body.name,
                "asked_at": row.asked_at,
                "welcomed_at": row.welcomed_at,
            }
            for row in Membership.objects.filter(
                person_id=person, body__union_id=union
            ).select_related("body")
        ],
        "decide_away": [
            {"until": row.until}
            for row in Away.objects.filter(person_id=person, union_id=union)
        ],
        "decide_asked_for_advice": [
            {"motion": _title(row.motion), "why": row.why, "asked_at": row.asked_at}
            for row in Asked.objects.filter(
                person_id=person, motion__union_id=union
            ).select_related("motion")
        ],
        "decide_asked_about": [
            {"decision": number, "title": title}
            for number, title in Entry.objects.filter(
                union_id=union, ask_person_id=person
            ).values_list("number", "title")
        ],
        **own_meetings.own_meetings(person=person, union=union),
        **own_counts.own_counts(person=person, union=union),
        **own_powers.own_powers(person=person, union=union),
        **own_cases.own_cases(person=person, union=union),
    }


def _motions(person: UUID, union: UUID) -> Rows:
    rows = Motion.objects.filter(union_id=union, brought_by=person)
    return [
        {"title": _title(row), "brought_at": row.brought_at, "stage": row.stage}
        for row in rows.order_by("brought_at", "id")
    ]


def _voices(person: UUID, union: UUID) -> Rows:
    rows = Voice.objects.filter(motion__union_id=union, by=person)
    return [
        {
            "motion": _title(row.motion),
            "kind": row.kind,
            "words": row.words,
            "at": row.at,
            "status": row.status,
        }
        for row in rows.select_related("motion").order_by("at", "id")
    ]


def _answers(person: UUID, union: UUID) -> Rows:
    """Return answers while they are linked; secret ones are not, once they are counted."""
    rows = Answer.objects.filter(motion__union_id=union, person_id=person)
    return [
        {
            "motion": _title(row.motion),
            "answer": row.answer,
            "reason": row.reason,
            "receipt": row.receipt,
            "given_on": row.given_on,
            "was_typed_by_others": row.helper is not None,
        }
        for row in rows.select_related("motion").order_by("given_on", "id")
    ]


def _lists(person: UUID, union: UUID) -> Rows:
    rows = Voter.objects.filter(motion__union_id=union, person_id=person)
    return [
        {"motion": _title(row.motion), "round": row.round}
        for row in rows.select_related("motion").order_by("motion__brought_at", "round")
    ]


def _title(row: Motion) -> str:
    return stages.current_version(row).title
