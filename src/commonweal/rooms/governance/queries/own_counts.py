"""What is kept of one person about counting, for that person only (I-21)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q

from commonweal.rooms.governance.models import (
    Lottery,
    Motion,
    PaperTyping,
    Teller,
    UrnTyping,
)
from commonweal.rooms.governance.queries import stages

Rows = list[Mapping[str, object]]


def own_counts(*, person: UUID, union: UUID) -> Mapping[str, Rows]:
    """Return the urns they counted, the sheets they typed, the lots they told or began."""
    urns = UrnTyping.objects.filter(person_id=person, motion__union_id=union)
    sheets = PaperTyping.objects.filter(
        Q(first=person) | Q(second=person), motion__union_id=union
    )
    told = Teller.objects.filter(person_id=person, lottery__union_id=union)
    begun = Lottery.objects.filter(begun_by=person, union_id=union)
    return {
        "decide_urns_counted": [
            {"motion": _title(one.motion), "typed_at": one.typed_at}
            for one in urns.select_related("motion").order_by("typed_at")
        ],
        "decide_sheets_typed": [
            {"motion": _title(one.motion), "typed_on": one.typed_on}
            for one in sheets.select_related("motion").order_by("typed_on", "id")
        ],
        "decide_lots_told": [
            {"what_for": one.lottery.what_for, "word": one.reveal}
            for one in told.select_related("lottery").order_by("lottery__begun_at")
        ],
        "decide_lots_begun": [
            {"what_for": one.what_for, "begun_at": one.begun_at}
            for one in begun.order_by("begun_at")
        ],
    }


def _title(row: Motion) -> str:
    return stages.current_version(row).title
