"""Shapes of what programs send and get about meetings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from commonweal.interfaces.api.governance_shapes import Said
from commonweal.interfaces.api.store_shapes import Strict


class MeetingIn(Strict):
    """A meeting as it is called; ``body`` empty is the assembly."""

    title: str = Field(max_length=400)
    place: str = Field(max_length=400)
    starts_at: datetime
    body: UUID | None = None


class ItemIn(Strict):
    """An item; ``kind``: inform, discuss or decide."""

    title: str = Field(max_length=400)
    kind: str = Field("discuss", max_length=20)
    minutes: int = 10
    owner: UUID | None = None
    motion: UUID | None = None
    is_urgent: bool = False


class HereIn(Strict):
    """Who is here, or not; ``person`` empty is oneself."""

    is_here: bool
    person: UUID | None = None


class NamedIn(Strict):
    """Whether one wishes to be named in the minutes."""

    is_named: bool


class AskingIn(Strict):
    """Whether one asks that an item be taken."""

    asks: bool


class EndItemIn(Strict):
    """Whether the open item is parked for another time; otherwise it is done."""

    parked: bool = False


class MinutesIn(Strict):
    """Minutes more."""

    minutes: int


class ToIn(Strict):
    """To whom a card is handed."""

    to: UUID


class CloseIn(Strict):
    """Whether the minutes were read out and nobody had anything against them."""

    read_out: bool = False


class SpeakIn(Strict):
    """A wish to speak: turn, reply or process (then ``about``)."""

    kind: str = Field("turn", max_length=20)
    about: str = Field("", max_length=20)
    person: UUID | None = None


class StackIn(Strict):
    """The rule of the list: least, first_time or came; and seconds for each."""

    rule: str = Field(max_length=20)
    seconds: int | None = None


class RoundIn(Strict):
    """A round: question, reaction, consent or close."""

    kind: str = Field(max_length=20)


class SaidIn(Strict):
    """That one has spoken; in a consent round consent, concern or objection."""

    said: str = Field("", max_length=20)
    person: UUID | None = None


class SignalIn(Strict):
    """A hand signal; empty takes the hand down."""

    signal: str = Field("", max_length=20)


class WarmthIn(Strict):
    """warm, mild or cool."""

    warmth: str = Field(max_length=20)


class LineIn(Strict):
    """A line of the minutes: note, decision, objection or dissent."""

    kind: str = Field(max_length=20)
    line: str = Field(max_length=4000)
    is_named: bool = False
    item: UUID | None = None


class ActionIn(Strict):
    """What somebody takes on, until when."""

    action: str = Field(max_length=1000)
    person: UUID
    due: date


class EndActionIn(Strict):
    """Whether it is done; otherwise it is let go."""

    is_done: bool


class WordsIn(Strict):
    """Some words."""

    words: str = Field(max_length=2000)


class AcceptIn(Strict):
    """The later meeting in which minutes are accepted."""

    in_meeting: UUID


class MeetingLineOut(Schema):
    """A meeting in a list."""

    id: UUID
    title: str
    body: UUID
    body_name: Said
    place: str
    starts_at: datetime
    status: str
    n_items: int


class ItemOut(Schema):
    """An item on the agenda."""

    id: UUID
    title: str
    kind: str
    minutes: int
    owner: UUID | None
    owner_name: str
    motion: UUID | None
    motion_title: str
    is_urgent: bool
    status: str
    number: int
    n_asked: int
    n_to_force: int
    is_forced: bool
    is_mine: bool
    i_asked: bool


class CardOut(Schema):
    """A card and who holds it."""

    card: str
    person: UUID | None
    name: str
    is_drawn: bool
    is_mine: bool


class MeetingOut(Schema):
    """A meeting with its agenda and cards; the quorum in whole people."""

    id: UUID
    title: str
    body: UUID
    body_name: Said
    place: str
    starts_at: datetime
    status: str
    seed: str
    stack_rule: str
    n_members: int
    n_needed: int
    n_present: int
    is_quorate: bool
    items: list[ItemOut]
    cards: list[CardOut]
    current: ItemOut | None
    item_until: datetime | None
    speaker_seconds: int | None
    correct_until: datetime | None
    accepted_at: datetime | None
    is_member: bool
    am_here: bool
    am_named: bool
    my_cards: list[str]


class TurnOut(Schema):
    """Somebody on the list of speakers."""

    id: UUID
    person: UUID
    name: str
    kind: str
    about: str
    is_first_time: bool
    is_mine: bool


class PlaceOut(Schema):
    """Somebody in a round."""

    id: UUID
    person: UUID
    name: str
    is_next: bool
    has_passed: bool
    is_over: bool
    said: str
    is_mine: bool


class RoundOut(Schema):
    """The round that is going on."""

    id: UUID
    kind: str
    places: list[PlaceOut]
    n_left: int
    said: Mapping[str, int]


class TemperatureOut(Schema):
    """A temperature check; numbers after its end, and not of a few."""

    is_open: bool
    n_given: int
    n_present: int
    have_given: bool
    warm: int | None
    mild: int | None
    cool: int | None


class LineOut(Schema):
    """A line of the minutes."""

    id: UUID
    number: int
    kind: str
    words: str
    counts: list[int]
    name: str
    is_struck: bool
    may_strike: bool
    item: UUID | None


class ProposalOut(Schema):
    """The wording all read at once."""

    motion: UUID
    sentence: str
    text: str
    is_open: bool


class LiveOut(Schema):
    """Everything the screen of a running meeting shows."""

    meeting: MeetingOut
    speaking: TurnOut | None
    speaks_until: datetime | None
    stack: list[TurnOut]
    n_not_spoken: int | None
    my_turns: list[str]
    round: RoundOut | None
    signals: list[tuple[str, int]]
    my_signal: str
    temperature: TemperatureOut | None
    lines: list[LineOut]
    proposal: ProposalOut | None


class PersonHereOut(Schema):
    """Somebody who could be here."""

    person: UUID
    name: str
    is_here: bool


class ActionOut(Schema):
    """What somebody took on."""

    id: UUID
    words: str
    person: UUID | None
    name: str
    due: date
    is_open: bool
    is_done: bool
    is_mine: bool
    meeting: UUID
    item: UUID | None


class ItemMinutesOut(Schema):
    """What the minutes say about an item."""

    item: ItemOut
    lines: list[LineOut]
    actions: list[ActionOut]


class CorrectionOut(Schema):
    """A correction."""

    words: str
    at: datetime


class MinutesOut(Schema):
    """The minutes: numbers of people, and names of who wished it."""

    meeting: MeetingOut
    names: list[str]
    items: list[ItemMinutesOut]
    others: list[LineOut]
    other_actions: list[ActionOut]
    parked: list[ItemOut]
    corrections: list[CorrectionOut]
    may_correct: bool
    may_accept: bool
    accepted_in: str
