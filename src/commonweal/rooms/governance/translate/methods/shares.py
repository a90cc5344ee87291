"""Equal shares: what everybody approves, paid from their own part of the money."""

from __future__ import annotations

from collections.abc import Sequence

from commonweal.core.tally import equal_shares, published_rules
from commonweal.core.tally.words import N_, Sentence
from commonweal.core.vf.problems import Problem
from commonweal.rooms.governance.errors import counts as says
from commonweal.rooms.governance.translate.methods._matter import (
    Matter,
    Result,
    RuleFile,
    too_few,
)
from commonweal.rooms.governance.words import Counted, motions

_BY_VOTES = N_("Most approvals first, whoever they are from, it would be: %(options)s.")
_NOTHING = N_("Nobody's parts together pay for anything, so nothing is bought.")


def problems(options: Sequence[motions.OptionView], answer: object) -> list[Problem]:
    """Return what is wrong with what somebody approves."""
    if not isinstance(answer, list | tuple):
        return [Problem("answer", says.NOT_APPROVED)]
    labels = {option.key: option.label for option in options if option.cost > 0}
    found = []
    seen: set[str] = set()
    for name in answer:
        if not isinstance(name, str) or name not in labels:
            facts = {
                "option": str(name)[:60],
                "options": ", ".join(labels.values())[:300],
            }
            found.append(Problem("answer", says.UNKNOWN_OPTION, facts))
        elif name in seen:
            twice = {"option": labels[name]}
            found.append(Problem("answer", says.APPROVED_TWICE, twice))
        else:
            seen.add(name)
    return found


def rule_file(matter: Matter) -> RuleFile:
    """Return the rule as it is published; the step is fixed by the list of voters."""
    projects = [
        equal_shares.Project(option.key, option.cost, number)
        for number, option in enumerate(matter.options, start=1)
        if option.cost > 0
    ]
    return published_rules.shares_rule(
        projects=projects,
        budget=matter.budget,
        n_voters=matter.n_voters,
        step=equal_shares.step_of(matter.budget, max(1, matter.n_voters)),
        quorum=matter.quorum,
    )


def outcome(matter: Matter, result: Result, words: tuple[Sentence, ...]) -> Counted:
    """Return what is bought, in the order it was taken."""
    if not result["is_quorate"]:
        return too_few(matter, result, words)
    bought = tuple(str(one["label"]) for one in result["bought"])
    most = ", ".join(result["most_votes"])
    if most:
        words = (*words, Sentence(_BY_VOTES, {"options": most}))
    if not bought:
        said = (*words, Sentence(_NOTHING))
        return Counted("not_adopted", (), dict(result), said)
    return Counted("adopted", bought, dict(result), words)
