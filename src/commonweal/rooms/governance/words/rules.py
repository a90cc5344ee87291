"""The rule a matter is decided by: what is counted, how long each window is, in values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from commonweal.core.tally.thresholds import MORE_THAN_HALF, Threshold

#: How a matter can be decided. Majority is there for who wants it, and usual nowhere.
PROCESSES = (
    "consent",
    "consensus",
    "advice",
    "ranking",
    "judgment",
    "stv",
    "no_candidates",
    "sortition",
    "shares",
    "silence",
    "recall",
    "majority",
)
#: open: name, answer and reason are read by all after the close. receipted: a list of
#: receipts and answers. urn: totals of paper, typed by two.
SECRECIES = ("open", "receipted", "urn")

NOTHING = Threshold(Fraction(0))
HALF = Threshold(Fraction(1, 2))
THIRD = Threshold(Fraction(1, 3))
TWO_THIRDS = Threshold(Fraction(2, 3))
THREE_QUARTERS = Threshold(Fraction(3, 4))

#: Bodies of more people than this have the quorum of large ones.
LARGE_ABOVE = 50


@dataclass(frozen=True, slots=True)
class Rule:
    """How a matter is decided, as pinned to a motion when it is frozen.

    ``quorum`` is of everybody who may answer (``quorum_large`` where they are more than
    ``LARGE_ABOVE``). ``passes`` is of those who said yes or no; of everybody when
    ``of_all``. ``attempt`` counts the rounds of this motion from 1: while it is below
    ``attempts``, standing objections or blocks make the outcome "returned". At the last
    attempt ``fallback`` (of support, reservations and blocks) decides, and where it is
    None the motion is not adopted.
    """

    matter: str
    process: str
    secrecy: str
    quorum: Threshold = HALF
    quorum_large: Threshold = THIRD
    passes: Threshold = MORE_THAN_HALF
    of_all: bool = False
    fallback: Threshold | None = None
    attempts: int = 1
    attempt: int = 1
    integrate_days: int = 21
    discussion_days: int = 5
    freeze_hours: int = 72
    open_days: int = 7
    challenge_hours: int = 72
    review_days: int = 365

    def quorum_of(self, n_voters: int) -> int:
        """Return how many whole people must answer out of so many."""
        part = self.quorum_large if n_voters > LARGE_ABOVE else self.quorum
        return part.people_of(n_voters)

    def at_attempt(self, attempt: int) -> Rule:
        """Return the same rule for the so-manieth round."""
        return replace(self, attempt=attempt)


_THRESHOLDS = ("quorum", "quorum_large", "passes", "fallback")
_WHOLES = (
    "attempts",
    "attempt",
    "integrate_days",
    "discussion_days",
    "freeze_hours",
    "open_days",
    "challenge_hours",
    "review_days",
)


def rule_as_json(rule: Rule) -> dict[str, object]:
    """Return the rule as plain values; fractions stay exact (``>1/2`` is strict)."""
    plain: dict[str, object] = {
        "matter": rule.matter,
        "process": rule.process,
        "secrecy": rule.secrecy,
        "of_all": rule.of_all,
    }
    for name in _THRESHOLDS:
        part: Threshold | None = getattr(rule, name)
        plain[name] = None if part is None else part_as_text(part)
    for name in _WHOLES:
        plain[name] = getattr(rule, name)
    return plain


def rule_from_json(plain: Mapping[str, object]) -> Rule:
    """Return the rule that was kept as plain values."""
    # ``Any``: values of two kinds, each of the kind its name asks for.
    kept: dict[str, Any] = {name: int(str(plain[name])) for name in _WHOLES}
    for name in _THRESHOLDS:
        part = plain[name]
        kept[name] = None if part is None else part_of_text(str(part))
    return Rule(
        matter=str(plain["matter"]),
        process=str(plain["process"]),
        secrecy=str(plain["secrecy"]),
        of_all=bool(plain["of_all"]),
        **kept,
    )


def part_as_text(part: Threshold) -> str:
    """Return ``1/2`` or, when it must be passed, ``>1/2``."""
    return f"{'>' if part.strict else ''}{part.part}"


def part_of_text(text: str) -> Threshold:
    """Return the threshold of ``1/2`` or ``>1/2``; ``ValueError`` when it is neither."""
    text = text.strip()
    try:
        part = Fraction(text.removeprefix(">").strip())
    except ZeroDivisionError:
        raise ValueError(text) from None
    return Threshold(part, strict=text.startswith(">"))
