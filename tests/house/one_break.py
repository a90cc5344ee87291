"""One way to break a promise of the house on purpose; see ``breaking.py``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Break:
    """One change of one file, and the tests that must fail with it.

    ``invariant`` is the number in docs/invariants.md. ``old`` stands in the file once.
    """

    invariant: int
    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    only_on: Literal["sqlite", "postgresql"] | None = None

    @property
    def label(self) -> str:
        """What a run calls it."""
        return f"I-{self.invariant}: {self.name}"
