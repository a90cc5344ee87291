"""Story 7: the rule in force on X is found in ten seconds, whatever one types."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from commonweal.commons.people.models import Union
from commonweal.rooms.governance.queries import searching, spelling
from commonweal.rooms.governance.services import _indexing, register
from tests.rooms.register_cast import enter

pytestmark = pytest.mark.django_db


def found(union, asked, on):
    return [
        line.title
        for line in searching.search(union=union.id, asked=asked, on=on).lines
    ]


@pytest.fixture
def rules(lentil_house, at):
    """Four decisions of Lentil House, the oldest superseded."""
    old = enter(
        lentil_house, at, title="Dogs stay outside", text="No dogs in the house."
    )
    enter(
        lentil_house, at, title="Pets", supersedes=[old], tags=["animals"],
        text="Dogs and cats are welcome, but not in the kitchen.",
    )  # fmt: skip
    enter(
        lentil_house, at, title="Washing up", text="Who cooks does not wash the dishes."
    )
    enter(
        lentil_house, at, title="Café in the garden", text="Open on Sundays for guests."
    )
    return lentil_house


TYPED = {
    "cafe": "Café in the garden",
    "CAFÉ": "Café in the garden",
    "dish": "Washing up",
    "dishes washing": "Washing up",
    "washed": "Washing up",
    "Who may wash the dishes?": "Washing up",
    "kitchn": "Pets",  # too few
    "kiitchen": "Pets",  # too many
    "kitshen": "Pets",  # wrong
    "ktichen": "Pets",  # turned round
    "kitche": "Pets",  # not typed to the end
    "washign up": "Washing up",
    "animals": "Pets",
    "gardn sundays": "Café in the garden",
    "itchen": "Pets",
    "dishwasher garden": "Café in the garden",  # some of the words
}


def test_a_decision_is_found_however_it_is_typed(rules, day):
    """One house for all: what is typed, and what is found first."""
    assert {asked: found(rules, asked, day)[:1] for asked in TYPED} == {
        asked: [title] for asked, title in TYPED.items()
    }


def test_title_comes_before_text_and_what_holds_before_what_is_over(rules, at, day):
    enter(rules, at, title="Garden gate", text="Close it.")
    enter(rules, at, title="Night rest", text="From ten on nobody sings in the garden.")

    assert found(rules, "garden", day) == [
        "Garden gate", "Café in the garden", "Night rest",
    ]  # fmt: skip
    assert found(rules, "dogs", day) == ["Dogs stay outside", "Pets"]
    assert found(rules, "dogs in the kitchen", day) == ["Pets"]
    new = enter(rules, at, title="Dogs are asked for first", text="Ask.")
    assert found(rules, "dog", day)[:2] == [
        "Dogs are asked for first", "Dogs stay outside",
    ]  # fmt: skip
    register.set_status(
        union=rules.id, number=new, status="expired", on=day + timedelta(days=9), at=at
    )
    assert found(rules, "asked first", day) == ["Dogs are asked for first"]


def test_a_mistyped_word_is_said_and_rules_of_the_charter_are_found(rules, day):
    answer = searching.search(union=rules.id, asked="kitchn", on=day)

    assert answer.instead == (("kitchn", "kitchen"),)
    known = searching.search(union=rules.id, asked="garden dishes", on=day)
    assert known.lines
    assert known.instead == ()
    money = searching.search(union=rules.id, asked="spends announced", on=day)
    assert "purse.notice_threshold" in {rule.key for rule in money.rules}


NOTHING = ["", "\0", "  ", "?!", "'", '"', "* OR (", "a:b & !c", "zzzz", "x" * 500]


def test_what_says_nothing_finds_nothing_and_breaks_nothing(rules, day):
    assert {asked: found(rules, asked, day) for asked in NOTHING} == {
        asked: [] for asked in NOTHING
    }


def test_numbers_find_their_decision(rules, day):
    assert found(rules, "3", day)[0] == "Pets"
    assert found(rules, "#3", day)[0] == "Pets"
    assert found(rules, "1", day)[0] == "Founding charter"
    assert found(rules, "founding", day) == ["Founding charter"]
    assert found(rules, "4711", day) == []


def test_another_unions_decisions_are_not_found(rules, oak_yard, day):
    assert found(oak_yard, "dogs", day) == []


def test_the_index_is_made_anew_from_the_register(rules, day):
    before = found(rules, "garden", day)

    assert _indexing.index_all(rules.id) == 4
    assert found(rules, "garden", day) == before


def test_an_amended_text_is_found_by_its_new_words_only(rules, at, day):
    by = enter(rules, at, title="Goats", kind="act", text="")
    register.amend(
        union=rules.id, number=3, text="Goats too.", decision=by, from_day=day, at=at
    )

    assert found(rules, "goat", day) == ["Goats", "Pets"]
    assert found(rules, "cats", day) == []


GERMAN = [
    "Küchendienst",
    "Kuechendienst",
    "KUCHENDIENSTE",
    "küchendinst",
    "dienst",
    "Spülen",
]


def test_german_umlauts_and_endings_are_forgiven(lentil_house, at, day):
    Union.objects.filter(id=lentil_house.id).update(language="de")
    enter(
        lentil_house,
        at,
        title="Küchendienste",
        text="Das Spülen übernimmt, wer nicht kocht.",
    )
    enter(lentil_house, at, title="Türen", text="Abends wird abgeschlossen.")

    assert {asked: found(lentil_house, asked, day) for asked in GERMAN} == {
        asked: ["Küchendienste"] for asked in GERMAN
    }


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("oats", "oats", False), ("oats", "oat", True), ("oats", "otas", True),
        ("oats", "oafs", True), ("oats", "boats", True), ("oats", "oast", True),
        ("oats", "stao", False), ("oats", "oa", False), ("ab", "ba", True),
        ("abcd", "badc", False), ("", "a", True), ("жук", "жку", True),
    ],
)  # fmt: skip
def test_one_slip_is_one_letter(one, other, is_near):
    assert (other in spelling.slips_of(one)) is is_near
    assert (one in spelling.slips_of(other)) is is_near


def test_letters_are_folded_and_unknown_languages_keep_their_endings():
    assert spelling.words_of("Straße, Œuvre & ŁÓDŹ!", language="en") == [
        "strasse", "oeuvre", "lodz",
    ]  # fmt: skip
    assert spelling.stems_of("dishes", language="xx") == ["dishes"]
    assert spelling.telling(["the", "of"], language="en") == ["the", "of"]


def test_the_search_uses_its_index(rules, day):
    """Not a walk over every text: the plan names the index on either database."""
    plans = {
        "sqlite": (
            "EXPLAIN QUERY PLAN SELECT rowid FROM governance_found"
            " WHERE governance_found MATCH 'dog'"
        ),
        "postgresql": (
            "EXPLAIN SELECT number FROM governance_entryindex"
            " WHERE vector @@ to_tsquery('simple', 'dog')"
        ),
    }
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(plans[connection.vendor])
        plan = str(cursor.fetchall())

    assert "VIRTUAL TABLE INDEX" in plan or "governance_found" in plan
