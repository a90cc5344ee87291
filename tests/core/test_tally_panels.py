"""Fair panels: quotas always met, the least likely as likely as can be, words if not."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from scipy import optimize

from commonweal.core.tally import lots, panels, portfolio
from commonweal.core.tally.panels import Quota
from commonweal.core.tally.words import BadBallots


def hall(**sizes):
    return {f"{name}{i}": {"hall": name} for name, n in sizes.items() for i in range(n)}


def best_by_trying_all(people, quotas, size):
    """Look at every panel there is, person by person, and mix them as well as can be."""
    labels = sorted(people)
    fitting = [
        [label in panel for label in labels]
        for panel in itertools.combinations(labels, size)
        if not panels.problems_with_panel(panel, people, quotas)
    ]
    chances = np.array(fitting, dtype=float).T
    chances = chances[chances.any(axis=1)]  # those whom no panel can hold are left out
    done = optimize.linprog(
        np.append(np.zeros(len(fitting)), -1.0),
        A_ub=np.hstack([-chances, np.ones((len(chances), 1))]),
        b_ub=np.zeros(len(chances)),
        A_eq=np.append(np.ones(len(fitting)), 0.0)[np.newaxis], b_eq=[1.0],
    )  # fmt: skip
    return -done.fun


@pytest.mark.parametrize("seed", range(6))
def test_nobody_could_be_made_likelier_than_the_least_likely_is(seed):
    chance = random.Random(seed)
    ages = chance.sample("xxyyyzzzz", 9)
    people = {
        f"p{i}": {"hall": hall_, "age": age}
        for i, (hall_, age) in enumerate(zip("aaaaaabbb", ages, strict=True))
    }
    quotas = [
        Quota("hall", "b", 1, 2),
        Quota("age", "x", 0, 1),
        Quota("age", "z", 1, 2),
    ]

    made = panels.fair_panels(people, quotas, 4, seed="47", n_panels=200)

    assert made.optimum == pytest.approx(
        best_by_trying_all(people, quotas, 4), abs=1e-5
    )
    least = min(n for label, n in made.chances.items() if label not in made.left_out)
    assert least >= 200 * made.optimum - 3


def test_every_panel_meets_every_quota_and_nobody_sits_twice():
    chance = random.Random(47)
    people = {
        f"p{i}": {"hall": chance.choice("aaab"), "age": chance.choice("xyzz")}
        for i in range(120)
    }
    quotas = [
        Quota("hall", "b", 6, 8),
        Quota("age", "x", 5, 6),
        Quota("age", "y", 4, 9),
    ]

    made = panels.fair_panels(people, quotas, 16, seed="47")

    assert len(made.panels) == 1000
    for panel in made.panels:
        named = [made.people[place] for place in panel]
        assert len(set(named)) == 16
        assert panels.problems_with_panel(named, people, quotas) == []
    assert sum(made.chances.values()) == 16_000
    assert made == panels.fair_panels(people, quotas, 16, seed="47")


def test_people_alike_are_in_as_many_panels():
    """One of two from the west and one of six from the east: a half and a sixth."""
    quotas = [Quota("hall", "west", 1, 1)]

    made = panels.fair_panels(hall(west=2, east=6), quotas, 2, seed="47")

    assert {made.chances[f"west{i}"] for i in range(2)} == {500}
    assert {made.chances[f"east{i}"] for i in range(6)} == {166, 167}
    assert made.optimum == pytest.approx(1 / 6)
    assert str(made.words[0]) == (
        "Of 1000 panels, everybody is in 166 at least and 500 at most. Without quotas "
        "everybody would be in 250."
    )


def test_without_quotas_all_have_the_same_chance():
    made = panels.fair_panels(hall(west=4, east=1), [], 2, seed="47")

    assert set(made.chances.values()) == {400}


def test_one_of_the_panels_is_drawn_in_public():
    people = hall(west=3, east=5)
    made = panels.fair_panels(people, [Quota("hall", "west", 1, 1)], 3, seed="47")

    drawn = lots.panel_lottery(made.people, made.panels, reveals=["a", "b"], dice="6")

    assert sum(label.startswith("west") for label in drawn.chosen) == 1
    assert {*drawn.chosen, *drawn.alternates} == set(people)


def test_whoever_cannot_come_is_followed_by_the_first_who_keeps_the_quotas():
    people = hall(west=3, east=5)
    quotas = [Quota("hall", "west", 1, 1)]
    panel, order = ["west0", "east0", "east1"], ["east2", "west1", "west2", "east3"]

    assert panels.stand_in(panel, "west0", order, people, quotas) == "west1"
    assert panels.stand_in(panel, "east0", order, people, quotas) == "east2"
    assert panels.stand_in(panel, "west0", ["east4"], people, quotas) is None


def test_impossible_quotas_are_told_with_the_smallest_change_that_helps():
    with pytest.raises(BadBallots) as refused:
        panels.fair_panels(
            hall(west=2, east=6), [Quota("hall", "west", 4, 5)], 5, seed="47"
        )
    assert str(refused.value) == (
        "No panel meets all quotas. It would help to ask for 2 instead of 4 at least of "
        "“hall: west”."
    )

    both = [Quota("hall", "west", 0, 1), Quota("hall", "east", 0, 2)]
    with pytest.raises(BadBallots, match=r"to allow \d instead of \d at most of"):
        panels.fair_panels(hall(west=2, east=6), both, 4, seed="47")


def test_whom_no_panel_can_hold_is_told():
    made = panels.fair_panels(
        hall(west=2, east=6), [Quota("hall", "west", 0, 0)], 3, seed="47"
    )

    assert made.left_out == ("west0", "west1")
    assert made.chances["west0"] == 0
    assert str(made.words[-1]) == (
        "2 people are in no panel, for none that meets the quotas can hold them."
    )


def test_everything_wrong_with_a_list_is_said_at_once():
    people = {"ana": {"hall": "west"}, "ben": {}}
    quotas = [Quota("hall", "west", 2, 1), Quota("hall", "west", 0, 1)]

    with pytest.raises(BadBallots) as refused:
        panels.fair_panels(people, quotas, 3, seed="47")

    assert [str(fault) for fault in refused.value.faults] == [
        "2: ben has no “hall”. Write it down, or take out the quota.",
        "“hall: west” asks for 2 at least and 1 at most. Write the smaller number first.",
        "“hall: west” has two quotas.",
        "A panel of 3 cannot be drawn from 2 people.",
    ]


def mixed_hall():
    chance = random.Random(47)
    return {
        f"p{i}": {"hall": chance.choice("aaab"), "age": chance.choice("xyzz")}
        for i in range(30)
    }


def test_a_search_that_does_not_end_is_told(monkeypatch):
    monkeypatch.setattr(portfolio, "MOST_PANELS", 1)

    with pytest.raises(portfolio.TooManyPanels):
        panels.fair_panels(
            mixed_hall(), [Quota("hall", "b", 2, 3), Quota("age", "x", 1, 2)], 7,
            seed="47",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("where", "limit"), [(portfolio, "MOST_LEVELLING"), (panels, "_MOST_EXCHANGES")]
)
def test_evening_out_ends_in_time_and_keeps_what_is_promised(monkeypatch, where, limit):
    """How likely the likeliest are is no promise; how likely the least likely are is."""
    people = mixed_hall()
    quotas = [Quota("hall", "b", 2, 3), Quota("age", "x", 1, 2)]
    whole = panels.fair_panels(people, quotas, 7, seed="47")
    monkeypatch.setattr(where, limit, 0)

    made = panels.fair_panels(people, quotas, 7, seed="47")

    assert made.optimum == pytest.approx(whole.optimum, abs=1e-5)
    assert sum(made.chances.values()) == 7_000
    for panel in made.panels:
        named = [made.people[place] for place in panel]
        assert panels.problems_with_panel(named, people, quotas) == []


def test_three_of_whom_no_two_may_sit_together_are_a_third_each():
    """Cut in parts all could be halves; the first panels found are already the best."""
    people = {
        "ana": {"house": "1", "work": "oven", "street": "-"},
        "ben": {"house": "1", "work": "-", "street": "mill"},
        "chidi": {"house": "-", "work": "oven", "street": "mill"},
        "dalia": {"house": "-", "work": "-", "street": "-"},
    }
    quotas = [
        Quota("house", "1", 0, 1),
        Quota("work", "oven", 0, 1),
        Quota("street", "mill", 0, 1),
    ]

    made = panels.fair_panels(people, quotas, 2, seed="47", n_panels=300)

    assert made.optimum == pytest.approx(1 / 3)
    assert made.chances == {"ana": 100, "ben": 100, "chidi": 100, "dalia": 300}
