"""Ways of solving a matrix with HiGHS, and the settings of each."""

from __future__ import annotations

from dataclasses import dataclass

Option = bool | int | float | str


@dataclass(frozen=True, slots=True)
class Way:
    """One way of solving: method and settings, tried in order until one works.

    Parameters
    ----------
    name : str
        As people read it.
    options : tuple of (str, value)
        Settings of the solver.
    afresh : bool
        Does not begin at the last answer.
    is_long : bool
        May take as many simplex steps as a whole solve does.
    steps_per_line : float
        Otherwise: simplex steps allowed on a large matrix, per row and column.
    """

    name: str
    options: tuple[tuple[str, Option], ...]
    afresh: bool
    is_long: bool
    # From the last answer so many steps a line cost what interior point does.
    steps_per_line: float = 1 / 120


FROM_OLDER = Way(
    "dual simplex from an older answer",
    # Costs made uneven on purpose cost a thousand steps to make even again.
    (("simplex_strategy", 1), ("dual_simplex_cost_perturbation_multiplier", 0.0)),
    afresh=False,
    is_long=False,
)
INSIDE = Way(
    "interior point without a corner",
    (
        ("solver", "ipm"),
        ("run_crossover", "off"),
        ("presolve", "on"),
        ("primal_feasibility_tolerance", 1e-7),
    ),
    afresh=True,
    is_long=False,
)
ANY_PLAN = Way(
    "interior point until a plan is possible",
    (
        *INSIDE.options,
        # Nothing is made small, so nothing but limits tells one plan from another.
        ("ipm_optimality_tolerance", 1e3),
        ("optimality_tolerance", 1e3),
    ),
    afresh=True,
    is_long=False,
)
WAYS = (
    Way(
        "primal simplex from the last answer",
        # The last answer is a corner; bounds made uneven on purpose would move it by
        # what its ill-conditioned matrix makes of them, a million at times.
        (
            ("simplex_strategy", 4),
            ("primal_simplex_bound_perturbation_multiplier", 0.0),
        ),
        afresh=False,
        is_long=False,
    ),
    Way(
        "dual simplex afresh",
        (("simplex_strategy", 1), ("presolve", "on")),
        afresh=True,
        is_long=True,
    ),
    Way(
        "interior point with crossover",
        (
            ("solver", "ipm"),
            ("simplex_strategy", 1),  # for what crossover leaves to be mended
            ("run_crossover", "on"),
            ("presolve", "on"),
        ),
        afresh=True,
        is_long=False,
    ),
    # What holding faces leaves is a matrix of its own: where ours fails, its scale works.
    Way(
        "dual simplex afresh, scaled by the solver",
        (
            ("simplex_strategy", 1),
            ("presolve", "on"),
            ("simplex_scale_strategy", 2),
        ),
        afresh=True,
        is_long=False,
        steps_per_line=1 / 6,
    ),
    Way(
        "dual simplex with a looser tolerance",
        (
            ("simplex_strategy", 1),
            ("primal_feasibility_tolerance", 1e-7),
            ("dual_feasibility_tolerance", 1e-6),
        ),
        afresh=True,
        is_long=True,
    ),
)
# Scaling is ours (build.py): the solver's own made it lose its footing on 13 weeks of
# stores (13 of 20 solves without an answer). A dual tolerance of 1e-9 did the same.
OPTIONS: tuple[tuple[str, Option], ...] = (
    ("solver", "simplex"),
    ("presolve", "choose"),
    ("run_crossover", "on"),
    ("dual_simplex_cost_perturbation_multiplier", 1.0),
    ("primal_simplex_bound_perturbation_multiplier", 1.0),
    ("simplex_scale_strategy", 0),
    ("primal_feasibility_tolerance", 1e-9),
    ("dual_feasibility_tolerance", 1e-7),
    ("ipm_optimality_tolerance", 1e-8),
    ("optimality_tolerance", 1e-7),
)
WHOLE_OPTIONS: tuple[tuple[str, Option], ...] = (
    ("solver", "choose"),
    ("presolve", "on"),
    ("mip_rel_gap", 1e-6),
    ("mip_feasibility_tolerance", 1e-7),
)
