"""What the tests of meetings begin with: a house, a meeting called, people who come."""

from __future__ import annotations

from datetime import UTC, datetime

from commonweal.rooms.governance.queries import live, meetings
from commonweal.rooms.governance.services import meetings as deeds
from commonweal.rooms.governance.words.meetings import ItemDraft, MeetingDraft

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
EVENING = datetime(2026, 11, 26, 18, tzinfo=UTC)  # the Thursday after


def call(cast, by=None, **more):
    draft = MeetingDraft(
        title=more.pop("title", "House meeting"),
        place=more.pop("place", "Kitchen"),
        starts_at=more.pop("starts_at", EVENING),
    )
    return deeds.call_meeting(
        draft=draft, seed="47", union=cast.id, by=(by or cast.ben).id,
        key=more.pop("key", "m"), at=more.pop("at", AT),
    )  # fmt: skip


def how(cast, by, at=EVENING):
    return {"union": cast.id, "by": by.id, "at": at}


def add(cast, meeting, by, title, **more):
    at = more.pop("at", AT)
    return deeds.add_item(
        meeting=meeting, draft=ItemDraft(title=title, **more), key=title,
        **how(cast, by, at),
    )  # fmt: skip


def begin(cast, *present, meeting=None, **more):
    """Call a meeting, let people come and open it."""
    meeting = meeting or call(cast, **more)
    for one in present or cast.all:
        deeds.come(meeting=meeting, person=one.id, is_here=True, **how(cast, one))
    deeds.open_meeting(meeting=meeting, **how(cast, (present or cast.all)[0]))
    return meeting


def view(cast, meeting, person=None, at=EVENING):
    return meetings.get_meeting(
        union=cast.id, meeting=meeting, person=(person or cast.ben).id, at=at
    )


def screen(cast, meeting, person=None):
    return live.get_live(
        union=cast.id, meeting=meeting, person=(person or cast.ben).id, at=EVENING
    )


def said(refused) -> list[str]:
    return [str(problem) for problem in refused.value.problems]
