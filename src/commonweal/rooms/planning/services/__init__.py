"""Deeds of planning: what there is, how we make it, and the plan."""

from __future__ import annotations

from commonweal.rooms.planning.services.consent import (
    accept,
    forget_person,
    raise_concern,
    say_yes,
    take_back,
)
from commonweal.rooms.planning.services.counting import Counted, count_stores
from commonweal.rooms.planning.services.happened import (
    HappenedDraft,
    note_happened,
)
from commonweal.rooms.planning.services.kinds import add_kind, add_place, change_kind
from commonweal.rooms.planning.services.limits import (
    add_capacity,
    add_purchase_option,
    retire_capacity,
    retire_purchase_option,
)
from commonweal.rooms.planning.services.packs import adopt_pack
from commonweal.rooms.planning.services.recipes import add_recipe, retire_recipe
from commonweal.rooms.planning.services.runs import (
    request_plan,
    stop_run,
    withdraw_run,
)
from commonweal.rooms.planning.services.slack import give_up_slack, measure_slack
from commonweal.rooms.planning.services.solving import give_up_run, solve_run
from commonweal.rooms.planning.services.stores import (
    Entry,
    add_stock,
    count_stock,
    write_off,
)
from commonweal.rooms.planning.services.tables import (
    Table,
    columns_of,
    empty_sheet,
    import_kinds,
    import_recipes,
    import_stock,
)
from commonweal.rooms.planning.services.what_ifs import (
    answer_what_if,
    ask_what_if,
    forget_what_ifs,
    give_up_what_if,
    stop_what_if,
)

__all__ = [
    "Counted",
    "Entry",
    "HappenedDraft",
    "Table",
    "accept",
    "add_capacity",
    "add_kind",
    "add_place",
    "add_purchase_option",
    "add_recipe",
    "add_stock",
    "adopt_pack",
    "answer_what_if",
    "ask_what_if",
    "change_kind",
    "columns_of",
    "count_stock",
    "count_stores",
    "empty_sheet",
    "forget_person",
    "forget_what_ifs",
    "give_up_run",
    "give_up_slack",
    "give_up_what_if",
    "import_kinds",
    "import_recipes",
    "import_stock",
    "measure_slack",
    "note_happened",
    "raise_concern",
    "request_plan",
    "retire_capacity",
    "retire_purchase_option",
    "retire_recipe",
    "say_yes",
    "solve_run",
    "stop_run",
    "stop_what_if",
    "take_back",
    "withdraw_run",
    "write_off",
]
