"""Questions of planning. Frozen values only; a question changes nothing."""

from __future__ import annotations

from commonweal.rooms.planning.queries.plans import get_plan
from commonweal.rooms.planning.queries.runs import (
    get_progress,
    list_runs,
    yes_needed,
)
from commonweal.rooms.planning.queries.stores import (
    get_stock,
    list_capacities,
    list_capacity_kinds,
    list_contents,
    list_kinds,
    list_places,
    list_purchases,
    list_skills,
    list_stock,
    list_things,
)

__all__ = [
    "get_plan",
    "get_progress",
    "get_stock",
    "list_capacities",
    "list_capacity_kinds",
    "list_contents",
    "list_kinds",
    "list_places",
    "list_purchases",
    "list_runs",
    "list_skills",
    "list_stock",
    "list_things",
    "yes_needed",
]
