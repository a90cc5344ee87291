"""The first page of deciding: what awaits my answer, what is talked about, what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commonweal.commons.people import queries as people
from commonweal.interfaces.web import access
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.queries import meetings
from commonweal.rooms.governance.words import MotionLine
from commonweal.rooms.governance.words.meetings import MeetingLine

#: Lines of each list; the pages behind show the rest.
MOST_LINES = 6
#: Doors to the other pages of deciding, in the order in which they are sought.
DOORS: tuple[tuple[str, str | Promise], ...] = (
    ("governance:register", _("The register")),
    ("governance:due", _("To be looked at again")),
    ("governance:meetings", _("Meetings")),
    ("governance:actions", _("What we took on")),
    ("governance:bodies", _("Who decides")),
    ("governance:methods", _("Ways of deciding")),
    ("people:mandates", _("Mandates")),
    ("people:charter", _("The charter")),
    ("governance:delegates", _("Delegates")),
    ("governance:memberships", _("Who belongs to us")),
    ("governance:emergencies", _("Emergencies")),
    ("governance:talks", _("When two disagree")),
    ("governance:list_lots", _("Public lots")),
    ("governance:changed", _("What my input changed")),
)


@dataclass(frozen=True, slots=True)
class Overview:
    """What is being decided, for one person."""

    waiting: tuple[MotionLine, ...]
    talking: tuple[MotionLine, ...]
    decided: tuple[MotionLine, ...]
    meeting: MeetingLine | None


def compose(
    person: people.PersonView, union: people.UnionView, at: datetime
) -> Overview:
    """Ask for a few of each."""
    ended: dict[str, Any] = {
        "union": union.id,
        "person": person.id,
        "at": at,
        "limit": MOST_LINES,
    }
    going = queries.list_motions(
        union=union.id, person=person.id, at=at, stage="going", limit=4 * MOST_LINES
    )
    waiting = queries.list_motions(stage="waiting", **ended)
    asked = {line.id for line in waiting}
    coming = meetings.list_meetings(union=union.id, at=at)
    return Overview(
        waiting=waiting,
        talking=tuple(
            line for line in going if line.id not in asked and line.stage != "closed"
        )[:MOST_LINES],
        decided=tuple(line for line in going if line.stage == "closed")
        + queries.list_motions(stage="ended", **ended),
        meeting=coming[0] if coming else None,
    )


@require_safe
@access.signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """Show in one look what is being decided."""
    person, union, at = access.who(request)
    services.advance(union=union.id, at=at)
    found = compose(person, union, at)
    context = {
        "waiting": found.waiting,
        "talking": found.talking,
        "decided": found.decided[:MOST_LINES],
        "meeting": found.meeting,
        "has_register": bool(_address("governance:register")),
        "has_meetings": bool(_address("governance:meetings")),
        "doors": [
            (address, words) for name, words in DOORS if (address := _address(name))
        ],
    }
    return render(request, "web/governance/overview.html", context)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
