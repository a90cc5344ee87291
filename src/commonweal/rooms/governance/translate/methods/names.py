"""Election without candidates: everybody names somebody and says why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from commonweal.core.tally import published_rules
from commonweal.core.tally.words import N_, Sentence
from commonweal.core.vf.problems import Problem
from commonweal.rooms.governance.errors import counts as says
from commonweal.rooms.governance.translate.methods._matter import (
    Matter,
    Result,
    RuleFile,
    too_few,
)
from commonweal.rooms.governance.words import Cast, Counted

_PROPOSED = N_("%(name)s is proposed to all; objections can be raised in the days now.")


def problems(answer: object, people: Collection[str] | None) -> list[Problem]:
    """Return what is wrong with a name and its reason."""
    if not isinstance(answer, Mapping) or not set(answer) <= {"name", "why"}:
        return [Problem("answer", says.NAME_SOMEBODY)]
    name, why = answer.get("name"), answer.get("why")
    found = []
    if not isinstance(name, str) or not name:
        found.append(Problem("answer", says.NAME_SOMEBODY))
    elif people is not None and name not in people:
        found.append(Problem("answer", says.NOT_A_MEMBER, {"name": name[:60]}))
    if not isinstance(why, str) or not why.strip():
        found.append(Problem("reason", says.SAY_WHY_THEM))
    return found


def rule_file(matter: Matter) -> RuleFile:
    """Return the rule as it is published."""
    return published_rules.names_rule(
        seed=matter.seed, n_voters=matter.n_voters, quorum=matter.quorum
    )


def answers(casts: tuple[Cast, ...]) -> tuple[Any, ...]:
    """Return the names alone; the reasons are beside them."""
    return tuple(dict(cast.answer)["name"] for cast in casts)  # type: ignore[call-overload]


def outcome(matter: Matter, result: Result, words: tuple[Sentence, ...]) -> Counted:
    """Return who is proposed: the most named, one for each place."""
    if not result["is_quorate"]:
        return too_few(matter, result, words)
    first = tuple(result["order"])[: matter.seats]
    said = tuple(Sentence(_PROPOSED, {"name": name}) for name in first)
    return Counted("adopted", first, dict(result), (*words, *said))
