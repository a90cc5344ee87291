"""The only pen of the ledger: every deed that writes what it keeps.

All are parts of a deed: whole by themselves, or part of the caller's. All are
idempotent by (union, key): the same again returns the first result, other content
under a used key is refused.
"""

from __future__ import annotations

from commonweal.commons.ledger.services.events import (
    correct_event,
    record_event,
    record_events,
    take_back_event,
)
from commonweal.commons.ledger.services.keeping import restore_union
from commonweal.commons.ledger.services.making import (
    add_plan,
    add_processes,
    add_recipe,
    finish_process,
    retire_recipe,
)
from commonweal.commons.ledger.services.promises import (
    finish_commitment,
    finish_intent,
    record_commitments,
    set_intent,
    set_intents,
)
from commonweal.commons.ledger.services.things import (
    add_agent,
    add_place,
    add_resource,
    add_specification,
    change_specification,
    rename_agent,
)

__all__ = [
    "add_agent",
    "add_place",
    "add_plan",
    "add_processes",
    "add_recipe",
    "add_resource",
    "add_specification",
    "change_specification",
    "correct_event",
    "finish_commitment",
    "finish_intent",
    "finish_process",
    "record_commitments",
    "record_event",
    "record_events",
    "rename_agent",
    "restore_union",
    "retire_recipe",
    "set_intent",
    "set_intents",
    "take_back_event",
]
