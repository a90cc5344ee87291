"""Questions about effects: what is wrong with them, what they will do, what they did."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.core.tally.words import Sentence
from commonweal.core.vf.problems import Problem

if TYPE_CHECKING:
    from commonweal.rooms.governance.words.motions import EffectDraft, MotionDraft


def problems_with(
    *, union: UUID, draft: MotionDraft, body: UUID, on: date
) -> list[Problem]:
    """Say everything wrong with the effects of a draft; fields are ``effects.0.value``."""
    raise NotImplementedError


def dry_run(
    *, union: UUID, drafts: tuple[EffectDraft, ...], on: date
) -> tuple[Sentence, ...]:
    """Say in plain words what the effects will do, one or more sentences each."""
    raise NotImplementedError
