"""Deeds of bodies: form a circle, join, welcome, leave; be away; choose a method."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from commonweal.commons import deeds


@deeds.part_of_a_deed
def assembly_of(*, union: UUID, at: datetime) -> UUID:
    """Return the assembly's id; its row is made the first time."""
    raise NotImplementedError


@deeds.part_of_a_deed
def form_body(  # noqa: PLR0913 - a circle as a decision forms it
    *,
    union: UUID,
    name: str,
    domain: str,
    decision: int,
    first: UUID | None,
    key: str,
    at: datetime,
) -> UUID:
    """Form a circle by a decision; ``first`` (who brought the motion) is in it."""
    raise NotImplementedError


@deeds.part_of_a_deed
def end_body(*, union: UUID, body: UUID, decision: int, at: datetime) -> None:
    """End a circle by a decision; what it decided stays in the register."""
    raise NotImplementedError


@deeds.part_of_a_deed
def set_method(  # noqa: PLR0913 - which matter, how, from when, by which decision
    *,
    union: UUID,
    body: UUID,
    matter: str,
    changes: Mapping[str, str],
    from_day: date,
    decision: int,
    at: datetime,
) -> None:
    """Let a body decide a matter by another method from a day on.

    ``changes``: process, secrecy, quorum, passes, fallback ("3/4", ">1/2", ""), and the
    whole numbers of ``defaults.BOUNDS``. See ``queries.problems_with_method``.
    """
    raise NotImplementedError


@deeds.deed
def join_body(*, body: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Ask to be in a circle; an empty one is joined at once."""
    raise NotImplementedError


@deeds.deed
def welcome(*, body: UUID, person: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Say yes to somebody who asked, as anybody in the circle."""
    raise NotImplementedError


@deeds.deed
def leave_body(*, body: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Leave a circle, or take the question back; now, and without a reason."""
    raise NotImplementedError


@deeds.deed
def set_away(*, until: date, union: UUID, by: UUID, at: datetime) -> None:
    """Say that one is away until a day: one is not counted in what opens before it."""
    raise NotImplementedError


@deeds.deed
def set_back(*, union: UUID, by: UUID, at: datetime) -> None:
    """Say that one is back."""
    raise NotImplementedError
