"""How far every need is met, as it is settled, and the order in which that is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from commonweal.core.planner.found import Answer, Floats
from commonweal.core.planner.terms import Need, Tier


@dataclass(slots=True)
class Levels:
    """Levels settled so far, and the last feasible answer.

    Parameters
    ----------
    level : dict
        Level of every settled need, 0 to 1.
    round : dict
        Round in which a need was settled; none for needs that nothing serves.
    prices : dict
        Answer whose prices name what holds a need down: of the round that settled it,
        or of the test, then of the mean of all tested. None where neither held a face.
    values : (n_columns,) float64 or None
        Values of the last feasible answer.
    n_rounds, n_tests : int
        Floors raised, exact tests made.
    """

    level: dict[str, float] = field(default_factory=dict)
    round: dict[str, int] = field(default_factory=dict)
    prices: dict[str, Answer] = field(default_factory=dict)
    values: Floats | None = None
    n_rounds: int = 0
    n_tests: int = 0


def stages_of(needs: Iterable[Need]) -> list[list[Need]]:
    """Put needs in their order: tier by tier, and wishes after all needs.

    Parameters
    ----------
    needs : iterable of Need
        In any order.

    Returns
    -------
    list of list of Need
        Stages that are not empty.

    Examples
    --------
    >>> def asked(label, tier, is_wish):
    ...     return Need(label, "home", "north", tier, 0, 1.0, {}, (), is_wish)
    >>> stages = stages_of([asked("cake", Tier.VITAL, True),
    ...                     asked("warmth", Tier.DIGNITY, False),
    ...                     asked("bread", Tier.VITAL, False)])
    >>> [[need.label for need in stage] for stage in stages]
    [['bread'], ['warmth'], ['cake']]
    """
    kept = list(needs)
    stages = [
        [need for need in kept if need.is_wish is is_wish and need.tier == tier]
        for is_wish in (False, True)
        for tier in Tier
    ]
    return [stage for stage in stages if stage]
