"""Flows go out as ValueFlows JSON-LD and come back the same; events keep their hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.vf import flows, units, wire
from commonweal.core.vf.actions import Action
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Refused

UNION, GARDEN, OATS, CELLAR = (UUID(int=number) for number in range(1, 5))
AT = datetime(2026, 11, 23, 8, tzinfo=UTC)

EVENT = flows.EconomicEvent(
    id=UUID(int=9),
    seq=1,
    at=AT,
    hash="",
    previous_hash=wire.NO_HASH,
    key="a form",
    union=UNION,
    action=Action.CONSUME,
    provider=UNION,
    receiver=GARDEN,
    has_point_in_time=AT,
    resource_quantity=Measure(2500, units.KG),
    resource_conforms_to=OATS,
    resource_inventoried_as=CELLAR,
    state="dry",
)

# Written out once by hand; if it ever changes, every union's chain breaks.
CANONICAL = (
    '["cw1","0000000000000000000000000000000000000000000000000000000000000000",'
    '"00000000000000000000000000000001",1,"00000000000000000000000000000009","a form",'
    '"consume","00000000000000000000000000000001","00000000000000000000000000000002",'
    '"2026-11-23T08:00:00.000000+00:00","2026-11-23T08:00:00.000000+00:00",'
    '[2500,"kg"],null,"00000000000000000000000000000003",'
    '"00000000000000000000000000000004",'
    'null,null,null,null,null,null,null,null,"dry"]'
)


def test_an_event_is_hashed_over_these_very_bytes():
    assert wire.canonical(EVENT) == CANONICAL.encode()
    assert wire.hash_of(EVENT) == hashlib.sha256(CANONICAL.encode()).hexdigest()


def test_the_same_moment_in_another_zone_is_the_same_event():
    berlin = timezone(timedelta(hours=1))
    elsewhere = replace(EVENT, has_point_in_time=AT.astimezone(berlin))

    assert wire.hash_of(elsewhere) == wire.hash_of(EVENT)


OTHER = {
    UUID: UUID(int=77),
    str: "another",
    int: 2,
    datetime: AT + timedelta(seconds=1),
    Action: Action.LOWER,
    Measure: Measure(2501, units.KG),
}


@pytest.mark.parametrize(
    "name", [field.name for field in fields(EVENT) if field.name != "hash"]
)
def test_changing_any_field_changes_the_hash(name):
    before = getattr(EVENT, name)
    other = UUID(int=77) if before is None else OTHER[type(before)]
    if name == "effort_quantity":
        other = Measure(60, units.HOUR)

    assert wire.hash_of(replace(EVENT, **{name: other})) != wire.hash_of(EVENT)


def test_an_event_is_written_in_the_words_of_valueflows():
    assert wire.to_wire(EVENT) == {
        "@type": "EconomicEvent",
        "@id": "urn:uuid:00000000-0000-0000-0000-000000000009",
        "cw:seq": 1,
        "cw:at": "2026-11-23T08:00:00.000000+00:00",
        "cw:hash": "",
        "cw:previousHash": wire.NO_HASH,
        "cw:key": "a form",
        "cw:union": "urn:uuid:00000000-0000-0000-0000-000000000001",
        "action": "consume",
        "provider": "urn:uuid:00000000-0000-0000-0000-000000000001",
        "receiver": "urn:uuid:00000000-0000-0000-0000-000000000002",
        "hasPointInTime": "2026-11-23T08:00:00.000000+00:00",
        "resourceQuantity": {
            "@type": "Measure",
            "hasNumericalValue": "2.5",
            "hasUnit": "kg",
        },
        "resourceConformsTo": "urn:uuid:00000000-0000-0000-0000-000000000003",
        "resourceInventoriedAs": "urn:uuid:00000000-0000-0000-0000-000000000004",
        "state": "dry",
    }


KINDS = [
    EVENT,
    flows.Agent(id=UNION, union=UNION, kind="organization", name="Lentil House"),
    flows.Place(id=CELLAR, union=UNION, name="cellar"),
    flows.Specification(
        id=OATS,
        union=UNION,
        name="oats",
        unit=units.KG,
        classified_as=("food", "grain"),
        contents={UUID(int=5): Decimal("3690.5")},
        survives_per_week=Decimal("0.999"),
    ),
    flows.EconomicResource(
        id=CELLAR,
        union=UNION,
        key="sack",
        conforms_to=OATS,
        name="a sack",
        primary_accountable=UNION,
        accounting_quantity=Measure(1, units.KG),
        onhand_quantity=Measure(0, units.KG),
        expires_on=date(2027, 2, 28),
    ),
    flows.EconomicResource(
        id=CELLAR,
        union=UNION,
        key="purse:drawer",
        conforms_to=OATS,
        name="the drawer",
        primary_accountable=UNION,
        accounting_quantity=Measure(-250, units.UNITS["EUR"]),
        onhand_quantity=Measure(0, units.UNITS["EUR"]),
        is_account=True,
    ),
    flows.Recipe(
        id=UUID(int=6),
        union=UNION,
        name="baking",
        flows=(
            flows.RecipeFlow(
                action=Action.WORK,
                resource_conforms_to=OATS,
                is_input=True,
                effort_quantity=Measure(90, units.HOUR),
            ),
        ),
        uses=(flows.CapacityUse(capacity=OATS, quantity=Measure(1, units.PIECE)),),
        months=(3, 4),
        toil=Decimal("1.5"),
    ),
    flows.Plan(id=UUID(int=7), union=UNION, name="December", due=date(2026, 12, 31)),
    flows.Process(id=UUID(int=8), union=UNION, name="bake", finished=True),
    flows.Intent(
        id=UUID(int=10),
        at=AT,
        key="need",
        union=UNION,
        action=Action.TRANSFER,
        receiver=GARDEN,
        resource_conforms_to=OATS,
        resource_quantity=Measure(3000, units.KG),
        per="week",
        tier="vital",
        is_wish=True,
        n_people=7,
        group=GARDEN,
    ),
    flows.Commitment(
        id=UUID(int=11),
        at=AT,
        key="promise",
        union=UNION,
        action=Action.PRODUCE,
        provider=UNION,
        receiver=UNION,
        resource_conforms_to=OATS,
        resource_quantity=Measure(3000, units.KG),
        due=date(2026, 12, 1),
    ),
]


@pytest.mark.parametrize("value", KINDS, ids=lambda value: type(value).__name__)
def test_what_is_written_as_json_comes_back_the_same(value):
    text = json.dumps(wire.to_wire(value))

    assert wire.from_wire(json.loads(text)) == value


@given(
    amount=st.integers(min_value=-(10**12), max_value=10**12),
    unit=st.sampled_from(list(units.UNITS.values())),
    key=st.text(min_size=1, max_size=50),
    moment=st.datetimes(timezones=st.just(UTC)),
)
def test_any_amount_key_and_moment_come_back_the_same(amount, unit, key, moment):
    value = replace(
        EVENT,
        resource_quantity=Measure(amount, unit),
        key=key,
        has_point_in_time=moment,
    )

    assert wire.from_wire(json.loads(json.dumps(wire.to_wire(value)))) == value


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"@type": "Cat"}, "@type"),
        ({"action": "steal"}, "action"),
        ({"provider": "ana"}, "provider"),
        ({"provider": 7}, "provider"),
        ({"cw:seq": "1"}, "cw:seq"),
        ({"cw:seq": True}, "cw:seq"),
        ({"hasPointInTime": "2026-02-30T08:00:00Z"}, "hasPointInTime"),
        ({"hasPointInTime": "2026-02-03T08:00:00"}, "hasPointInTime"),
        ({"resourceQuantity": {"hasUnit": "kg"}}, "resourceQuantity"),
        (
            {"resourceQuantity": {"hasUnit": "stone", "hasNumericalValue": "1"}},
            "resourceQuantity",
        ),
        (
            {"resourceQuantity": {"hasUnit": "kg", "hasNumericalValue": "NaN"}},
            "resourceQuantity",
        ),
        (
            {"resourceQuantity": {"hasUnit": "kg", "hasNumericalValue": "0.0001"}},
            "resourceQuantity",
        ),
        ({"price": 3}, "price"),
        ({"cw:hash": None}, "cw:hash"),
    ],
)
def test_what_does_not_read_is_refused_by_field(change, field):
    data = {**wire.to_wire(EVENT), **change}

    with pytest.raises(Refused) as refused:
        wire.from_wire(data)

    assert [problem.field for problem in refused.value.problems] == [field]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"cw:flows": [{"@type": "Place"}]}, "cw:flows"),
        ({"cw:flows": "flows"}, "cw:flows"),
        ({"cw:uses": [wire.to_wire(KINDS[2])]}, "cw:uses"),
    ],
)
def test_what_does_not_read_inside_a_recipe_is_refused(change, field):
    recipe = next(one for one in KINDS if type(one) is flows.Recipe)
    data = {**wire.to_wire(recipe), **change}

    with pytest.raises(Refused) as refused:
        wire.from_wire(data)

    assert [problem.field for problem in refused.value.problems] == [field]


def test_an_agent_of_no_known_kind_is_refused():
    data = {**wire.to_wire(KINDS[1]), "cw:kind": "robot"}

    with pytest.raises(Refused) as refused:
        wire.from_wire(data)

    assert [problem.field for problem in refused.value.problems] == ["cw:kind"]


def test_a_store_written_before_there_were_accounts_is_a_store():
    written = wire.to_wire(
        next(one for one in KINDS if type(one) is flows.EconomicResource)
    )
    assert written.pop("cw:isAccount") is False

    assert wire.from_wire(written).is_account is False
