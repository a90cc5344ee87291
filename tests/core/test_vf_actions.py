"""The table of actions is the one of ValueFlows 1.0.0, written out by hand here."""

from __future__ import annotations

import pytest

from commonweal.core.vf.actions import ACTIONS, FACTORS, Action, Factors

NO = None

# action: inputOutput, pairsWith, createResource, eventQuantity, accounting, onhand,
#         location, contained, accountable, stage, state
SPECIFICATION = {
    "accept": ("input", "modify", NO, "resource", NO, "decrement",
               "update", NO, NO, NO, "update"),
    "combine": ("input", NO, NO, "resource", NO, "decrement",
                NO, "update", NO, NO, "update"),
    "consume": ("input", NO, NO, "resource", "decrement", "decrement",
                NO, NO, NO, NO, "update"),
    "cite": ("input", NO, NO, "resource", NO, NO,
             NO, NO, NO, NO, "update"),
    "copy": (NO, NO, "optionalTo", "resource", "incrementTo", "incrementTo",
             "new", NO, "new", NO, "updateTo"),
    "deliverService": ("outputInput", NO, NO, "resource", NO, NO,
                       NO, NO, NO, NO, NO),
    "dropoff": ("output", "pickup", NO, "resource", NO, "increment",
                "update", NO, NO, "update", "update"),
    "lower": (NO, NO, "optional", "resource", "decrement", "decrement",
              NO, NO, "new", NO, "update"),
    "modify": ("output", "accept", NO, "resource", NO, "increment",
               "update", NO, NO, "update", "update"),
    "move": (NO, NO, "optionalTo", "resource", "decrementIncrement",
             "decrementIncrement", "updateTo", NO, NO, NO, "updateTo"),
    "pickup": ("input", "dropoff", NO, "resource", NO, "decrement",
               "update", NO, NO, NO, "update"),
    "produce": ("output", NO, "optional", "resource", "increment", "increment",
                "new", NO, "new", "update", "update"),
    "raise": (NO, NO, "optional", "resource", "increment", "increment",
              NO, NO, "new", NO, "update"),
    "separate": ("output", NO, NO, "resource", NO, "increment",
                 NO, "remove", NO, "update", "update"),
    "transferAllRights": (NO, NO, "optionalTo", "resource", "decrementIncrement", NO,
                          NO, NO, "updateTo", NO, "updateTo"),
    "transfer": (NO, NO, "optionalTo", "resource", "decrementIncrement",
                 "decrementIncrement", "updateTo", NO, "updateTo", NO, "updateTo"),
    "transferCustody": (NO, NO, "optionalTo", "resource", NO, "decrementIncrement",
                        "updateTo", NO, NO, NO, "updateTo"),
    "use": ("input", NO, NO, "both", NO, NO,
            NO, NO, NO, NO, "update"),
    "work": ("input", NO, NO, "effort", NO, NO,
             NO, NO, NO, NO, NO),
}  # fmt: skip

# action: what one step does to (accounting, on-hand), then to those of the "to" store
MOVES = {
    "produce": (1, 1, 0, 0),
    "raise": (1, 1, 0, 0),
    "consume": (-1, -1, 0, 0),
    "lower": (-1, -1, 0, 0),
    "use": (0, 0, 0, 0),
    "cite": (0, 0, 0, 0),
    "work": (0, 0, 0, 0),
    "deliverService": (0, 0, 0, 0),
    "pickup": (0, -1, 0, 0),
    "dropoff": (0, 1, 0, 0),
    "accept": (0, -1, 0, 0),
    "modify": (0, 1, 0, 0),
    "combine": (0, -1, 0, 0),
    "separate": (0, 1, 0, 0),
    "transferAllRights": (-1, 0, 1, 0),
    "transferCustody": (0, -1, 0, 1),
    "transfer": (-1, -1, 1, 1),
    "move": (-1, -1, 1, 1),
    "copy": (0, 0, 1, 1),
}


def test_there_are_nineteen_actions_with_the_names_of_the_specification():
    names = {action.value for action in Action}

    assert names == set(SPECIFICATION)
    assert len(names) == 19


@pytest.mark.parametrize("action", list(Action))
def test_each_action_has_the_effects_of_the_specification(action):
    rule = ACTIONS[action]

    assert (
        rule.input_output,
        rule.pairs_with,
        rule.create_resource,
        rule.event_quantity,
        rule.accounting_effect,
        rule.onhand_effect,
        rule.location_effect,
        rule.contained_effect,
        rule.accountable_effect,
        rule.stage_effect,
        rule.state_effect,
    ) == SPECIFICATION[action.value]


@pytest.mark.parametrize("action", list(Action))
def test_each_action_moves_what_its_effects_say(action):
    assert FACTORS[action] == Factors(*MOVES[action.value])


@pytest.mark.parametrize("action", list(Action))
def test_what_goes_from_one_to_another_is_neither_more_nor_less(action):
    factors = FACTORS[action]

    if ACTIONS[action].takes_from_one_and_gives_to_another:
        assert factors.accounting + factors.to_accounting == 0
        assert factors.onhand + factors.to_onhand == 0


def test_pairs_are_mutual():
    pairs = {
        action: rule.pairs_with for action, rule in ACTIONS.items() if rule.pairs_with
    }

    assert pairs == {
        Action.ACCEPT: Action.MODIFY,
        Action.MODIFY: Action.ACCEPT,
        Action.PICKUP: Action.DROPOFF,
        Action.DROPOFF: Action.PICKUP,
    }
