"""Support and concerns, and what they make of an announcement or a shift. Pure but one.

A concern holds the thing until the talk is over; silence and support let it go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.rooms.purse.models import Voice
from commonweal.rooms.purse.words.together import ConcernView, State


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said about one thing, as one person sees it."""

    n_support: int
    concerns: tuple[ConcernView, ...]
    mine: str

    @property
    def in_talk(self) -> bool:
        """Whether a concern is open."""
        return any(concern.is_open for concern in self.concerns)


def heard(
    voices: Iterable[Voice], *, person: UUID | None, names: Mapping[UUID, str]
) -> Heard:
    """Put together what was said, the oldest concern first."""
    said = sorted(voices, key=lambda voice: (voice.said_on, voice.id))
    concerns = tuple(
        ConcernView(
            id=voice.id,
            who=names.get(voice.person_id, "") if voice.person_id else "",
            words=voice.words,
            said_on=voice.said_on,
            is_open=voice.settled_on is None,
            came_to=voice.came_to,
            is_mine=person is not None and voice.person_id == person,
            typed_by=names.get(voice.typed_by, "") if voice.typed_by else "",
        )
        for voice in said
        if voice.kind == "concern"
    )
    mine = [
        voice.kind
        for voice in said
        if person is not None and voice.person_id == person and voice.settled_on is None
    ]
    n_support = sum(voice.kind == "support" for voice in said)
    return Heard(n_support, concerns, mine[-1] if mine else "")


def state_of(
    *, status: str, stands_from: date, in_talk: bool, is_used_up: bool, on: date
) -> State:
    """Say how an announcement or a shift is doing on a day."""
    if status == "withdrawn":
        return "withdrawn"
    if status == "done" or is_used_up:
        return "done"
    if in_talk:
        return "talk"
    return "stands" if on >= stands_from else "waits"


def is_in_talk(voices: Iterable[Voice]) -> bool:
    """Say whether a concern is open among these."""
    return any(v.kind == "concern" and v.settled_on is None for v in voices)


def names_of(union: UUID, persons: Sequence[UUID | None]) -> dict[UUID, str]:
    """Return the names of those who spoke and are still here."""
    if not any(persons):
        return {}
    return {person.id: person.name for person in people.list_people(union=union)}
