"""The words of the register: entries, how each stands on a day, what a search answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from commonweal.core.vf.problems import N_

#: How an entry stands (I-20). "suspended": its review is more than 60 days late.
Status = Literal[
    "proposed", "in_force", "suspended", "superseded", "expired", "carried_out"
]
STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "proposed": N_("proposed"),
        "in_force": N_("in force"),
        "suspended": N_("suspended"),
        "superseded": N_("superseded"),
        "expired": N_("expired"),
        "carried_out": N_("carried out"),
    }
)
#: From these nothing leads on; a new decision answers an old one.
FINAL = frozenset({"superseded", "expired", "carried_out"})
#: What may follow what.
AFTER: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "": frozenset(STATUSES),
        "proposed": frozenset({"in_force", "carried_out", "superseded", "expired"}),
        "in_force": frozenset(
            {"in_force", "suspended", "superseded", "expired", "carried_out"}
        ),
        "suspended": frozenset({"in_force", "superseded", "expired"}),
    }
)

Kind = Literal[
    "agreement", "charter", "mandate", "money", "membership", "body", "act",
    "emergency", "founding",
]  # fmt: skip
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "agreement": N_("agreement"),
        "charter": N_("rule of the charter"),
        "mandate": N_("mandate"),
        "money": N_("money"),
        "membership": N_("who belongs"),
        "body": N_("circle"),
        "act": N_("something to be done"),
        "emergency": N_("emergency"),
        "founding": N_("founding"),
    }
)
#: What gives power ends on its day; nothing is added to it (governance.md §8).
GIVES_POWER = frozenset({"mandate", "money", "emergency"})
#: Done once and over; other kinds go on holding.
DONE_ONCE = frozenset({"act", "membership"})
#: What is not reviewed in time is suspended in the end; other kinds stay as they are.
SUSPENDED_LATE = frozenset({"agreement"})
#: Which kind of entry a motion of which matter becomes.
KIND_OF_MATTER: Mapping[str, Kind] = MappingProxyType(
    {
        "role_act": "act",
        "circle_policy": "agreement",
        "agreement": "agreement",
        "choice": "agreement",
        "ordering": "agreement",
        "council": "mandate",
        "steward": "mandate",
        "no_candidates": "mandate",
        "panel": "mandate",
        "recall": "act",
        "budget": "money",
        "membership": "membership",
        "spend": "money",
        "charter": "charter",
        "emergency": "emergency",
    }
)

#: An agreement past its review stays in force so many days, marked as overdue.
OVERDUE_DAYS = 60
#: Everybody is reminded so many days ahead of a review or an end.
REMINDER_DAYS = (30, 7)

TITLE_LETTERS = 200
TEXT_LETTERS = 40_000
ASK_LETTERS = 120
OLD_NUMBER_LETTERS = 40
TAG_LETTERS = 40
MOST_TAGS = 12
MOST_SUPERSEDED = 50


@dataclass(frozen=True, slots=True)
class EntryRef:
    """Another entry, as it is named beside one."""

    number: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """An entry in a list, as it stands on a day.

    ``ask`` says who to ask: a person, a circle, or what an old register said.
    ``review_on`` and ``expires_on`` are None where nothing is set. ``from_charter``:
    the charter holds it alone, without text (founding, rules of the key-holders).
    """

    number: int
    old_number: str
    title: str
    kind: str
    status: Status
    is_overdue: bool
    decided_on: date
    review_on: date | None
    expires_on: date | None
    body: UUID | None
    ask: str
    tags: tuple[str, ...]
    from_charter: bool
    superseded_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a text: its mark as written (“3.”, “§ 2”, or a counted number)."""

    mark: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingView:
    """One version of an entry's text: by which decision, from which day on."""

    version: int
    text: str
    hash: str
    decision: int
    from_day: date
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step of an entry: how it stands from a day on, and by which decision."""

    status: Status
    on: date
    decision: int | None
    review_on: date | None
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A rule of the charter that a decision set: what it says, from when until when."""

    key: str
    words: str
    value: object
    from_day: date
    subject: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """Everything a page says about an entry. ``wording`` is the one current version."""

    line: EntryLine
    wording: WordingView | None
    wordings: tuple[WordingView, ...]
    steps: tuple[StepView, ...]
    supersedes: tuple[EntryRef, ...]
    superseded_by: tuple[EntryRef, ...]
    amends: tuple[EntryRef, ...]
    rules: tuple[RuleSet, ...]
    motion: UUID | None
    is_imported: bool
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One clause of two versions side by side; None where one of them has none."""

    kind: Literal["same", "changed", "gone", "new"]
    before: Clause | None
    after: Clause | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first. ``instead``: (asked, read as) for mistyped words.

    ``rules``: rules of the charter in force that say what was asked.
    """

    lines: tuple[EntryLine, ...]
    instead: tuple[tuple[str, str], ...] = ()
    rules: tuple[RuleLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One agreement of the charter or the book: its entry and its text on the day."""

    line: EntryLine
    wording: WordingView


@dataclass(frozen=True, slots=True)
class CharterText:
    """The whole charter as it stood on a day: agreements and rules."""

    on: date
    is_founded: bool
    agreements: tuple[Chapter, ...]
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule of the charter in force on a day, and the decision that set it."""

    key: str
    words: str
    value: object
    decision: int
    decision_title: str
    from_day: date | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the printed book: a circle's agreements, or the rules."""

    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The book of rules for print: contents, agreements by body, rules of the charter."""

    on: date
    parts: tuple[Part, ...]
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an old register brought: how many are new, how many were here already."""

    n_new: int
    n_known: int


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A row of an old register as it would be taken in."""

    number: str
    decided_on: date
    title: str
    status: Status


@dataclass(frozen=True, slots=True)
class ImportLook:
    """What a table would bring; ``lines`` are the first of what is new."""

    n_new: int
    n_known: int
    lines: tuple[ImportLine, ...]
