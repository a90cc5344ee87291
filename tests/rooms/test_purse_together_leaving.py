"""The exit settlement: computed by anybody, agreed by two, never a gate (I-21)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from commonweal.commons.charter import services as charter
from commonweal.commons.people import queries as people
from commonweal.commons.people import services as people_services
from commonweal.core.vf.problems import NotFound, NotYours, Refused
from commonweal.rooms.purse import models, queries, services
from commonweal.rooms.purse.queries import announced, exits
from commonweal.rooms.purse.services import leaving, pledging
from commonweal.rooms.purse.words.together import (
    ExitDraft,
    PledgeDraft,
    RoundDraft,
    SettlementPaymentDraft,
)
from tests.conftest import give_mandate
from tests.rooms import together_cast as cast
from tests.rooms.together_cast import AT, DAY, announce, later, words_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return cast.open_house(lentil_house, ana, kofi, lena)


def computed(house, full_years, children=0, carers=1):
    draft = ExitDraft(full_years=full_years, children=children, carers=carers)
    return exits.compute_exit(union=house.id, draft=draft, on=DAY)


def ask(house, person, *, key="k", wished="", **numbers):
    return leaving.ask_settlement(
        draft=ExitDraft(**{"full_years": 10, **numbers}),
        wished=wished,
        union=house.id,
        by=person.id,
        key=key,
        at=AT,
    )


def agree(house, settlement, person):
    leaving.agree_settlement(settlement=settlement, union=house.id, by=person.id, at=AT)


def change(house, settlement, person, amount):
    leaving.change_settlement(
        settlement=settlement, amount=amount, union=house.id, by=person.id, at=AT
    )


def pay(house, settlement, person, amount="", key="p"):
    return leaving.pay_settlement(
        settlement=settlement,
        draft=SettlementPaymentDraft(account=house.account, amount=amount),
        union=house.id,
        by=person.id,
        key=key,
        at=AT,
    )


def seen(house, settlement, person):
    return exits.get_settlement(union=house.id, settlement=settlement, person=person.id)


@pytest.mark.parametrize(
    ("numbers", "parts"),
    [
        ((0,), ("5000", "0", "0", "5000")),
        ((12, 2, 2), ("5000", "2500", "6000", "13500")),
        ((40, 1, 2), ("5000", "1250", "15000", "21250")),
        ((1, 1, 3), ("5000", "833.34", "500", "6333.34")),
    ],
)
def test_the_formula_is_the_unions(house, numbers, parts):
    """5000 + 2500 a child ÷ carers + 500 a year, 30 at most: decision 1504's figures."""
    view = computed(house, *numbers)
    found = (view.base, view.for_children, view.for_years, view.total)
    assert tuple(str(one).removesuffix(" EUR") for one in found) == parts


def test_the_charter_changes_the_formula(house, kofi):
    decision = charter.record_decision(union=house.id, title="Leaving", at=AT)
    for key, value in (("purse.exit_base", "6000"), ("purse.exit_most_years", 5)):
        charter.set_rule(
            union=house.id, key=key, value=value, from_day=DAY, decision=decision,
            by=kofi.id, at=AT,
        )  # fmt: skip
    view = computed(house, 12)
    assert (str(view.total), view.years_counted) == ("8500 EUR", 5)


def test_anybody_computes_from_the_first_day_and_nothing_is_kept(house, ben):
    computed(house, 3, 1, 1)
    assert models.Settlement.objects.count() == 0
    assert "children" not in {f.name for f in models.Settlement._meta.get_fields()}


def test_numbers_that_cannot_be_are_refused_together(house):
    with pytest.raises(Refused) as refused:
        computed(house, -1, 21, 0)
    assert words_of(refused) == [
        ("full_years", "Write full years between 0 and 100."),
        ("children", "Write how many children, between 0 and 20."),
        ("carers", "Write how many care for them, between 1 and 20."),
    ]


def test_it_is_agreed_by_two_and_paid_as_an_entry_of_the_books(house, ana, ben):
    """Story 19."""
    asked = ask(house, ben)
    settlement = asked.settlement.id
    assert (str(asked.settlement.amount), asked.settlement.status) == (
        "10000 EUR", "asked",
    )  # fmt: skip
    with pytest.raises(Refused):
        pay(house, settlement, ana)
    agree(house, settlement, ana)
    assert seen(house, settlement, ben).status == "agreed"

    first = pay(house, settlement, ana, "4000")
    assert pay(house, settlement, ana, "4000") == first
    with pytest.raises(Refused) as refused:
        pay(house, settlement, ana, "6000.01", key="q")
    assert words_of(refused) == [
        ("amount", "Of what was agreed 6000 EUR are left to pay.")
    ]
    pay(house, settlement, ana, key="q")

    assert seen(house, settlement, ben).status == "paid"
    entries = queries.list_entries(union=house.id)
    assert [(e.kind, str(e.amount), e.category_name) for e in entries] == [
        ("settlement", "6000 EUR", "Given to those who left"),
        ("settlement", "4000 EUR", "Given to those who left"),
    ]
    assert (
        announced.list_spends(union=house.id, person=ben.id, on=DAY, with_ended=True)
        == ()
    )


def test_another_amount_is_agreed_by_need_and_nobody_asks_why(house, ana, ben):
    settlement = ask(house, ben, wished="12000").settlement.id
    agree(house, settlement, ana)
    change(house, settlement, ben, "12500")
    assert seen(house, settlement, ben).status == "asked"
    change(house, settlement, ana, "11000")
    half = seen(house, settlement, ben)
    assert (half.leaver_agreed_on, half.purse_agreed_on) == (None, DAY)

    agree(house, settlement, ben)
    view = seen(house, settlement, ben)
    assert (view.status, str(view.amount), str(view.computed)) == (
        "agreed", "11000 EUR", "10000 EUR",
    )  # fmt: skip
    names = {f.name for f in models.Settlement._meta.get_fields()}
    assert not names & {"reason", "why", "note"}


def test_it_takes_two_even_when_who_leaves_keeps_the_purse(house, ana):
    settlement = ask(house, ana).settlement.id
    agree(house, settlement, ana)
    with pytest.raises(Refused):
        pay(house, settlement, ana)


def test_nobody_else_reads_or_changes_it(house, ana, ben, chidi):
    settlement = ask(house, ben).settlement.id
    for deed in (
        lambda: agree(house, settlement, chidi),
        lambda: change(house, settlement, chidi, "1"),
        lambda: pay(house, settlement, chidi),
    ):
        with pytest.raises(NotYours):
            deed()
    assert exits.list_settlements(union=house.id, person=chidi.id) == ()
    with pytest.raises(NotFound):
        leaving.withdraw_settlement(
            settlement=settlement, union=house.id, by=ana.id, at=AT
        )


def test_leaving_waits_for_nothing_that_is_open_in_the_purse(house, ana, ben):
    """I-21: an unpaid settlement, a pledge, an announcement and a pocket hold nobody."""
    asked = ask(house, ben)
    announce(house, ben, "900")
    round_id = pledging.open_round(
        draft=RoundDraft(
            name="Year", needed="100", months=1, closes_on=DAY,
            if_not_covered="again",
        ),
        union=house.id, by=ana.id, key="o", at=AT,
    )  # fmt: skip
    pledging.pledge(
        round_id=round_id, draft=PledgeDraft(green="5", yellow="", red=""),
        person=ben.id, union=house.id, by=ben.id, at=AT,
    )  # fmt: skip

    people_services.leave(person=ben.id, by=ben.id, at=AT)

    assert people.find_person(person=ben.id) is None
    assert models.Pledge.objects.count() == 0
    assert not models.Spend.objects.filter(announced_by=ben.id).exists()
    row = models.Settlement.objects.get()
    assert (row.id, row.person_id) == (asked.settlement.id, None)


def test_it_outlives_the_person_and_its_code_speaks_for_them(
    house, lentil_house, ana, ben, chidi, kofi, lena
):
    """I-21: who has left still answers, with a code that the union does not keep."""
    give_mandate(lentil_house, chidi, "purse", by=kofi, confirmed_by=lena)
    asked = ask(house, ben)
    settlement = asked.settlement.id
    people_services.leave(person=ben.id, by=ben.id, at=AT)
    change(house, settlement, chidi, "9000")
    assert asked.code not in repr(models.Settlement.objects.values().get())

    with pytest.raises(NotFound) as refused:
        leaving.answer_with_code(
            code="AAAA-BBBB", amount="", union=house.id, by=ana.id, at=AT
        )
    assert words_of(refused) == [
        (
            "code",
            (
                "No settlement has this code. Read it again; 0 and O, 1 and I are the "
                "same."
            ),
        )
    ]
    leaving.answer_with_code(
        code=asked.code.lower(), amount="", union=house.id, by=ana.id, at=AT
    )
    found = exits.find_settlement(union=house.id, code=asked.code)
    assert (found.status, str(found.amount)) == ("agreed", "9000 EUR")
    pay(house, settlement, ana)


def test_who_agreed_for_the_purse_does_not_answer_for_the_leaver_too(house, ana, ben):
    asked = ask(house, ben)
    people_services.leave(person=ben.id, by=ben.id, at=AT)
    change(house, asked.settlement.id, ana, "1")
    with pytest.raises(NotYours) as refused:
        leaving.answer_with_code(
            code=asked.code, amount="", union=house.id, by=ana.id, at=AT
        )
    assert words_of(refused) == [
        (
            "",
            (
                "This takes two: the leaver says yes, and somebody else with a mandate "
                "for the purse."
            ),
        )
    ]


def test_the_same_form_sent_twice_shows_the_same_code(house, ben):
    assert ask(house, ben) == ask(house, ben)
    with pytest.raises(Refused) as refused:
        ask(house, ben, key="another")
    assert words_of(refused) == [
        ("", "You have asked already. Change the amount there.")
    ]


def test_it_is_taken_back_while_nothing_is_paid(house, ana, ben):
    settlement = ask(house, ben).settlement.id
    leaving.withdraw_settlement(settlement=settlement, union=house.id, by=ben.id, at=AT)
    assert seen(house, settlement, ben).status == "withdrawn"
    with pytest.raises(Refused):
        agree(house, settlement, ana)


def test_old_settlements_lose_whose_they_were(house, ana, ben):
    """I-24: paid and two years old, nobody needs to know whose it was."""
    settlement = ask(house, ben).settlement.id
    agree(house, settlement, ana)
    pay(house, settlement, ana)
    services.expire(union=house.id, at=later(730))
    assert models.Settlement.objects.get().person_id == ben.id
    services.expire(union=house.id, at=later(731))
    row = models.Settlement.objects.get()
    assert (row.person_id, row.purse_person_id) == (None, None)


def test_old_announcements_are_forgotten(house, ben):
    """I-24: what was paid stays in the books, what was said about it does not."""
    announce(house, ben)
    services.expire(union=house.id, at=later(730))
    assert models.Spend.objects.count() == 1
    services.expire(union=house.id, at=later(731))
    assert models.Spend.objects.count() == 0


def test_one_exports_ones_own_settlement(house, ana, ben):
    ask(house, ben)
    tables = people_services.export_own_data(person=ben.id, by=ben.id, at=AT)
    assert [row["amount"] for row in tables["purse_settlements"]] == ["10000 EUR"]
    anas = people_services.export_own_data(person=ana.id, by=ana.id, at=AT)
    assert anas["purse_settlements"] == []


def test_the_database_keeps_the_promises_by_itself(house, ben):
    ask(house, ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Settlement.objects.update(amount=-1)
