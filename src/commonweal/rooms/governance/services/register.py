"""Deeds of the register: enter a decision, amend its text, say how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.rooms.governance.words import register as words


@deeds.part_of_a_deed
def enter(  # noqa: PLR0913 - a decision is all of this
    *,
    union: UUID,
    title: str,
    text: str,
    kind: words.Kind,
    body: UUID | None,
    tags: Sequence[str],
    decided_on: date,
    review_on: date | None,
    expires_on: date | None = None,
    supersedes: Sequence[int] = (),
    motion: UUID | None = None,
    ask: UUID | str | None = None,
    at: datetime,
) -> int:
    """Enter an adopted decision, in force from its day; returns its number.

    The charter gives the number. What gives power (``words.GIVES_POWER``) ends on its
    review day at the latest. ``ask`` is a person, or words such as a circle's name. The
    same motion again returns its number and changes nothing.
    """
    raise NotImplementedError


@deeds.part_of_a_deed
def amend(  # noqa: PLR0913 - which text, by which decision, from when
    *,
    union: UUID,
    number: int,
    text: str,
    decision: int,
    from_day: date,
    review_on: date | None = None,
    at: datetime,
) -> int:
    """Give an entry a new text by another decision; returns the version.

    The decision is one of the register (enter it first, as kind "act"). With
    ``review_on`` its review is moved, which also takes it out of suspension.
    """
    raise NotImplementedError


@deeds.part_of_a_deed
def set_status(  # noqa: PLR0913 - which entry, how it stands, since when, by what
    *,
    union: UUID,
    number: int,
    status: words.Status,
    on: date,
    decision: int | None = None,
    review_on: date | None = None,
    expires_on: date | None = None,
    at: datetime,
) -> None:
    """Say how an entry stands from a day on. The same again changes nothing.

    "in_force" with other days extends it. "superseded" names the decision that took its
    place. From superseded, expired and carried out nothing leads on.
    """
    raise NotImplementedError


@deeds.deed
def keep_register(*, union: UUID, at: datetime) -> int:
    """Write down what days have done (expired, suspended) and remind of reviews."""
    raise NotImplementedError


@deeds.deed
def describe_entry(  # noqa: PLR0913 - which entry, what is said of it, by whom
    *,
    union: UUID,
    number: int,
    ask: str,
    tags: Sequence[str],
    by: UUID,
    at: datetime,
) -> None:
    """Say who to ask about an entry, and under which words it is found."""
    raise NotImplementedError


@deeds.part_of_a_deed
def forget_person_in_register(*, person: UUID, union: UUID, at: datetime) -> None:
    """Forget that somebody was the one to ask, when they leave."""
    raise NotImplementedError
