"""The words of motions: what is brought, said, answered, counted; and what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from commonweal.core.tally.words import Sentence
from commonweal.core.vf.problems import N_
from commonweal.rooms.governance.words.bodies import BodyView
from commonweal.rooms.governance.words.rules import Rule

__all__ = [
    "ASKED_WHY",
    "AS_IS",
    "AS_IS_LABEL",
    "CHANNELS",
    "DEED_KINDS",
    "ENDED",
    "GOING_ON",
    "IN_PERSON",
    "MORE_TALK",
    "MORE_TALK_LABEL",
    "OPTIONS_MOST",
    "OPTION_LETTERS",
    "REVIEW_DAYS_MOST",
    "SEATS_MOST",
    "SENTENCE_LETTERS",
    "SETTLED",
    "STAGES",
    "TEXT_LETTERS",
    "TITLE_LETTERS",
    "VOICE_KINDS",
    "WORDS_LETTERS",
    "AnswerView",
    "AskedView",
    "Cast",
    "Counted",
    "DifferenceLine",
    "EffectDraft",
    "MotionDraft",
    "MotionLine",
    "MotionView",
    "OpenAnswer",
    "OptionDraft",
    "OptionView",
    "Participation",
    "Rule",
    "Sentence",
    "StepView",
    "TextDraft",
    "VersionView",
    "VoiceView",
]

STAGES = (
    "draft",
    "discussion",
    "frozen",
    "open",
    "closed",
    "adopted",
    "carried_out",
    "blocked",
    "not_adopted",
    "withdrawn",
    "lapsed",
)
#: Nothing happens to a motion any more.
ENDED = frozenset({"carried_out", "not_adopted", "withdrawn", "lapsed"})
#: In these a motion takes its bringer's one place for a matter and body.
GOING_ON = frozenset({"draft", "discussion", "frozen", "open", "closed"})

#: What anybody in the body can say about a motion.
VOICE_KINDS = (
    "question",
    "reaction",
    "concern",
    "advice",
    "amendment",
    "objection",
    "dissent",
)
#: Voices that other deeds write: answers to voices, challenges, calls to a consent round.
DEED_KINDS = ("reply", "challenge", "breach", "call_in", "hearing")
#: How a voice is settled.
SETTLED = ("integrated", "withdrawn", "answered", "not_seen")

#: How an answer came. What was given in the room or on paper outranks the rest.
CHANNELS = ("online", "helped", "room", "paper")
IN_PERSON = frozenset({"room", "paper"})

#: Why somebody is asked for advice.
ASKED_WHY = ("affected", "knows")

TITLE_LETTERS = 120
SENTENCE_LETTERS = 280
TEXT_LETTERS = 20_000
WORDS_LETTERS = 2_000
OPTIONS_MOST = 200
OPTION_LETTERS = 200
SEATS_MOST = 100
REVIEW_DAYS_MOST = 1096

#: The options everybody has where options are put in order.
AS_IS = "as_is"
MORE_TALK = "more_talk"
AS_IS_LABEL = N_("Leave as is")
MORE_TALK_LABEL = N_("Talk more")


@dataclass(frozen=True, slots=True)
class OptionDraft:
    """An option as proposed: what it is, what it costs (as written), or a person."""

    label: str
    cost: str = ""
    person: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option with its key. ``cost`` is in the smallest steps of the currency."""

    key: str
    label: str
    cost: int = 0
    person: UUID | None = None
    note: str = ""
    is_status_quo: bool = False


@dataclass(frozen=True, slots=True)
class EffectDraft:
    """Something a motion does when it is adopted, of the closed list of kinds.

    A parameter ``option`` (a key) makes it happen only when that option is chosen.
    ``words.effects`` holds the list.
    """

    kind: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MotionDraft:
    """A motion as brought. ``body`` None is the assembly; ``review_on`` None as usual.

    ``about``: the mandate to recall (or the election of a whole council), or the person
    a membership is about. ``breach``: what of a mandate was broken, which shortens the
    notice of a recall. ``new_facts``: what is new when a recall is asked for again.
    ``burdens``: whom it would burden, in words; then no fallback vote overrides a block.
    ``quotas``: (feature, value, least, most) for a panel.
    """

    title: str
    sentence: str
    text: str
    matter: str
    body: UUID | None = None
    options: tuple[OptionDraft, ...] = ()
    effects: tuple[EffectDraft, ...] = ()
    seats: int = 1
    budget: str = ""
    about: UUID | None = None
    review_on: date | None = None
    quotas: tuple[tuple[str, str, int, int], ...] = ()
    breach: str = ""
    new_facts: str = ""
    burdens: str = ""


@dataclass(frozen=True, slots=True)
class TextDraft:
    """Another wording of a motion: everything a version holds."""

    title: str
    sentence: str
    text: str
    options: tuple[OptionDraft, ...] = ()
    effects: tuple[EffectDraft, ...] = ()
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """One answer as it is counted. ``name`` only where answers are open."""

    answer: object
    reason: str = ""
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What a count came to: "adopted", "not_adopted" or "returned", and why, in words."""

    outcome: str
    winners: tuple[str, ...]
    result: Mapping[str, object]
    words: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """One wording of a motion, by whom (unless they left) and why."""

    number: int
    title: str
    sentence: str
    text: str
    options: tuple[OptionView, ...]
    effects: tuple[EffectDraft, ...]
    review_on: date
    why: str
    by_name: str
    at: datetime
    is_current: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A line of two versions beside each other; ``kind``: same, changed, gone or new."""

    kind: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VoiceView:
    """Something said about a motion. ``by_name`` is empty when they have left.

    ``status``: open, doubted, stands, or how it was settled. While an objection is
    doubted, ``may_see`` says whether who asks can say "I see the reason"; ``n_see`` of
    ``n_needed`` people see it.
    """

    id: UUID
    kind: str
    words: str
    by: UUID | None
    by_name: str
    at: datetime
    version: int
    attempt: int
    reply_to: UUID | None
    status: str
    settled_words: str
    is_mine: bool
    n_see: int
    n_needed: int
    may_see: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """One transition of a motion, kept for good."""

    number: int
    kind: str
    stage: str
    at: datetime
    by_name: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class AskedView:
    """Somebody asked for advice, why, and whether they have given it."""

    person: UUID
    name: str
    why: str
    has_advised: bool


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One's own answer. ``helpers`` are the names of who typed it, if others did."""

    answer: object
    reason: str
    channel: str
    receipt: str
    given_on: date
    helpers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """An answer with its name, where answers are open and the count is published."""

    name: str
    answer: object
    reason: str


@dataclass(frozen=True, slots=True)
class Participation:
    """How many have answered, of how many; and how many are needed. Never who or how."""

    n_answered: int
    n_voters: int
    n_needed: int


@dataclass(frozen=True, slots=True)
class MotionLine:
    """A motion in a list."""

    id: UUID
    title: str
    sentence: str
    matter: str
    body: UUID
    body_name: str
    stage: str
    process: str
    opens_at: datetime | None
    closes_at: datetime | None
    brought_at: datetime
    decision: int | None
    outcome: str
    is_mine: bool
    waits_for_me: bool


@dataclass(frozen=True, slots=True)
class MotionView:
    """A motion with everything a page about it needs, for the person who asks.

    ``may`` holds the deeds they can do now. ``dry_run`` says what will be done if it is
    adopted; ``words`` explain the count. Nothing here tells a tally before the close.
    """

    id: UUID
    union: UUID
    body: BodyView
    matter: str
    matter_words: str
    rule: Rule
    process_words: str
    secrecy_words: str
    stage: str
    attempt: int
    version: VersionView
    n_versions: int
    brought_by: UUID | None
    brought_by_name: str
    brought_at: datetime
    about: UUID | None
    breach: str
    new_facts: str
    burdens: str
    seats: int
    budget: int
    currency: str
    quotas: tuple[tuple[str, str, int, int], ...]
    discussed_from: datetime | None
    freeze_from: datetime | None
    opens_at: datetime | None
    closes_at: datetime | None
    challenge_until: datetime | None
    is_extended: bool
    is_lengthened: bool
    text_hash: str
    list_hash: str
    dry_run: tuple[Sentence, ...]
    participation: Participation
    outcome: str
    winners: tuple[str, ...]
    result: Mapping[str, object]
    words: tuple[Sentence, ...]
    open_answers: tuple[OpenAnswer, ...]
    decision: int | None
    blocked_why: tuple[Sentence, ...]
    waits_for_tellers: bool
    voices: tuple[VoiceView, ...]
    asked: tuple[AskedView, ...]
    steps: tuple[StepView, ...]
    own_answer: AnswerView | None
    may: frozenset[str]

    @property
    def options(self) -> tuple[OptionView, ...]:
        """The options of the version that stands."""
        return self.version.options
