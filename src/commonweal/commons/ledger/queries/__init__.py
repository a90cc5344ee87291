"""Questions to the ledger. Answers are frozen values; nothing here changes anything."""

from __future__ import annotations

from commonweal.commons.ledger.queries.answers import (
    Balance,
    Difference,
    Head,
    Verification,
)
from commonweal.commons.ledger.queries.checks import (
    all_rows,
    all_stores,
    balances,
    head,
    verify_union,
)
from commonweal.commons.ledger.queries.happened import (
    find_event,
    get_event,
    list_account_events,
    list_events,
    trace,
    track,
)
from commonweal.commons.ledger.queries.promises import (
    get_commitment,
    list_commitments,
    list_intents,
    list_plans,
    list_processes,
)
from commonweal.commons.ledger.queries.things import (
    find_resource,
    find_specification,
    get_agent,
    get_resource,
    get_specification,
    list_accounts,
    list_agents,
    list_places,
    list_recipes,
    list_specifications,
    list_stock,
)

__all__ = [
    "Balance",
    "Difference",
    "Head",
    "Verification",
    "all_rows",
    "all_stores",
    "balances",
    "find_event",
    "find_resource",
    "find_specification",
    "get_agent",
    "get_commitment",
    "get_event",
    "get_resource",
    "get_specification",
    "head",
    "list_account_events",
    "list_accounts",
    "list_agents",
    "list_commitments",
    "list_events",
    "list_intents",
    "list_places",
    "list_plans",
    "list_processes",
    "list_recipes",
    "list_specifications",
    "list_stock",
    "trace",
    "track",
    "verify_union",
]
