"""Public lotteries: a fixed list, tellers' secrets, dice, and a draw anybody can repeat."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.rooms.governance.words import counts


@deeds.deed
def begin_lots(
    *, draft: counts.LotsDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Fix the list that is drawn from, and who tells."""
    raise NotImplementedError


@deeds.deed
def commit(*, lots: UUID, commitment: str, union: UUID, by: UUID, at: datetime) -> None:
    """Hand in the SHA-256 of a secret word, as a teller."""
    raise NotImplementedError


@deeds.deed
def reveal(*, lots: UUID, word: str, union: UUID, by: UUID, at: datetime) -> None:
    """Say the word, once all tellers have handed in theirs."""
    raise NotImplementedError


@deeds.deed
def replace_teller(
    *, lots: UUID, teller: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Go on without a teller who has been silent for a day; more dice stand in."""
    raise NotImplementedError


@deeds.deed
def throw_dice(
    *, lots: UUID, dice: str, union: UUID, by: UUID, at: datetime
) -> counts.LotsView:
    """Type the dice thrown in the meeting; when another types the same, it is drawn."""
    raise NotImplementedError
