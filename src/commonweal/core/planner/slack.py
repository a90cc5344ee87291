"""How much slack a plan keeps: what is left over, and what could fall away unharmed.

Two answers, never one score: how much of every limit the plan leaves free, and how much
of hours, yields, stocks, rooms or money could be lost before anybody gets less than the
plan gives. The second is found by solving again, so it counts every way round a loss.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commonweal.core.planner import slack_words, whatif_faults
from commonweal.core.planner.faults import BadProblem, Fault
from commonweal.core.planner.found import Stopped
from commonweal.core.planner.params import Params, Stop
from commonweal.core.planner.plan import LimitUse, Plan, Status
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.slack_solves import Asking
from commonweal.core.planner.whatif import (
    Illness,
    Purses,
    Rooms,
    Stocks,
    WhatIf,
    Yields,
)
from commonweal.core.planner.words import N_, Sentence

TOLERANCE = 0.001
"""How exactly a fall is found: a thousandth more of it would leave somebody with less."""

_MOST_WEEKS = 24  # hours of one skill in one period asked about, the tightest first
_MOST_FIRST = 3  # needs said to get less first; more of them tell nobody anything
_MOST_TOLD = 12  # limits told in sentences; all of them are in ``Slack.spares``
_PARAMS = Params()
_STOP = Stop()
_NOT_ALL = N_("Stopped when asked: not every question was answered.")


@dataclass(frozen=True, slots=True)
class Spare:
    """What a plan leaves free of one limit, in the limit's own unit.

    Kinds are those of ``LimitUse`` (effort, rest, capacity, purse) and store.
    """

    kind: str
    label: str
    place: str | None
    period: int | None
    amount: float  # what there is; more than zero
    used: float
    words: Sentence

    @property
    def share(self) -> float:
        """Share that is free, 0 to 1."""
        return max(1.0 - self.used / self.amount, 0.0)


@dataclass(frozen=True, slots=True)
class Fall:
    """How much of something could be lost before anybody gets less than planned.

    Parameters
    ----------
    whatif : WhatIf
        What falls, with nothing lost; ``whatif.lost(fall.whatif, fall.share)`` is the
        most that harms nobody.
    share : float
        0 to 1; a thousandth more would leave some need below its level in the plan.
    vital_share : float
        The same for vital needs alone; never less than ``share``.
    first : tuple of str
        Needs that would get less first, if known.
    words : tuple of Sentence
        It in plain sentences.
    """

    whatif: WhatIf
    share: float
    vital_share: float
    first: tuple[str, ...]
    words: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Slack:
    """What a plan leaves free, the tightest first, and what could fall away unharmed."""

    spares: tuple[Spare, ...]
    falls: tuple[Fall, ...]
    is_complete: bool = True  # False: stopped before every question was answered

    def __str__(self) -> str:
        return "\n".join(str(sentence) for sentence in self.sentences())

    def sentences(self) -> Iterator[Sentence]:
        """Say what could fall away, then the tightest limits."""
        for fall in self.falls:
            yield from fall.words
        if not self.is_complete:
            yield Sentence(_NOT_ALL)
        yield from (spare.words for spare in self.spares[:_MOST_TOLD])


def slack_of(
    problem: Problem,
    plan: Plan,
    *,
    questions: Iterable[WhatIf] | None = None,
    params: Params = _PARAMS,
    stop: Stop = _STOP,
) -> Slack:
    """Find how much slack a plan keeps.

    Parameters
    ----------
    problem : Problem
        What the plan was made for.
    plan : Plan
        A plan of it, with a level for every need.
    questions : iterable of WhatIf, optional
        What may fall: ``Yields``, ``Illness``, ``Rooms``, ``Stocks`` or ``Purses``;
        their factors and shares are not looked at. By default see ``questions_of``.
    params : Params
        For the tolerance to which levels are held.
    stop : Stop
        When to give up; what was found until then comes back.

    Returns
    -------
    Slack
        Shares without unit, found to ``TOLERANCE`` and each verified by solving again
        at that point and just beyond.

    Raises
    ------
    BadProblem
        A question names what does not exist, or the plan is none of this problem.
    ValueError
        A question cannot be asked by shares (lateness, prices, people).

    Examples
    --------
    >>> from commonweal.core.planner.solve import solve
    >>> from commonweal.core.planner.terms import Good, Need, Period, Stock, Tier
    >>> problem = Problem(
    ...     periods=(Period("week 14"),), places=("home",), goods=(Good("bread", "kg"),),
    ...     stocks=(Stock("home", "bread", 8.0),),
    ...     needs=(
    ...         Need("bread", "home", "north", Tier.VITAL, 0, 6.0, {"bread": 1.0}, ("b",)),
    ...     ),
    ... )
    >>> slack = slack_of(problem, solve(problem), questions=(Stocks(1.0),))
    >>> str(slack.falls[0].words[0])
    '25 % of the opening stock could be lost before anybody gets less.'
    """
    asked = questions_of(problem, plan) if questions is None else tuple(questions)
    found = (*whatif_faults.faults_of(problem, asked), *_faults_of(problem, plan))
    if found:
        raise BadProblem(found)
    falls: list[Fall] = []
    is_complete = True
    try:
        asking = Asking(problem, plan, params, stop)
        falls += (_fall(problem, asking, question) for question in asked)
    except Stopped:
        is_complete = False
    return Slack(spares_of(problem, plan), tuple(falls), is_complete)


def questions_of(problem: Problem, plan: Plan) -> tuple[WhatIf, ...]:
    """Return what is asked by default.

    Parameters
    ----------
    problem, plan : Problem, Plan
        What is offered, and what the plan uses of it.

    Returns
    -------
    tuple of WhatIf
        All hours and each skill's; the opening stocks, purses and rooms; all yields,
        then those of each recipe that is run; each skill's in single periods, those
        of which the plan leaves least first. What the plan does not use is not asked
        about.

    Examples
    --------
    See ``slack_of``.
    """
    skills: dict[str, None] = {}
    rooms: dict[str, None] = {}
    currencies: dict[str, None] = {}
    labels = {"effort": skills, "capacity": rooms, "purse": currencies}
    weeks: dict[tuple[str, int], float] = {}  # largest share in use at any place
    for limit in plan.limits:
        if limit.used > 0 and limit.amount > 0 and limit.kind in labels:
            labels.get(limit.kind, {})[limit.label] = None
            if limit.kind == "effort" and limit.period is not None:
                week = (limit.label, limit.period)
                share = limit.used / limit.amount
                weeks[week] = max(weeks.get(week, 0.0), round(share, 6))
    tightest = sorted(weeks, key=lambda week: -weeks[week])[:_MOST_WEEKS]
    has_stock = any(stock.amount > 0 for stock in problem.stocks)
    run = dict.fromkeys(run.recipe for run in plan.runs)
    return (
        *([Illness(0.0)] if len(skills) > 1 else []),
        *(Illness(0.0, skill) for skill in skills),
        *([Stocks(1.0)] if has_stock else []),
        *(Purses(1.0, currency) for currency in currencies),
        *(Rooms(1.0, label) for label in rooms),
        *([Yields(1.0)] if len(run) > 1 else []),
        *(Yields(1.0, recipe) for recipe in run),
        *(
            Illness(0.0, skill, periods=(period,))
            for skill, period in tightest
            if len(problem.periods) > 1
        ),
    )


def spares_of(problem: Problem, plan: Plan) -> tuple[Spare, ...]:
    """Return what a plan leaves free of every limit, the tightest first.

    Parameters
    ----------
    problem, plan : Problem, Plan
        What there is, and what the plan uses of it.

    Returns
    -------
    tuple of Spare
        Hours by skill and period, rest, land, rooms, machines, purses, room in stores;
        among the equally tight in the order of time.

    Examples
    --------
    See ``slack_of``.
    """
    used = [*plan.limits, *_unasked_hours(problem, plan), *_stores(problem, plan)]
    spares = [
        Spare(
            one.kind,
            one.label,
            one.place,
            one.period,
            one.amount,
            one.used,
            slack_words.spare(problem, one),
        )
        for one in used
        if one.amount > 0
    ]
    last = len(problem.periods)
    spares.sort(
        key=lambda one: (
            round(one.share, 6),
            last if one.period is None else one.period,
            one.kind,
            one.label,
            one.place or "",
        )
    )
    return tuple(spares)


def _fall(problem: Problem, asking: Asking, question: WhatIf) -> Fall:
    found = asking.answer(question, TOLERANCE)
    needs = {need.label: need for need in problem.needs}
    words = slack_words.fall(problem, question, found.share, found.vital_share)
    are_few = len(found.first) <= _MOST_FIRST
    first = (slack_words.first(needs[label]) for label in found.first if are_few)
    return Fall(question, found.share, found.vital_share, found.first, (*words, *first))


def _unasked_hours(problem: Problem, plan: Plan) -> Iterator[LimitUse]:
    """Hours that no task could use: wholly free."""
    asked = {
        (limit.label, limit.place, limit.period)
        for limit in plan.limits
        if limit.kind == "effort"
    }
    free: dict[tuple[str, str, int], float] = defaultdict(float)
    for offer in problem.efforts:
        if (offer.skill, offer.place, offer.period) not in asked:
            free[offer.skill, offer.place, offer.period] += offer.hours
    for (skill, place, period), hours in free.items():
        yield LimitUse("effort", skill, place, period, hours, 0.0)


def _stores(problem: Problem, plan: Plan) -> Iterator[LimitUse]:
    rooms = {good.label: good.store_limit for good in problem.goods}
    kept: dict[tuple[str, str, int], float] = defaultdict(float)
    for line in plan.stock:
        kept[line.good, line.place, line.period] += line.amount
    for (good, place, period), amount in kept.items():
        room = rooms[good]
        if room is not None:
            yield LimitUse("store", good, place, period, room, amount)


def _faults_of(problem: Problem, plan: Plan) -> Iterator[Fault]:
    if plan.status in {Status.INFEASIBLE, Status.FAILED}:
        yield Fault("status", Sentence(N_("There is no plan here that keeps slack.")))
        return
    known = {line.need for line in plan.fulfilment}
    for need in problem.needs:
        if need.label not in known:
            said = N_("The plan says nothing of %(need)s; it is of another problem.")
            yield Fault("fulfilment", Sentence(said, {"need": need.label}))
