"""What people may ask the kitchen. Frozen values only; a question changes nothing."""

from __future__ import annotations

from commonweal.rooms.kitchen.queries.access import (
    readers_of_codes,
)
from commonweal.rooms.kitchen.queries.dishes import (
    get_dish,
    list_dishes,
    list_recipes,
)
from commonweal.rooms.kitchen.queries.foods import (
    count_list,
    list_cards,
    list_foods,
    list_sections,
)
from commonweal.rooms.kitchen.queries.meals import (
    get_meal,
    list_meals,
)
from commonweal.rooms.kitchen.queries.mine import (
    my_meals,
    own_codes,
    own_data,
    own_usual,
)
from commonweal.rooms.kitchen.queries.nutrition import (
    week_table,
)
from commonweal.rooms.kitchen.queries.presence import (
    counts,
)
from commonweal.rooms.kitchen.queries.safe import (
    safe_table,
)
from commonweal.rooms.kitchen.queries.sheets import (
    cook_lines,
    cooked,
    cooks_sheet,
    leftovers,
    sign_out_list,
)
from commonweal.rooms.kitchen.queries.shopping import (
    coming,
    expiring,
    shopping_list,
)
from commonweal.rooms.kitchen.queries.turns import (
    list_turns,
)

__all__ = [
    "coming",
    "cook_lines",
    "cooked",
    "cooks_sheet",
    "count_list",
    "counts",
    "expiring",
    "get_dish",
    "get_meal",
    "leftovers",
    "list_cards",
    "list_dishes",
    "list_foods",
    "list_meals",
    "list_recipes",
    "list_sections",
    "list_turns",
    "my_meals",
    "own_codes",
    "own_data",
    "own_usual",
    "readers_of_codes",
    "safe_table",
    "shopping_list",
    "sign_out_list",
    "week_table",
]
