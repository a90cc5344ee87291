"""What has been told to a person. Frozen values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from commonweal.commons.notices import words
from commonweal.commons.notices.models import Notice, Reading
from commonweal.commons.people import queries as people

LIST_LIMIT = 100


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice: an English template (marked for translation) and its facts."""

    id: UUID
    kind: str
    message: str
    facts: Mapping[str, object]
    told_at: datetime
    is_read: bool

    @property
    def params(self) -> Mapping[str, object]:
        """The facts, under the name that fills a template."""
        return self.facts


def list_for(*, person: UUID, at: datetime) -> tuple[NoticeView, ...]:
    """List what has been told to this person or to everybody, newest first."""
    who = people.find_person(person=person)
    if who is None:
        return ()
    put_away = Reading.objects.filter(notice=OuterRef("id"), person=person)
    rows = (
        Notice.objects.filter(Q(to=person) | Q(to=None), union=who.union)
        .filter(told_at__lte=at)
        .annotate(is_read=Exists(put_away))
        .order_by("-told_at", "id")[:LIST_LIMIT]
    )
    return tuple(
        NoticeView(
            id=row.id,
            kind=row.kind,
            message=words.MESSAGES.get(row.kind, words.SOMETHING_CHANGED),
            facts=row.facts,
            told_at=row.told_at,
            is_read=row.is_read,
        )
        for row in rows
    )


def count_unread(*, person: UUID, at: datetime) -> int:
    """Count what the person has not put away yet, within the list's limit."""
    return sum(not notice.is_read for notice in list_for(person=person, at=at))


def own_data(
    *, person: UUID, union: UUID, at: datetime
) -> Mapping[str, list[Mapping[str, object]]]:
    """Return what was told to a person alone, for their own export (I-21)."""
    rows = Notice.objects.filter(to=person, union=union, told_at__lte=at)
    return {
        "notices": [
            {"kind": row.kind, "facts": row.facts, "told_at": row.told_at}
            for row in rows.order_by("told_at", "id")
        ]
    }
