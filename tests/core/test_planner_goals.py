"""What each goal counts, column by column."""

from __future__ import annotations

import pytest

from commonweal.core.planner import Plan, PurseLimit, Status, models_out
from tests.core.planner_cases import changed, solved
from tests.core.test_planner_rows import bakeries, terms_of


def costs_of(goal: str, **parts) -> dict[str, float]:
    """What each column of the two bakeries costs a goal; none that costs nothing."""
    text = models_out.model_text(
        changed(bakeries(), **parts), "lp", plan=Plan(Status.OPTIMAL), goal=goal
    )
    return terms_of(text.partition("Subject To\n")[0])


def of_weeks(columns: dict[str, float]) -> dict[str, float]:
    return {f"{column}_{t}": cost for column, cost in columns.items() for t in (0, 1)}


def test_change_counts_the_hours_nobody_agreed_to():
    """A run of bread is 4.75 hours, of beer two; baking was agreed in two of four."""
    assert costs_of("change") == {
        "run_bake_home_1": 4.75,
        "run_bake_yard_0": 4.75,
        "run_brew_yard_0": 2,
        "run_brew_yard_1": 2,
        "changed": 4.75,
    }
    assert costs_of("change", agreed=()).popitem()[1] == 0


def test_toil_counts_hours_by_how_they_are_liked():
    baking = {"run_bake_home": 9.5, "run_bake_yard": 9.5}
    assert costs_of("toil") == of_weeks(
        {**baking, "run_brew_yard": 2, "moved_bread": 0.1}
    )


def test_outside_counts_shares_of_each_currency_or_money_where_there_is_one():
    purses = (
        PurseLimit("EUR", 5.0, period=0),
        PurseLimit("EUR", 3.0, period=1),
        PurseLimit("SEK", 20.0),
    )
    shares = {"bought_rye": 0.25, "bought_bread": 0.4}
    assert costs_of("outside", purses=purses) == pytest.approx(of_weeks(shares))
    bought = tuple(o for o in bakeries().purchases if o.currency == "EUR")
    one = costs_of("outside", purses=purses[:2], purchases=bought)
    assert one == of_weeks({"bought_rye": 2})


def test_a_currency_of_which_there_is_none_is_counted_as_it_is():
    purses = (PurseLimit("EUR", 8.0), PurseLimit("SEK", 0.0))

    costs = costs_of("outside", purses=purses)
    assert costs == of_weeks({"bought_rye": 0.25, "bought_bread": 8})
    plan = solved(changed(bakeries(), purses=purses))
    assert [line.currency for line in plan.bought] in ([], ["EUR"], ["EUR", "EUR"])


def test_footprint_counts_making_buying_and_carrying():
    assert costs_of("footprint") == of_weeks(
        {
            "run_bake_home": 0.3,
            "run_bake_yard": 0.3,
            "moved_bread": 0.7,
            "bought_rye": 0.5,
            "bought_bread": 1.5,
        }
    )


def test_transport_counts_the_way_in_typical_sizes():
    costs = costs_of("transport")

    assert set(costs) == {"moved_rye_1", "moved_bread_0", "moved_bread_1"}
    assert costs["moved_bread_0"] == 3 * costs["moved_rye_1"] > 0
    assert costs["moved_rye_1"] == costs_of("tidy")["moved_rye_1"]


def test_spread_counts_the_peak_alone():
    assert costs_of("spread") == {"peak": 1}


def test_tidy_counts_what_is_made_moved_and_given_in_typical_sizes():
    costs = costs_of("tidy")

    assert {name.partition("_")[0] for name in costs} == {"run", "moved", "given"}
    assert len(costs) == 12
    assert costs["run_brew_yard_0"] == 2 * costs["run_bake_yard_0"] > 0
