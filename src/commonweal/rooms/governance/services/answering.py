"""Deeds of answering: one's own answer, and one typed for somebody by two helpers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.rooms.governance.models import Motion


@deeds.deed
def answer(  # noqa: PLR0913 - what, why, whose, with which secret
    *,
    motion: UUID,
    answer: object,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
    reason: str = "",
    secret: str = "",
) -> str:
    """Answer, or change one's answer; gives the receipt ("" where answers are open).

    The receipt comes from the voter's ``secret``; without one, from the form's key.
    """
    raise NotImplementedError


@deeds.deed
def answer_for(  # noqa: PLR0913 - for whom, what, with which two helpers
    *,
    motion: UUID,
    person: UUID,
    answer: object,
    second: UUID,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
    reason: str = "",
    secret: str = "",
) -> str:
    """Type the answer somebody gave by word; two helpers, neither of them the bringer."""
    raise NotImplementedError


@deeds.part_of_a_deed
def write_answer(  # noqa: PLR0913 - an answer as it came, and on which way
    *,
    row: Motion,
    person: UUID,
    answer: object,
    reason: str,
    channel: str,
    helpers: tuple[UUID, ...] = (),
    receipt: str = "",
    at: datetime,
) -> None:
    """Keep an answer of a voter (for paper: channel "paper" or "room"), or refuse it.

    ``row`` is locked by the caller and open at ``at``.
    """
    raise NotImplementedError
