"""The 19 actions of ValueFlows 1.0.0 and what each does to a resource: a table.

The table is the one of the specification's vocabulary, release 1.0.0, section
"Named Individuals and internals of Actions" (valueflows/valueflows,
``major-release-doc/VF Release 1.0.0/all_vf.TTL``; in words: ``mkdocs/docs/concepts/
actions.md``). ``None`` stands for the specification's ``notApplicable``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

AmountEffect = Literal["increment", "decrement", "decrementIncrement", "incrementTo"]


class Action(StrEnum):
    """What a flow does, in the words of ValueFlows 1.0.0."""

    PRODUCE = "produce"
    USE = "use"
    CONSUME = "consume"
    CITE = "cite"
    WORK = "work"
    PICKUP = "pickup"
    DROPOFF = "dropoff"
    ACCEPT = "accept"
    MODIFY = "modify"
    COMBINE = "combine"
    SEPARATE = "separate"
    DELIVER_SERVICE = "deliverService"
    TRANSFER_ALL_RIGHTS = "transferAllRights"
    TRANSFER_CUSTODY = "transferCustody"
    TRANSFER = "transfer"
    MOVE = "move"
    COPY = "copy"
    RAISE = "raise"
    LOWER = "lower"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRule:
    """One line of the specification's table of actions, in its own words."""

    input_output: Literal["input", "output", "outputInput"] | None = None
    pairs_with: Action | None = None
    create_resource: Literal["optional", "optionalTo"] | None = None
    event_quantity: Literal["resource", "effort", "both"] = "resource"
    accounting_effect: AmountEffect | None = None
    onhand_effect: AmountEffect | None = None
    location_effect: Literal["new", "update", "updateTo"] | None = None
    contained_effect: Literal["update", "remove"] | None = None
    accountable_effect: Literal["new", "updateTo"] | None = None
    stage_effect: Literal["update"] | None = None
    state_effect: Literal["update", "updateTo"] | None = None

    @property
    def takes_from_one_and_gives_to_another(self) -> bool:
        """Whether what leaves one resource is what arrives in the other."""
        return "decrementIncrement" in {self.accounting_effect, self.onhand_effect}

    @property
    def may_name_another_resource(self) -> bool:
        """Whether ``to_resource_inventoried_as`` means something for this action."""
        return self.create_resource == "optionalTo" or self.contained_effect == "update"


ACTIONS: Mapping[Action, ActionRule] = MappingProxyType(
    {
        Action.PRODUCE: ActionRule(
            input_output="output",
            create_resource="optional",
            accounting_effect="increment",
            onhand_effect="increment",
            location_effect="new",
            accountable_effect="new",
            stage_effect="update",
            state_effect="update",
        ),
        Action.USE: ActionRule(
            input_output="input", event_quantity="both", state_effect="update"
        ),
        Action.CONSUME: ActionRule(
            input_output="input",
            accounting_effect="decrement",
            onhand_effect="decrement",
            state_effect="update",
        ),
        Action.CITE: ActionRule(input_output="input", state_effect="update"),
        Action.WORK: ActionRule(input_output="input", event_quantity="effort"),
        Action.PICKUP: ActionRule(
            input_output="input",
            pairs_with=Action.DROPOFF,
            onhand_effect="decrement",
            location_effect="update",
            state_effect="update",
        ),
        Action.DROPOFF: ActionRule(
            input_output="output",
            pairs_with=Action.PICKUP,
            onhand_effect="increment",
            location_effect="update",
            stage_effect="update",
            state_effect="update",
        ),
        Action.ACCEPT: ActionRule(
            input_output="input",
            pairs_with=Action.MODIFY,
            onhand_effect="decrement",
            location_effect="update",
            state_effect="update",
        ),
        Action.MODIFY: ActionRule(
            input_output="output",
            pairs_with=Action.ACCEPT,
            onhand_effect="increment",
            location_effect="update",
            stage_effect="update",
            state_effect="update",
        ),
        Action.COMBINE: ActionRule(
            input_output="input",
            onhand_effect="decrement",
            contained_effect="update",
            state_effect="update",
        ),
        Action.SEPARATE: ActionRule(
            input_output="output",
            onhand_effect="increment",
            contained_effect="remove",
            stage_effect="update",
            state_effect="update",
        ),
        Action.DELIVER_SERVICE: ActionRule(input_output="outputInput"),
        Action.TRANSFER_ALL_RIGHTS: ActionRule(
            create_resource="optionalTo",
            accounting_effect="decrementIncrement",
            accountable_effect="updateTo",
            state_effect="updateTo",
        ),
        Action.TRANSFER_CUSTODY: ActionRule(
            create_resource="optionalTo",
            onhand_effect="decrementIncrement",
            location_effect="updateTo",
            state_effect="updateTo",
        ),
        Action.TRANSFER: ActionRule(
            create_resource="optionalTo",
            accounting_effect="decrementIncrement",
            onhand_effect="decrementIncrement",
            location_effect="updateTo",
            accountable_effect="updateTo",
            state_effect="updateTo",
        ),
        Action.MOVE: ActionRule(
            create_resource="optionalTo",
            accounting_effect="decrementIncrement",
            onhand_effect="decrementIncrement",
            location_effect="updateTo",
            state_effect="updateTo",
        ),
        Action.COPY: ActionRule(
            create_resource="optionalTo",
            accounting_effect="incrementTo",
            onhand_effect="incrementTo",
            location_effect="new",
            accountable_effect="new",
            state_effect="updateTo",
        ),
        Action.RAISE: ActionRule(
            create_resource="optional",
            accounting_effect="increment",
            onhand_effect="increment",
            accountable_effect="new",
            state_effect="update",
        ),
        Action.LOWER: ActionRule(
            create_resource="optional",
            accounting_effect="decrement",
            onhand_effect="decrement",
            accountable_effect="new",
            state_effect="update",
        ),
    }
)

_FACTORS: Mapping[AmountEffect | None, tuple[int, int]] = MappingProxyType(
    {
        None: (0, 0),
        "increment": (1, 0),
        "decrement": (-1, 0),
        "decrementIncrement": (-1, 1),
        "incrementTo": (0, 1),
    }
)


@dataclass(frozen=True, slots=True)
class Factors:
    """What one step of quantity does to the resource, and to the "to" resource."""

    accounting: int
    onhand: int
    to_accounting: int
    to_onhand: int


def _factors_of(rule: ActionRule) -> Factors:
    accounting, to_accounting = _FACTORS[rule.accounting_effect]
    onhand, to_onhand = _FACTORS[rule.onhand_effect]
    return Factors(accounting, onhand, to_accounting, to_onhand)


FACTORS: Mapping[Action, Factors] = MappingProxyType(
    {action: _factors_of(rule) for action, rule in ACTIONS.items()}
)
