"""Where a thing came from and went: flour and eggs to a cake, a cake to two circles."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from commonweal.core.vf import trace, units
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import EconomicEvent
from commonweal.core.vf.measure import Measure

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
UNION, FLOUR, JAR, CAKE, BAKING = (UUID(int=number) for number in range(1, 6))


class Book:
    """A ledger of a few events, looked up the slow and obvious way."""

    def __init__(self, *events):
        self.events = events

    def event(self, event):
        return next(one for one in self.events if one.id == event)

    def events_of_resource(self, resource):
        return [
            one
            for one in self.events
            if resource in {one.resource_inventoried_as, one.to_resource_inventoried_as}
        ]

    def events_of_process(self, process):
        return [one for one in self.events if process in {one.input_of, one.output_of}]


def event(seq, action, resource, to=None, **more):
    return EconomicEvent(
        id=UUID(int=100 + seq),
        seq=seq,
        at=AT,
        hash="",
        previous_hash="",
        key=str(seq),
        union=UNION,
        action=action,
        provider=UNION,
        receiver=UNION,
        has_point_in_time=AT,
        resource_quantity=Measure(1000, units.KG),
        resource_inventoried_as=resource,
        to_resource_inventoried_as=to,
        **more,
    )


HARVEST = event(1, Action.RAISE, FLOUR)
TO_KITCHEN = event(2, Action.MOVE, FLOUR, JAR)
INTO_BOWL = event(3, Action.CONSUME, JAR, input_of=BAKING)
FROM_OVEN = event(4, Action.PRODUCE, CAKE, output_of=BAKING)
EATEN = event(5, Action.CONSUME, CAKE)
REFILL = event(6, Action.MOVE, FLOUR, JAR)

BOOK = Book(HARVEST, TO_KITCHEN, INTO_BOWL, FROM_OVEN, EATEN, REFILL)


def kinds_and_ids(steps):
    return [(step.kind, step.id, step.depth) for step in steps]


def test_flour_is_tracked_through_the_kitchen_and_the_oven_to_the_table():
    steps = trace.track(BOOK, ("resource", FLOUR), most=100)

    assert kinds_and_ids(steps) == [
        ("resource", FLOUR, 0),
        ("event", TO_KITCHEN.id, 1),
        ("event", REFILL.id, 1),
        ("resource", JAR, 2),
        ("event", INTO_BOWL.id, 3),
        ("process", BAKING, 4),
        ("event", FROM_OVEN.id, 5),
        ("resource", CAKE, 6),
        ("event", EATEN.id, 7),
    ]


def test_the_cake_is_traced_back_to_the_harvest_and_not_to_a_later_refill():
    steps = trace.trace(BOOK, ("event", EATEN.id), most=100)

    assert kinds_and_ids(steps) == [
        ("event", EATEN.id, 0),
        ("resource", CAKE, 1),
        ("event", FROM_OVEN.id, 2),
        ("process", BAKING, 3),
        ("event", INTO_BOWL.id, 4),
        ("resource", JAR, 5),
        ("event", TO_KITCHEN.id, 6),
        ("resource", FLOUR, 7),
        ("event", HARVEST.id, 8),
    ]


def test_each_step_says_which_step_it_came_from():
    steps = trace.trace(BOOK, ("resource", JAR), most=100)

    assert [(step.id, step.came_from) for step in steps] == [
        (JAR, None),
        (TO_KITCHEN.id, JAR),
        (REFILL.id, JAR),
        (FLOUR, TO_KITCHEN.id),
        (HARVEST.id, FLOUR),
    ]


def test_a_walk_in_a_ring_ends():
    ring = Book(event(1, Action.MOVE, FLOUR, JAR), event(2, Action.MOVE, JAR, FLOUR))

    steps = trace.track(ring, ("resource", FLOUR), most=100)

    assert [step.kind for step in steps] == ["resource", "event", "resource", "event"]


def test_a_walk_is_no_longer_than_asked():
    assert len(trace.track(BOOK, ("resource", FLOUR), most=3)) == 3
