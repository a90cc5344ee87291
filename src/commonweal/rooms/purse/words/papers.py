"""What a helper types in from paper for several people at once; ``row`` is its line."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from commonweal.rooms.purse.words import together


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSpend:
    """A spend that somebody announced on the sheet at the notice board."""

    row: int
    person: UUID | None
    draft: together.SpendDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardVoice:
    """Support or a concern from the sheet: about a spend, or a line of the same sheet."""

    row: int
    person: UUID | None
    kind: str  # "support" or "concern"
    words: str = ""
    spend: UUID | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The sheet from the notice board, as a helper types it in."""

    spends: tuple[BoardSpend, ...] = ()
    voices: tuple[BoardVoice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A pledge from a sealed slip."""

    row: int
    person: UUID | None
    draft: together.PledgeDraft
