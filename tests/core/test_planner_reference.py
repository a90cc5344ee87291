"""The slow obvious solver is right where the long comparison once caught it wrong."""

from __future__ import annotations

from commonweal.core.planner import (
    Arrival,
    Effort,
    EffortOffer,
    Flow,
    Promise,
    Recipe,
    Stock,
    reference,
)
from tests.core.planner_cases import levels, need_of, solved, village


def test_a_promise_is_kept_from_what_must_be_used_first():
    """Week 14: 3 kg that must be used now, 0.5 kg arrives, 0.5 kg is promised.

    Half a kilo is made each week. The promise and week 14 are served from what must be
    used now, so what arrives and what is made are kept: 1.5 of the 2 kg of week 15.
    """
    problem = village(
        n_weeks=2,
        recipes=(
            Recipe("bake", "home", (), (Flow("bread", 0.5),), (Effort("baking", 0.5),)),
        ),
        stocks=(Stock("home", "bread", 3.0, 0),),
        arrivals=(Arrival("home", "bread", 0, 0.5),),
        efforts=tuple(EffortOffer("home", "baking", t, 0.5) for t in (0, 1)),
        promises=(Promise("to the neighbours", "home", "bread", 0, 0.5),),
        needs=(
            need_of("bread", 2.5, label="now"),
            need_of("bread", 2.0, label="later", period=1),
        ),
    )

    slow = {
        label: float(level) for label, level in reference.levels_of(problem).items()
    }

    assert slow == {"now": 1.0, "later": 0.75}
    assert levels(solved(problem)) == slow
