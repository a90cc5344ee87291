"""What plans are told by, word for word: plans made by hand, every sentence compared."""

from __future__ import annotations

import pytest

from commonweal.core.planner import (
    Fulfilment,
    Given,
    Help,
    Limit,
    Link,
    Need,
    Plan,
    Relief,
    Sentence,
    Short,
    Status,
    Tier,
    Totals,
    comparing,
    purposes,
    shares,
)
from tests.core.planner_cases import village


def line(need: str, level: float, *, group: str = "north", **more) -> Fulfilment:
    tier = more.pop("tier", Tier.VITAL)
    is_wish = more.pop("is_wish", False)
    return Fulfilment(need, group, tier, is_wish, 0, level, more.pop("round", None))


def plan_of(*lines: Fulfilment, **parts) -> Plan:
    return Plan(Status.OPTIMAL, fulfilment=lines, rule_version="7", **parts)


def told(sentences) -> list[str]:
    return [str(sentence) for sentence in sentences]


# --- one plan against another -------------------------------------------------------


def test_what_a_plan_costs_is_compared_line_by_line():
    before = plan_of(
        totals=Totals(
            toil=12.0,
            effort_hours=10.0,
            footprint=3.0,
            spent=(("EUR", 10.0), ("GBP", 5.0), ("SEK", 1.5)),
        )
    )
    after = plan_of(
        totals=Totals(
            toil=15.0,
            effort_hours=11.0,
            footprint=2.0,
            spent=(("EUR", 12.0), ("GBP", 5.0), ("CHF", 0.5)),
        )
    )

    assert told(comparing.sentences_between(before, after)) == [
        "Nobody's needs are met differently.",
        "It takes 11 hours instead of 10.",
        "Hours weighted by dislike: 15 instead of 12.",
        "It emits 2 kg CO2e instead of 3.",
        "It spends 0.5 CHF outside instead of 0.",
        "It spends 12 EUR outside instead of 10.",
        "It spends 0 SEK outside instead of 1.5.",
    ]


def test_changes_of_next_to_nothing_are_not_told():
    before = plan_of(line("bread", 0.5), totals=Totals(effort_hours=10.0))
    same = plan_of(line("bread", 0.5001), totals=Totals(effort_hours=10.001))
    other = plan_of(line("bread", 0.5002), totals=Totals(effort_hours=10.002))

    assert told(comparing.sentences_between(before, same)) == [
        "Nobody's needs are met differently."
    ]
    assert told(comparing.sentences_between(before, other)) == [
        "north: “bread” rises from 50 % to 50 %.",
        "It takes 10 hours instead of 10.",
    ]


def test_the_greatest_loss_stands_first_then_groups_and_needs_by_name():
    before = plan_of(
        line("a", 0.9), line("b", 0.9), line("c", 0.2), line("d", 0.4, group="east")
    )
    after = plan_of(
        line("a", 0.8), line("b", 0.5), line("c", 0.6), line("d", 0.3, group="east"),
        line("e", 0.5), line("f", 0.0),
    )  # fmt: skip

    assert told(comparing.sentences_between(before, after)) == [
        "north: “b” falls from 90 % to 50 %.",
        "east: “d” falls from 40 % to 30 %.",
        "north: “a” falls from 90 % to 80 %.",
        "north: “f” is new, met to 0 %.",
        "north: “c” rises from 20 % to 60 %.",
        "north: “e” is new, met to 50 %.",
    ]


def test_a_need_that_is_gone_is_a_loss_of_what_it_was_met_to():
    before = plan_of(line("a", 0.9), line("b", 0.9))
    after = plan_of(line("a", 0.4))

    assert told(comparing.sentences_between(before, after)) == [
        "north: “b” is asked for no more.",
        "north: “a” falls from 90 % to 40 %.",
    ]


# --- why this much ------------------------------------------------------------------


METHOD = (
    "Whoever had least was raised first, for everybody alike; who contributed what was "
    "not known (rule version 7)."
)


@pytest.fixture
def house():
    """North and south need bread, north coffee, too; south's need is the second one."""
    needs = (
        Need("b s", "home", "south", Tier.VITAL, 0, 8, {"bread": 1}, ("s",), unit="kg"),
        Need("b n", "home", "north", Tier.VITAL, 0, 6, {"bread": 1}, ("n",), unit="kg"),
        Need("m n", "home", "north", Tier.VITAL, 0, 2, {"milk": 1}, ("n",), unit="l"),
        Need("c n", "home", "north", Tier.DIGNITY, 0, 4, {"tea": 1}, ("c",), unit="g"),
        Need(
            "w n", "home", "north", Tier.VITAL, 0, 1, {"tea": 1}, ("c",),
            is_wish=True, unit="g",
        ),
    )  # fmt: skip
    return village(goods=("bread", "milk", "tea"), needs=needs)


def short_of(need: str, limit: str, relief: str) -> Short:
    words = Sentence(limit)
    held = Limit("effort", "baking", "home", 0, 4.0, 0.1, words)
    help_ = Relief((Help(held, 1.0, Sentence(relief)),), 1.0)
    return Short(
        need, "north", Tier.VITAL, False, 0, 0.5, 1.0, (held,), (help_,), words
    )


def test_a_group_is_told_all_of_its_shares_and_nothing_of_others(house):
    plan = plan_of(
        line("b s", 0.25, group="south", round=1),
        line("b n", 0.5, round=2),
        line("m n", 0.5, round=2),
        line("c n", 1.0, tier=Tier.DIGNITY, round=3),
        line("w n", 0.25, is_wish=True, round=4),
        shorts=(
            short_of("b s", "Nobody bakes.", "a baker"),
            short_of("b n", "The oven is full.", "an oven"),
        ),
        given=(
            Given("n", "home", "bread", 0, 1.0),
            Given("n", "home", "milk", 0, 1.0),
            Given("n", "home", "bread", 0, 2.0),
            Given("c", "home", "tea", 0, 4.25),
            Given("s", "home", "bread", 0, 2.0),
        ),
    )

    assert told(shares.why_this_much(house, plan, "north")) == [
        "“b n” (vital) is met to 50 %: 3 of 6 kg.",
        "Needs that could not be raised further either, and stand at the same level: 1.",
        "1 needs of this tier are met less far; nothing of this could help them.",
        "The oven is full.",
        "It would be closed by: an oven.",
        "“m n” (vital) is met to 50 %: 1 of 2 l.",
        "Needs that could not be raised further either, and stand at the same level: 1.",
        "1 needs of this tier are met less far; nothing of this could help them.",
        "“c n” (dignity) is met in full: 4 g.",
        "“w n” (vital) is met to 25 %: 0.25 of 1 g.",
        "Needs that are more urgent were settled first: vital, dignity.",
        "Nobody with a need of this tier has less.",
        "It is given 4.25 kg of tea.",
        "It is given 3 kg of bread.",
        "It is given 1 kg of milk.",
        METHOD,
    ]


def test_the_worst_off_group_is_told_that_nobody_has_less(house):
    plan = plan_of(
        line("b s", 0.25, group="south"), line("b n", 0.5), line("m n", 0.2500001)
    )

    assert told(shares.why_this_much(house, plan, "south"))[:2] == [
        "“b s” (vital) is met to 25 %: 2 of 8 kg.",
        "Nobody with a need of this tier has less.",
    ]
    assert "1 needs of this tier are met less far" not in str(
        told(shares.why_this_much(house, plan, "north"))[4]
    )


def test_gifts_of_equal_size_are_told_by_name(house):
    plan = plan_of(
        line("b n", 1.0),
        given=(
            Given("n", "home", "milk", 0, 2.0),
            Given("n", "home", "bread", 0, 2.0),
        ),
    )

    said = told(shares.why_this_much(house, plan, "north"))

    assert said[1:3] == ["It is given 2 kg of bread.", "It is given 2 kg of milk."]


# --- what a task is for -------------------------------------------------------------


def link(source: str, target: str, good: str, amount: float) -> Link:
    (source_kind, source_name), (target_kind, target_name) = (
        end.split(" ", 1) if " " in end else (end, "") for end in (source, target)
    )
    return Link(source_kind, source_name, target_kind, target_name, good, amount, "kg")


def test_what_a_task_makes_is_followed_through_others_to_every_end():
    """Of 10 kg of flour 1 spoils, 4 become bread in two tasks, of which some is kept."""
    flows = (
        link("stock home", "recipe mill", "wheat", 12.0),
        link("recipe mill", "good flour", "flour", 6.0),
        link("recipe grind", "good flour", "flour", 4.0),
        link("good flour", "recipe bake", "flour", 2.0),
        link("good flour", "recipe bake", "flour", 2.0),
        link("good flour", "group south", "flour", 4.0),
        link("good flour", "promise to dalia", "flour", 1.0),
        link("recipe bake", "good bread", "bread", 6.0),
        link("good bread", "group north", "bread", 3.0),
        link("good bread", "kept home", "bread", 1.5),
        link("recipe mill", "good bran", "bran", 2.0),
    )

    found = purposes.purposes_of(plan_of(flows=flows), "mill")

    assert [(one.good, one.kind, one.label, round(one.share, 6)) for one in found] == [
        ("bran", "left", "", 1.0),
        ("flour", "group", "south", 0.4),
        ("flour", "group", "north", 0.2),
        ("flour", "left", "", 0.2),
        ("flour", "kept", "home", 0.1),
        ("flour", "promise", "to dalia", 0.1),
    ]
    assert told(one.words for one in found) == [
        "100 % of the bran spoils or is not needed.",
        "40 % of the flour ends with south.",
        "20 % of the flour ends with north.",
        "20 % of the flour spoils or is not needed.",
        "10 % of the flour is still in store at the end.",
        "10 % of the flour keeps the promise to dalia.",
    ]


def test_more_than_is_known_to_come_in_is_shared_out_all_the_same():
    flows = (
        link("recipe mill", "good flour", "flour", 3.0),
        link("good flour", "group north", "flour", 3.0),
        link("good flour", "group south", "flour", 1.0),
    )

    found = purposes.purposes_of(plan_of(flows=flows), "mill")

    assert [(one.label, one.share) for one in found] == [
        ("north", 0.75),
        ("south", 0.25),
    ]


def test_a_task_with_two_products_passes_an_equal_part_of_itself_to_each():
    flows = (
        link("recipe mill", "good flour", "flour", 4.0),
        link("good flour", "recipe press", "flour", 4.0),
        link("recipe press", "good oil", "oil", 1.0),
        link("recipe press", "good cake", "cake", 3.0),
        link("good oil", "group north", "oil", 1.0),
        link("good cake", "group south", "cake", 1.5),
    )

    found = purposes.purposes_of(plan_of(flows=flows), "mill")

    assert [(one.kind, one.label, one.share) for one in found] == [
        ("group", "north", 0.5),
        ("left", "", 0.25),
        ("group", "south", 0.25),
    ]
