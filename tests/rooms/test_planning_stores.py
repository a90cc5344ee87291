"""What there is: kinds, places, stock. Nothing half-saved, nothing twice."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.planning import queries, services
from commonweal.rooms.planning.words import KindDraft, StockDraft
from tests.rooms import planning_cases as cases

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(lentil_house, ana, at):
    cases.adopt_tiny(lentil_house, ana, at)
    return lentil_house


def add(house, by, at, **words):
    given = {
        "kind": cases.kind(house, "grain").id,
        "place": cases.place(house, "Store").id,
        "amount": "2,5",
        **words,
    }
    return services.add_stock(
        draft=StockDraft(**given), union=house.id, by=by.id, key="k1", at=at
    )


def test_added_stock_stands_in_the_store_list(house, ana, at, day):
    add(house, ana, at, expires_on=date(2026, 12, 1))

    first = queries.list_stock(union=house.id, on=day)[0]

    assert (first.kind_name, str(first.onhand), first.days_left) == (
        "grain",
        "2.5 kg",
        8,
    )


def test_stock_of_one_kind_place_and_day_is_one_store(house, ana, at):
    add(house, ana, at, expires_on=date(2027, 9, 19))

    lines = [
        line for line in ledger.list_stock(union=house.id) if line.spec.name == "grain"
    ]

    assert [str(line.onhand) for line in lines] == ["202.5 kg"]


def test_a_form_sent_twice_adds_once(house, ana, at):
    first = add(house, ana, at)
    second = add(house, ana, at)

    assert first.id == second.id
    assert cases.onhand(house, "grain") == "202.5 kg"


def test_every_problem_of_a_line_is_said_at_once(house, ana, at):
    with pytest.raises(Refused) as refusal:
        add(house, ana, at, amount="-3", unit="h", expires_on=date(2026, 11, 1))

    assert [problem.field for problem in refusal.value.problems] == [
        "amount",
        "expires_on",
    ]
    assert "measured in kg, not in h" in str(refusal.value.problems[0])


@pytest.mark.parametrize(
    ("amount", "says"),
    [
        ("-3", "less than zero"),
        ("0", "more than zero"),
        ("many", "is not a number"),
        ("1e40", "too large"),
        ("0.00001", "finer than we can weigh"),
        ("", "Write something"),
        ("NaN", "too large"),
    ],
)
def test_an_amount_that_cannot_be_is_refused(house, ana, at, amount, says):
    with pytest.raises(Refused, match=says):
        add(house, ana, at, amount=amount)

    assert cases.onhand(house, "grain") == "200 kg"


def test_contents_and_help_cannot_lie_on_a_shelf(house, ana, at):
    for name in ("food energy", "baking"):
        with pytest.raises(Refused) as refusal:
            add(house, ana, at, kind=cases.kind(house, name).id)

        assert [problem.field for problem in refusal.value.problems] == ["kind"]


def test_only_a_mandate_for_stores_opens_the_store(house, ben, dalia, at):
    for person in (ben, dalia):
        with pytest.raises(NotYours):
            add(house, person, at)


def entry(house, by, at, key="c1", name="grain"):
    line = next(
        line for line in ledger.list_stock(union=house.id) if line.spec.name == name
    )
    return services.Entry(
        resource=line.resource, union=house.id, by=by.id, key=key, at=at
    )


def test_a_count_writes_down_the_difference(house, ana, at):
    event = services.count_stock(entry=entry(house, ana, at), counted="193.25")

    assert event is not None
    assert (event.action, str(event.resource_quantity)) == ("lower", "6.75 kg")
    assert cases.onhand(house, "grain") == "193.25 kg"


def test_a_count_that_finds_the_same_writes_nothing(house, ana, at):
    assert services.count_stock(entry=entry(house, ana, at), counted="200") is None


def test_a_count_older_than_the_last_change_is_refused(house, ana, at):
    services.count_stock(entry=entry(house, ana, at), counted="150", seen="200 kg")

    with pytest.raises(Refused, match="150 kg are written down now"):
        services.count_stock(
            entry=entry(house, ana, at, key="c2"), counted="190", seen="200 kg"
        )


def test_what_is_spoiled_is_written_off_but_never_more_than_there_is(house, ana, at):
    services.write_off(entry=entry(house, ana, at), amount="20")

    with pytest.raises(Refused, match="Only 180 kg are here"):
        services.write_off(entry=entry(house, ana, at, key="c2"), amount="181")
    services.write_off(entry=entry(house, ana, at, key="c3"))

    assert [
        line for line in ledger.list_stock(union=house.id) if line.spec.name == "grain"
    ] == []


def test_another_unions_store_is_not_found(house, ana, at, dalia, oak_yard):
    line = entry(house, ana, at)

    with pytest.raises(NotFound):
        services.write_off(
            entry=services.Entry(
                resource=line.resource,
                union=oak_yard.id,
                by=dalia.id,
                key="k",
                at=at,
            )
        )


def test_a_kind_has_one_name_and_a_known_unit(house, ana, at):
    draft = KindDraft(name=" Grain ", unit="pound", survives_per_week="1.2")

    with pytest.raises(Refused) as refusal:
        services.add_kind(draft=draft, union=house.id, by=ana.id, key="k", at=at)

    assert [problem.field for problem in refusal.value.problems] == [
        "unit",
        "name",
        "survives_per_week",
    ]


def test_a_kind_can_be_changed_but_keeps_its_unit(house, ana, at):
    bran = cases.kind(house, "bran")
    energy = cases.kind(house, "food energy")
    draft = KindDraft(name="bran", unit="l", contents={energy.id: "2100"})

    changed = services.change_kind(
        kind=bran.id, draft=draft, union=house.id, by=ana.id, at=at
    )

    assert changed.unit.code == "kg"
    assert {str(amount) for amount in changed.contents.values()} == {"2100"}


def test_a_place_of_the_same_name_is_the_same_place(house, ana, at):
    again = services.add_place(
        name="  store ", union=house.id, by=ana.id, key="p", at=at
    )

    assert again == cases.place(house, "Store")
