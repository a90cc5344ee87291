"""Agents, kinds, stores, recipes, plans: kept once, refused with every problem."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from commonweal.commons.ledger import queries, services
from commonweal.core.vf import units
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import (
    CapacityUse,
    Process,
    RecipeDraft,
    RecipeFlow,
    ResourceDraft,
    SpecificationDraft,
)
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Refused
from tests.commons.ledger_house import AT, House, kg, named

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture
def house() -> House:
    return House()


def fields_of(refused):
    return [(one.field, one.row) for one in refused.value.problems]


# --- agents and places --------------------------------------------------------------


def test_an_agent_is_added_once_and_renamed(house):
    river = named("river")
    add = {"id": river, "union": house.union, "kind": "ecological", "at": AT}
    services.add_agent(name="the river", **add)

    again = services.add_agent(name="another name", **add)
    blanked = services.rename_agent(union=house.union, agent=river, name=None, at=AT)

    assert again.name == "the river"
    assert blanked.name is None
    assert river in {agent.id for agent in queries.list_agents(union=house.union)}


def test_an_id_of_another_union_is_refused(house):
    with pytest.raises(Refused) as refused:
        services.add_agent(
            id=house.garden, union=named("x"), kind="organization", name="g", at=AT
        )

    assert fields_of(refused) == [("id", None)]
    with pytest.raises(NotFound):
        queries.get_agent(union=named("x"), agent=house.garden)


def test_a_place_is_named_once(house):
    assert house.place("cellar") == house.cellar
    for key, name in (("another", "Cellar"), ("cellar", "attic"), ("empty", " ")):
        with pytest.raises(Refused):
            services.add_place(union=house.union, name=name, key=key, at=AT)
    assert [one.name for one in queries.list_places(union=house.union)] == [
        "cellar",
        "kitchen",
    ]


# --- kinds --------------------------------------------------------------------------


def energy(house):
    return services.add_specification(
        draft=SpecificationDraft(
            key="energy",
            union=house.union,
            name="food energy",
            unit=units.KCAL,
            is_content=True,
        ),
        at=AT,
    )


def test_a_kind_says_what_it_contains_and_how_it_keeps(house):
    content = energy(house)

    changed = services.change_specification(
        specification=replace(
            house.oats,
            contents={content.id: Decimal("3690.25")},
            survives_per_week=Decimal("0.998"),
            classified_as=("food", "grain"),
            note="rolled",
        ),
        at=AT,
    )

    assert queries.find_specification(union=house.union, name=" OATS ") == changed
    assert changed.contents == {content.id: Decimal("3690.25")}
    assert queries.find_specification(union=house.union, name="gold") is None


def test_a_kind_keeps_its_unit(house):
    with pytest.raises(Refused) as refused:
        services.change_specification(
            specification=replace(house.oats, unit=units.LITRE, name=""), at=AT
        )

    assert fields_of(refused) == [("name", None), ("unit", None)]


def test_a_kind_is_named_once_and_its_key_stays_its_own(house):
    draft = SpecificationDraft(
        key="oats", union=house.union, name="oats", unit=units.KG
    )

    assert services.add_specification(draft=draft, at=AT) == house.oats
    for change in ({"unit": units.LITRE}, {"key": "again", "name": "OATS"}):
        with pytest.raises(Refused):
            services.add_specification(draft=replace(draft, **change), at=AT)


def test_only_contents_can_be_contained(house):
    with pytest.raises(Refused) as refused:
        services.change_specification(
            specification=replace(house.oats, contents={house.bread.id: Decimal(1)}),
            at=AT,
        )

    assert fields_of(refused) == [("contents", None)]
    with pytest.raises(NotFound):
        queries.get_specification(union=named("x"), specification=house.oats.id)


# --- stores -------------------------------------------------------------------------


def test_a_store_that_cannot_be_is_refused_with_every_problem(house):
    draft = ResourceDraft(
        key="",
        union=house.union,
        conforms_to=energy(house).id,
        name="",
        primary_accountable=named("nobody"),
        current_location=named("nowhere"),
    )

    with pytest.raises(Refused) as refused:
        services.add_resource(draft=draft, at=AT)

    assert fields_of(refused) == [
        ("key", None),
        ("name", None),
        ("conforms_to", None),
        ("primary_accountable", None),
        ("current_location", None),
    ]


def test_a_store_is_added_once(house):
    again = house.resource("oats in the cellar", house.oats, house.cellar)

    assert again == house.store
    with pytest.raises(Refused):
        house.resource("oats in the cellar", house.bread, house.cellar)
    with pytest.raises(Refused):
        services.add_resource(
            draft=ResourceDraft(
                key="gold",
                union=house.union,
                conforms_to=named("gold"),
                name="gold",
                primary_accountable=house.union,
            ),
            at=AT,
        )


def test_stock_is_listed_earliest_expiry_first_and_without_what_is_past(house):
    def sack(name, expires_on):
        made = ResourceDraft(
            key=name,
            union=house.union,
            conforms_to=house.oats.id,
            name=name,
            primary_accountable=house.union,
            current_location=house.cellar.id,
            expires_on=expires_on,
        )
        house.record(house.draft(Action.RAISE, kg(1), new_resource=made))

    sack("later", DAY + timedelta(days=30))
    sack("sooner", DAY + timedelta(days=3))
    sack("past", DAY - timedelta(days=1))
    house.raise_oats(kg(2))

    everything = queries.list_stock(union=house.union)
    still_good = queries.list_stock(union=house.union, on=DAY)
    with_empty = queries.list_stock(union=house.union, with_empty=True)

    assert [line.name for line in everything] == [
        "past",
        "sooner",
        "later",
        "oats in the cellar",
    ]
    assert [line.name for line in still_good] == [
        "sooner",
        "later",
        "oats in the cellar",
    ]
    assert len(with_empty) == 6
    line = everything[-1]
    assert (line.onhand, line.accounting) == (kg(2), kg(2))
    assert (line.spec, line.place) == (house.oats, house.cellar)
    assert queries.list_stock(union=named("x")) == ()
    with pytest.raises(NotFound):
        queries.get_resource(union=named("x"), resource=house.store.id)


# --- recipes, plans, processes ------------------------------------------------------


def baking(house, **more):
    said = {
        "key": "baking",
        "union": house.union,
        "name": "baking",
        "flows": (
            RecipeFlow(
                action=Action.CONSUME,
                resource_conforms_to=house.oats.id,
                is_input=True,
                resource_quantity=kg("0.5"),
            ),
            RecipeFlow(
                action=Action.WORK,
                resource_conforms_to=house.cooking.id,
                is_input=True,
                effort_quantity=Measure(20, units.HOUR),
            ),
            RecipeFlow(
                action=Action.PRODUCE,
                resource_conforms_to=house.bread.id,
                is_input=False,
                resource_quantity=Measure(2, units.PIECE),
            ),
        ),
        "uses": (
            CapacityUse(capacity=house.bread.id, quantity=Measure(1, units.PIECE)),
        ),
        "months": (1, 12),
        "place": house.kitchen.id,
        "toil": Decimal("1.25"),
        "footprint_kg_co2e": Decimal("0.4"),
        "is_whole": True,
        "note": "warm",
        **more,
    }
    return RecipeDraft(**said)


def test_a_recipe_is_kept_as_it_was_written_until_it_is_retired(house):
    draft = baking(house)

    kept = services.add_recipe(draft=draft, at=AT)

    assert services.add_recipe(draft=draft, at=AT) == kept
    assert kept.flows == draft.flows
    assert kept.is_whole
    assert (kept.toil, kept.months, kept.uses) == (Decimal("1.25"), (1, 12), draft.uses)
    assert queries.list_recipes(union=house.union) == (kept,)
    with pytest.raises(Refused):
        services.add_recipe(draft=replace(draft, toil=Decimal(2)), at=AT)

    services.retire_recipe(union=house.union, recipe=kept.id, at=AT)

    assert queries.list_recipes(union=house.union) == ()
    (retired,) = queries.list_recipes(union=house.union, with_retired=True)
    assert retired.retired
    with pytest.raises(NotFound):
        services.retire_recipe(union=named("x"), recipe=kept.id, at=AT)


def test_a_recipe_with_what_nobody_knows_is_refused(house):
    nowhere = CapacityUse(capacity=named("oven"), quantity=Measure(1, units.PIECE))

    with pytest.raises(Refused) as refused:
        services.add_recipe(draft=baking(house, uses=(nowhere,), flows=()), at=AT)

    assert fields_of(refused) == [("flows", None), ("uses", None)]


def test_a_plan_has_its_processes_and_promises(house):
    plan = services.add_plan(
        union=house.union, name="December", key="p", at=AT, due=DAY
    )
    (bake,) = services.add_processes(
        processes=[
            Process(
                id=named("bake"),
                union=house.union,
                name="bake",
                planned_within=plan.id,
                has_beginning=DAY,
            )
        ],
        at=AT,
    )

    assert services.add_plan(union=house.union, name="December", key="p", at=AT) == plan
    assert queries.list_plans(union=house.union) == (plan,)
    assert queries.list_processes(union=house.union, planned_within=plan.id) == (bake,)
    assert queries.list_processes(union=house.union) == (bake,)
    done = services.finish_process(union=house.union, process=bake.id, at=AT)
    assert done.finished
    with pytest.raises(NotFound):
        services.finish_process(union=named("x"), process=bake.id, at=AT)
