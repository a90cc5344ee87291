"""Motions as people bring and answer them on pages, and a clock that tests move."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.words import MotionDraft
from tests.conftest import AT

BIKES = {
    "title": "Bikes in the barn",
    "sentence": "All bikes stand in the barn at night.",
    "text": "Bikes stand in the barn from dusk on.",
}
#: Longer than any talk, any fixed text and any time for answers in these tests.
TALK = timedelta(days=15)
FIXED = timedelta(days=4)
ANSWERS = timedelta(days=15)
#: Seconds somebody stays signed in while a test moves the clock.
YEAR = 365 * 24 * 3600


class Clock:
    """What pages and programs read as now."""

    def __init__(self, monkeypatch) -> None:
        self.at: datetime = AT
        monkeypatch.setattr(timezone, "now", lambda: self.at)

    def move(self, by: timedelta) -> datetime:
        self.at += by
        return self.at


def bring(page, matter="agreement", key="m", **fields) -> UUID:
    """Bring a motion by its form; return its id."""
    form = {**BIKES, "then": "keep", "key": key, **fields}
    answer = page.post(reverse("governance:write_motion", args=[matter]), form)
    assert answer.status_code == 302, answer.content.decode()
    return UUID(answer.url.rstrip("/").rsplit("/", 1)[1])


def put(union, by, clock, matter="circle_policy", key="m", **more) -> UUID:
    """Bring a motion as a deed, and take it until its text is fixed and it is open."""
    draft = MotionDraft(**{**BIKES, "matter": matter, **more})
    who = {"union": union.id, "by": by.id}
    motion = services.bring_motion(draft=draft, key=key, at=clock.at, **who)
    services.start_discussion(motion=motion, at=clock.at, **who)
    services.freeze_motion(motion=motion, at=clock.move(TALK), **who)
    services.advance_motion(motion=motion, union=union.id, at=clock.move(FIXED))
    return motion


def url(name: str, motion: UUID, *more: object) -> str:
    """Return the address of a page about a motion."""
    return reverse(f"governance:{name}", args=[motion, *more])


def look(union, motion, person, clock):
    """Return a motion as it stands for somebody."""
    return queries.get_motion(
        union=union.id, motion=motion, person=person.id, at=clock.at
    )
