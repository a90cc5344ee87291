"""What is told of a plan by hand: who gets how much and why, for whom, what changes."""

from __future__ import annotations

import pytest

from commonweal.core.planner import (
    Capacity,
    Fulfilment,
    Given,
    Good,
    Illness,
    LimitUse,
    Link,
    Plan,
    Purses,
    Rooms,
    Status,
    Stocks,
    Tier,
    Totals,
    Yields,
    comparing,
    purposes,
    shares,
    slack_words,
)
from tests.core.planner_cases import need_of, village


def line(need, level, *, group="north", tier=Tier.VITAL, is_wish=False, settled=1):
    return Fulfilment(need, group, tier, is_wish, 0, level, settled)


def told(sentences) -> list[str]:
    return [str(one) for one in sentences]


# --- why this much ------------------------------------------------------------------


def table():
    """North and south eat; north would like tea, and wishes for cake."""
    return village(
        goods=(Good("bread", "kg"), Good("tea", "l"), Good("salt", "g")),
        needs=(
            need_of("bread", 8.0, label="n", baskets=("bn", "cn"), unit="kg"),
            need_of("bread", 8.0, label="s", group="south", baskets=("bs",)),
            need_of("bread", 4.0, label="w", group="west", baskets=("bw",), unit="kg"),
            need_of(
                "tea", 5.0, label="t", tier=Tier.DIGNITY, baskets=("tn",), unit="l"
            ),
            need_of("tea", 5.0, label="c", baskets=("tn",), is_wish=True, unit="l"),
        ),
    )


def served(**levels):
    level = {"n": 0.5, "s": 0.5, "w": 0.25, "t": 0.2, "c": 0.0} | levels
    gifts = (
        Given("bn", "home", "bread", 0, 1.0),
        Given("cn", "home", "bread", 0, 2.0),
        Given("bs", "home", "bread", 0, 9.0),
        Given("tn", "home", "tea", 0, 5.0),
        Given("bn", "home", "salt", 0, 3.0),
    )
    return Plan(
        Status.OPTIMAL,
        given=gifts,
        fulfilment=(
            line("n", level["n"]),
            line("s", level["s"], group="south"),
            line("w", level["w"], group="west", settled=None),
            line("t", level["t"], tier=Tier.DIGNITY, settled=2),
            line("c", level["c"], is_wish=True, settled=3),
        ),
    )


def test_a_group_is_told_each_need_in_its_turn_and_then_what_it_is_given():
    said = told(shares.why_this_much(table(), served(), "north"))

    assert said[:-1] == [
        "“n” (vital) is met to 50 %: 4 of 8 kg.",
        "Needs that could not be raised further either, and stand at the same level: 1.",
        "1 needs of this tier are met less far; nothing of this could help them.",
        "“t” (dignity) is met to 20 %: 1 of 5 l.",
        "Needs that are more urgent were settled first: vital.",
        "Nobody with a need of this tier has less.",
        "“c” (vital) is met to 0 %: 0 of 5 l.",
        "Needs that are more urgent were settled first: vital, dignity.",
        "Nobody with a need of this tier has less.",
        "It is given 5 l of tea.",
        "It is given 3 kg of bread.",
        "It is given 3 g of salt.",
    ]


def test_what_was_settled_in_no_round_stands_beside_nobody():
    said = told(shares.why_this_much(table(), served(w=0.5), "west"))

    assert said[0].endswith("is met to 50 %: 2 of 4 kg.")
    assert said[1] == "Nobody with a need of this tier has less."


def test_full_is_full_within_a_millionth():
    full = told(shares.why_this_much(table(), served(n=1 - 1e-6), "north"))
    short = told(shares.why_this_much(table(), served(n=1 - 3e-6), "north"))

    assert full[0] == "“n” (vital) is met in full: 8 kg."
    assert short[0] == "“n” (vital) is met to 100 %: 8 of 8 kg."


# --- what a task is for -------------------------------------------------------------


def flow(source, target, amount, good="flour"):
    return Link(*source.split(":"), *target.split(":"), good, amount, "kg")


def test_what_a_task_makes_is_followed_to_all_its_ends():
    """Of ten kilos of flour eight are used: bread for two groups, a promise, a store."""
    plan = Plan(
        Status.OPTIMAL,
        flows=(
            flow("recipe:mill", "good:flour", 6.0),
            flow("stock:home", "good:flour", 4.0),
            flow("good:flour", "recipe:bake", 5.0),
            flow("good:flour", "promise:ana", 2.0),
            flow("good:flour", "kept:home", 1.0),
            flow("recipe:bake", "good:bread", 9.0, "bread"),
            flow("recipe:bake", "good:bran", 1.0, "bran"),
            flow("good:bread", "group:north", 6.0, "bread"),
            flow("good:bread", "group:south", 3.0, "bread"),
            flow("good:bran", "group:south", 1.0, "bran"),
            flow("recipe:mill", "good:dust", 1.0, "dust"),
        ),
    )

    found = purposes.purposes_of(plan, "mill")

    assert [(one.good, one.kind, one.label) for one in found] == [
        ("dust", "left", ""),
        ("flour", "group", "south"),
        ("flour", "left", ""),
        ("flour", "promise", "ana"),
        ("flour", "group", "north"),
        ("flour", "kept", "home"),
    ]
    assert [one.share for one in found] == pytest.approx(
        [1.0, 0.25 / 3 + 0.25, 0.2, 0.2, 0.25 * 2 / 3, 0.1]
    )
    assert [one.words.params for one in found[3:]] == [
        {"percent": 20, "good": "flour", "promise": "ana"},
        {"percent": 16.7, "good": "flour", "group": "north"},
        {"percent": 10, "good": "flour"},
    ]


def test_a_task_in_two_places_is_followed_from_each_and_a_good_used_up_wholly():
    plan = Plan(
        Status.OPTIMAL,
        flows=(
            flow("recipe:bake", "good:bread", 2.0, "bread"),
            flow("good:bread", "group:north", 3.0, "bread"),
            flow("good:bread", "group:south", 1.0, "bread"),
            flow("recipe:brew", "good:beer", 1.0, "beer"),
        ),
    )

    found = purposes.purposes_of(plan, "bake")

    assert [(one.label, one.share) for one in found] == [
        ("north", 0.75),
        ("south", 0.25),
    ]


# --- what changes -------------------------------------------------------------------


def test_changes_are_told_the_greatest_loss_first_and_noise_not_at_all():
    before = Plan(
        Status.OPTIMAL,
        fulfilment=(
            line("a", 0.5, group="south"),
            line("b", 0.5),
            line("c", 0.5),
            line("d", 0.5),
            line("gone", 0.25),
        ),
    )
    after = Plan(
        Status.OPTIMAL,
        fulfilment=(
            line("a", 0.25, group="south"),
            line("b", 0.25),
            line("c", 0.5 + 0.9e-4),
            line("d", 0.5 + 1.1e-4),
            line("new", 0.125),
        ),
    )

    changes = comparing.changes_between(before, after)

    assert [(one.group, one.need, one.before, one.after) for one in changes] == [
        ("north", "b", 0.5, 0.25),
        ("north", "gone", 0.25, None),
        ("south", "a", 0.5, 0.25),
        ("north", "d", 0.5, 0.50011),
        ("north", "new", None, 0.125),
    ]
    assert [one.words.params for one in changes[:2]] == [
        {"group": "north", "need": "b", "before": 50, "after": 25},
        {"group": "north", "need": "gone", "before": 25},
    ]
    assert changes[4].words.params == {"group": "north", "need": "new", "after": 12.5}


def test_what_a_plan_costs_is_compared_too():
    def plan(hours, toil, footprint, **spent):
        return Plan(
            Status.OPTIMAL,
            totals=Totals(
                effort_hours=hours,
                toil=toil,
                footprint=footprint,
                spent=tuple(spent.items()),
            ),
        )

    said = comparing.sentences_between(
        plan(5.0, 6.0, 7.0, EUR=3.0, SEK=1.0), plan(4.0, 6.0003, 9.0, EUR=8.0, USD=2.0)
    )

    assert told(said[:3]) == [
        "Nobody's needs are met differently.",
        "It takes 4 hours instead of 5.",
        "It emits 9 kg CO2e instead of 7.",
    ]
    assert [one.params for one in said[3:]] == [
        {"currency": "EUR", "before": 3, "after": 8},
        {"currency": "SEK", "before": 1, "after": 0},
        {"currency": "USD", "before": 0, "after": 2},
    ]


# --- slack in words -----------------------------------------------------------------

PARTS = {"percent": 33.3}


@pytest.mark.parametrize(
    ("whatif", "params"),
    [
        (Yields(1.0), [PARTS]),
        (Yields(1.0, "bake"), [PARTS | {"recipe": "bake"}]),
        (Yields(1.0, good="bread"), [PARTS | {"good": "bread"}]),
        (Illness(0.0), [PARTS]),
        (Illness(0.0, "song"), [PARTS | {"skill": "song"}]),
        (Illness(0.0, "song", periods=(1,)), [PARTS | {"skill": "song", "period": "week 15"}]),
        (Illness(0.0, periods=(1,)), [PARTS, {"period": "week 15"}]),
        (
            Illness(0.0, "song", "home", (0, 1, 2)),
            [
                PARTS | {"skill": "song"},
                {"period": "week 14", "until": "week 16"},
                {"place": "home"},
            ],
        ),
        (Rooms(1.0), [PARTS]),
        (Rooms(1.0, "oven"), [PARTS | {"capacity": "oven"}]),
        (Stocks(1.0, "bread"), [PARTS | {"good": "bread"}]),
        (Purses(1.0, "EUR"), [PARTS | {"currency": "EUR"}]),
    ],
)  # fmt: skip
def test_what_could_be_lost_is_told_with_what_where_and_when(whatif, params):
    problem = village(n_weeks=3)

    said = slack_words.fall(problem, whatif, 0.33349, 0.3334)
    more = slack_words.fall(problem, whatif, 0.33349, 0.75)

    assert [one.params for one in said] == params
    assert [one.params for one in more] == [*params, {"percent": 75}]


@pytest.mark.parametrize(
    ("limit", "params"),
    [
        (
            LimitUse("effort", "song", "home", 1, 8.0, 2.0),
            {"amount": 8, "percent": 75, "skill": "song", "period": "week 15"},
        ),
        (
            LimitUse("rest", "sunday", "home", None, 8.0, 9.0),
            {"amount": 8, "percent": 0, "rest": "sunday"},
        ),
        (
            LimitUse("capacity", "oven", "home", 0, 8.0, 8.0),
            {"amount": 8, "percent": 0, "capacity": "oven", "unit": "h", "period": "week 14"},
        ),
        (
            LimitUse("store", "milk", "home", 0, 8.0, 4.0),
            {"amount": 8, "percent": 50, "good": "milk", "unit": "l", "period": "week 14"},
        ),
    ],
)  # fmt: skip
def test_what_is_free_is_told_in_its_own_unit(limit, params):
    problem = village(
        n_weeks=2,
        goods=("bread", Good("milk", "l")),
        capacities=(
            Capacity("home", "room", None, 1.0, "m²"),
            Capacity("home", "oven", None, 1.0, "h"),
        ),
    )

    assert slack_words.spare(problem, limit).params == params | {"place": "home"}


def test_what_is_free_of_a_purse_is_told_for_its_week():
    def said(period, amount=8.0):
        limit = LimitUse("purse", "EUR", None, period, amount, 2.0)
        return slack_words.spare(village(n_weeks=2), limit)

    assert said(None).params == {"amount": 8, "percent": 75, "currency": "EUR"}
    assert said(1).params == said(None).params | {"period": "week 15"}
    assert said(1).template != said(None).template
    assert said(1, 0.0).params["percent"] == 0
