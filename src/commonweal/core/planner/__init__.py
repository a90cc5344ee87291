"""Need-based planning in kind: a problem in, a checked and explained plan out.

This is the public list; everything else in the package may change.
"""

from __future__ import annotations

from commonweal.core.planner.faults import BadProblem, Fault
from commonweal.core.planner.params import GOALS, RULE_VERSION, Params, Stop
from commonweal.core.planner.plan import (
    Bought,
    Fulfilment,
    Given,
    Help,
    Kept,
    Limit,
    LimitUse,
    Link,
    Moved,
    Plan,
    Relief,
    Run,
    Short,
    Status,
    Totals,
)
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.solve import Progress, solve
from commonweal.core.planner.terms import (
    Agreed,
    Arrival,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Good,
    Lane,
    Need,
    Period,
    Promise,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Stock,
    Tier,
    Use,
)
from commonweal.core.planner.words import Sentence

__all__ = [
    "GOALS",
    "RULE_VERSION",
    "Agreed",
    "Arrival",
    "BadProblem",
    "Bought",
    "Capacity",
    "Effort",
    "EffortOffer",
    "Fault",
    "Flow",
    "Fulfilment",
    "Given",
    "Good",
    "Help",
    "Kept",
    "Lane",
    "Limit",
    "LimitUse",
    "Link",
    "Moved",
    "Need",
    "Params",
    "Period",
    "Plan",
    "Problem",
    "Progress",
    "Promise",
    "PurchaseOption",
    "PurseLimit",
    "Recipe",
    "Relief",
    "Run",
    "Sentence",
    "Short",
    "Status",
    "Stock",
    "Stop",
    "Tier",
    "Totals",
    "Use",
    "solve",
]
