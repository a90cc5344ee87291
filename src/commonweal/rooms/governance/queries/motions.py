"""Questions about motions: lists, one with everything, versions beside each other."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.rooms.governance.words import (
    DifferenceLine,
    MotionLine,
    MotionView,
    VersionView,
    VoiceView,
)


def list_motions(  # noqa: PLR0913 - whose list, of what, from where on
    *,
    union: UUID,
    person: UUID,
    at: datetime,
    stage: str = "",
    body: UUID | None = None,
    before: UUID | None = None,
    limit: int = 50,
) -> tuple[MotionLine, ...]:
    """List motions, newest first; ``before`` an id, to page.

    ``stage``: one of ``STAGES``, or "going" (not ended), "mine", "waiting" (for my
    answer), "ended"; drafts of others are left out of "going".
    """
    raise NotImplementedError


def get_motion(*, union: UUID, motion: UUID, person: UUID, at: datetime) -> MotionView:
    """Return a motion with everything a page needs, or refuse."""
    raise NotImplementedError


def list_versions(
    *, union: UUID, motion: UUID, person: UUID
) -> tuple[VersionView, ...]:
    """List the wordings of a motion, newest first."""
    raise NotImplementedError


def compare_versions(
    *, union: UUID, motion: UUID, before: int, after: int
) -> tuple[DifferenceLine, ...]:
    """Set two wordings of a motion side by side, line by line."""
    raise NotImplementedError


def list_voices(
    *, union: UUID, motion: UUID, person: UUID, at: datetime
) -> tuple[VoiceView, ...]:
    """List what was said about a motion, oldest first."""
    raise NotImplementedError


def motion_of_decision(*, union: UUID, decision: int) -> UUID | None:
    """Return the motion a decision of the register came from, if any."""
    raise NotImplementedError
