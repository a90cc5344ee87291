"""Problems as LP and MPS: another solver reads them and comes to the same."""

from __future__ import annotations

import highspy
import pytest

from commonweal.core.planner import formats, models_out, solve
from tests.core.planner_cases import EXAMPLES, bakery, seine, solved
from tests.core.test_planner_wholes import oven


def optimum_of(text, kind, tmp_path):
    """Solve the text apart from the planner, as anybody could."""
    path = tmp_path / f"model.{kind}"
    path.write_text(text)
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    assert highs.readModel(str(path)) == highspy.HighsStatus.kOk
    highs.run()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return highs.getObjectiveValue()


@pytest.mark.parametrize("kind", models_out.KINDS)
def test_the_floor_of_the_most_urgent_tier_is_found_by_another_solver(kind, tmp_path):
    problem = bakery()
    plan = solved(problem)
    text = models_out.model_text(problem, kind)

    first = [line.level for line in plan.fulfilment if line.tier == "vital"]
    assert -optimum_of(text, kind, tmp_path) == pytest.approx(min(first), abs=1e-6)


@pytest.mark.parametrize("kind", models_out.KINDS)
@pytest.mark.parametrize(
    ("goal", "total"), [("toil", "toil"), ("footprint", "footprint")]
)
def test_the_least_of_a_goal_is_the_plan_s_own(kind, goal, total, tmp_path):
    problem = seine()
    plan = solved(problem)
    text = models_out.model_text(problem, kind, plan=plan, goal=goal)

    found = optimum_of(text, kind, tmp_path)
    assert found == pytest.approx(getattr(plan.totals, total), rel=1e-4)


@pytest.mark.parametrize("kind", models_out.KINDS)
def test_what_comes_only_whole_is_whole_there_too(kind, tmp_path):
    problem = oven(flour=5.0, bread=6.0)
    plan = solve(problem)
    text = models_out.model_text(problem, kind)

    assert -optimum_of(text, kind, tmp_path) == pytest.approx(plan.fulfilment[0].level)


def test_a_goal_or_kind_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="kind is one of"):
        models_out.model_text(bakery(), "xls")
    with pytest.raises(ValueError, match="goal one of"):
        models_out.model_text(bakery(), "lp", goal="profit")


def test_the_stigler_diet_is_the_same_for_another_solver(tmp_path):
    problem = formats.problem_from_json(
        (EXAMPLES / "stigler" / "problem.json").read_bytes()
    )
    text = models_out.model_text(problem, "mps", plan=solved(problem), goal="outside")

    assert optimum_of(text, "mps", tmp_path) == pytest.approx(39.66, abs=0.005)
