"""Stating, changing and withdrawing needs (story 5)."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf import units
from commonweal.core.vf.measure import measure_of
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.needs import queries, services
from commonweal.rooms.needs.models import Need
from commonweal.rooms.needs.translate.drafts import NeedDraft
from tests.rooms.needs_cast import AT, add_kind, written

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def oats(lentil_house):
    return add_kind(lentil_house, "oats")


@pytest.fixture
def care(lentil_house):
    return add_kind(lentil_house, "support at home", units.HOUR, words=("service",))


def state(person, key="a", **parts):
    return services.state_written(lines=[written(key, **parts)], by=person.id, at=AT)[0]


def totals_in_ledger(union):
    return {
        (i.group, i.tier, i.is_wish, str(i.resource_quantity), i.per, i.due, i.n_people)
        for i in ledger.list_intents(union=union.id)
    }


def problems(deed, **arguments):
    with pytest.raises(Refused) as refused:
        deed(at=AT, **arguments)
    return [(p.row, p.field) for p in refused.value.problems]


def test_a_stated_need_is_on_its_persons_list(lentil_house, ben, oats):
    """Story 5."""
    draft = NeedDraft(
        key="a",
        person=ben.id,
        kind=oats.id,
        quantity=measure_of("3", units.KG),
        due=date(2026, 11, 27),
        tier="vital",
    )

    need = services.state_need(draft=draft, by=ben.id, at=AT)

    mine = queries.list_my_needs(person=ben.id, union=lentil_house.id)
    assert mine == (need,)
    assert (need.kind.name, str(need.quantity), need.per) == ("oats", "3 kg", "once")
    assert (need.due, need.tier, need.typed_by) == (date(2026, 11, 27), "vital", None)


def test_a_need_has_no_field_for_a_reason():
    """I-3, I-25: these columns and no others."""
    columns = {field.name for field in Need._meta.fields}

    assert columns == {
        "id", "union", "person", "kind", "amount", "per", "due", "begins", "ends",
        "tier", "is_wish", "status", "received", "typed_by", "stated_at", "changed_at",
        "keep_until",
    }  # fmt: skip
    assert {f.name for f in dataclasses.fields(NeedDraft)} <= columns | {
        "key",
        "quantity",
        "row",
    }


def test_a_form_sent_twice_states_one_need(lentil_house, ben, oats):
    """Issue 2, bad input: a form sent twice."""
    first = state(ben)
    second = state(ben)

    assert first == second
    assert len(queries.list_my_needs(person=ben.id, union=lentil_house.id)) == 1


def test_two_people_may_use_the_same_key(lentil_house, ana, ben, oats):
    mine = state(ana)
    his = state(ben)

    assert mine.id != his.id


@pytest.mark.usefixtures("oats")
def test_a_need_is_published_as_a_total_of_its_circle(
    lentil_house, circles, ana, ben, chidi
):
    """The ledger sees circles and sums, never who needs what."""
    state(ana, amount="1")
    state(chidi, amount="3", per="day")
    state(ben, "once", per="", due="2026-12-04", tier="vital")
    state(ben, "wish", wish="yes")

    assert totals_in_ledger(lentil_house) == {
        (circles["north"].id, "dignity", False, "1 kg", "week", None, 1),
        (circles["garden"].id, "dignity", False, "21 kg", "week", None, 1),
        (circles["south"].id, "vital", False, "3 kg", None, date(2026, 12, 4), 1),
        (circles["south"].id, "dignity", True, "3 kg", "week", None, 1),
    }


def test_months_and_years_are_published_by_the_week_rounded_up(lentil_house, ana, oats):
    """52.18 kg a year are 1.000027… kg a week: 1.001 kg in whole grams."""
    state(ana, amount="52.18", per="year")

    assert {total[3] for total in totals_in_ledger(lentil_house)} == {"1.001 kg"}


def test_pieces_by_the_year_do_not_become_a_piece_every_week(lentil_house, ana):
    """13 pieces a year are one every four weeks, not 52."""
    add_kind(lentil_house, "socks", units.PIECE, words=("clothing",))

    state(ana, what="socks", amount="13", per="year")

    found = totals_in_ledger(lentil_house)
    assert len(found) == 6
    assert {total[3] for total in found} == {"1 piece"}
    assert min(total[5] for total in found) == date(2026, 11, 29)


def test_withdrawing_the_last_need_ends_its_total(lentil_house, ben, oats):
    need = state(ben)

    services.withdraw_need(need=need.id, by=ben.id, at=AT)
    services.withdraw_need(need=need.id, by=ben.id, at=AT)

    assert totals_in_ledger(lentil_house) == set()
    assert queries.list_my_needs(person=ben.id, union=lentil_house.id) == ()


def test_changing_a_need_changes_what_was_said_and_no_more(lentil_house, ben, oats):
    need = state(ben, tier="vital")

    changed = services.change_need(
        need=need.id, changes={"amount": "4,5"}, by=ben.id, at=AT
    )

    assert str(changed.quantity) == "4.5 kg"
    assert (changed.id, changed.tier, changed.per) == (need.id, "vital", "week")
    assert {total[3] for total in totals_in_ledger(lentil_house)} == {"4.5 kg"}


def test_a_change_is_refused_like_a_new_need(ben, oats):
    need = state(ben)

    found = problems(
        services.change_need,
        need=need.id,
        changes={"amount": "-1", "per": "once", "due": "2026-01-01"},
        by=ben.id,
    )

    assert found == [(None, "amount"), (None, "due")]


def test_a_withdrawn_need_cannot_be_changed(ben, oats):
    need = state(ben)
    services.withdraw_need(need=need.id, by=ben.id, at=AT)

    found = problems(
        services.change_need, need=need.id, changes={"amount": "4"}, by=ben.id
    )

    assert found == [(None, "need")]


def test_all_problems_of_a_need_are_told_together(ben, oats):
    """Issue 2, bad input: everything at once, by field."""
    line = written(
        what="oatz", amount="", per="fortnight", due="2026-02-30", tier="urgent",
        wish="perhaps", who="Bnn",
    )  # fmt: skip

    found = problems(services.state_written, lines=[line], by=ben.id)

    assert sorted(field for _, field in found) == [
        "due", "per", "tier", "what", "who", "wish",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "field", "said"),
    [
        ({"amount": "0"}, "amount", "more than zero"),
        ({"amount": "-3"}, "amount", "more than zero"),
        ({"amount": "lots"}, "amount", "is not a number"),
        ({"amount": "1e30"}, "amount", "too large"),
        ({"amount": "900000"}, "amount", "more than one person can mean"),
        ({"amount": "0.0001"}, "amount", "finer than we can weigh"),
        ({"amount": ""}, "amount", "how much"),
        ({"what": ""}, "what", "what is needed"),
        ({"what": "oat"}, "what", "Did you mean oats"),
        ({"unit": "h"}, "unit", "counted in kg, not in h"),
        ({"unit": "pound"}, "unit", "do not know the unit"),
        ({"what": "support at home", "unit": "kg"}, "unit", "in h, not in kg"),
        ({"what": "support at home", "per": "day", "amount": "25"}, "amount", "mean"),
        ({"per": "once"}, "due", "by which day"),
        ({"per": "week", "due": "2026-12-01"}, "due", "needed once"),
        ({"per": "", "due": "2026-11-22"}, "due", "is past"),
        ({"per": "", "due": "2096-11-22"}, "due", "too far off"),
        ({"per": "", "due": "31.11.2026"}, "due", "does not exist"),
        ({"begins": "2026-12-02", "ends": "2026-12-01"}, "ends", "before the first"),
        ({"who": "Anna"}, "who", "Did you mean Ana"),
    ],
)
@pytest.mark.usefixtures("ana", "oats", "care")
def test_bad_input_is_refused_by_field_with_what_to_do(ben, parts, field, said):
    """Issue 2, bad input: wrong units, negative and absurd amounts, unknown things."""
    with pytest.raises(Refused) as refused:
        services.state_written(lines=[written(**parts)], by=ben.id, at=AT)

    assert [p.field for p in refused.value.problems] == [field]
    assert said in str(refused.value)


def test_what_a_union_works_with_is_not_a_need(lentil_house, ben):
    loom = add_kind(lentil_house, "loom", units.HOUR, words=("equipment",))
    draft = NeedDraft(
        key="a",
        person=ben.id,
        kind=loom.id,
        quantity=measure_of("1", units.HOUR),
        per="week",
    )

    assert problems(services.state_need, draft=draft, by=ben.id) == [(None, "what")]


def test_a_draft_of_the_wrong_unit_or_words_is_refused(ben, oats):
    draft = NeedDraft(
        key="a",
        person=ben.id,
        kind=oats.id,
        quantity=measure_of("1", units.HOUR),
        per="aeon",
        tier="royal",
        row=7,
    )

    found = problems(services.state_need, draft=draft, by=ben.id)

    assert found == [(7, "unit"), (7, "per"), (7, "tier")]


def test_an_unknown_kind_in_a_draft_is_refused(lentil_house, ben):
    draft = NeedDraft(
        key="a",
        person=ben.id,
        kind=ben.id,
        quantity=measure_of("1", units.KG),
        per="day",
    )

    assert problems(services.state_need, draft=draft, by=ben.id) == [(None, "what")]


def test_a_kind_of_another_union_is_not_known(ben, oak_yard, oats):
    add_kind(oak_yard, "acorns")

    found = problems(services.state_written, lines=[written(what="acorns")], by=ben.id)

    assert found == [(None, "what")]


def test_nobody_states_changes_or_withdraws_for_another(ana, ben, chidi, dalia, oats):
    need = state(ben)

    with pytest.raises(NotYours, match="mandate for paper"):
        state(chidi, who="Ben")
    with pytest.raises(NotFound):
        services.change_need(need=need.id, changes={"amount": "1"}, by=chidi.id, at=AT)
    with pytest.raises(NotFound):
        services.withdraw_need(need=need.id, by=dalia.id, at=AT)


def test_needs_of_another_union_are_not_found(ben, dalia, oats):
    draft = NeedDraft(
        key="a",
        person=dalia.id,
        kind=oats.id,
        quantity=measure_of("1", units.KG),
        per="week",
    )

    with pytest.raises(NotFound):
        services.state_need(draft=draft, by=ben.id, at=AT)
