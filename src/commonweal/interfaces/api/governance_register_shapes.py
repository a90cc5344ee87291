"""The shapes of the register, for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext
from ninja import Field, Schema
from pydantic import BeforeValidator

from commonweal.rooms.governance.words import register as words

#: An English template of ours, said in the language of whoever asks.
Said = Annotated[str, BeforeValidator(lambda text: gettext(text) if text else "")]
#: A rule's value: a number, a word, or an amount such as 150.00 EUR.
Value = Annotated[str, BeforeValidator(str)]


class LineOut(Schema):
    """An entry in a list. ``is_overdue``: its review is late, it still holds."""

    number: int
    old_number: str
    title: Said
    kind: str
    status: words.Status
    is_overdue: bool
    decided_on: date
    review_on: date | None
    expires_on: date | None
    body: UUID | None
    ask: Said
    tags: list[str]
    from_charter: bool
    superseded_by: list[int]


class RefOut(Schema):
    """Another entry."""

    number: int
    title: str


class ClauseOut(Schema):
    """A clause of a text."""

    mark: str
    words: str


class WordingOut(Schema):
    """A version of a text, sealed by the SHA-256 of its letters."""

    version: int
    text: str
    hash: str
    decision: int
    from_day: date
    clauses: list[ClauseOut]


class StepOut(Schema):
    """How an entry stands from a day on, and by which decision (null: by its days)."""

    status: words.Status
    on: date
    decision: int | None
    review_on: date | None
    expires_on: date | None


class RuleSetOut(Schema):
    """A rule of the charter that a decision set."""

    key: str
    subject: str
    words: Said
    value: Value
    from_day: date
    until: date | None


class RuleLineOut(Schema):
    """A rule of the charter in force, and the decision that set it."""

    key: str
    words: Said
    value: Value
    decision: int
    decision_title: Said
    from_day: date | None


class EntryOut(Schema):
    """All about an entry; ``wording`` is the one that holds on the day asked."""

    line: LineOut
    wording: WordingOut | None
    wordings: list[WordingOut]
    steps: list[StepOut]
    supersedes: list[RefOut]
    superseded_by: list[RefOut]
    amends: list[RefOut]
    rules: list[RuleSetOut]
    motion: UUID | None
    is_imported: bool
    recorded_at: datetime | None


class InsteadOut(Schema):
    """A word nothing says, and the nearest that was looked for too."""

    asked: str
    read_as: str


class FoundOut(Schema):
    """What a search found, best first."""

    lines: list[LineOut]
    instead: list[InsteadOut]
    rules: list[RuleLineOut]


class DifferenceOut(Schema):
    """A clause of two versions, side by side."""

    kind: str
    before: ClauseOut | None
    after: ClauseOut | None


class ChapterOut(Schema):
    """A text in force on a day."""

    line: LineOut
    wording: WordingOut


class CharterOut(Schema):
    """The whole charter as it stood on a day."""

    on: date
    is_founded: bool
    agreements: list[ChapterOut]
    rules: list[RuleLineOut]


class PartOut(Schema):
    """A part of the book: what one body decided."""

    title: Said
    chapters: list[ChapterOut]


class BookOut(Schema):
    """The book of rules of a day, by who decided it."""

    on: date
    parts: list[PartOut]
    rules: list[RuleLineOut]


class DescribeIn(Schema):
    """Who to ask about an entry, and under which words it is found."""

    ask: str = Field("", max_length=1000)
    tags: list[str] = Field([], max_length=100)


class ImportedOut(Schema):
    """What a table brought: new decisions, and those that were here already."""

    n_new: int
    n_known: int


class ImportLineOut(Schema):
    """A row as it would be taken in."""

    number: str
    decided_on: date
    title: str
    status: words.Status


class ImportLookOut(Schema):
    """What a table would bring; ``lines`` are the first of what is new."""

    n_new: int
    n_known: int
    lines: list[ImportLineOut]
