"""Noting in the books (story 1): an amount and what it was for; whole or not at all."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from commonweal.commons.charter import services as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import NotYours, Refused
from commonweal.rooms.needs.queries import needs
from commonweal.rooms.planning.queries import stores as planning
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.models import Entry, Spend
from tests.rooms.purse_cast import AT, DAY, amounts, came_in, note, purse_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)


def decide(house, key, value):
    """Let the charter say something else about the purse from today."""
    number = charter.record_decision(union=house.union, title="The purse", at=AT)
    charter.set_rule(
        union=house.union, key=key, value=value, from_day=DAY, decision=number,
        by=house.keeper, at=AT,
    )  # fmt: skip


def refusal(function, *args, **kwargs) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        function(*args, **kwargs)
    return [(problem.field, str(problem)) for problem in refused.value.problems]


def test_an_entry_is_an_amount_and_what_it_was_for(house, ben):
    entry = note(house, ben, "12,50")

    assert (entry.number, str(entry.amount), entry.kind) == (1, "12.5 EUR", "taken")
    assert (entry.account_name, entry.category_name) == ("Drawer", "Food")
    assert (entry.day, entry.purse_name) == (DAY, "Everyday purse")
    assert amounts(house)["Drawer"] == "-12.5 EUR"


def test_money_leaves_one_account_of_the_ledger_and_arrives_in_another(house, ben):
    """I-9: double entry underneath, so that all accounts together come to nothing."""
    came_in(house, ben, "100")
    note(house, ben, "30", "energy")

    accounts = ledger.list_accounts(union=house.union)
    assert sorted(one.accounting_quantity.amount for one in accounts) == [
        -10000, 3000, 7000,
    ]  # fmt: skip
    assert list(queries.differences(union=house.union)) == []


def test_doing_it_twice_notes_it_once(house, ben):
    first = note(house, ben, "5", key="a tap")
    again = note(house, ben, "5", key="a tap")

    assert again == first
    assert len(queries.list_entries(union=house.union)) == 1


def test_a_key_used_for_something_else_is_no_second_entry(house, ben, chidi):
    """Two phones that count their keys alike lose nothing in silence."""
    note(house, ben, "5", key="1")

    assert refusal(note, house, chidi, "6", key="1") == [
        (
            "key",
            (
                "Something else was already noted from this form. "
                "Look at what is kept, then open the form anew."
            ),
        )
    ]


def test_entries_are_numbered_without_gaps_and_a_refused_one_takes_no_number(
    house, ben
):
    note(house, ben, "1")
    refusal(note, house, ben, "abc")
    second = note(house, ben, "2")

    assert second.number == 2


def test_everything_that_is_wrong_is_said_at_once(house, ben):
    said = refusal(
        services.note_entry,
        draft=words.EntryDraft(
            amount="1.234",
            category=uuid4(),
            account=uuid4(),
            purse=uuid4(),
            day=DAY + timedelta(days=1),
            note="x" * 201,
        ),
        union=house.union,
        by=ben.id,
        key="wrong",
        at=AT,
    )

    assert [field for field, _ in said] == [
        "category", "amount", "account", "purse", "day", "note",
    ]  # fmt: skip
    assert (
        "day",
        (
            "2026-11-24 is still to come. Write down what has happened; "
            "what is to come is announced or repeated."
        ),
    ) in said
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("category", "kind", "said"),
    [
        ("enterprises", "taken",
         ("“Enterprises” is for money going the other way. Choose another category, or "
         "say whether it went out or came in.")),
        ("food", "came_in",
         ("“Food” is for money going the other way. Choose another category, or "
         "say whether it went out or came in.")),
    ],
)  # fmt: skip
def test_a_category_goes_one_way(house, ben, category, kind, said):
    assert refusal(note, house, ben, "5", category, kind=kind) == [("category", said)]


def test_a_category_of_the_books_themselves_is_not_chosen(house, ben):
    counted = queries.list_categories(union=house.union, with_built_in=True)
    house.categories |= {one.code: one.id for one in counted}

    said = refusal(note, house, ben, "5", "counted_less")

    assert said == [
        (
            "category",
            "This category is not one of ours. Choose what it was for from the list.",
        )
    ]


def test_a_retired_category_and_a_closed_account_are_not_used(house, ana, ben):
    services.retire_category(
        category=house.categories["food"], union=house.union, by=ana.id, at=AT
    )
    services.close_account(account=house.giro, union=house.union, by=ana.id, at=AT)

    said = refusal(note, house, ben, "5", account=house.giro)

    assert said == [
        ("category", "“Food” is not in use any more. Choose another."),
        ("account", "Giro is closed. Choose another account, or open it again."),
    ]


def test_a_year_typed_wrong_is_asked_about(house, ben):
    said = refusal(note, house, ben, "5", day=date(1026, 11, 23))

    assert said == [("day", "1026-11-23 is too long ago to be meant. Check the year.")]


def test_another_currency_finds_its_own_account(house, ben):
    assert note(house, ben, "5 CHF").account_name == "Franc card"


def test_two_currencies_do_not_meet_in_one_account(house, ben):
    assert refusal(note, house, ben, "5 CHF", account=house.giro) == [
        (
            "amount",
            (
                "CHF was written, but Giro is kept in EUR. Choose an account in CHF, or "
                "write what was paid in EUR."
            ),
        )
    ]
    assert refusal(note, house, ben, "5 SEK") == [
        (
            "account",
            (
                "There is no open account in SEK. "
                "Somebody with a mandate for the purse adds one."
            ),
        )
    ]
    assert refusal(note, house, ben, "5 CHF", currency="EUR") == [
        (
            "amount",
            (
                "This line names two currencies, CHF and EUR. Write a line for each; "
                "an exchange has a page of its own."
            ),
        ),
    ]


def test_a_note_is_one_line_without_hidden_characters(house, ben):
    assert (
        note(house, ben, "5", note=" oil\n\u202e and\x00 salt ").note == "oil and salt"
    )


def test_somebody_of_another_union_notes_nothing(house, dalia):
    with pytest.raises(NotYours):
        note(house, dalia, "5")


def test_another_unions_account_is_not_ours(house, ben, oak_yard, dalia):
    entry = note(house, ben, "5")

    assert queries.list_entries(union=oak_yard.id) == ()
    with pytest.raises(Refused):
        queries.get_entry(union=oak_yard.id, entry=entry.id)


# --- asking nobody (I-10) -----------------------------------------------------------


def test_up_to_the_threshold_nobody_is_asked(house, ben, ana):
    """I-10: small spends ask nobody; 150 is still small, for steward and others."""
    note(house, ben, "150.00")
    note(house, ana, "150.00")

    assert not Spend.objects.exists()


@pytest.mark.parametrize("who", ["ben", "ana"])
def test_above_the_threshold_it_is_announced_first_by_everybody_alike(
    house, who, request
):
    """I-10: the same threshold holds for stewards."""
    said = refusal(note, house, request.getfixturevalue(who), "150.01", kind="paid")

    assert said == [
        (
            "amount",
            (
                "More than 150 EUR is announced first, by everybody alike. Announce it, or "
                "say that the money is gone already: then all are told afterwards."
            ),
        )
    ]


def test_what_happened_anyway_is_noted_and_told_without_a_name(house, ben):
    """I-10, I-6: the pipe burst; everybody reads of it, nobody is named."""
    note(house, ben, "400", "home", kind="paid", happened_anyway=True)

    spend = Spend.objects.get()
    assert (spend.happened_anyway, spend.amount, spend.announced_by) == (
        True, 40000, None,
    )  # fmt: skip


def test_an_income_is_never_announced(house, ben):
    assert came_in(house, ben, "5000").number == 1


def test_the_union_decides_where_small_ends(house, ben):
    decide(house, "purse.notice_threshold", "20.00")

    refusal(note, house, ben, "20.01")
    assert note(house, ben, "20").number == 1


# --- names (I-6, I-11) --------------------------------------------------------------


def everything_kept() -> str:
    """Return every row of every table but those of people and tokens, as text."""
    with connection.cursor() as cursor:
        tables = [
            name
            for name in connection.introspection.table_names(cursor)
            if name.startswith(("purse_", "ledger_", "notices_"))
        ]
        kept = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            kept.append(repr(cursor.fetchall()))
    return "".join(kept).replace("-", "")


def test_a_line_leaves_no_trace_of_who_took(house, ben):
    """I-6: what is free to take leaves no row about a person."""
    note(house, ben, "12", "health", note="glasses")

    assert ben.id.hex not in everything_kept()


def test_a_name_is_kept_only_where_the_person_wishes(house, ben):
    note(house, ben, "5", with_name=True)

    (own,) = queries.own_entries(union=house.union, person=ben.id)
    assert own.is_own
    assert ben.id.hex in everything_kept()


def test_a_charter_that_keeps_no_names_keeps_none(house, ben):
    decide(house, "purse.keep_names", "never")

    note(house, ben, "5", with_name=True)

    assert queries.own_entries(union=house.union, person=ben.id) == ()


def test_a_charter_that_keeps_all_names_shows_them_to_nobody_else(house, ben, ana):
    """I-11: not even the mandate for the purse reads who took."""
    decide(house, "purse.keep_names", "always")
    entry = note(house, ben, "5")

    assert len(queries.own_entries(union=house.union, person=ben.id)) == 1
    (seen,) = queries.list_entries(union=house.union, person=ana.id)
    assert not seen.is_own
    assert ben.id.hex not in repr(seen).replace("-", "")
    assert seen.id == entry.id


def test_no_question_about_the_books_sums_or_orders_people():
    """I-11: no answer of the books holds a person beside an amount of several entries."""
    named = [
        f"{kind.__name__}.{name}"
        for kind in vars(words).values()
        if isinstance(kind, type) and hasattr(kind, "__dataclass_fields__")
        for name in kind.__dataclass_fields__
        if name in {"person", "typed_by", "by", "who"}
    ]

    # Drafts say who writes; a pocket is one line of one person, for that person and
    # whoever pays it back.
    assert sorted(named) == [
        "EntryDraft.person",
        "PocketDraft.person",
        "PocketView.person",
    ]


def test_one_writes_no_others_name(house, ben, chidi):
    said = refusal(note, house, ben, "5", person=chidi.id, with_name=True)

    assert said == [
        (
            "person",
            "Names of others are written only by who types a paper list. Leave it out.",
        )
    ]


def test_money_is_nothing_one_can_need_store_or_plan_with(house, ben):
    """I-8: inside there is no amount of money to ask for or to pass on."""
    note(house, ben, "5")
    (money,) = [
        kind
        for kind in ledger.list_specifications(union=house.union)
        if "money" in kind.classified_as
    ]

    assert money not in needs.list_needed_kinds(union=house.union)
    assert money not in planning.list_kinds(union=house.union)
    assert ledger.list_stock(union=house.union, with_empty=True) == ()
