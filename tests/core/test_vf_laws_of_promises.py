"""What is wrong with needs, recipes and kinds is said field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from commonweal.core.vf import flows, laws, units
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import (
    IntentDraft,
    RecipeDraft,
    RecipeFlow,
    SpecificationDraft,
)
from tests.core.vf_cases import FOOD_ENERGY, GARDEN, KNOWN, OATS, RYE, UNION, hours, kg


def intent_of(**more):
    said = {
        "key": "need",
        "union": UNION,
        "action": Action.TRANSFER,
        "receiver": GARDEN,
        "resource_conforms_to": OATS,
        "resource_quantity": kg(3),
        **more,
    }
    return IntentDraft(**said)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (intent_of(resource_quantity=None), "resource_quantity"),
        (intent_of(resource_quantity=kg(-1)), "resource_quantity"),
        (intent_of(resource_quantity=hours(3)), "resource_quantity"),
        (intent_of(effort_quantity=kg(3)), "effort_quantity"),
        (intent_of(receiver=None), "receiver"),
        (intent_of(key=""), "key"),
        (
            intent_of(has_beginning=date(2026, 12, 1), has_end=date(2026, 11, 30)),
            "has_end",
        ),
    ],
)
def test_each_thing_wrong_with_a_need_is_said_at_its_field(draft, field):
    found = laws.problems_with_promise(draft, KNOWN.specifications[OATS])

    assert [problem.field for problem in found] == [field]


def test_a_need_of_an_unknown_kind_is_refused_and_one_of_nothing_is_not():
    unknown = laws.problems_with_promise(intent_of(), None)
    nothing = laws.problems_with_promise(
        intent_of(resource_quantity=kg(0)), KNOWN.specifications[OATS]
    )

    assert [problem.field for problem in unknown] == ["resource_conforms_to"]
    assert nothing == ()


def baking(**more):
    said = {
        "key": "bake",
        "union": UNION,
        "name": "baking",
        "flows": (
            RecipeFlow(
                action=Action.CONSUME,
                resource_conforms_to=OATS,
                is_input=True,
                resource_quantity=kg(1),
            ),
            RecipeFlow(
                action=Action.PRODUCE,
                resource_conforms_to=RYE,
                is_input=False,
                resource_quantity=kg(1),
            ),
        ),
        **more,
    }
    return RecipeDraft(**said)


@pytest.mark.parametrize(
    ("draft", "places"),
    [
        (baking(), []),
        (baking(flows=baking().flows[:1]), [("flows", None)]),
        (baking(months=(0, 13)), [("months", None)]),
        (baking(toil=Decimal("NaN")), [("toil", None)]),
        (baking(footprint_kg_co2e=Decimal(-1)), [("footprint_kg_co2e", None)]),
        (
            baking(
                flows=(
                    replace(baking().flows[0], resource_quantity=hours(1)),
                    replace(baking().flows[1], action=Action.CONSUME),
                )
            ),
            [("resource_quantity", 1), ("action", 2)],
        ),
        (
            baking(
                flows=(
                    replace(baking().flows[0], resource_conforms_to=UUID(int=9)),
                    replace(baking().flows[1], resource_quantity=None),
                    replace(baking().flows[1], after_weeks=-1),
                )
            ),
            [("resource_conforms_to", 1), ("resource_quantity", 2), ("after_weeks", 3)],
        ),
        (
            baking(uses=(flows.CapacityUse(capacity=OATS, quantity=kg(0)),)),
            [("uses", None)],
        ),
    ],
)
def test_what_is_wrong_with_a_recipe_is_said_by_flow(draft, places):
    found = laws.problems_with_recipe(draft, KNOWN.specifications)

    assert [(problem.field, problem.row) for problem in found] == places


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"key": ""}, "key"),
        ({"survives_per_week": Decimal("1.1")}, "survives_per_week"),
        ({"contents": {FOOD_ENERGY: Decimal("Infinity")}}, "contents"),
    ],
)
def test_what_is_wrong_with_a_kind_is_said_at_its_field(change, field):
    said = {"key": "oats", "union": UNION, "name": "oats", "unit": units.KG, **change}

    found = laws.problems_with_specification(SpecificationDraft(**said))

    assert [problem.field for problem in found] == [field]
