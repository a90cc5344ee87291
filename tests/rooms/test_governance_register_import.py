"""An old register comes in whole or not at all, and once."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.commons.charter import queries as charter
from commonweal.commons.notices.models import Notice
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.governance.models import Entry
from commonweal.rooms.governance.queries import register as queries
from commonweal.rooms.governance.queries import searching
from commonweal.rooms.governance.services import importing
from tests.rooms.register_cast import enter

pytestmark = pytest.mark.django_db

OLD = """\
number;date;title;text;status;tags;review;supersedes;ask
812;05.05.2019;Dogs;No dogs.;;pets;;;
813;2019-06-01;Paint the hall;;done;;;;Painters
1504;05.05.2020;Dogs anew;Dogs are welcome.;in force;pets, garden;2027-05-05;812;ben
77b;1999-01-01;Old oven;Heat on Fridays.;abgelaufen;;2001-01-01;;
"""


def take_in(union, person, at, text=OLD):
    return importing.import_register(
        content=text.encode(), filename="old.csv", union=union.id, by=person.id, at=at
    )


def refused_rows(union, person, at, text) -> list[tuple]:
    with pytest.raises(Refused) as refused:
        take_in(union, person, at, text)
    return [(p.row, p.field, str(p)) for p in refused.value.problems]


def test_an_old_register_keeps_its_numbers_and_gets_new_ones(
    lentil_house, ana, ben, at, day
):
    taken = take_in(lentil_house, ana, at)

    assert (taken.n_new, taken.n_known) == (4, 0)
    lines = queries.list_entries(union=lentil_house.id, on=day)
    assert [(x.number, x.old_number, x.status, x.ask) for x in lines] == [
        (5, "1504", "in_force", "Ben"),
        (4, "813", "carried_out", "Painters"),
        (3, "812", "superseded", "the assembly"),
        (2, "77b", "expired", "the assembly"),
        (1, "", "in_force", "the key-holders"),
    ]
    dogs = queries.find(union=lentil_house.id, number=3, on=day)
    assert [(s.status, s.on, s.decision) for s in dogs.steps] == [
        ("in_force", date(2019, 5, 5), 3),
        ("superseded", date(2020, 5, 5), 5),
    ]
    held = queries.charter_on(union=lentil_house.id, on=date(2019, 12, 31)).agreements
    assert [chapter.wording.text for chapter in held] == ["No dogs."]
    found = searching.search(union=lentil_house.id, asked="1504", on=day).lines
    assert found[0].number == 5
    assert Notice.objects.get(kind="register.imported").facts == {"n": 4}


def test_taking_it_in_twice_changes_nothing(lentil_house, ana, at):
    take_in(lentil_house, ana, at)

    again = take_in(lentil_house, ana, at)

    assert (again.n_new, again.n_known) == (0, 4)
    assert Entry.objects.count() == 4
    assert charter.find_last_decision(union=lentil_house.id) == 5
    assert Notice.objects.filter(kind="register.imported").count() == 1


def test_a_table_that_grew_brings_what_is_new(lentil_house, ana, at, day):
    take_in(lentil_house, ana, at)
    grown = OLD.replace("in force", "") + "1600;2026-01-02;Cats;No cats.;;;;1504;\n"

    taken = take_in(lentil_house, ana, at, grown)

    assert (taken.n_new, taken.n_known) == (1, 4)
    old = queries.find(union=lentil_house.id, number=5, on=day)
    assert (old.line.status, old.line.superseded_by) == ("superseded", (6,))


def test_every_fault_is_said_at_once_with_row_and_column(lentil_house, ana, at):
    table = (
        "number,date,title,text,status,tags,review,supersedes,ask\n"
        "1,2019-02-30,A,,,,,,\n"
        "2,2020-01-01,,,,,2019-01-01,99,\n"
        "2,2021-01-01,B,,maybe,,,2,\n"
        ",2027-01-01,C,,,,,,\n"
        "5,,D,,,,,5,\n"
        "6,1019-01-01,E,,,,soon,,\n"
        "7,2010-01-01,F,,in force,,,,\n"
        "8,2009-01-01,G,,,,,7,\n"
        "9,2009-01-01,H,,,,9999-12-31,,\n"
    )

    assert refused_rows(lentil_house, ana, at, table) == [
        (2, "date", "The day 2019-02-30 does not exist. Look at a calendar."),
        (3, "review", "The review on 2019-01-01 is before the decision on 2020-01-01. Choose a later day."),
        (3, "title", "Give the decision a title, by which people find it."),
        (3, "supersedes", "99 is neither in this table nor in the register. Mend the number, or take it out."),
        (4, "status", "“maybe” is not a status. Write one of: proposed, in force, suspended, superseded, expired, carried out."),
        (4, "number", "The number 2 is in row 3 already. Give one of them another."),
        (5, "number", "Give the decision its number, as the old register has it."),
        (5, "date", "2027-01-01 is still to come. A decision has the day it was made."),
        (6, "date", "Write the day of the decision, as 2026-11-23."),
        (6, "supersedes", "5 cannot take its own place."),
        (7, "review", "“soon” is not a day. Write it as 2026-11-23."),
        (7, "date", "1019-01-01 is before 1800. Look at the year."),
        (8, "status", "7 says “in force”, but 8 takes its place. Write superseded, or take 7 out there."),
        (9, "supersedes", "8 of 2009-01-01 cannot take the place of 7, which is of 2010-01-01 and so is newer."),
        (10, "review", "9999-12-31 is more than 100 years ahead. Look at the year."),
    ]  # fmt: skip
    assert Entry.objects.count() == 0
    assert charter.find_last_decision(union=lentil_house.id) == 1


def test_a_circle_is_named(lentil_house, ana, at):
    table = (
        "number,date,title,supersedes\n"
        "1,2019-01-01,A,3\n2,2019-01-01,B,1\n3,2019-01-01,C,2\n4,2019-01-01,D,3\n"
    )

    assert refused_rows(lentil_house, ana, at, table) == [
        (2, "supersedes", "These take one another's place in a circle: 1 → 3 → 2 → 1. Take one out.")
    ]  # fmt: skip


def test_what_the_register_holds_is_not_rewritten(lentil_house, ana, at):
    take_in(lentil_house, ana, at)

    assert refused_rows(lentil_house, ana, at, OLD.replace("No dogs.", "All dogs.")) == [
        (2, "number", "812 is in the register already, as decision 3 “Dogs” of 2019-05-05. What is there is not rewritten: take this row out, or number it anew.")
    ]  # fmt: skip


def test_rows_may_take_the_place_of_what_is_in_the_register(lentil_house, ana, at, day):
    new = enter(lentil_house, at, title="Dogs", decided_on=date(2020, 1, 1))
    table = "number,date,title,supersedes\n9,2021-01-01,Cats,#{}\n"

    take_in(lentil_house, ana, at, table.format(new))

    assert queries.find(
        union=lentil_house.id, number=new, on=day
    ).line.superseded_by == (3,)
    assert refused_rows(lentil_house, ana, at, table.format(f"{new}").replace("9,", "10,"))[0][2] == (
        "Decision 2 is no longer in force: decision 3 took its place on 2021-01-01. Change that one."
    )  # fmt: skip
    assert (
        "holds rules of the charter"
        in refused_rows(lentil_house, ana, at, table.format("1").replace("9,", "11,"))[
            0
        ][2]
    )


def test_a_table_is_looked_at_before_it_is_taken_in(lentil_house, ana, at):
    look = importing.look_at_register(
        content=OLD.encode(), filename="o.csv", union=lentil_house.id, by=ana.id, at=at
    )

    assert (look.n_new, look.n_known) == (4, 0)
    assert [(x.number, x.status) for x in look.lines][:2] == [
        ("77b", "expired"), ("812", "superseded"),
    ]  # fmt: skip
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("who", ["ben", "dalia", "kofi"])
def test_only_who_types_for_others_takes_it_in(who, lentil_house, at, request):
    with pytest.raises(NotYours):
        take_in(lentil_house, request.getfixturevalue(who), at)


def test_reviews_long_past_leave_time_to_look_again(lentil_house, ana, at, day):
    """An old register is not suspended as a whole on the day it comes in."""
    take_in(
        lentil_house, ana, at, "number,date,title,review\n1,2010-01-01,A,2012-01-01\n"
    )

    line = queries.find(union=lentil_house.id, number=2, on=day).line
    assert (line.status, line.is_overdue) == ("in_force", True)
    late = queries.find(union=lentil_house.id, number=2, on=date(2027, 1, 23)).line
    assert late.status == "suspended"
