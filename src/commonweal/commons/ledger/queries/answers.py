"""Values that only answers have."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Problem


@dataclass(frozen=True, slots=True)
class Head:
    """Where a union's chain of events stands."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Balance:
    """What the events alone leave in a resource, in smallest steps."""

    resource: UUID
    accounting: int
    onhand: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A resource whose kept amounts are not what its events leave.

    Amounts are (accounting, on-hand).
    """

    resource: UUID
    name: str
    kept: tuple[Measure, Measure]
    recomputed: tuple[Measure, Measure]


@dataclass(frozen=True, slots=True)
class Verification:
    """What re-reading a union's whole history found."""

    n_events: int
    head_hash: str
    problems: tuple[Problem, ...]
    differences: tuple[Difference, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing at all was found."""
        return not self.problems and not self.differences
