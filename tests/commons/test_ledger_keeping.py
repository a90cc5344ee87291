"""A union's whole history goes out, comes back on an empty node, and is the same."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from commonweal.commons.ledger import models, queries, services
from commonweal.core.vf import units, wire
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import (
    CommitmentDraft,
    EconomicEvent,
    EconomicResource,
    IntentDraft,
    Process,
    RecipeDraft,
    RecipeFlow,
)
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Refused
from tests.commons.ledger_attacks import drop
from tests.commons.ledger_house import AT, House, hours, kg, named

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    """A house in which a bit of everything has happened."""
    house = House()
    recipe = services.add_recipe(
        draft=RecipeDraft(
            key="baking",
            union=house.union,
            name="baking",
            flows=(
                RecipeFlow(
                    action=Action.PRODUCE,
                    resource_conforms_to=house.bread.id,
                    is_input=False,
                    resource_quantity=Measure(2, units.PIECE),
                ),
            ),
            footprint_kg_co2e=Decimal("0.40"),
        ),
        at=AT,
    )
    plan = services.add_plan(union=house.union, name="December", key="p", at=AT)
    (bake,) = services.add_processes(
        processes=[
            Process(
                id=named("bake"),
                union=house.union,
                name="bake",
                based_on=recipe.id,
                planned_within=plan.id,
            )
        ],
        at=AT,
    )
    intent = services.set_intent(
        draft=IntentDraft(
            key="need",
            union=house.union,
            action=Action.TRANSFER,
            receiver=house.garden,
            resource_conforms_to=house.oats.id,
            resource_quantity=kg(3),
            per="week",
        ),
        at=AT,
    )
    (promise,) = services.record_commitments(
        drafts=[
            CommitmentDraft(
                key="promise",
                union=house.union,
                action=Action.CONSUME,
                provider=house.union,
                receiver=house.garden,
                resource_conforms_to=house.oats.id,
                resource_quantity=kg(1),
                satisfies=intent.id,
                planned_within=plan.id,
            )
        ],
        at=AT,
    )
    wrong = house.raise_oats(kg(5))
    services.correct_event(
        event=wrong.id,
        draft=house.draft(Action.RAISE, kg(4), resource_inventoried_as=house.store.id),
        at=AT,
    )
    house.consume_oats(kg(1), fulfills=promise.id, input_of=bake.id)
    house.record(
        house.draft(
            Action.MOVE,
            kg(2),
            resource_inventoried_as=house.store.id,
            to_resource_inventoried_as=house.jar.id,
        )
    )
    house.record(
        house.draft(
            Action.WORK,
            effort_quantity=hours("0.35"),
            resource_conforms_to=house.cooking.id,
        )
    )
    return house


def written(union):
    """What an export file says: every row as a line of JSON."""
    return [
        json.dumps([table, wire.to_wire(value)], sort_keys=True)
        for table, value in queries.all_rows(union=union)
    ]


def read(lines):
    for line in lines:
        table, data = json.loads(line)
        yield table, wire.from_wire(data)


def forget(union):
    """Make the node one that never knew this union."""
    for guard in ("ledger_events_are_never_deleted", "ledger_heads_are_never_deleted"):
        drop(guard)
    for model in (
        models.Event, models.Head, models.Commitment, models.Intent, models.Process,
        models.Plan, models.Recipe, models.Resource, models.Specification, models.Place,
        models.Agent,
    ):  # fmt: skip
        model.objects.filter(union=union)._raw_delete("default")


def test_all_comes_back_with_the_same_totals_and_the_same_head(house, monkeypatch):
    before = written(house.union)
    head = queries.head(union=house.union)
    balances = queries.balances(union=house.union)
    forget(house.union)
    assert written(house.union) == []
    monkeypatch.setattr(
        "commonweal.commons.ledger.queries.checks._missing_guards", lambda: ()
    )  # two guards are away because the test made the node forget

    verification = services.restore_union(union=house.union, rows=read(before), at=AT)

    assert verification.is_sound
    assert verification.n_events == 5
    assert queries.head(union=house.union) == head
    assert queries.balances(union=house.union) == balances
    assert written(house.union) == before
    house.consume_oats(kg(1))  # and life goes on
    assert queries.head(union=house.union).seq == head.seq + 1


def test_a_union_that_is_here_is_not_brought_back_twice(house):
    before = written(house.union)

    with pytest.raises(Refused) as refused:
        services.restore_union(union=house.union, rows=read(before), at=AT)

    assert [one.field for one in refused.value.problems] == ["union"]


def tampered(rows, change):
    for table, value in rows:
        if isinstance(value, EconomicEvent) and value.seq == 1:
            yield table, change(value)
        else:
            yield table, value


@pytest.mark.parametrize(
    "change",
    [
        lambda event: replace(event, resource_quantity=kg(6)),
        lambda event: replace(event, hash="f" * 64),
        lambda event: replace(event, seq=7),
        lambda event: replace(event, provider=named("nobody")),
        lambda event: replace(event, union=named("oak yard")),
    ],
)
def test_a_changed_file_is_refused_and_leaves_nothing(house, monkeypatch, change):
    rows = list(read(written(house.union)))
    forget(house.union)
    monkeypatch.setattr(
        "commonweal.commons.ledger.queries.checks._missing_guards", lambda: ()
    )

    with pytest.raises(Refused):
        services.restore_union(union=house.union, rows=tampered(rows, change), at=AT)

    assert written(house.union) == []
    assert queries.head(union=house.union).seq == 0


def test_a_file_whose_totals_are_not_those_of_its_entries_is_refused(
    house, monkeypatch
):
    rows = [
        (table, replace(value, onhand_quantity=kg(99)))
        if isinstance(value, EconomicResource) and value.id == house.store.id
        else (table, value)
        for table, value in read(written(house.union))
    ]
    forget(house.union)
    monkeypatch.setattr(
        "commonweal.commons.ledger.queries.checks._missing_guards", lambda: ()
    )

    with pytest.raises(Refused) as refused:
        services.restore_union(union=house.union, rows=rows, at=AT)

    assert [str(one) for one in refused.value.problems] == [
        "oats in the cellar: the file says 99 kg, its entries give 1 kg."
    ]


def test_a_union_that_wrote_nothing_comes_back_with_nothing():
    nobody = named("nobody")

    verification = services.restore_union(union=nobody, rows=(), at=AT)

    assert (verification.is_sound, verification.n_events) == (True, 0)
    assert written(nobody) == []


def test_a_table_we_do_not_know_is_refused(house):
    forget(house.union)

    with pytest.raises(Refused):
        services.restore_union(union=house.union, rows=[("spells", house.oats)], at=AT)
