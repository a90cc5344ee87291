"""Ranking, proportional election, majority judgment: options put in order or graded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commonweal.core.tally import judgment, published_rules
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

#: The place of "acceptable": the worst middle grade that is good enough.
ACCEPTABLE = 2

_NONE_GOOD = N_("No option is acceptable to half of those who graded it.")
_NOT_ADOPTED = N_("Things stay as they are.")
_MORE_TALK = N_("More talk is wanted first.")
_JUDGED = N_("%(option)s is judged best.")
_TOO_FEW_NAMES = N_(
    "%(names)s names stand for %(seats)s places: there is nothing to choose between, "
    "so nobody is elected."
)


def problems_with_order(
    options: Sequence[motions.OptionView], answer: object, *, how: str
) -> list[Problem]:
    """Return what is wrong with an order: unknown names, doubles, gaps, shared places.

    ``how``: "any" lets places be shared, "strict" does not; on "paper" gaps and shared
    places stand, for the count goes down to the first of them.
    """
    if not isinstance(answer, list | tuple):
        return [Problem("answer", says.NOT_A_LIST)]
    labels = {option.key: option.label for option in options}
    found: list[Problem] = []
    places: dict[str, int] = {}
    for place, entry in enumerate(answer, start=1):
        names = entry if isinstance(entry, list | tuple) else (entry,)
        found += _problems_with_place(place, len(names), how)
        for name in names:
            if not isinstance(name, str) or name not in labels:
                facts = {
                    "option": str(name)[:60],
                    "options": ", ".join(labels.values())[:300],
                }
                found.append(Problem("answer", says.UNKNOWN_OPTION, facts))
            elif name in places:
                facts = {
                    "option": labels[name],
                    "first": str(places[name]),
                    "again": str(place),
                }
                found.append(Problem("answer", says.TWICE, facts))
            else:
                places[name] = place
    return found


def problems_with_grades(
    options: Sequence[motions.OptionView], answer: object
) -> list[Problem]:
    """Return what is wrong with grades: unknown options, grades that do not exist."""
    if not isinstance(answer, Mapping):
        return [Problem("answer", says.NOT_GRADES)]
    labels = {option.key: option.label for option in options}
    found = []
    for name, grade in answer.items():
        if name not in labels:
            facts = {
                "option": str(name)[:60],
                "options": ", ".join(labels.values())[:300],
            }
            found.append(Problem("answer", says.UNKNOWN_OPTION, facts))
        elif type(grade) is not int or not 0 <= grade < len(judgment.GRADES):
            facts = {"option": labels[name], "grade": str(grade)[:60]}
            found.append(Problem("answer", says.NOT_A_GRADE, facts))
    return found


def ranking_file(matter: Matter) -> RuleFile:
    """Return the rule of a ranking as it is published."""
    return published_rules.schulze_rule(
        options=matter.keys,
        seed=matter.seed,
        n_voters=matter.n_voters,
        quorum=matter.quorum,
        stay=matter.stay,
        needed=matter.rule.passes,
    )


def stv_file(matter: Matter) -> RuleFile:
    """Return the rule of a proportional election as it is published."""
    return published_rules.stv_rule(
        options=matter.keys,
        seed=matter.seed,
        seats=min(matter.seats, len(matter.options)),
        n_voters=matter.n_voters,
        quorum=matter.quorum,
    )


def judgment_file(matter: Matter) -> RuleFile:
    """Return the rule of a judgment as it is published."""
    return published_rules.judgment_rule(
        options=matter.keys,
        seed=matter.seed,
        n_voters=matter.n_voters,
        quorum=matter.quorum,
        graded_by=matter.rule.passes,
        least=ACCEPTABLE,
    )


def ranking_outcome(
    matter: Matter, result: Result, words: tuple[Sentence, ...]
) -> Counted:
    """Return what follows from a ranking: an option, more talk, or nothing."""
    if not result["is_quorate"]:
        return too_few(matter, result, words)
    return _one_winner(matter, str(result["winner"]), result, words)


def judgment_outcome(
    matter: Matter, result: Result, words: tuple[Sentence, ...]
) -> Counted:
    """Return what follows from a judgment: the best option, if it is acceptable."""
    if not result["is_quorate"]:
        return too_few(matter, result, words)
    winner = result["winner"]
    if winner is None:
        said = (*words, Sentence(_NONE_GOOD))
        return Counted("not_adopted", (), dict(result), said)
    said = (*words, Sentence(_JUDGED, {"option": winner}))
    return _one_winner(matter, str(winner), result, said)


def stv_outcome(matter: Matter, result: Result, words: tuple[Sentence, ...]) -> Counted:
    """Return what follows from a proportional election: who is elected, in order."""
    if not result["is_quorate"]:
        return too_few(matter, result, words)
    if len(matter.options) < matter.seats:
        facts = {"names": len(matter.options), "seats": matter.seats}
        said = (*words, Sentence(_TOO_FEW_NAMES, facts))
        return Counted("not_adopted", (), dict(result), said)
    return Counted("adopted", tuple(result["elected"]), dict(result), words)


def _one_winner(
    matter: Matter, winner: str, result: Result, words: tuple[Sentence, ...]
) -> Counted:
    if winner == matter.stay:
        said = (*words, Sentence(_NOT_ADOPTED))
        return Counted("not_adopted", (winner,), dict(result), said)
    if winner == motions.MORE_TALK:
        said = (*words, Sentence(_MORE_TALK))
        return Counted("returned", (winner,), dict(result), said)
    return Counted("adopted", (winner,), dict(result), words)


def _problems_with_place(place: int, n: int, how: str) -> list[Problem]:
    facts = {"place": str(place)}
    if n == 0 and how != "paper":
        return [Problem("answer", says.EMPTY_PLACE, facts)]
    if n > 1 and how == "strict":
        return [Problem("answer", says.SHARED_PLACE, facts)]
    return []
