"""The deeds of the kitchen."""

from __future__ import annotations

from commonweal.rooms.kitchen.services.adopting import adopt_table
from commonweal.rooms.kitchen.services.codes import renew_codes, state_codes
from commonweal.rooms.kitchen.services.cooking import cook, serve_leftovers
from commonweal.rooms.kitchen.services.dishes import (
    add_dish,
    change_dish,
    dish_from_recipe,
    import_dish,
    read_recipe,
    retire_dish,
)
from commonweal.rooms.kitchen.services.keeping import expire, forget_person
from commonweal.rooms.kitchen.services.meals import (
    call_off_meal,
    change_meal,
    offer_instead,
    plan_meal,
    repeat_week,
    take_off_table,
)
from commonweal.rooms.kitchen.services.presence import (
    add_guests,
    ask_late_plate,
    be_away,
    end_usual,
    opt_in,
    opt_out,
    remove_guests,
    set_usual,
    type_list,
    type_lists,
)
from commonweal.rooms.kitchen.services.shelf import set_card, set_sections
from commonweal.rooms.kitchen.services.shopping import keep_shopping
from commonweal.rooms.kitchen.services.store import count_shelf, put_away
from commonweal.rooms.kitchen.services.turns import leave_turn, set_turns, take_turn

__all__ = [
    "add_dish",
    "add_guests",
    "adopt_table",
    "ask_late_plate",
    "be_away",
    "call_off_meal",
    "change_dish",
    "change_meal",
    "cook",
    "count_shelf",
    "dish_from_recipe",
    "end_usual",
    "expire",
    "forget_person",
    "import_dish",
    "keep_shopping",
    "leave_turn",
    "offer_instead",
    "opt_in",
    "opt_out",
    "plan_meal",
    "put_away",
    "read_recipe",
    "remove_guests",
    "renew_codes",
    "repeat_week",
    "retire_dish",
    "serve_leftovers",
    "set_card",
    "set_sections",
    "set_turns",
    "set_usual",
    "state_codes",
    "take_off_table",
    "take_turn",
    "type_list",
    "type_lists",
]
