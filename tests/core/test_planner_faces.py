"""What earlier optima hold: nothing is lost, prices stay whole, rounds begin possible."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.core import planner
from commonweal.core.planner import (
    Effort,
    EffortOffer,
    Flow,
    Params,
    Recipe,
    Stock,
    Stop,
    Tier,
    backend,
    build,
    faces,
    leximin,
)
from commonweal.core.planner.found import (
    INFEASIBLE,
    NOTHING,
    Answer,
    Ending,
    Face,
    Trouble,
)
from tests.core.planner_cases import levels, need_of, solved, village


def two_tiers() -> planner.Problem:
    """Six hours: north's bread first, then what is left of flour becomes cake."""
    return village(
        goods=("flour", "bread", "cake"),
        stocks=(Stock("home", "flour", 9.0),),
        recipes=(
            Recipe(
                "bake",
                inputs=(Flow("flour", 1),),
                outputs=(Flow("bread", 1),),
                effort=(Effort("baking", 0.5),),
            ),
            Recipe(
                "ice",
                inputs=(Flow("flour", 1),),
                outputs=(Flow("cake", 1),),
                effort=(Effort("baking", 1.0),),
            ),
        ),
        efforts=(EffortOffer("home", "baking", 0, 6.0),),
        needs=(
            need_of("bread", 16.0),
            need_of("cake", 4.0, tier=Tier.DIGNITY),
        ),
    )


@pytest.fixture
def raised():
    arrays = build.build(two_tiers(), Params().goals)
    solver = backend.Solver(arrays, Params(), Stop(), 0)
    raising = leximin.Raising(arrays.matrix, solver, Params())
    return raising, raising.settle(lambda _: None)


def test_a_row_that_an_earlier_tier_uses_up_stays_used_up(raised):
    raising, settled = raised
    flour = settled.prices[two_tiers().needs[0].label]

    i_priced = np.flatnonzero(flour.row_prices > 1e-4)
    raising.solver.maximise(
        np.array([raising.matrix.levels[two_tiers().needs[1].label]], dtype=np.int32)
    )
    again = raising.solver.solve()

    arrays = raising.solver.arrays
    (i_flour,) = [i for i in i_priced if arrays.matrix.upper[i] == 9.0]
    assert arrays.used(again.values)[i_flour] == pytest.approx(9.0)


def test_what_was_held_can_be_set_free(raised):
    raising, settled = raised
    bread, cake = (need.label for need in two_tiers().needs)
    assert settled.level == {bread: pytest.approx(9 / 16), cake: 0.0}
    i_cake = np.array([raising.matrix.levels[cake]], dtype=np.int32)
    raising.solver.bound_column(raising.matrix.levels[bread], 0.0, 1.0)
    raising.solver.maximise(i_cake)
    assert raising.solver.solve().cost == pytest.approx(0.0)

    raising.solver.free_face()

    assert -raising.solver.solve().cost == pytest.approx(1.0)


def test_prices_of_a_later_tier_hold_for_the_whole_matrix(raised):
    """Held rows and columns may pay in the small problem; with what came before, none."""
    raising, settled = raised
    for answer in settled.prices.values():
        is_amount = np.ones(len(answer.column_prices), dtype=np.bool_)
        is_amount[[*raising.matrix.levels.values(), raising.matrix.i_floor]] = False
        assert answer.row_prices.min() > -1e-6
        assert answer.column_prices[is_amount].max() < 1e-6


def test_each_round_begins_where_the_last_one_ended(monkeypatch):
    """A round that only has to see that nobody else is held back takes few steps."""
    steps: list[int] = []
    plain = backend.Solver._try

    def counted(self, way):
        answer = plain(self, way)
        steps.append(self._highs.getInfo().simplex_iteration_count)
        return answer

    monkeypatch.setattr(backend.Solver, "_try", counted)
    n_groups = 30
    problem = village(
        goods=tuple(f"g{i}" for i in range(n_groups)),
        stocks=tuple(Stock("home", f"g{i}", 1.0 + i) for i in range(n_groups)),
        needs=tuple(need_of(f"g{i}", 40.0, group=f"of {i}") for i in range(n_groups)),
    )

    plan = solved(problem, params=Params(most_explained=0, goals=()))

    assert list(levels(plan).values()) == pytest.approx(
        [(1.0 + i) / 40 for i in range(n_groups)]
    )
    assert len(steps) >= n_groups
    assert max(steps[1:n_groups]) <= 3  # one pivot, and the floor's own


def test_the_last_face_is_set_free_alone():
    found = faces.Faces(np.ones(3, dtype=np.bool_), np.zeros(2, dtype=np.bool_))
    paid = Answer(Ending.OPTIMAL, NOTHING, np.ones(2), -np.ones(3), 0.0)
    found.hold(Face(np.array([0]), np.array([0]), paid))
    found.hold(Face(np.array([0, 2]), np.array([1]), paid))

    freed = found.free(1)

    assert [one.i_columns.tolist() for one in freed] == [[2]]
    assert found.may_hold.tolist() == [False, True, True]
    assert found.is_held.tolist() == [True, False]
    assert found.free(5)[0].i_columns.tolist() == [0]
    assert found.may_hold.all()


@pytest.mark.parametrize(
    ("said", "freed"),
    [(INFEASIBLE, [0, 1, 3]), (Trouble(("a way",)), [0, 0, 0])],
)
def test_only_what_collides_gives_way(raised, monkeypatch, said, freed):
    """Faces are set free when what is held collides, not when a method fails."""
    raising, _ = raised
    given: list[int | None] = []
    plain, answers = raising.solver.solve, [said, said, said]

    def solve(**how):
        if not answers:
            return plain(**how)
        one = answers.pop()
        raising.solver.was_warm = len(answers) == len(freed) - 1
        if isinstance(one, Trouble):
            raise one
        return one

    monkeypatch.setattr(raising.solver, "solve", solve)
    monkeypatch.setattr(raising.solver, "free_face", given.append)

    assert raising.solve().ending is Ending.OPTIMAL
    assert given == freed
