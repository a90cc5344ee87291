"""What a plan is made from: gathered from the ledger, the charter and this room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import Intent
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import UNITS
from commonweal.rooms.planning.queries import agreed, carried, stores
from commonweal.rooms.planning.words import Facts, Span


def gather(*, union: UUID, spans: tuple[Span, ...], on: date) -> Facts:
    """Read everything there is to plan with, once, as frozen values."""
    first, last = spans[0].first, spans[-1].after
    intents = ledger.list_intents(union=union, from_=first, until=last)
    overdue = ledger.list_intents(union=union, until=first)
    limit = charter.rule(union=union, key="planning.purchase_limit_per_week", on=first)
    stock = ledger.list_stock(union=union, on=on)
    return Facts(
        union=union,
        on=on,
        spans=spans,
        kinds={kind.id: kind for kind in ledger.list_specifications(union=union)},
        stock=stock,
        recipes=ledger.list_recipes(union=union),
        needs=tuple(_needs([*intents, *overdue])),
        offers=tuple(
            intent
            for intent in intents
            if intent.action is Action.WORK and intent.effort_quantity is not None
        ),
        capacities=stores.list_capacities(union=union),
        purchases=stores.list_purchases(union=union),
        purse_per_week=limit
        if isinstance(limit, Measure)
        else Measure(0, UNITS["EUR"]),
        effort_percent=charter.whole(
            union=union, key="planning.effort_share", on=first
        ),
        most_of_one_food=charter.whole(
            union=union, key="planning.most_of_one_food_grams", on=first
        )
        / 1000,
        spares_first=spares_first(union=union, on=first),
        carried=carried.carried_over(union=union, spans=spans, on=on, stock=stock),
        agreed=agreed.agreed_runs(union=union, spans=spans),
    )


def spares_first(*, union: UUID, on: date) -> str:
    """Return what the charter lets plans that begin on a day spare first."""
    return str(charter.rule(union=union, key="planning.spares_first", on=on))


def _needs(intents: Iterable[Intent]) -> Iterable[Intent]:
    """Pick what circles need, each once, in an order that depends on nothing else."""
    found = {
        intent.id: intent
        for intent in intents
        if intent.action is not Action.WORK
        and intent.receiver is not None
        and intent.resource_quantity is not None
        and intent.resource_quantity.amount > 0
        and intent.tier is not None
    }
    return sorted(found.values(), key=lambda intent: intent.key)
