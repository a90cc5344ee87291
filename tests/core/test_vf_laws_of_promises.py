"""What is wrong with needs, recipes and kinds is said field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from commonweal.core.vf import flows, laws, units
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import (
    EconomicResource,
    IntentDraft,
    RecipeDraft,
    RecipeFlow,
    Specification,
    SpecificationDraft,
)
from commonweal.core.vf.measure import Measure

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
UNION, GARDEN, OATS, RYE, FOOD_ENERGY, CELLAR, JAR, BIN = (
    UUID(int=number) for number in range(1, 9)
)


def kg(amount):
    return Measure(int(Decimal(amount) * 1000), units.KG)


def hours(amount):
    return Measure(amount * 60, units.HOUR)


def kind(id_, name, unit=units.KG, **more):
    return Specification(id=id_, union=UNION, name=name, unit=unit, **more)


def store(id_, name, onhand, accounting=None, conforms_to=OATS):
    return EconomicResource(
        id=id_,
        union=UNION,
        key=name,
        conforms_to=conforms_to,
        name=name,
        primary_accountable=UNION,
        accounting_quantity=onhand if accounting is None else accounting,
        onhand_quantity=onhand,
    )


KNOWN = laws.Known(
    resources={
        CELLAR: store(CELLAR, "oats in the cellar", kg(2)),
        JAR: store(JAR, "oats in the jar", kg(0)),
        BIN: store(BIN, "rye in the bin", kg(9), conforms_to=RYE),
    },
    specifications={
        OATS: kind(OATS, "oats"),
        RYE: kind(RYE, "rye"),
        FOOD_ENERGY: kind(FOOD_ENERGY, "food energy", units.KCAL, is_content=True),
    },
    others=frozenset({UNION, GARDEN}),
)


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
