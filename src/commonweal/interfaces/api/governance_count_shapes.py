"""Shapes of answers, results, paper, urns and public lots."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from commonweal.interfaces.api.governance_shapes import Answer, Said
from commonweal.interfaces.api.store_shapes import Strict
from commonweal.rooms.governance.words import counts


class AnswerIn(Strict):
    """An answer; ``secret``: one's own, from which the receipt is made."""

    answer: Answer
    reason: str = Field("", max_length=10_000)
    secret: str = Field("", max_length=400)


class AnswerForIn(AnswerIn):
    """An answer typed for somebody by who calls and a second helper."""

    person: UUID
    second: UUID


class ReceiptOut(Schema):
    """The receipt; empty where answers are open."""

    receipt: str


class TallyLineOut(Schema):
    """One line of a result."""

    label: Said
    count: int
    of: int | None


class NamedAnswerOut(Schema):
    """What somebody answered, where answers are open."""

    name: str | None
    answer: Answer
    reason: str


class ResultOut(Schema):
    """What all may know: before the close only how many answered."""

    motion: UUID
    state: str
    n_voters: int
    n_answered: int
    n_needed: int
    secrecy: str
    process: str
    outcome: str | None
    winners: list[str]
    lines: list[TallyLineOut]
    sentences: list[Said]
    named: list[NamedAnswerOut]
    reasons: list[str]
    is_small: bool
    hash: str
    files: list[str]


class ChangedOut(Schema):
    """What an effect did; ``state``: planned, coming, holds, over, none, blocked."""

    motion: UUID
    motion_title: str
    decision: int | None
    words: str
    state: str
    from_day: date | None
    until: date | None


class TraceOut(Schema):
    """A motion one had a part in, and what it changed."""

    motion: UUID
    title: str
    stage: str
    parts: list[str]
    decision: int | None
    changed: list[ChangedOut]
    last_at: datetime


class PaperLineIn(Strict):
    """One paper answer: whose, what, why."""

    person: UUID
    answer: Answer
    reason: str = Field("", max_length=10_000)


class PaperSheetIn(Strict):
    """A sheet of paper answers."""

    lines: list[PaperLineIn] = Field(max_length=1000)

    def drafts(self) -> tuple[counts.PaperLine, ...]:
        """Return the lines as the room takes them."""
        return tuple(counts.PaperLine(**line.dict()) for line in self.lines)


class PaperMismatchOut(Schema):
    """A line the two helpers typed differently."""

    row: int
    person: UUID | None
    name: str


class PaperSheetOut(Schema):
    """A sheet; ``state``: half, differs, agreed, torn."""

    id: UUID
    motion: UUID
    state: str
    n_lines: int
    mismatches: list[PaperMismatchOut]


class PileIn(Strict):
    """So many papers that say the same."""

    answer: Answer
    n: int


class UrnIn(Strict):
    """What one teller counted."""

    papers: int
    piles: list[PileIn] = Field(max_length=1000)
    blank: int = 0
    dice: str = Field("", max_length=200)

    def draft(self) -> counts.UrnCount:
        """Return it as the room takes it."""
        piles = tuple(counts.Pile(answer=one.answer, n=one.n) for one in self.piles)
        return counts.UrnCount(
            papers=self.papers, piles=piles, blank=self.blank, dice=self.dice
        )


class UrnMismatchOut(Schema):
    """What two tellers counted differently; ``what`` null for all papers."""

    what: Answer
    first: int
    second: int


class UrnOut(Schema):
    """How far an urn is; ``state``: empty, half, differs, agreed."""

    motion: UUID
    state: str
    mismatches: list[UrnMismatchOut]
    why: Said


class LotsIn(Strict):
    """A public lottery to hold."""

    what_for: str = Field(max_length=2000)
    labels: list[str] = Field(max_length=10_000)
    places: int
    tellers: list[UUID] = Field(max_length=200)
    motion: UUID | None = None
    traits: dict[str, dict[str, str]] = Field(default_factory=dict)
    quotas: dict[str, dict[str, tuple[int, int]]] = Field(default_factory=dict)

    def draft(self) -> counts.LotsDraft:
        """Return it as the room takes it."""
        lists = {"labels": tuple(self.labels), "tellers": tuple(self.tellers)}
        return counts.LotsDraft(**{**self.dict(), **lists})


class CommitmentIn(Strict):
    """The SHA-256 of a secret word, in hexadecimal letters."""

    commitment: str = Field(max_length=200)


class WordIn(Strict):
    """The word."""

    word: str = Field(max_length=2000)


class DiceIn(Strict):
    """The dice as they fell: 35216."""

    dice: str = Field(max_length=2000)


class TellerOut(Schema):
    """A teller and what they handed in."""

    person: UUID | None
    name: str
    commitment: str
    reveal: str
    is_replaced: bool


class LotsOut(Schema):
    """A public lottery; ``state``: committing, revealing, throwing, drawn."""

    id: UUID
    what_for: str
    motion: UUID | None
    state: str
    labels: list[str]
    places: int
    list_hash: str
    tellers: list[TellerOut]
    dice_needed: int
    dice: str
    seed: str
    drawn: list[str]
    alternates: list[str]
    sentences: list[Said]
    reveal_until: datetime | None
    drawn_at: datetime | None
