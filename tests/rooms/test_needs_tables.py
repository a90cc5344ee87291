"""Taking in tables of needs: all rows or none, every problem with its row."""

from __future__ import annotations

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf import units
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.needs import queries, services
from commonweal.rooms.needs.models import Need
from tests.commons.test_tables import workbook
from tests.rooms.needs_cast import AT, add_kind

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def kinds(lentil_house):
    add_kind(lentil_house, "oats")
    add_kind(lentil_house, "support at home", units.HOUR, words=("service",))


def taken(content, by, *, key="file", filename="needs.csv"):
    if isinstance(content, str):
        content = content.encode()
    return services.import_needs(
        content=content, filename=filename, key=key, by=by.id, at=AT
    )


def problems_of(content, by, **options):
    with pytest.raises(Refused) as refused:
        taken(content, by, **options)
    return [(p.row, p.field) for p in refused.value.problems]


def test_a_table_of_needs_is_taken_in(lentil_house, people25, ana):
    """Story 3: needs by CSV, for people by name."""
    content = (
        "Who;What;Amount;Unit;Per;Tier;Wish;Due\n"
        "Ben;oats;1,5;kg;week;vital;no;\n"
        "person 7;Support at Home;2;h;;;;27.11.2026\n"
        ";oats;3;;month;flourishing;yes;\n"
    )

    result = taken(content, ana)

    assert (result.needs, result.people) == (3, 3)
    (mine,) = queries.list_my_needs(person=ana.id, union=lentil_house.id)
    assert (str(mine.quantity), mine.per, mine.is_wish) == ("3 kg", "month", True)
    assert mine.typed_by is None


def test_a_workbook_of_needs_is_taken_in(lentil_house, ben):
    content = workbook(["what", "amount", "per"], ["oats", 1.5, "week"])

    taken(content, ben, filename="needs.xlsx")

    (mine,) = queries.list_my_needs(person=ben.id, union=lentil_house.id)
    assert str(mine.quantity) == "1.5 kg"


def test_all_problems_of_a_table_come_at_once_and_nothing_is_kept(
    lentil_house, people25, ana
):
    """Issue 2, bad input, word for word: units, amounts, unknown, duplicates, days."""
    content = (
        "who,what,amount,unit,per,due,tier\n"
        "Ben,oats,1,kg,week,,vital\n"
        "Bne,oats,1,kg,week,,vital\n"
        "Ben,oots,1,kg,week,,vital\n"
        "Ben,support at home,2,kg,week,,\n"
        "Chidi,oats,-1,kg,week,,\n"
        "Chidi,oats,1000000,kg,day,,\n"
        "Ben,oats,2,kg,week,,vital\n"
        "Chidi,oats,1,kg,once,2026-02-30,\n"
        "Chidi,oats,1,kg,sometimes,,now\n"
    )

    found = problems_of(content, ana)

    assert found == [
        (3, "who"),
        (4, "what"),
        (5, "unit"),
        (8, "what"),
        (9, "due"),
        (10, "per"),
        (10, "tier"),
    ]
    assert not Need.objects.exists()
    assert ledger.list_intents(union=lentil_house.id) == ()


def test_amounts_are_judged_when_all_rows_can_be_read(ana, ben, chidi):
    content = (
        "who,what,amount,per\nBen,oats,-1,week\nChidi,oats,1000000,day\n"
        "Ana,oats,1,once\n"
    )

    assert problems_of(content, ana) == [(2, "amount"), (3, "amount"), (4, "due")]


def test_a_preview_says_what_would_come_and_keeps_nothing(ben):
    drafts = services.preview_import(
        content=b"what,amount\noats,2\n", filename="a.csv", key="k", by=ben.id, at=AT
    )

    assert [(str(d.quantity), d.per, d.row) for d in drafts] == [("2 kg", "week", 2)]
    assert not Need.objects.exists()


def test_a_file_sent_again_doubles_nothing(ben):
    """Same form: the first result. A new form with the same file: refused by row."""
    content = "what,amount\noats,2\n"
    taken(content, ben)

    again = taken(content, ben)
    found = problems_of(content, ben, key="another form")

    assert (again.needs, Need.objects.count()) == (1, 1)
    assert found == [(2, "what")]


def test_tables_for_others_need_a_mandate_for_paper(ana, ben):
    with pytest.raises(NotYours, match="mandate for paper"):
        taken("who,what,amount\nAna,oats,2\n", ben)


def test_unknown_columns_get_a_suggestion(ben):
    with pytest.raises(Refused, match="Did you mean tier"):
        taken("what,amount,teir\noats,2,vital\n", ben)


def test_a_reason_column_is_not_taken_in(ben):
    """I-3: there is nowhere to write a reason."""
    assert problems_of("what,amount,reason\noats,2,ill\n", ben) == [(1, "reason")]
