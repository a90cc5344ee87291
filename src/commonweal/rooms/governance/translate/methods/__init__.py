"""From answers to results: pure functions, one file per family of methods.

Nothing here knows a database, a clock or a language. ``problems_with_answer`` says what
is wrong with one answer, ``count`` what all of them come to, with a sentence for every
stage. ``papers`` is what is published, so that anybody can count again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from commonweal.core.tally import published_rules
from commonweal.core.tally.words import N_, BadBallots, Sentence
from commonweal.core.vf.problems import Problem
from commonweal.rooms.governance.errors import counts as says
from commonweal.rooms.governance.translate.methods import (
    names,
    orders,
    shares,
    sortition,
    voices,
)
from commonweal.rooms.governance.translate.methods._matter import (
    Matter,
    Papers,
    Result,
    RuleFile,
    nobody,
    plain,
)
from commonweal.rooms.governance.words import Cast, Counted, OptionView, Rule

__all__ = [
    "Matter",
    "Papers",
    "count",
    "count_matter",
    "drawn",
    "papers",
    "pool_of",
    "problems_with_answer",
]

_ADVISED = N_("Nobody called it in, so what was decided stands.")

drawn = sortition.outcome
pool_of = sortition.pool_of
Outcome = Callable[[Matter, Result, tuple[Sentence, ...]], Counted]

_RULE_FILES: dict[str, Callable[[Matter], RuleFile]] = {
    **dict.fromkeys(voices.ASKED, voices.rule_file),
    "ranking": orders.ranking_file,
    "stv": orders.stv_file,
    "judgment": orders.judgment_file,
    "shares": shares.rule_file,
    "no_candidates": names.rule_file,
}
_OUTCOMES: dict[str, Outcome] = {
    **dict.fromkeys(voices.ASKED, voices.outcome),
    "ranking": orders.ranking_outcome,
    "stv": orders.stv_outcome,
    "judgment": orders.judgment_outcome,
    "shares": shares.outcome,
    "no_candidates": names.outcome,
    "sortition": sortition.outcome,
}
#: Processes whose rules can be counted when nobody answered.
_FROM_NOBODY = frozenset({"silence", "consent", "consensus", "majority", "recall"})


def problems_with_answer(  # noqa: PLR0913 - what can be answered, and by whom
    rule: Rule,
    options: Sequence[OptionView],
    answer: object,
    reason: str = "",
    *,
    people: Collection[str] | None = None,
    quotas: Sequence[tuple[str, str, int, int]] = (),
    is_paper: bool = False,
) -> list[Problem]:
    """Return everything wrong with an answer; fields are "answer" and "reason".

    Parameters
    ----------
    rule : Rule
        Only its process matters here.
    options : sequence of OptionView
        What is on the ballot.
    answer : object
        As JSON holds it.
    reason : str
        Why; objections and blocks need one.
    people : collection of str, optional
        Ids of who can be named (election without candidates); None does not ask.
    quotas : sequence of (feature, value, least, most)
        What a willing person says of themselves (sortition).
    is_paper : bool
        A paper is counted down to its first gap or shared place, for nobody can be
        asked to mend it.
    """
    process = rule.process
    if process in voices.ASKED:
        return voices.problems(process, answer, reason)
    if process in ("ranking", "stv"):
        how = "any" if process == "ranking" else "paper" if is_paper else "strict"
        return orders.problems_with_order(options, answer, how=how)
    if process == "sortition":
        return sortition.problems(answer, quotas)
    return _problems_with_choice(process, options, answer, people)


def _problems_with_choice(
    process: str,
    options: Sequence[OptionView],
    answer: object,
    people: Collection[str] | None,
) -> list[Problem]:
    if process == "judgment":
        return orders.problems_with_grades(options, answer)
    if process == "shares":
        return shares.problems(options, answer)
    if process == "no_candidates":
        return names.problems(answer, people)
    return [Problem("answer", says.NOTHING_TO_ANSWER)]


def count(  # noqa: PLR0913 - what a count needs, each by its name
    rule: Rule,
    options: Sequence[OptionView],
    casts: Sequence[Cast],
    *,
    n_voters: int,
    seed: str,
    budget: int | None = None,
    seats: int = 1,
    quotas: Sequence[tuple[str, str, int, int]] = (),
) -> Counted:
    """Count answers by a rule.

    Parameters
    ----------
    rule : Rule
        Process, quorum and what passes.
    options : sequence of OptionView
        In the order of the ballot; costs in smallest units (shares).
    casts : sequence of Cast
        The last valid answer of each person, in any order; ``name`` holds the person's
        id where the lot draws people.
    n_voters : int
        How many could answer.
    seed : str
        Decides what stays equal; see ``core.tally.lots``.
    budget : int, optional
        Smallest units to spend (shares).
    seats : int
        Places to fill (stv, sortition, no_candidates).
    quotas : sequence of (feature, value, least, most)
        Places kept for groups (sortition).

    Returns
    -------
    Counted
        "adopted" with winners, "not_adopted", or "returned" (to talk further). Its
        ``result`` is what a recount prints, to the letter.
    """
    matter = Matter(
        rule, tuple(options), n_voters, seed, budget or 0, seats, tuple(quotas)
    )
    return count_matter(matter, tuple(casts))[0]


def count_matter(
    matter: Matter, casts: tuple[Cast, ...]
) -> tuple[Counted, Papers | None]:
    """Count, and return beside it what is published; None where there is nothing.

    What cannot be counted at all (a budget of nothing) is not adopted, and says why: no
    clock may stumble over it.
    """
    process = matter.rule.process
    if process == "advice":
        return Counted("adopted", (), {}, (Sentence(_ADVISED),)), None
    made = papers(matter, casts)
    if isinstance(made, Counted):
        return made, None
    try:
        counted = published_rules.count(made.rule, list(made.answers))
    except BadBallots as bad:
        words = tuple(fault.sentence for fault in bad.faults)
        return Counted("not_adopted", (), {}, words), None
    return _OUTCOMES[process](matter, counted.result, counted.words), made


def papers(matter: Matter, casts: tuple[Cast, ...]) -> Papers | Counted:
    """Return the published rule and answers; an outcome where nothing can be counted."""
    process = matter.rule.process
    if process == "sortition":
        return sortition.papers(matter, casts)
    if not casts and process not in _FROM_NOBODY:
        return nobody(matter)
    given = names.answers(casts) if process == "no_candidates" else plain(casts)
    return Papers(_RULE_FILES[process](matter), given)
