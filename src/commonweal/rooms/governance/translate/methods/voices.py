"""Consent, consensus, yes and no, recall, silence: one answer each, out of a few."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from commonweal.core.tally import published_rules
from commonweal.core.tally.thresholds import Threshold
from commonweal.core.tally.voices import Limit
from commonweal.core.tally.words import N_, Sentence
from commonweal.core.vf.problems import Problem
from commonweal.rooms.governance.errors import counts as says
from commonweal.rooms.governance.translate.methods._matter import (
    Matter,
    Result,
    RuleFile,
)
from commonweal.rooms.governance.words import Counted, rules

#: Among more people than this, a few blocks do not stop an assembly.
SMALL_ASSEMBLY = 30
_LARGE_BLOCKS = Limit(1, Fraction(1, 20))
_ASIDES = Limit(0, Fraction(1, 4))
#: Sustained objections that the last round of a consent process may carry along.
_CARRIED_ALONG = Limit(2)
_ALL = Threshold(Fraction(1))

_RETURNED = N_("It goes back to be talked over.")
_ADOPTED = N_("It is adopted.")
_NOT_ADOPTED = N_("It is not adopted; things stay as they are.")
_LAST = N_(
    "This was the last attempt, so it is counted: %(part)s of those who take sides are "
    "needed."
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The answers of one process; which are for it, and among which they count."""

    answers: tuple[str, ...]
    for_: tuple[str, ...]
    of: tuple[str, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)


_YES_NO = _Asked(("yes", "no", "abstain"), ("yes",), ("yes", "no"))
ASKED: Mapping[str, _Asked] = MappingProxyType(
    {
        "consent": _Asked(
            ("consent", "concern", "objection"),
            ("consent", "concern"),
            ("consent", "concern", "objection"),
            {
                "objection": says.SAY_WHY_OBJECTION,
                "concern": says.SAY_WHY_CONCERN,
            },
        ),
        "consensus": _Asked(
            ("support", "reservations", "aside", "block", "abstain"),
            ("support", "reservations"),
            ("support", "reservations", "block"),
            {"block": says.SAY_WHY_BLOCK},
        ),
        "silence": _Asked(
            ("support", "concern"),
            ("support",),
            ("support", "concern"),
            {"concern": says.SAY_WHY_CONCERN},
        ),
        "majority": _YES_NO,
        "recall": _YES_NO,
    }
)


def problems(process: str, answer: object, reason: str) -> list[Problem]:
    """Return what is wrong with an answer and its reason."""
    asked = ASKED[process]
    if not isinstance(answer, str) or answer not in asked.answers:
        facts = {"answer": str(answer)[:60], "answers": ", ".join(asked.answers)}
        return [Problem("answer", says.NOT_AN_ANSWER, facts)]
    if answer in asked.reasons and not reason.strip():
        return [Problem("reason", asked.reasons[answer])]
    return []


def rule_file(matter: Matter) -> RuleFile:
    """Return the rule as it is published."""
    process, rule = matter.rule.process, matter.rule
    asked = ASKED[process]
    of: tuple[str, ...] | None = asked.of
    needed, limits = rule.passes, _limits(matter)
    if process == "consent":
        needed = _ALL
    elif process == "silence":
        needed = rules.NOTHING
    elif process in ("majority", "recall") and rule.of_all:
        of = None
    if _falls_back(matter):
        needed = rule.fallback or needed
        limits = {"objection": _CARRIED_ALONG} if process == "consent" else {}
    return published_rules.voices_rule(
        answers=asked.answers,
        for_=asked.for_,
        of=of,
        needed=needed,
        n_voters=matter.n_voters,
        quorum=rules.NOTHING if process == "silence" else matter.quorum,
        limits=limits,
    )


def outcome(matter: Matter, result: Result, words: tuple[Sentence, ...]) -> Counted:
    """Return what follows from the count."""
    came_to = {
        "carried": "adopted",
        "stopped": matter.not_yet,
        "not_carried": "not_adopted",
        "no_quorum": "not_adopted",
    }[str(result["outcome"])]
    said = [*words]
    if _falls_back(matter):
        part = str((matter.rule.fallback or _ALL).part)
        said.insert(0, Sentence(_LAST, {"part": part}))
    ending = {"adopted": _ADOPTED, "returned": _RETURNED}.get(came_to, _NOT_ADOPTED)
    return Counted(came_to, (), dict(result), (*said, Sentence(ending)))


def _limits(matter: Matter) -> dict[str, Any]:
    if matter.rule.process == "consensus":
        # What burdens somebody by name, and membership, has no fallback and no override.
        may_override = matter.rule.fallback is not None
        is_large = may_override and matter.n_voters > SMALL_ASSEMBLY
        return {"block": _LARGE_BLOCKS if is_large else Limit(), "aside": _ASIDES}
    stops = {"consent": "objection", "silence": "concern"}.get(matter.rule.process)
    return {stops: Limit()} if stops else {}


def _falls_back(matter: Matter) -> bool:
    """Whether this is the last attempt of a rule that counts then."""
    rule = matter.rule
    if rule.process not in ("consent", "consensus") or rule.fallback is None:
        return False
    return rule.attempt >= rule.attempts
