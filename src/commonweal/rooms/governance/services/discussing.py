"""Deeds of talking: questions, concerns, advice, objections, and how they are settled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds


@deeds.deed
def start_discussion(*, motion: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Show a draft to everybody of the body, for questions and concerns."""
    raise NotImplementedError


@deeds.deed
def speak(  # noqa: PLR0913 - what is said, to what, by whom
    *,
    motion: UUID,
    kind: str,
    words: str,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
    reply_to: UUID | None = None,
) -> UUID:
    """Say something about a motion: one of ``VOICE_KINDS``, or a "reply"."""
    raise NotImplementedError


@deeds.deed
def settle_voice(  # noqa: PLR0913 - how, in which words, by whom
    *,
    voice: UUID,
    how: str,
    words: str,
    union: UUID,
    by: UUID,
    at: datetime,
) -> None:
    """Settle a voice: "withdrawn" or "integrated" by its speaker, "answered" by the bringer.

    Nobody else can put an objection, a concern or a dissent away.
    """
    raise NotImplementedError


@deeds.deed
def doubt_objection(*, voice: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Doubt that it is an objection: it stands when others see its reason."""
    raise NotImplementedError


@deeds.deed
def see_reason(*, voice: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Say "I see the reason" of a doubted objection."""
    raise NotImplementedError


@deeds.deed
def ask_for_advice(  # noqa: PLR0913 - whom, why, by whom
    *, motion: UUID, person: UUID, why: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Ask somebody who is "affected" or "knows" for advice."""
    raise NotImplementedError


@deeds.deed
def note_hearing(  # noqa: PLR0913 - whether they were heard, in which words, by whom
    *,
    motion: UUID,
    was_heard: bool,
    words: str,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> None:
    """Write down that the person a recall is about was heard, or did not wish to be."""
    raise NotImplementedError


@deeds.deed
def conclude(  # noqa: PLR0913 - yes or no, what was heard, by whom
    *,
    motion: UUID,
    goes: bool,
    words: str,
    union: UUID,
    by: UUID,
    at: datetime,
) -> None:
    """Decide after the advice process: what I heard, what I decided."""
    raise NotImplementedError
