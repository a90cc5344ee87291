"""Totals for stewards, and suggested needs from the figures we carry."""

from __future__ import annotations

import csv
from decimal import Decimal
from importlib import resources

import pytest

from commonweal.core.vf import units
from commonweal.core.vf.problems import Refused
from commonweal.rooms.needs import queries, services, words
from commonweal.rooms.needs.models import Need
from tests.rooms.needs_cast import AT, DAY, add_kind, add_stock, written

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def oats(lentil_house):
    return add_kind(lentil_house, "oats")


def state_for(people, ana, **parts):
    lines = [written(f"{p.id} {parts}", who=str(p.id), **parts) for p in people]
    services.state_written(lines=lines, by=ana.id, at=AT)


def totals(union):
    return [
        (
            total.kind.name,
            "wish" if total.is_wish else total.tier,
            total.quantity and str(total.quantity),
            total.n_people,
            total.is_covered,
        )
        for total in queries.list_totals(union=union.id, on=DAY)
    ]


def test_totals_over_fewer_than_five_say_only_whether_they_are_covered(
    lentil_house, people25, ana, oats
):
    """H15, story 3: four people are hidden, five are shown."""
    rye = add_kind(lentil_house, "rye")
    add_stock(lentil_house, oats, "100")
    add_stock(lentil_house, rye, "1")
    state_for(people25[:5], ana, amount="2")
    state_for(people25[:4], ana, amount="3", what="rye")

    assert totals(lentil_house) == [
        ("oats", "dignity", "10 kg", 5, True),
        ("rye", "dignity", None, None, False),
    ]


def test_a_line_is_covered_by_what_more_urgent_lines_leave(
    lentil_house, people25, ana, oats
):
    add_stock(lentil_house, oats, "15")
    state_for(people25[:5], ana, amount="2", tier="vital")
    state_for(people25[5:10], ana, amount="1")
    state_for(people25[10:15], ana, amount="1", wish="yes", tier="vital")

    assert totals(lentil_house) == [
        ("oats", "vital", "10 kg", 5, True),
        ("oats", "dignity", "5 kg", 5, True),
        ("oats", "wish", "5 kg", 5, False),
    ]


def test_contents_are_covered_by_what_things_hold(lentil_house, people25, ana):
    energy = add_kind(
        lentil_house, "food energy", units.KCAL, words=("content",), content=True
    )
    bread = add_kind(lentil_house, "bread", contents={energy.id: "2500"})
    add_stock(lentil_house, bread, "28")
    state_for(people25[:5], ana, what="food energy", amount="2000", per="day")

    assert totals(lentil_house) == [("food energy", "dignity", "70000 kcal", 5, True)]


def test_one_union_does_not_see_another(lentil_house, oak_yard, people25, ana, oats):
    state_for(people25[:5], ana)

    assert totals(oak_yard) == []


@pytest.fixture
def known(lentil_house):
    for name, unit, kinds in (
        ("food energy", units.KCAL, ("content",)),
        ("iron", units.MILLIGRAM, ("content",)),
        ("vitamin b12", units.MICROGRAM, ("content",)),
    ):
        add_kind(lentil_house, name, unit, words=kinds, content=True)
    for name, unit in (
        ("underwear", units.PIECE),
        ("coat", units.PIECE),
        ("child outfit", units.PIECE),
        ("living space", units.SQUARE_METRE),
        ("warmth", units.KWH),
    ):
        add_kind(lentil_house, name, unit, words=("things",))


def suggested(union, band="adult_31_50", activity="moderate"):
    return {
        s.kind.name: (str(s.quantity), s.per, s.tier)
        for s in queries.suggest_needs(union=union.id, band=band, activity=activity)
    }


def test_suggestions_are_the_figures_we_carry(lentil_house, known):
    """Story 3, by hand from the tables: the higher of men's and women's figures."""
    assert suggested(lentil_house) == {
        "food energy": ("3100 kcal", "day", "vital"),
        "iron": ("18 mg", "day", "vital"),
        "vitamin b12": ("2.4 ug", "day", "vital"),
        "underwear": ("4 piece", "year", "dignity"),
        "living space": ("25 m2", "week", "vital"),
        "warmth": ("1400 kWh", "year", "vital"),
    }


def test_children_get_childrens_clothes(lentil_house, known):
    found = suggested(lentil_house, band="child_4_8", activity="light")

    assert found["child outfit"] == ("6 piece", "year", "dignity")
    assert found["food energy"] == ("1430 kcal", "day", "vital")
    assert "underwear" not in found


def test_a_union_without_kinds_is_suggested_nothing(lentil_house):
    assert suggested(lentil_house) == {}


@pytest.mark.parametrize("band", list(words.BANDS))
@pytest.mark.parametrize("activity", list(words.ACTIVITIES))
def test_every_band_and_activity_has_figures(lentil_house, known, band, activity):
    energy = suggested(lentil_house, band, activity)["food energy"][0]

    assert 500 < int(energy.removesuffix(" kcal")) < 4000


def test_unknown_bands_are_refused(lentil_house):
    with pytest.raises(Refused) as refused:
        queries.suggest_needs(union=lentil_house.id, band="wizard", activity="")

    assert [p.field for p in refused.value.problems] == ["band", "activity"]


def test_kept_lines_become_needs_and_nothing_else_is_kept(lentil_house, ben, known):
    """Story 3, I-25: accept one, change one, delete the rest; no band is stored."""
    lines = [
        written("1", what="food energy", amount="2800", per="day", tier="vital"),
        written("2", what="underwear", amount="4", per="year"),
    ]

    services.accept_baseline(lines=lines, by=ben.id, at=AT)

    mine = queries.list_my_needs(person=ben.id, union=lentil_house.id)
    assert [(n.kind.name, str(n.quantity)) for n in mine] == [
        ("food energy", "2800 kcal"),
        ("underwear", "4 piece"),
    ]
    columns = {field.name for field in Need._meta.fields}
    assert not columns & {"band", "activity", "age", "sex"}


def test_the_tables_of_suggestions_hold_no_sex_and_name_their_sources():
    folder = resources.files("commonweal.data") / "baseline"
    for table in folder.iterdir():
        if not table.name.endswith(".csv"):
            continue
        rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
        assert "sex" not in rows[0]
        assert all(row["evidence"] and row["source"] for row in rows)


def test_merged_figures_are_the_higher_of_two():
    """By hand: iron 8 and 18 mg, calcium 1000 and 1200 mg at 51 to 70 years."""
    text = (
        resources.files("commonweal.data") / "baseline" / "nutrients_per_day.csv"
    ).read_text(encoding="utf-8")
    rows = {row["band"]: row for row in csv.DictReader(text.splitlines())}

    assert Decimal(rows["adult_19_30"]["iron_mg_per_day"]) == 18
    assert Decimal(rows["adult_51_70"]["calcium_mg_per_day"]) == 1200
    assert Decimal(rows["adult_19_30"]["zinc_mg_per_day"]) == 11
