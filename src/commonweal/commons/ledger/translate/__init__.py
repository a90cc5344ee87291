"""Between rows and values: the ledger's columns on one side, core.vf on the other."""

from __future__ import annotations

from commonweal.commons.ledger.translate.events import (
    EVENT_COLUMNS,
    RESOURCE_COLUMNS,
    RESOURCE_COLUMNS_OF_THE_ORM,
    as_stored,
    event_of,
    event_row,
    measure_of,
    moment_as_stored,
    resource_of,
    steps,
    uuid_of,
)
from commonweal.commons.ledger.translate.promises import (
    commitment_columns,
    commitment_of,
    intent_columns,
    intent_of,
    promised_columns,
)
from commonweal.commons.ledger.translate.things import (
    agent_of,
    contents_row,
    place_of,
    plan_of,
    process_of,
    process_row,
    recipe_body,
    recipe_of,
    specification_of,
)

__all__ = [
    "EVENT_COLUMNS",
    "RESOURCE_COLUMNS",
    "RESOURCE_COLUMNS_OF_THE_ORM",
    "agent_of",
    "as_stored",
    "commitment_columns",
    "commitment_of",
    "contents_row",
    "event_of",
    "event_row",
    "intent_columns",
    "intent_of",
    "measure_of",
    "moment_as_stored",
    "place_of",
    "plan_of",
    "process_of",
    "process_row",
    "promised_columns",
    "recipe_body",
    "recipe_of",
    "resource_of",
    "specification_of",
    "steps",
    "uuid_of",
]
