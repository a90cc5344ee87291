"""What is kept of one person's part in meetings, for their own export (I-21)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from commonweal.rooms.governance.models import (
    ActionPoint,
    AgendaItem,
    MinuteCorrection,
    MinuteLine,
    Presence,
    RoleCard,
)

Rows = list[Mapping[str, object]]


def own_meetings(*, person: UUID, union: UUID) -> Mapping[str, Rows]:
    """Return it as tables."""
    items = AgendaItem.objects.filter(meeting__union_id=union, added_by=person)
    actions = ActionPoint.objects.filter(meeting__union_id=union, person_id=person)
    lines = MinuteLine.objects.filter(meeting__union_id=union, by=person)
    corrections = MinuteCorrection.objects.filter(meeting__union_id=union, by=person)
    there = Presence.objects.filter(meeting__union_id=union, person_id=person)
    cards = RoleCard.objects.filter(meeting__union_id=union, person_id=person)
    return {
        "meeting_items": [
            {"meeting": one.meeting.title, "title": one.title, "kind": one.kind}
            for one in items.select_related("meeting").order_by("added_at", "id")
        ],
        "meeting_actions": [
            {"words": one.words, "due": one.due, "done": one.is_done}
            for one in actions.order_by("due", "id")
        ],
        "meeting_lines": [
            {"kind": one.kind, "words": one.words, "at": one.at}
            for one in lines.order_by("at", "id")
        ],
        "meeting_corrections": [
            {"words": one.words, "at": one.at}
            for one in corrections.order_by("at", "id")
        ],
        "meetings_attended": [
            {"meeting": one.meeting.title, "named": one.is_named}
            for one in there.select_related("meeting").order_by("meeting__starts_at")
        ],
        "meeting_cards": [
            {"meeting": one.meeting.title, "card": one.card}
            for one in cards.select_related("meeting").order_by("meeting__starts_at")
        ],
    }
