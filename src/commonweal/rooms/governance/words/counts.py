"""The words of counting: results, paper, the urn, public lots. Frozen values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from commonweal.core.tally.words import N_, Sentence
from commonweal.rooms.governance.words.card import WHY_THE_URN, Example, MethodCard
from commonweal.rooms.governance.words.method_cards import CARDS

__all__ = [
    "ANSWER_WORDS",
    "CARDS",
    "CODE_LETTERS",
    "FEWEST_TELLERS",
    "SECRET_LETTERS",
    "SHOWN_FROM",
    "UNANIMOUS_FROM",
    "WHY_THE_URN",
    "Example",
    "LotsDraft",
    "LotsView",
    "MethodCard",
    "NamedAnswer",
    "PaperLine",
    "PaperMismatch",
    "PaperReceipt",
    "PaperSheet",
    "Pile",
    "ResultView",
    "TallyLine",
    "TellerView",
    "UrnCount",
    "UrnMismatch",
    "UrnView",
]

#: Letters of a receipt's code.
CODE_LETTERS = 10
#: What a voter's own secret must have at least.
SECRET_LETTERS = 16
#: Fewer secret answers than this are never shown one by one.
SHOWN_FROM = 5
#: A secret result in which all say the same is shown in figures only from so many.
UNANIMOUS_FROM = 8
#: Tellers of a public lottery.
FEWEST_TELLERS = 3


#: Answers as people say them.
ANSWER_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "abstain": N_("abstain"),
        "aside": N_("stand aside"),
        "block": N_("block"),
        "concern": N_("concern"),
        "consent": N_("consent"),
        "no": N_("no"),
        "not": N_("not this time"),
        "objection": N_("objection"),
        "reservations": N_("support with reservations"),
        "support": N_("support"),
        "willing": N_("willing"),
        "yes": N_("yes"),
    }
)


@dataclass(frozen=True, slots=True)
class TallyLine:
    """One line of a result: what was counted, and how many; ``of`` when it is a part."""

    label: str
    count: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class NamedAnswer:
    """What somebody answered where answers are open; ``name`` is None once they left."""

    name: str | None
    answer: object
    reason: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """What everybody may know of a count: before the close only how many answered.

    ``state``: "waiting" (not opened), "open", "uncounted" (closed, the urn is not
    agreed), "counted". ``is_small``: secret and from so few that only the outcome is
    shown. ``hash`` is what a recount of the published files prints.
    """

    motion: UUID
    state: str
    n_voters: int
    n_answered: int
    n_needed: int
    secrecy: str
    process: str
    outcome: str | None = None
    winners: tuple[str, ...] = ()
    lines: tuple[TallyLine, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    named: tuple[NamedAnswer, ...] = ()
    reasons: tuple[str, ...] = ()
    is_small: bool = False
    hash: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pile:
    """So many papers that say the same."""

    answer: object
    n: int


@dataclass(frozen=True, slots=True)
class UrnCount:
    """What one teller counted: papers in the urn, piles, blank ones, dice for a tie."""

    papers: int
    piles: tuple[Pile, ...]
    blank: int = 0
    dice: str = ""


@dataclass(frozen=True, slots=True)
class UrnMismatch:
    """One thing two tellers counted differently; ``what`` is None for all papers."""

    what: object
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class UrnView:
    """How far the counting of an urn is; figures only to tellers who both typed.

    ``state``: "empty", "half" (one teller has typed), "differs", "agreed".
    """

    motion: UUID
    state: str
    tellers: tuple[UUID, ...] = ()
    mismatches: tuple[UrnMismatch, ...] = ()
    why: str = WHY_THE_URN


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper answer, or one said in the round: whose, what, why."""

    person: UUID
    answer: object
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PaperMismatch:
    """A line that the two helpers typed differently; the row counts from 1."""

    row: int
    person: UUID | None
    name: str


@dataclass(frozen=True, slots=True)
class PaperReceipt:
    """The code by which somebody finds their paper answer in the published list."""

    person: UUID
    code: str


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """A sheet of paper answers typed by one helper, waiting for another.

    ``state``: "half" (a second helper types it again, blind), "differs", "agreed" (the
    answers are cast), "torn" (given up). ``channel``: "paper" or "room". ``receipts``
    are given once, to be handed to those whose secret answers were typed.
    """

    id: UUID
    motion: UUID
    state: str
    channel: str
    first: UUID | None
    second: UUID | None
    n_lines: int
    mismatches: tuple[PaperMismatch, ...] = ()
    receipts: tuple[PaperReceipt, ...] = ()


@dataclass(frozen=True, slots=True)
class LotsDraft:
    """A public lottery to be held: what for, from which list, how many, who tells.

    For a ``motion``, its own list, places and quotas are taken. ``traits``: for each
    label its trait by feature, when ``quotas`` are held: ``{feature: {trait: (fewest,
    most)}}``; they are not kept.
    """

    what_for: str
    tellers: tuple[UUID, ...]
    labels: tuple[str, ...] = ()
    places: int = 1
    motion: UUID | None = None
    traits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    quotas: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TellerView:
    """One teller of a lottery and what they have handed in."""

    person: UUID | None
    name: str
    commitment: str
    reveal: str
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class LotsView:
    """A public lottery as it stands.

    ``state``: "committing", "revealing", "throwing" (all is revealed, dice are asked
    for), "drawn". ``dice_needed`` grows with every teller who was replaced.
    """

    id: UUID
    what_for: str
    motion: UUID | None
    state: str
    labels: tuple[str, ...]
    places: int
    list_hash: str
    tellers: tuple[TellerView, ...]
    dice_needed: int
    dice: str
    seed: str
    drawn: tuple[str, ...]
    alternates: tuple[str, ...]
    chances: Mapping[str, str]
    sentences: tuple[Sentence, ...]
    reveal_until: datetime | None
    drawn_at: datetime | None
