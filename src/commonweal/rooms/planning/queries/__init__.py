"""Questions of planning. Frozen values only; a question changes nothing."""

from __future__ import annotations

from commonweal.rooms.planning.queries.changes import get_changes, has_changes
from commonweal.rooms.planning.queries.happened import planned_vs_happened
from commonweal.rooms.planning.queries.own import own_data
from commonweal.rooms.planning.queries.plans import get_plan, get_week
from commonweal.rooms.planning.queries.recipes import get_recipe, list_recipes
from commonweal.rooms.planning.queries.runs import (
    get_progress,
    has_outcome,
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
from commonweal.rooms.planning.queries.what_ifs import choices, get_what_if
from commonweal.rooms.planning.queries.why import get_need

__all__ = [
    "choices",
    "get_changes",
    "get_need",
    "get_plan",
    "get_progress",
    "get_recipe",
    "get_stock",
    "get_week",
    "get_what_if",
    "has_changes",
    "has_outcome",
    "list_capacities",
    "list_capacity_kinds",
    "list_contents",
    "list_kinds",
    "list_places",
    "list_purchases",
    "list_recipes",
    "list_runs",
    "list_skills",
    "list_stock",
    "list_things",
    "own_data",
    "planned_vs_happened",
    "yes_needed",
]
