"""Any sequence of entries leaves what a plain dictionary says it leaves.

The model is the obvious one: two numbers for each store and a list. The ledger must
accept exactly what the model accepts, and every action must be accepted often enough
that agreeing means something (counted, and failed under a floor).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commonweal.commons.ledger import queries, services
from commonweal.core.vf import units
from commonweal.core.vf.actions import Action
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Refused
from tests.commons.ledger_house import AT, House

pytestmark = pytest.mark.django_db(transaction=False)

# What one step does to (accounting, on-hand) here and there, by hand, as in
# tests/core/test_vf_actions.py.
FILLS = {Action.RAISE, Action.PRODUCE}
TAKES = {Action.CONSUME, Action.LOWER}
PASSES = {
    Action.TRANSFER: (True, True),
    Action.MOVE: (True, True),
    Action.TRANSFER_CUSTODY: (False, True),
    Action.TRANSFER_ALL_RIGHTS: (True, False),
}
SENDS = {Action.PICKUP, Action.ACCEPT}
RETURNS = {Action.DROPOFF, Action.MODIFY, Action.SEPARATE}
STILL = {Action.CITE, Action.USE, Action.DELIVER_SERVICE}


@dataclass
class Model:
    """Two numbers for each of two stores."""

    accounting: list[int] = field(default_factory=lambda: [0, 0])
    onhand: list[int] = field(default_factory=lambda: [0, 0])

    def accepts(self, action, here, amount):
        there = 1 - here
        accounting, onhand = list(self.accounting), list(self.onhand)
        if action in FILLS:
            accounting[here] += amount
            onhand[here] += amount
        elif action in TAKES:
            accounting[here] -= amount
            onhand[here] -= amount
        elif action in PASSES:
            rights, custody = PASSES[action]
            accounting[here] -= amount * rights
            accounting[there] += amount * rights
            onhand[here] -= amount * custody
            onhand[there] += amount * custody
        elif action is Action.COPY:
            accounting[there] += amount
            onhand[there] += amount
        elif action in SENDS | {Action.COMBINE}:
            onhand[here] -= amount
        elif action in RETURNS:
            onhand[here] += amount
        if min(accounting + onhand) < 0:
            return False
        self.accounting, self.onhand = accounting, onhand
        return True


ACTIONS_TRIED = [
    *sorted(FILLS | TAKES | set(PASSES) | SENDS | RETURNS | STILL),
    Action.COPY,
    Action.COMBINE,
]

entries = st.lists(
    st.tuples(
        st.sampled_from(ACTIONS_TRIED),
        st.integers(min_value=0, max_value=1),
        st.integers(min_value=1, max_value=40),
        st.sampled_from(["once", "once", "once", "again", "take back"]),
    ),
    min_size=20,
    max_size=40,
)

accepted: Counter[Action] = Counter()
tried: Counter[Action] = Counter()


@settings(
    max_examples=25,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=entries, number=st.integers(min_value=0, max_value=10**9))
def check_a_story(house_of, story, number):
    house = house_of(number)
    model = Model()
    stores = (house.store, house.jar)
    two_sided = {*PASSES, Action.COPY, Action.COMBINE}
    # Something to act on, so that few stories are only refusals.
    for here, store in enumerate(stores):
        house.raise_oats(Measure(60, units.KG), resource_inventoried_as=store.id)
        assert model.accepts(Action.RAISE, here, 60)
    for action, here, amount, how in story:
        draft = house.draft(
            action,
            Measure(amount, units.KG),
            resource_inventoried_as=stores[here].id,
            to_resource_inventoried_as=(
                stores[1 - here].id if action in two_sided else None
            ),
        )
        tried[action] += 1
        before = queries.head(union=house.union)
        if model.accepts(action, here, amount):
            event = services.record_event(draft=draft, at=AT)
            accepted[action] += 1
            if how == "again":
                assert services.record_event(draft=draft, at=AT) == event
            if how == "take back" and action is Action.RAISE:
                services.take_back_event(
                    union=house.union, event=event.id, key=f"{draft.key} back", at=AT
                )
                assert model.accepts(Action.LOWER, here, amount)
        else:
            with pytest.raises(Refused):
                services.record_event(draft=draft, at=AT)
            assert queries.head(union=house.union) == before
        for i_store, store in enumerate(stores):
            now = queries.get_resource(union=house.union, resource=store.id)
            assert now.accounting_quantity.amount == model.accounting[i_store]
            assert now.onhand_quantity.amount == model.onhand[i_store]
    found = queries.verify_union(union=house.union)
    assert found.is_sound, found
    assert found.n_events == queries.head(union=house.union).seq


@pytest.fixture
def house_of():
    made = iter(range(10**6))
    return lambda number: House(f"house {number} {next(made)}")


def test_any_story_leaves_what_the_model_says(house_of):
    accepted.clear()
    tried.clear()

    check_a_story(house_of)

    shares = {
        action.value: f"{accepted[action]} of {tried[action]}"
        for action in ACTIONS_TRIED
    }
    assert sum(tried.values()) >= 500, shares
    for action in ACTIONS_TRIED:
        assert accepted[action] >= 5, shares
        assert accepted[action] >= 0.05 * tried[action], shares
    refused = sum(tried.values()) - sum(accepted.values())
    assert refused >= 20, shares


def test_the_model_covers_every_action_that_names_a_store():
    """Work is the one action without a store."""
    assert set(ACTIONS_TRIED) == set(Action) - {Action.WORK}
