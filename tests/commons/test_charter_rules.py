"""The charter keeps dated rules, each by a numbered decision, and forgets none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.commons.charter import queries, services, words
from commonweal.core.vf import units
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Refused

UNION = UUID(int=1)
BY = UUID(int=2)
AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = date(2026, 11, 23)


@pytest.fixture
def charter(db):
    services.adopt_founding_rules(union=UNION, currency="EUR", at=AT)
    return UNION


def set_rule(key, value, *, from_day=DAY, decision=None, **more):
    if decision is None:
        decision = services.record_decision(union=UNION, title="So we decided", at=AT)
    services.set_rule(
        union=UNION, key=key, value=value, from_day=from_day, decision=decision,
        by=BY, at=AT, **more,
    )  # fmt: skip
    return decision


def test_founding_writes_out_every_rule_by_decision_one(charter):
    rules = queries.list_rules(union=UNION, on=DAY)

    assert {rule.decision for rule in rules} == {1}
    assert {rule.from_day for rule in rules} == {DAY}
    assert queries.rule(union=UNION, key="privacy.smallest_group", on=DAY) == 5


def test_founding_twice_changes_nothing(charter):
    services.adopt_founding_rules(
        union=UNION, currency="EUR", at=AT, changes={"planning.accept_needs": 9}
    )

    assert queries.rule(union=UNION, key="planning.accept_needs", on=DAY) == 2


def test_a_rule_holds_from_its_day_and_not_before(charter):
    number = set_rule("needs.keep_days", 90, from_day=date(2026, 12, 1))

    eve = queries.rule(union=UNION, key="needs.keep_days", on=date(2026, 11, 30))
    then = queries.rule(union=UNION, key="needs.keep_days", on=date(2026, 12, 1))

    assert (eve, then, number) == (365, 90, 2)


def test_of_two_decisions_for_one_day_the_later_holds(charter):
    set_rule("needs.keep_days", 90)
    set_rule("needs.keep_days", 60)

    assert queries.rule(union=UNION, key="needs.keep_days", on=DAY) == 60
    assert [r.value for r in queries.list_history(union=UNION, key="needs.keep_days")] == [
        60, 90, 365,
    ]  # fmt: skip


def test_the_purchase_limit_is_an_amount_in_the_unions_currency(charter):
    set_rule("planning.purchase_limit_per_week", "120,50")

    limit = queries.rule(union=UNION, key="planning.purchase_limit_per_week", on=DAY)

    assert limit == Measure(12050, units.UNITS["EUR"])


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("needs.keep_days", "soon", "value"),
        ("needs.keep_days", 0, "value"),
        ("planning.purchase_limit_per_week", "-1", "value"),
        ("planning.purchase_limit_per_week", "1 kg", "value"),
        ("rounds.default_method", "by_merit", "value"),
        ("rank.of_people", 1, "key"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_field(charter, key, value, field):
    with pytest.raises(Refused) as refused:
        set_rule(key, value)

    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_rule_needs_a_decision_of_the_register(charter):
    with pytest.raises(NotFound):
        set_rule("needs.keep_days", 90, decision=7)


def test_a_rule_cannot_begin_in_the_past(charter):
    with pytest.raises(Refused) as refused:
        set_rule("needs.keep_days", 90, from_day=date(2026, 11, 22))

    assert [problem.field for problem in refused.value.problems] == ["from_day"]


def test_a_rule_cannot_end_before_it_begins(charter):
    with pytest.raises(Refused) as refused:
        set_rule("needs.keep_days", 90, until=date(2026, 11, 22))

    assert [problem.field for problem in refused.value.problems] == ["until"]


@pytest.mark.parametrize("subject", [" ", "x" * (words.SUBJECT_LETTERS + 1)])
def test_a_line_of_the_budget_says_for_what(charter, subject):
    with pytest.raises(Refused) as refused:
        set_rule("budget.line", "300", subject=subject)

    assert [(one.field, one.message) for one in refused.value.problems] == [
        ("subject", words.SAY_WHICH)
    ]


def test_what_is_to_come_is_held_already_and_what_was_replaced_no_more(charter):
    first = set_rule("needs.keep_days", 90)
    to_come = set_rule("needs.keep_days", 60, from_day=date(2026, 12, 1))

    today = queries.list_holding(union=UNION, on=DAY)
    then = queries.list_holding(union=UNION, on=date(2026, 12, 1))

    assert today == ({1, first, to_come}, {1, first, to_come})
    assert then == ({1, first, to_come}, {1, to_come})


def test_before_the_founding_nothing_is_written_out(db):
    assert services.write_out_new_rules(union=UNION, at=AT) is None
    assert queries.list_history(union=UNION, key="needs.keep_days") == ()


def test_setting_the_same_by_the_same_decision_twice_changes_nothing(charter):
    number = set_rule("needs.keep_days", 90)
    set_rule("needs.keep_days", 60, decision=number)

    assert queries.rule(union=UNION, key="needs.keep_days", on=DAY) == 90


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE charter_rule SET value = '1'",
        "DELETE FROM charter_rule",
        "UPDATE charter_decision SET title = 'other'",
        "DELETE FROM charter_decision",
        "TRUNCATE charter_decision, charter_rule CASCADE",
    ],
)
def test_the_database_refuses_to_change_the_charter(charter, attack):
    """I-19: not even raw SQL changes a rule silently."""
    if attack.startswith("TRUNCATE") and connection.vendor == "sqlite":
        attack = "DELETE FROM charter_rule"

    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack)

    assert len(queries.list_rules(union=UNION, on=DAY)) == len(words.PARAMETERS)


@pytest.mark.django_db(transaction=True)
def test_tables_can_be_emptied_between_tests_only(db):
    services.adopt_founding_rules(union=UNION, currency="EUR", at=AT)

    assert queries.find_last_decision(union=UNION) == 1


def test_a_rule_newer_than_the_founding_speaks_the_unions_currency(db, monkeypatch):
    """A union founded before a parameter existed gets its usual value, in its money."""
    founded = dict(words.PARAMETERS)
    del founded["purse.notice_threshold"]
    with monkeypatch.context() as patch:
        patch.setattr(services, "PARAMETERS", founded, raising=False)
        patch.setattr(words, "PARAMETERS", founded)
        services.adopt_founding_rules(union=UNION, currency="SEK", at=AT)

    value = queries.rule(union=UNION, key="purse.notice_threshold", on=DAY)
    listed = {rule.key: rule for rule in queries.list_rules(union=UNION, on=DAY)}

    assert value == Measure(15000, units.UNITS["SEK"])
    assert listed["purse.notice_threshold"].value == value
    assert listed["purse.notice_threshold"].from_day is None


def test_what_a_rule_has_said_is_listed_newest_first(charter):
    set_rule("needs.keep_days", 90)

    history = queries.list_history(union=UNION, key="needs.keep_days")

    assert [one.value for one in history] == [90, 365]
    assert queries.find_last_decision(union=UNION) == 2
    assert queries.find_last_decision(union=BY) == 0


def test_an_unknown_rule_is_not_found(charter):
    with pytest.raises(NotFound):
        queries.rule(union=UNION, key="no.such_rule", on=DAY)
    with pytest.raises(NotFound):
        queries.rule_in_force(union=UNION, key="no.such_rule", on=DAY)


def test_money_is_taken_as_an_amount_too(charter):
    set_rule("planning.purchase_limit_per_week", Measure(12345, units.UNITS["EUR"]))

    said = queries.rule(union=UNION, key="planning.purchase_limit_per_week", on=DAY)
    assert said == Measure(12345, units.UNITS["EUR"])


@pytest.mark.django_db
@pytest.mark.parametrize("currency", ["EUR", "CHF"])
def test_a_union_is_founded_with_amounts_of_money_as_they_are_meant(currency):
    """The usual threshold is one hundred and fifty, not fifteen thousand."""
    services.adopt_founding_rules(union=UNION, at=AT, currency=currency)

    threshold = queries.rule(union=UNION, key="purse.notice_threshold", on=DAY)
    assert str(threshold) == f"150 {currency}"
