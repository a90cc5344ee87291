"""What is kept of one person's talks, for their own export: no name but theirs (I-21)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from commonweal.rooms.governance.models import (
    AskForHelp,
    Mediator,
    MembershipCase,
    TalkPart,
)

Rows = list[Mapping[str, object]]


def own_cases(*, person: UUID, union: UUID) -> Mapping[str, Rows]:
    """Return it as tables. What others are in shows as their own part only."""
    parts = TalkPart.objects.filter(talk__union_id=union, person_id=person)
    helps = AskForHelp.objects.filter(union_id=union, by=person)
    cases = MembershipCase.objects.filter(union_id=union, person_id=person)
    ready = Mediator.objects.filter(union_id=union, person_id=person)
    return {
        "talks": [
            {
                "part": one.part,
                "step": one.talk.step,
                "status": one.talk.status,
                "agreed": one.talk.words if one.part == "party" else "",
                "until": one.talk.until,
                "erased_on": one.talk.erase_on,
            }
            for one in parts.select_related("talk").order_by("talk_id")
        ],
        "help_asked": [
            {"wish": one.wish, "asked_on": one.asked_on, "erased_on": one.erase_on}
            for one in helps.order_by("asked_on", "id")
        ],
        "membership_questions": [
            {
                "kind": one.kind,
                "status": one.status,
                "notice_on": one.notice_on,
                "hearing_on": one.hearing_on,
                "basics_until": one.basics_until,
            }
            for one in cases.exclude(status="asked").order_by("asked_on", "id")
        ],
        "ready_to_mediate": [{"ready": True} for _one in ready],
    }
