"""Equal shares: everyone holds the same part of a budget and buys what they approve.

Again and again the project is taken that costs its supporters least for each unit of
it; all supporters pay alike, and who has less left pays that. What cannot be bought by
its supporters is not bought. The parts are then raised, step by step, as long as what
is taken costs no more than there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from commonweal.core.tally import purchases
from commonweal.core.tally.words import N_, BadBallots, Fault, Sentence

RULE = "equal-shares-cost-utility-add1-1"

MICRO = purchases.MICRO
#: A budget in smallest units beyond which the reckoning would no longer be exact.
MOST_BUDGET = 9_000_000_000_000

_UNKNOWN = N_("“%(project)s” is not on the ballot.")
_TWICE = N_("“%(project)s” is approved twice.")
_COST = N_("“%(project)s” costs %(cost)s. Write more than zero.")
_PROJECT_TWICE = N_("“%(project)s” stands twice among the projects.")
_NO_PROJECTS = N_("There is no project to vote on.")
_STEP = N_("Parts are raised by %(step)s at a time. Write one smallest unit or more.")
_BUDGET = N_("The budget is %(budget)s. Write 1 to %(most)s smallest units.")
_NOBODY = N_("Nobody voted, so there is nothing to share.")
_BOUGHT = N_(
    "%(project)s is bought by %(payers)s people, %(each)s each at most. "
    "%(supporters)s approved it."
)
_RAISED = N_(
    "Each part was raised from %(share)s to %(raised)s so that less stays unspent; one "
    "step more and it would cost more than there is."
)
_SHORT = N_(
    "%(project)s: its %(supporters)s supporters have %(left)s left, it costs %(cost)s."
)

Project = purchases.Project
Bought = purchases.Bought


@dataclass(frozen=True, slots=True)
class SharesCount:
    """What is bought, in order, with what the shares were raised to.

    ``share`` and ``raised`` are the part of each person in micro-units; ``spent`` and
    ``left`` are in smallest units. ``remainder`` (micro-units) is what rounding left.
    ``most_votes`` is what the plain count by approvals would have taken.
    """

    bought: tuple[Bought, ...]
    spent: int
    left: int
    share: int
    raised: int
    remainder: int
    most_votes: tuple[str, ...]
    words: tuple[Sentence, ...]
    rule: str = RULE


def count_equal_shares(
    projects: Sequence[Project],
    ballots: Sequence[Collection[str]],
    budget: int,
    *,
    step: int | None = None,
) -> SharesCount:
    """Choose projects so that every group has a say over its part of the budget.

    Parameters
    ----------
    projects : sequence of Project
        Costs in smallest units of one money (or hours, or kilos: one budget at a time).
    ballots : sequence of collection of str
        Who approves what; one for each voter, empty ones too.
    budget : int
        Smallest units to spend.
    step : int, optional
        By how many smallest units each person's part is raised at a time; if not given,
        ``step_of(budget, n_voters)``. Publish it before the voting.

    Returns
    -------
    SharesCount

    Raises
    ------
    BadBallots
        All faults of projects, ballots (with their row) and budget at once.

    Notes
    -----
    A project's worth to a supporter is its cost (cost utility). Equal prices for each
    unit go to more supporters, then the lower cost, then the lower number. Shares are
    whole micro-units: what division leaves over (fewer than one for each voter) is kept
    in a remainder. When nothing else can be bought it may fill up, in the order of ties,
    projects whose supporters lack fewer micro-units than they are people.

    A project that costs more than the budget is not counted. Parts are raised until
    nothing is left to buy, at most ``purchases.MOST_RAISES`` times, and never beyond the
    whole budget for each person.

    References
    ----------
    .. [1] D. Peters, G. Pierczyński and P. Skowron, "Proportional Participatory
       Budgeting with Additive Utilities", NeurIPS 2021.
    .. [2] The completion of Wieliczka 2023 ("Zielony Milion"): raise until the outcome
       would overspend and take the last that does not, not the first that is
       exhaustive.

    Examples
    --------
    >>> both = [Project("well", 60), Project("oven", 40, number=1)]
    >>> cast = [{"well"}] * 6 + [{"oven"}] * 4
    >>> [one.label for one in count_equal_shares(both, cast, 100).bought]
    ['well', 'oven']
    """
    n_voters = len(ballots)
    step = step_of(budget, max(1, n_voters)) if step is None else step
    faults = _problems_with(projects, budget, step)
    if not n_voters:
        faults.append(Fault(Sentence(_NOBODY)))
    matter = _matter(projects, ballots, budget, faults)
    share = budget * MICRO // n_voters
    outcome, raised = purchases.completed(matter, budget, share, step * MICRO)
    words = [_said(one) for one in outcome.bought]
    if raised > share:
        facts = {"share": _money(share), "raised": _money(raised)}
        words.append(Sentence(_RAISED, facts))
    words.extend(_shortages(matter, outcome))
    return SharesCount(
        bought=tuple(outcome.bought),
        spent=outcome.spent,
        left=budget - outcome.spent,
        share=share,
        raised=raised,
        remainder=outcome.remainder,
        most_votes=_by_votes(matter, budget),
        words=tuple(words),
    )


def where_it_went(counted: SharesCount, approved: Collection[str]) -> dict[str, int]:
    """Return what somebody with this ballot pays for each project, in micro-units.

    For that person alone: their part is ``counted.raised``, what is not here they keep.
    """
    rest, paid = counted.raised, {}
    for one in counted.bought:
        if one.label in approved:
            paid[one.label] = min(rest, one.each)
            rest -= paid[one.label]
    return paid


def step_of(budget: int, n_voters: int) -> int:
    """Return the usual step: a thousandth of a person's part, one unit at least."""
    return max(1, -(-budget // (n_voters * 1000)))


def _matter(
    projects: Sequence[Project],
    ballots: Sequence[Collection[str]],
    budget: int,
    faults: list[Fault],
) -> purchases.Matter:
    """Gather equal ballots; raise all faults, those found before too."""
    labels = {one.label: i for i, one in enumerate(projects)}
    known = frozenset(labels)
    distinct: Counter[frozenset[str]] = Counter()
    for row, ballot in enumerate(ballots, start=1):
        approved = frozenset(ballot)
        if len(approved) < len(ballot) or not approved <= known:
            faults.extend(_problems_with_ballot(ballot, known, row))
        distinct[approved] += 1
    if faults:
        raise BadBallots(faults)
    return purchases.matter_of(projects, distinct, budget)


def _problems_with(projects: Sequence[Project], budget: int, step: int) -> list[Fault]:
    faults = [
        Fault(Sentence(_COST, {"project": one.label, "cost": one.cost}))
        for one in projects
        if one.cost <= 0
    ]
    faults.extend(
        Fault(Sentence(_PROJECT_TWICE, {"project": label}))
        for label, n in Counter(one.label for one in projects).items()
        if n > 1
    )
    if not projects:
        faults.append(Fault(Sentence(_NO_PROJECTS)))
    if not 1 <= budget <= MOST_BUDGET:
        words = {"budget": budget, "most": MOST_BUDGET}
        faults.append(Fault(Sentence(_BUDGET, words)))
    if step < 1:
        faults.append(Fault(Sentence(_STEP, {"step": step})))
    return faults


def _problems_with_ballot(
    ballot: Collection[str], known: Collection[str], row: int
) -> list[Fault]:
    counts = Counter(ballot)
    unknown = [label for label in counts if label not in known]
    twice = [label for label, n in counts.items() if n > 1 and label in known]
    return [
        *(
            Fault(Sentence(_UNKNOWN, {"project": str(label)[:60]}), row)
            for label in unknown
        ),
        *(Fault(Sentence(_TWICE, {"project": label}), row) for label in twice),
    ]


def _by_votes(matter: purchases.Matter, budget: int) -> tuple[str, ...]:
    """Return what most approvals first would have taken, for comparison."""
    order = sorted(
        range(len(matter.projects)),
        key=lambda i: (-matter.backers[i].n, matter.projects[i].number, i),
    )
    taken, left = [], budget
    gone: set[str] = set()
    for i in order:
        project = matter.projects[i]
        if project.cost <= left and project.label not in gone:
            taken.append(project.label)
            left -= project.cost
            gone |= project.excludes
    return tuple(taken)


def _said(one: Bought) -> Sentence:
    words = {
        "project": one.label,
        "payers": one.n_payers,
        "each": _money(one.each),
        "supporters": one.n_supporters,
    }
    return Sentence(_BOUGHT, words)


def _shortages(matter: purchases.Matter, outcome: purchases.Outcome) -> list[Sentence]:
    taken = {one.label for one in outcome.bought}
    said = []
    for i, project in enumerate(matter.projects):
        if project.label in taken:
            continue
        n = matter.backers[i].n
        words = {"project": project.label, "supporters": n, "cost": project.cost}
        left = _money(purchases.left_to(matter, outcome, i))
        said.append(Sentence(_SHORT, {**words, "left": left}))
    return said


def _money(micro: int) -> str:
    """Return micro-units as smallest units with what decimals they need."""
    whole, part = divmod(micro, MICRO)
    return f"{whole}.{part:06d}".rstrip("0").rstrip(".")
