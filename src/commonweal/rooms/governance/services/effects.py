"""What a decision does: carried out once, all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.core.vf.problems import Problem


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What came of it. ``problems`` (then nothing was done) say why, ``hands`` who sees to it."""

    is_done: bool
    problems: tuple[Problem, ...] = ()
    hands: str = ""


@deeds.part_of_a_deed
def carry_out(
    *, motion: UUID, union: UUID, at: datetime, decision: int | None = None
) -> CarriedOut:
    """Do what an adopted motion decided. The caller writes the step and the stage.

    The motion must be adopted, its challenge window over, and be in the register:
    ``decision`` is its number (or what the motion's row holds). Twice changes nothing.
    """
    raise NotImplementedError
