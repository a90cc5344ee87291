"""Tables of kinds, stock and recipes: all rows or none, every problem with its row."""

from __future__ import annotations

import io

import openpyxl
import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.planning import queries, services
from tests.rooms import planning_cases as cases

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(lentil_house, ana, at):
    cases.adopt_tiny(lentil_house, ana, at)
    return lentil_house


@pytest.fixture
def table(house, ana, at):
    def of(content: str | bytes, *, filename="table.csv", key="t1", by=ana):
        raw = content.encode() if isinstance(content, str) else content
        return services.Table(
            content=raw,
            filename=filename,
            union=house.id,
            by=by.id,
            key=key,
            at=at,
        )

    return of


def problems_of(refusal) -> list[tuple[int | None, str]]:
    return [(problem.row, problem.field) for problem in refusal.value.problems]


def test_a_table_of_stock_is_taken_in_once(house, table):
    lines = "Kind;Place;Amount;Unit;Expires on\nGrain;store;12,5;kg;24.12.2026\n"

    assert services.import_stock(table=table(lines)).n_rows == 1
    assert services.import_stock(table=table(lines)).n_rows == 1
    assert cases.onhand(house, "grain") == "212.5 kg"


def test_every_problem_of_a_table_is_said_and_nothing_is_kept(house, table):
    lines = (
        "kind,place,amount,unit,expires_on\n"
        "grain,Store,5,kg,\n"
        "grian,Store,5,kg,\n"
        "grain,Cellar,-5,kg,\n"
        "grain,Store,5,h,2026-02-30\n"
        "soap,Store,2.5,,2020-01-01\n"
        "grain,Store,7,kg,\n"
    )

    with pytest.raises(Refused) as refusal:
        services.import_stock(table=table(lines))

    assert problems_of(refusal) == [
        (3, "kind"),
        (4, "place"),
        (4, "amount"),
        (5, "expires_on"),
        (5, "amount"),
        (6, "amount"),
        (6, "expires_on"),
        (7, "kind"),
    ]
    assert "Did you mean “grain”?" in str(refusal.value.problems[0])
    assert cases.onhand(house, "grain") == "200 kg"


def test_a_table_of_kinds_may_name_contents_from_rows_above(house, table):
    lines = (
        "name,unit,classified_as,is_content,contents,survives_per_week\n"
        "protein,g,content,yes,,\n"
        'oats,kg,"food, grain",,food energy=3700; protein=130,0.999\n'
    )

    services.import_kinds(table=table(lines))

    oats = cases.kind(house, "oats")
    assert {str(amount) for amount in oats.contents.values()} == {"3700", "130"}
    assert oats.classified_as == ("food", "grain")


def test_kinds_that_stand_twice_or_have_unknown_units_are_refused(house, table):
    lines = "name,unit,contents\noats,kg,\nOats,kg,\nrye,pounds,\nbran,kg,vitamin=1\n"

    with pytest.raises(Refused) as refusal:
        services.import_kinds(table=table(lines))

    assert problems_of(refusal) == [
        (3, "name"),
        (4, "unit"),
        (5, "contents"),
        (5, "name"),
    ]


def test_a_table_of_recipes_has_a_row_for_each_thing(house, table):
    lines = (
        "recipe,part,kind,amount,after_weeks,weeks,place,months,toil,is_whole\n"
        "malt bread,input,grain,12,,,Kitchen,1 2 12,1.5,yes\n"
        "malt bread,output,bread,13,1,,,,,\n"
        "malt bread,output,bran,0.5,,,,,,\n"
        "malt bread,effort,baking,3,,,,,,\n"
        "malt bread,use,oven hours,2,,2,,,,\n"
    )

    assert services.import_recipes(table=table(lines)).n_rows == 5

    recipe = next(
        r for r in queries.list_recipes(union=house.id) if r.name == "malt bread"
    )
    assert recipe.is_whole
    assert (recipe.place_name, recipe.months, str(recipe.toil)) == (
        "Kitchen",
        (1, 2, 12),
        "1.5",
    )
    assert [(str(line.amount), line.weeks) for line in recipe.outputs] == [
        ("13 kg", 1),
        ("0.5 kg", 0),
    ]
    assert [(str(line.amount), line.weeks) for line in recipe.uses] == [("2 h", 2)]


def test_recipes_that_make_no_sense_are_refused_by_row(house, table):
    lines = (
        "recipe,part,kind,amount,months\n"
        "soup,input,grain,1,13\n"
        "soup,stir,bread,1,\n"
        "soup,effort,bread,1,\n"
        "bread,output,food energy,5,\n"
    )

    with pytest.raises(Refused) as refusal:
        services.import_recipes(table=table(lines))

    assert sorted(problems_of(refusal)) == [
        (2, "effort"),
        (2, "months"),
        (2, "outputs"),
        (3, "part"),
        (5, "name"),
        (5, "outputs"),
    ]


def test_a_workbook_is_taken_in_like_a_text(house, table):
    book = openpyxl.Workbook()
    for line in (["kind", "place", "amount"], ["grain", "Store", 3.5]):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)

    services.import_stock(table=table(out.getvalue(), filename="stock.xlsx"))

    assert cases.onhand(house, "grain") == "203.5 kg"


@pytest.mark.parametrize(
    ("content", "filename", "says"),
    [
        (b"", "empty.csv", "is empty"),
        (b"\x89PNG\r\n", "picture.csv", "is a picture"),
        (b"PK\x03\x04nonsense", "stock.xlsx", "is damaged or locked"),
        (b"kind,amount\ngrain,1\n", "stock.csv", "“place” is missing"),
        (b"kind,place,amount,price\n", "stock.csv", "do not know the column “price”"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    house, table, content, filename, says
):
    with pytest.raises(Refused, match=says):
        services.import_stock(table=table(content, filename=filename))


def test_a_file_of_fifty_megabytes_is_refused_unread(house, table):
    with pytest.raises(Refused, match="MB are too much"):
        services.import_stock(table=table(b"x" * 50_000_000))


def test_only_a_mandate_for_stores_takes_tables_in(house, table, ben, dalia):
    for person in (ben, dalia):
        with pytest.raises(NotYours):
            services.import_kinds(table=table("name,unit\noats,kg\n", by=person))

    assert len(ledger.list_specifications(union=house.id)) == 7
