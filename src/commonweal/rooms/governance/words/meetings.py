"""What meetings are made of: drafts in, views out, and the words of their choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from commonweal.core.vf.problems import N_

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "inform": N_("inform"),
        "discuss": N_("discuss"),
        "decide": N_("decide"),
    }
)
MEETING_STATES: Mapping[str, str] = MappingProxyType(
    {
        "called": N_("called"),
        "open": N_("going on"),
        "closed": N_("over, minutes open for corrections"),
        "accepted": N_("minutes accepted"),
        "off": N_("called off"),
    }
)
ITEM_STATES: Mapping[str, str] = MappingProxyType(
    {
        "waits": N_("to come"),
        "open": N_("now"),
        "done": N_("done"),
        "parked": N_("parked for another time"),
        "withdrawn": N_("withdrawn by who brought it"),
    }
)
CARDS: Mapping[str, str] = MappingProxyType(
    {
        "facilitator": N_("Facilitator"),
        "stack": N_("Stack keeper"),
        "time": N_("Timekeeper"),
        "scribe": N_("Scribe"),
        "mood": N_("Mood keeper"),
        "door": N_("Door keeper"),
    }
)
#: What whoever holds the card does, in a line, as it is printed on it.
CARD_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "facilitator": N_(
            "Leads through the agenda, never through the matter. Hands the card over "
            "for items they bring themselves."
        ),
        "stack": N_("Keeps the list of who wants to speak, by the rule all can see."),
        "time": N_("Says when time is nearly up, and asks whether to go on."),
        "scribe": N_("Writes the minutes as you go and reads decisions out."),
        "mood": N_("Watches over how people are, and asks for a break."),
        "door": N_("Counts who is here, and tells who comes late what is going on."),
    }
)
STACK_RULES: Mapping[str, str] = MappingProxyType(
    {
        "least": N_("Who has spoken least comes first."),
        "first_time": N_(
            "Who has not spoken yet comes first, then in the order asked."
        ),
        "came": N_("In the order asked."),
    }
)
TURNS: Mapping[str, str] = MappingProxyType(
    {
        "turn": N_("I want to speak"),
        "reply": N_("Direct reply"),
        "process": N_("Point of process"),
    }
)
#: What a point of process is about, so that it stays one.
ABOUT: Mapping[str, str] = MappingProxyType(
    {
        "hear": N_("I cannot hear or follow"),
        "time": N_("The time is up"),
        "topic": N_("We have left the topic"),
        "break": N_("I need a break"),
        "rule": N_("We are leaving our own rules"),
    }
)
SIGNALS: Mapping[str, str] = MappingProxyType(
    {
        "agree": N_("I agree"),
        "unsure": N_("I am unsure"),
        "against": N_("I see it otherwise"),
        "louder": N_("Louder, please"),
        "slower": N_("Slower, or please translate"),
        "break": N_("A break, please"),
    }
)
ROUNDS: Mapping[str, str] = MappingProxyType(
    {
        "question": N_("Questions, answers only"),
        "reaction": N_("One reaction each"),
        "consent": N_("Consent: is it safe enough to try?"),
        "close": N_("How was this meeting?"),
    }
)
SAID: Mapping[str, str] = MappingProxyType(
    {
        "consent": N_("consent"),
        "concern": N_("consent, with a concern"),
        "objection": N_("objection"),
    }
)
WARMTH: Mapping[str, str] = MappingProxyType(
    {"warm": N_("warm"), "mild": N_("mild"), "cool": N_("cool")}
)
LINES: Mapping[str, str] = MappingProxyType(
    {
        "note": N_("Note"),
        "decision": N_("Decision"),
        "objection": N_("Objection"),
        "dissent": N_("Dissent, for the record"),
        "counts": N_("Counted"),
    }
)

TITLE_LETTERS = 120
PLACE_LETTERS = 120
ITEM_LETTERS = 160
LINE_LETTERS = 1000
CORRECTION_LETTERS = 500
ACTION_LETTERS = 200
MINUTES_MOST = 240
ITEMS_MOST = 100
DAYS_AHEAD_MOST = 366
#: A speaker's and an item's time can be given so much more at once.
SECONDS_MOST = 3600
#: A tenth of the members can force an item.
FORCE_PART = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDraft:
    """A meeting as it is called; ``body`` None is the assembly."""

    title: str
    place: str
    starts_at: datetime
    body: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDraft:
    """An item as somebody brings it. ``owner`` None: whoever brings it."""

    title: str
    kind: str = "discuss"
    minutes: int = 10
    owner: UUID | None = None
    motion: UUID | None = None
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class ItemView:
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


@dataclass(frozen=True, slots=True)
class CardView:
    """A card of the meeting and who holds it."""

    card: str
    person: UUID | None
    name: str
    is_drawn: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list."""

    id: UUID
    title: str
    body: UUID
    body_name: str
    place: str
    starts_at: datetime
    status: str
    n_items: int


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting with its agenda and its cards.

    ``n_present`` is the headcount while it is open and after. ``n_needed`` is the quorum
    in whole people.
    """

    id: UUID
    title: str
    body: UUID
    body_name: str
    place: str
    starts_at: datetime
    status: str
    seed: str
    stack_rule: str
    n_members: int
    n_needed: int
    n_present: int
    is_quorate: bool
    items: tuple[ItemView, ...]
    cards: tuple[CardView, ...]
    current: ItemView | None
    item_until: datetime | None
    speaker_seconds: int | None
    correct_until: datetime | None
    accepted_at: datetime | None
    is_called_by_me: bool
    is_member: bool
    am_here: bool
    am_named: bool
    my_cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TurnView:
    """Somebody on the list of speakers."""

    id: UUID
    person: UUID
    name: str
    kind: str
    about: str
    is_first_time: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Somebody in a round."""

    id: UUID
    person: UUID
    name: str
    is_next: bool
    has_passed: bool
    is_over: bool
    said: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class RoundView:
    """The round that is going on."""

    id: UUID
    kind: str
    places: tuple[PlaceView, ...]
    n_left: int
    said: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TemperatureView:
    """A temperature check. The three numbers are None while it is open or too few."""

    is_open: bool
    n_given: int
    n_present: int
    have_given: bool
    warm: int | None
    mild: int | None
    cool: int | None


@dataclass(frozen=True, slots=True)
class PersonHere:
    """Somebody who could be, or is, here: for the door keeper's list."""

    person: UUID
    name: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class LiveView:
    """Everything the screen of a running meeting shows at once."""

    meeting: MeetingView
    speaking: TurnView | None
    speaks_until: datetime | None
    stack: tuple[TurnView, ...]
    n_not_spoken: int | None
    my_turns: tuple[str, ...]
    round: RoundView | None
    signals: tuple[tuple[str, int], ...]
    my_signal: str
    temperature: TemperatureView | None
    lines: tuple[LineView, ...]
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The wording of the motion an item is about, to be read by all at once."""

    motion: UUID
    sentence: str
    text: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of the minutes. ``counts`` of a consent round: consent, concern, objection."""

    id: UUID
    number: int
    kind: str
    words: str
    counts: tuple[int, ...]
    name: str
    is_struck: bool
    may_strike: bool
    item: UUID | None


@dataclass(frozen=True, slots=True)
class ActionView:
    """What somebody said they would do."""

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


@dataclass(frozen=True, slots=True)
class ItemMinutes:
    """What the minutes say about one item."""

    item: ItemView
    lines: tuple[LineView, ...]
    actions: tuple[ActionView, ...]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction of the minutes."""

    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MinutesView:
    """The minutes, put together from what was written as one went.

    Numbers of people, no names, but of those who wished it and who took something on.
    """

    meeting: MeetingView
    names: tuple[str, ...]
    items: tuple[ItemMinutes, ...]
    others: tuple[LineView, ...]
    other_actions: tuple[ActionView, ...]
    parked: tuple[ItemView, ...]
    corrections: tuple[CorrectionView, ...]
    may_correct: bool
    may_accept: bool
    accepted_in: str
