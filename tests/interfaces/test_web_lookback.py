"""Looking back: months add up by hand, ways are told, small circles stay unnamed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from commonweal.core.vf import units
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import EconomicEvent, Specification, Step
from commonweal.core.vf.measure import Measure, measure_of
from commonweal.interfaces.web.lookback import month, trail

UNION = UUID(int=1)
NORTH = UUID(int=2)
WHEAT, FLOUR = UUID(int=10), UUID(int=11)
SACK, BIN = UUID(int=20), UUID(int=21)
MILLING = UUID(int=30)
AT = datetime(2026, 11, 23, 8, tzinfo=UTC)

KINDS = {
    WHEAT: Specification(id=WHEAT, union=UNION, name="wheat", unit=units.KG),
    FLOUR: Specification(id=FLOUR, union=UNION, name="flour", unit=units.KG),
}
KIND_OF = {SACK: WHEAT, BIN: FLOUR}
NAMES = trail.Names(
    resources={SACK: "wheat, barn", BIN: "flour, kitchen"},
    processes={MILLING: "milling"},
    agents={NORTH: "north", UNION: "the union"},
    small=frozenset(),
)


def kg(amount) -> Measure:
    return measure_of(str(amount), units.KG)


def event(seq, action, amount, resource, **more) -> EconomicEvent:
    return EconomicEvent(
        id=UUID(int=1000 + seq),
        seq=seq,
        at=AT,
        hash="",
        previous_hash="",
        key=f"k{seq}",
        union=UNION,
        action=action,
        provider=UNION,
        receiver=more.pop("receiver", UNION),
        has_point_in_time=AT,
        resource_quantity=kg(amount),
        resource_inventoried_as=resource,
        **more,
    )


HISTORY = [
    event(1, Action.RAISE, 30, SACK),
    event(2, Action.CONSUME, 20, SACK, input_of=MILLING),
    event(3, Action.PRODUCE, 18, BIN, output_of=MILLING),
    event(4, Action.CONSUME, 7, BIN, receiver=NORTH),
    event(5, Action.LOWER, 1, BIN),
]


def as_steps(events):
    return [
        Step(kind="event", id=e.id, depth=i, came_from=None, event=e)
        for i, e in enumerate(events)
    ]


def test_a_month_adds_up_by_kind_and_by_what_happened():
    """Story 7: in, made, used, shared out, lost."""
    flour, wheat = month.lines(HISTORY, kinds=KINDS, kind_of=KIND_OF)

    assert (wheat.name, wheat.came_in, wheat.used) == ("wheat", kg(30), kg(20))
    assert (wheat.made, wheat.shared_out, wheat.lost) == (None, None, None)
    assert (flour.made, flour.shared_out, flour.lost) == (kg(18), kg(7), kg(1))


def test_a_correction_counts_with_its_difference():
    wrong = event(6, Action.CONSUME, -2, BIN, receiver=NORTH, corrects=UUID(int=1004))

    flour, _wheat = month.lines([*HISTORY, wrong], kinds=KINDS, kind_of=KIND_OF)

    assert flour.shared_out == kg(5)


def test_hours_and_things_of_no_known_kind_do_not_stand_on_the_sheet():
    work = replace(
        event(6, Action.WORK, 1, None), resource_quantity=None, input_of=MILLING
    )
    unknown = event(7, Action.RAISE, 1, UUID(int=99))

    assert month.lines([work, unknown], kinds=KINDS, kind_of=KIND_OF) == ()


def test_the_sheet_keeps_what_moved_most_and_names_the_rest():
    kinds = {
        UUID(int=100 + i): Specification(
            id=UUID(int=100 + i), union=UNION, name=f"kind {i:02}", unit=units.KG
        )
        for i in range(30)
    }
    events = [
        event(i, Action.RAISE, i + 1, None, resource_conforms_to=kind)
        for i, kind in enumerate(kinds)
    ]

    shown, rest = month.split(month.lines(events, kinds=kinds, kind_of={}))

    assert [line.name for line in rest] == ["kind 00", "kind 01", "kind 02", "kind 03"]
    assert len(shown) == 26


@pytest.mark.parametrize(
    ("first", "last", "before", "after"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), date(2026, 10, 1), date(2026, 12, 1)),
        (date(2028, 2, 1), date(2028, 2, 29), date(2028, 1, 1), date(2028, 3, 1)),
        (date(2026, 12, 1), date(2026, 12, 31), date(2026, 11, 1), date(2027, 1, 1)),
    ],
)
def test_months_know_their_ends_and_neighbours(first, last, before, after):
    one = month.Month(first)

    assert (one.last, one.before.first, one.after.first) == (last, before, after)


def test_the_way_of_a_thing_is_told_in_the_order_it_was_written():
    """Story 7: where every unit came from and went."""
    told = trail.happenings(as_steps(reversed(HISTORY)), names=NAMES)

    assert [(one.source, one.target) for one in told] == [
        ("brought in or counted", "wheat, barn"),
        ("wheat, barn", "milling"),
        ("milling", "flour, kitchen"),
        ("flour, kitchen", "north"),
        ("flour, kitchen", "spoiled, or less was counted"),
    ]


def test_an_event_seen_both_ways_is_told_once():
    told = trail.happenings(as_steps([*HISTORY, *HISTORY]), names=NAMES)

    assert len(told) == 5


def test_circles_of_few_people_are_told_together():
    """Totals over fewer than five people say nothing of who (H15)."""
    names = replace(NAMES, small=frozenset({NORTH}))

    told = trail.happenings(as_steps(HISTORY), names=names)

    assert "north" not in {one.target for one in told}
    assert "small circles" in {one.target for one in told}


def test_a_pseudonym_is_an_associate_and_nothing_more():
    given = event(6, Action.CONSUME, 1, BIN, receiver=UUID(int=77))

    (told,) = trail.happenings(as_steps([given]), names=NAMES)

    assert told.target == "an associate"


def test_the_same_way_twice_is_one_band():
    more = event(6, Action.CONSUME, 3, BIN, receiver=NORTH)
    told = trail.happenings(as_steps([HISTORY[3], more]), names=NAMES)

    (link,) = trail.links(told)

    assert (link.source, link.target, link.weight) == ("flour, kitchen", "north", 10.0)
    assert link.said == "10\u00a0kg"


def test_a_way_taken_back_whole_is_no_band():
    back = event(6, Action.CONSUME, -7, BIN, receiver=NORTH, corrects=UUID(int=1004))
    told = trail.happenings(as_steps([HISTORY[3], back]), names=NAMES)

    assert trail.links(told) == ()
    assert [one.is_correction for one in told] == [False, True]


def test_moving_between_stores_names_both():
    moved = event(6, Action.MOVE, 2, SACK, to_resource_inventoried_as=BIN)

    (told,) = trail.happenings(as_steps([moved]), names=NAMES)

    assert (told.source, told.target) == ("wheat, barn", "flour, kitchen")
