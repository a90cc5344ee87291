"""Shapes of what programs send and get about talks, help and memberships."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema
from pydantic import Field

from commonweal.interfaces.api.governance_shapes import Said
from commonweal.interfaces.api.store_shapes import Strict


class ReadyIn(Strict):
    """Whether one is ready to mediate."""

    is_ready: bool


class WithIn(Strict):
    """With whom one wants to talk."""

    others: list[UUID] = Field(max_length=20)


class YesIn(Strict):
    """Yes or no."""

    yes: bool


class PersonIn(Strict):
    """Somebody."""

    person: UUID


class StepIn(Strict):
    """The next step: mediators, circle (then ``body``) or panel."""

    step: str = Field(max_length=20)
    body: UUID | None = None


class DayIn(Strict):
    """A day, or none."""

    day: date | None


class OutcomeIn(Strict):
    """What people agree: agreement or separation, in words, until a day."""

    outcome: str = Field(max_length=20)
    text: str = Field(max_length=8000)
    until: date


class HelpIn(Strict):
    """Whom one asks for what: talk, stay, move or call."""

    wish: str = Field(max_length=20)
    helpers: list[UUID] = Field(max_length=20)


class HelpAnswerIn(Strict):
    """coming, or cannot."""

    answer: str = Field(max_length=20)


class HelpLineIn(Strict):
    """Help outside the union."""

    name: str = Field(max_length=400)
    reach: str = Field(max_length=400)
    about: str = Field("", max_length=400)


class EndingIn(Strict):
    """Whether a membership ends, asked together with others."""

    person: UUID
    others: list[UUID] = Field(max_length=50)


class AppealIn(Strict):
    """Three names from another union, where all of us decided."""

    outside: list[str] = Field(default=[], max_length=10)


class SeatIn(Strict):
    """What a seat says: stands, again or undone."""

    said: str = Field(max_length=20)


class TalkLineOut(Schema):
    """A talk in one's own list."""

    id: UUID
    with_names: list[str]
    my_part: str
    step: str
    status: str
    waits_for_me: bool


class PartOut(Schema):
    """Somebody in a talk."""

    id: UUID
    person: UUID
    name: str
    part: str
    supports: UUID | None
    is_in: bool
    has_agreed: bool
    is_me: bool


class TalkOut(Schema):
    """A talk, for those in it."""

    id: UUID
    step: str
    status: str
    parts: list[PartOut]
    my_part: str
    am_in: bool
    wanted: str
    wanted_by_me: bool
    meet_on: date | None
    body: UUID | None
    body_name: Said
    outcome: str
    words: str
    until: date | None
    ended_on: date | None
    erase_on: date | None
    ends_by_itself_on: date | None
    i_want_it_erased: bool
    next_steps: list[str]
    panel_seed: str


class ErasedOut(Schema):
    """Whether it is erased, or waits for the others to say so."""

    is_erased: bool


class NamedOut(Schema):
    """Somebody by name."""

    person: UUID
    name: str


class AskedOut(Schema):
    """Somebody who was asked for help."""

    person: UUID
    name: str
    answer: str


class HelpOut(Schema):
    """Help asked for; who is asked does not see who else is."""

    id: UUID
    wish: str
    asked_on: date
    erase_on: date
    is_mine: bool
    by_name: str
    asked: list[AskedOut]
    my_answer: str


class HelpLineOut(Schema):
    """Help outside."""

    id: UUID
    name: str
    reach: str
    words: str
    checked_on: date
    is_doubted: bool


class HelpPageOut(Schema):
    """What one asked and is asked, help outside, and what this is not."""

    no_emergency_service: Said
    help: list[HelpOut]
    outside: list[HelpLineOut]


class SeatOut(Schema):
    """A seat on the panel of an appeal."""

    id: UUID
    name: str
    is_mine: bool
    is_typed: bool
    has_said: bool


class CaseOut(Schema):
    """A question of membership, for those who are part of it."""

    id: UUID
    kind: str
    person: UUID
    person_name: str
    is_about_me: bool
    status: str
    askers: list[str]
    n_askers_needed: int
    asked_on: date
    notice_on: date | None
    hearing_on: date | None
    heard_on: date | None
    was_there: bool
    support: UUID | None
    support_name: str
    support_is_in: bool
    motion: UUID | None
    decided_on: date | None
    is_adopted: bool | None
    appeal_until: date | None
    appeal_said: str
    basics_until: date | None
    seats: list[SeatOut]
    may: list[str]
