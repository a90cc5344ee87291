"""A season plan in coarse steps and a week plan in fine ones that agree.

One problem is solved, near weeks one by one and far ones crushed into months; the week
plan is its beginning. So the two agree by construction, and ``season_agree`` adds both up
to show it. What months promise may still be more than weeks can do, never less
(``coarse.py``). So the season is looked through: everything after the near weeks is asked
again week by week, whether each level promised can be reached. Where not, the months in
which the reasons lie are cut into weeks, and all is solved again, until weeks reach what months
promise, or it is said plainly who gets less and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from commonweal.core.planner import (
    coarse_steps,
    season_agree,
    season_owed,
    season_rest,
    season_weeks,
)
from commonweal.core.planner.coarse import Coarse, coarsen
from commonweal.core.planner.faults import BadProblem, Fault
from commonweal.core.planner.params import Params, Stop
from commonweal.core.planner.plan import Plan, Short, Status
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.solve import Progress, solve
from commonweal.core.planner.terms import Need
from commonweal.core.planner.words import N_, Sentence, figure

_PARAMS = Params()
_STOP = Stop()
_HAVE_PLAN = frozenset({Status.OPTIMAL, Status.STOPPED})
_AGREE = N_("The season plan and the week plan agree.")
_REACHED = N_(
    "Week by week, every level that the season plan promises can be reached, "
    "to within %(percent)s %% of a need."
)
_NOT_ASKED = N_(
    "Nobody asked whether weeks can reach what months promise; months never promise "
    "less than weeks can reach."
)
_LESS = N_(
    "“%(need)s”: the season plan promises %(before)s %%, week by week %(after)s %% are sure."
)
_NO_WEEKS = N_("Week by week, the promises already made cannot all be kept.")
_NO_SHARE = N_("A share lies between 0 and 1; this says %(share)s.")
_NO_PLAN = N_("There is no season plan, so there is no week plan.")


@dataclass(frozen=True, slots=True)
class Gap:
    """A need of which months promise more than weeks were found to reach.

    Without a need: what was begun in the near weeks asks too much of a later one, or the
    promises made cannot be kept week by week.
    """

    need: str
    promised: float  # level, 0 to 1
    sure: float
    words: Sentence
    reasons: tuple[Sentence, ...] = ()
    periods: tuple[int, ...] = ()  # fine ones, in which the reasons lie


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A season plan and the week plan of its beginning.

    Parameters
    ----------
    coarse : Coarse
        The problem in coarse steps, and what its labels stand for.
    plan : Plan
        The season plan, of ``coarse.problem``.
    weeks : Problem
        The near weeks, with what they must leave behind.
    weeks_plan : Plan
        A plan of ``weeks``: the beginning of the season plan.
    partings : tuple of Parting
        Sums in which the two part; none.
    gaps : tuple of Gap
        Needs of which months promise more than weeks were found to reach.
    sure : mapping
        For every fine need, the level of a plan that was found week by week; empty when
        nobody asked.
    n_looks : int
        How often the season was looked through week by week.
    tolerance : float, [share of a need]
        A smaller difference between what is promised and what is sure is no gap.
    """

    coarse: Coarse
    plan: Plan
    weeks: Problem
    weeks_plan: Plan
    partings: tuple[season_agree.Parting, ...] = ()
    gaps: tuple[Gap, ...] = ()
    sure: Mapping[str, float] = field(default_factory=dict)
    n_looks: int = 0
    tolerance: float = 0.0

    def promised(self) -> dict[str, float]:
        """Return the level that the season plan promises every fine need, 0 to 1."""
        return _promised(self.coarse, self.plan)

    def sentences(self) -> Iterator[Sentence]:
        """Say whether the two agree, and what months promise that weeks do not reach."""
        if self.plan.status not in _HAVE_PLAN:
            yield Sentence(_NO_PLAN)
            return
        if not self.partings:
            yield Sentence(_AGREE)
        yield from (parting.words for parting in self.partings)
        if self.n_looks == 0 and not self.sure:
            yield Sentence(_NOT_ASKED)
        elif not self.gaps:
            yield Sentence(_REACHED, {"percent": figure(100 * self.tolerance)})
        for gap in self.gaps:
            yield gap.words
            yield from gap.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """How a season is cut, and how often it may be looked through.

    Parameters
    ----------
    near : int
        Periods planned one by one and kept as the week plan, 1 or more.
    far : int
        Periods joined into each step after them, 1 or more.
    looks : int
        How often weeks may be asked whether they reach what months promise; between two
        looks the months in the way are cut. 0: months are taken at their word.
    tolerance : float, [share of a need]
        Weeks that come this near to a level promised have reached it: 0 to 1.
    """

    near: int = 4
    far: int = 4
    looks: int = 3
    tolerance: float = 0.01


_STEPS = Steps()


def season(  # noqa: PLR0913 - the five of ``solve``, and the steps
    problem: Problem,
    steps: Steps = _STEPS,
    *,
    params: Params = _PARAMS,
    seed: int = 0,
    stop: Stop = _STOP,
    progress: Progress | None = None,
) -> Season:
    """Plan a season in coarse steps and its first weeks in fine ones, so that they agree.

    Parameters
    ----------
    problem : Problem
        The whole season in fine periods.
    steps : Steps
        How it is cut, and how often it may be looked through.
    params, seed, stop, progress
        As for ``solve.solve``; progress is told anew for each time all is solved.

    Returns
    -------
    Season
        Both plans. Levels of the season plan are an upper bound on what weeks can do,
        tier by tier, lowest first; without gaps they are what weeks can do.

    Raises
    ------
    BadProblem
        ``near`` or ``far`` is less than 1, or the tolerance no share.

    References
    ----------
    .. [1] A. C. Hax, H. C. Meal, "Hierarchical integration of production planning and
       scheduling", in M. A. Geisler (ed.), Logistics, North-Holland 1975, 53-69 (months
       first, weeks within them); G. R. Bitran, D. Tirupati, "Hierarchical production
       planning", Handbooks in OR and MS 4, 1993, 523-568 (consistency of the two).

    Examples
    --------
    >>> from commonweal.core.planner.terms import Good, Period, Stock, Tier
    >>> found = season(Problem(
    ...     periods=tuple(Period(f"week {t}") for t in range(4)), places=("home",),
    ...     goods=(Good("beans", "kg"),), stocks=(Stock("home", "beans", 3.0),),
    ...     needs=tuple(
    ...         Need(f"beans {t}", "home", "north", Tier.VITAL, t, 1.0, {"beans": 1.0},
    ...              ("north",)) for t in range(4)),
    ... ), Steps(near=1, far=3))
    >>> [round(line.level, 4) for line in found.plan.fulfilment]
    [0.75, 0.75]
    >>> [str(sentence) for sentence in found.sentences()]  # doctest: +NORMALIZE_WHITESPACE
    ['The season plan and the week plan agree.',
     'Week by week, every level that the season plan promises can be reached, to 1 % of a need.']
    """
    coarse_steps.refuse_less(near=(steps.near, 1), far=(steps.far, 1))
    if not 0.0 <= steps.tolerance <= 1.0:
        share = Sentence(_NO_SHARE, {"share": steps.tolerance})
        raise BadProblem([Fault("tolerance", share)])
    n_periods = len(problem.periods)
    near = min(steps.near, n_periods)
    groups = coarse_steps.groups_of(n_periods, near=near, far=steps.far)
    timer = _Timer(stop)
    looks = 0
    while True:
        coarse = coarsen(problem, groups)
        plan = solve(
            coarse.problem,
            params=params,
            seed=seed,
            stop=timer.left(),
            progress=progress,
        )
        found = replace(
            _with_weeks(coarse, plan, near), n_looks=looks, tolerance=steps.tolerance
        )
        if plan.status is Status.OPTIMAL and coarse.steps.is_fine:
            return replace(found, sure=found.promised())
        if plan.status is not Status.OPTIMAL or looks == steps.looks:
            return found
        looks += 1
        found = _looked_through(found, params, seed, timer.left())
        halved = coarse_steps.split(groups, _in_the_way(found))
        if not found.gaps or looks == steps.looks:
            return replace(found, n_looks=looks)
        groups = halved


class _Timer:
    """Shares the seconds of one stop among several solves."""

    def __init__(self, stop: Stop) -> None:
        self._stop = stop
        self._begun = stop.clock() if stop.clock is not None else 0.0

    def left(self) -> Stop:
        stop = self._stop
        if stop.clock is None or stop.seconds is None:
            return stop
        spent = stop.clock() - self._begun
        return replace(stop, seconds=max(stop.seconds - spent, 0.0))


def _with_weeks(coarse: Coarse, plan: Plan, near: int) -> Season:
    """Cut the week plan from a season plan, and add both up."""
    beginning = season_weeks.beginning_of(coarse, plan, near)
    in_all = {
        need.label: need.had + season_rest.contents_of(need, plan.given)
        for need in coarse.problem.needs
        if need.period is None
    }
    weeks = season_weeks.weeks_of(coarse.fine, beginning, near, in_all)
    if plan.status not in _HAVE_PLAN:
        failed = Plan(plan.status, collisions=plan.collisions, notes=plan.notes)
        return Season(coarse=coarse, plan=plan, weeks=weeks, weeks_plan=failed)
    weeks_plan = season_weeks.plan_of_weeks(coarse, plan, beginning, weeks)
    partings = season_agree.disagreements(coarse, plan, weeks_plan, n_periods=near)
    return Season(
        coarse=coarse,
        plan=plan,
        weeks=weeks,
        weeks_plan=weeks_plan,
        partings=partings,
    )


def _promised(coarse: Coarse, plan: Plan) -> dict[str, float]:
    return {
        member: line.level
        for line in plan.fulfilment
        for member in coarse.needs[line.need]
    }


def _looked_through(found: Season, params: Params, seed: int, stop: Stop) -> Season:
    """Ask week by week, after the near weeks, for the levels promised and no more."""
    fine, near = found.coarse.fine, len(found.weeks.periods)
    promised = found.promised()
    owed = tuple(season_owed.overdrawn(fine, found.weeks_plan, near))
    if owed:
        gaps = tuple(Gap("", 0.0, 0.0, one.words, (), (one.period,)) for one in owed)
        return replace(found, gaps=gaps)
    rest = season_rest.rest_of(fine, found.weeks_plan, near)
    asked = replace(rest, needs=tuple(_as_promised(rest.needs, promised)))
    plan = solve(
        asked,
        params=replace(params, goals=(), most_explained=0),
        seed=seed,
        stop=stop,
    )
    if plan.status not in _HAVE_PLAN:
        no_weeks = Gap("", 0.0, 0.0, Sentence(_NO_WEEKS), plan.notes)
        return replace(found, gaps=(no_weeks,))
    reached = {line.need: line.level for line in plan.fulfilment}
    sure = {need: level * reached.get(need, 1.0) for need, level in promised.items()}
    shorts = {short.need: short for short in plan.shorts}
    gaps = tuple(
        _gap(need, (promised[need], level), shorts.get(need), near)
        for need, level in sure.items()
        if promised[need] - level > found.tolerance
    )
    return replace(found, sure=sure, gaps=gaps)


def _as_promised(
    needs: tuple[Need, ...], promised: Mapping[str, float]
) -> Iterator[Need]:
    for need in needs:
        yield replace(need, demand=need.demand * promised[need.label])


def _gap(need: str, levels: tuple[float, float], short: Short | None, near: int) -> Gap:
    """Say a gap, and when its reasons lie: in the need's own period, if they do not say."""
    before, after = levels
    figures = {"before": figure(100 * before), "after": figure(100 * after)}
    limits = () if short is None else short.limits
    periods = {limit.period for limit in limits} - {None}
    if not periods and short is not None:
        periods = {short.period}
    return Gap(
        need,
        before,
        after,
        Sentence(_LESS, {"need": need, **figures}),
        tuple(limit.words for limit in limits),
        tuple(sorted(near + t for t in periods if t is not None)),
    )


def _in_the_way(found: Season) -> set[int]:
    """Find joined steps in which reasons lie; all of them, when none says where."""
    steps = found.coarse.steps
    joined = {i for i, group in enumerate(steps.groups) if len(group) > 1}
    named = {steps.step_of[t] for gap in found.gaps for t in gap.periods}
    return named & joined or joined
