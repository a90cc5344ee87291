"""What is promised to come from outside and is not bought yet."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf import ids
from commonweal.core.vf.flows import Commitment, Plan, Specification
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_
from commonweal.rooms.purse import words

FOR_PLAN = N_("For the plan “%(plan)s”")
FOR_KITCHEN = N_("For the kitchen")
FOR_US = N_("Asked for")
#: How the kitchen names what it promises to buy: "shopping:<meal>:<kind>".
_KITCHEN = "shopping:"


def shopping_lines(*, union: UUID) -> tuple[words.ShoppingLine, ...]:
    """Return open promises from outside: what plans and meals ask the purse to buy."""
    outside = ids.id_from_key(union, "outside")
    wanted = [
        one
        for one in ledger.list_commitments(union=union, with_finished=False)
        if one.provider == outside
    ]
    if not wanted:
        return ()
    kinds = {one.id: one for one in ledger.list_specifications(union=union)}
    plans = {one.id: one for one in ledger.list_plans(union=union)}
    lines = (_line(one, kinds, plans) for one in wanted)
    return tuple(line for line in lines if line is not None)


def _line(
    one: Commitment, kinds: Mapping[UUID, Specification], plans: Mapping[UUID, Plan]
) -> words.ShoppingLine | None:
    kind = kinds.get(one.resource_conforms_to) if one.resource_conforms_to else None
    left = _left(one)
    if kind is None or left is None or left.amount <= 0:
        return None
    plan = plans.get(one.planned_within) if one.planned_within else None
    why, facts = FOR_US, {}
    if one.key.startswith(_KITCHEN):
        why = FOR_KITCHEN
    if plan is not None:
        why, facts = FOR_PLAN, {"plan": plan.name}
    return words.ShoppingLine(
        commitment=one.id,
        kind=kind.id,
        kind_name=kind.name,
        amount=left,
        due=one.due or one.has_end,
        why=why,
        why_facts=facts,
    )


def _left(one: Commitment) -> Measure | None:
    if one.resource_quantity is None:
        return None
    if one.fulfilled_quantity is None:
        return one.resource_quantity
    return one.resource_quantity - one.fulfilled_quantity
