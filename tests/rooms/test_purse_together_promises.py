"""What the purse must never become: pay, loans, shares of a surplus, merit (I-12 to I-14)."""

from __future__ import annotations

import pytest
from django.apps import apps

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.problems import Refused
from commonweal.rooms.needs import queries as needs
from commonweal.rooms.purse import models, queries, services, words
from commonweal.rooms.purse.services import announcing, pledging
from commonweal.rooms.purse.words import PocketDraft
from commonweal.rooms.purse.words.together import PledgeDraft, RoundDraft, SpendDraft
from tests.rooms import together_cast as cast
from tests.rooms.together_cast import AT, DAY, pay, words_of

pytestmark = pytest.mark.django_db(transaction=True)

#: Tables of the purse that name a person beside an amount: what was written down at
#: their wish, what they offered unseen, and what they are given when they leave.
PERSON_AND_AMOUNT = {"Entry", "Pledge", "Settlement"}


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return cast.open_house(lentil_house, ana, kofi, lena)


def everything_happens(house, ana, ben, chidi):
    """Let people bring and take very different amounts."""
    pay(house, ben, "90", with_name=True, person=ben.id)
    pay(
        house, chidi, "5000", key="c", kind="came_in", with_name=True,
        person=chidi.id, category=house.categories["people"],
    )  # fmt: skip
    pay(
        house, ana, "900", key="e", kind="came_in",
        category=house.categories["enterprises"],
    )  # fmt: skip
    for number, person in enumerate((ben, chidi)):
        services.pay_from_pocket(
            draft=PocketDraft(amount="30", category=house.categories["food"]),
            union=house.id, by=person.id, key=str(number), at=AT,
        )  # fmt: skip
    round_id = pledging.open_round(
        draft=RoundDraft(
            name="Year", needed="100", months=1, closes_on=DAY, if_not_covered="again"
        ),
        union=house.id, by=ana.id, key="o", at=AT,
    )  # fmt: skip
    for person, amount in ((ben, "0"), (chidi, "5000")):
        pledging.pledge(
            round_id=round_id, draft=PledgeDraft(green=amount, yellow="", red=""),
            person=person.id, union=house.id, by=person.id, at=AT,
        )  # fmt: skip


def test_what_somebody_brings_or_takes_changes_nothing_for_them_elsewhere(
    house, ana, ben, chidi
):
    """I-12: need, totals and stores look the same before and after."""

    def elsewhere():
        return (
            needs.list_totals(union=house.id, on=DAY),
            ledger.list_stock(union=house.id),
            ledger.list_intents(union=house.id),
            ledger.list_commitments(union=house.id),
        )

    before = elsewhere()
    everything_happens(house, ana, ben, chidi)

    assert elsewhere() == before


def test_an_enterprises_income_comes_to_the_union_and_no_account_is_a_persons(
    house, ana, ben, chidi
):
    """I-13: money stands in the union's accounts only, whoever brought it."""
    everything_happens(house, ana, ben, chidi)

    found = {line.key.split(":")[0] for line in ledger.list_accounts(union=house.id)}
    assert found <= {"purse", "category", "pockets", "exchange", "settlements"}
    persons = {str(one) for one in (ana.id, ben.id, chidi.id)}
    agents = {str(one.agent) for one in (ana, ben, chidi)}
    for line in ledger.list_accounts(union=house.id):
        assert not any(one in line.key for one in persons | agents)
    (total,) = queries.standing(union=house.id).totals
    assert str(total) == "5810 EUR"


def test_no_kind_of_entry_shares_out_a_surplus_or_pays_a_person():
    """I-13, I-8: there is no word for it, so nobody can write it down."""
    assert set(words.ENTRY_KINDS) == {
        "taken", "paid", "came_in", "moved", "exchanged", "from_pocket", "squared",
        "difference", "opening", "settlement", "correction",
    }  # fmt: skip


def test_what_is_taken_is_never_to_be_given_back(house, ben):
    """I-14: taking leaves nothing that waits for the taker."""
    pay(house, ben, "90", kind="taken", with_name=True, person=ben.id)

    assert queries.own_pockets(union=house.id, person=ben.id) == ()
    for model in apps.get_app_config("purse").get_models():
        fields = {field.name for field in model._meta.get_fields()}
        assert not fields & {"interest", "repaid", "repay_by", "lent_to", "due_to"}


def test_few_tables_name_a_person_beside_an_amount():
    """I-8, I-11: whoever adds another has to say here what it is for."""
    found = set()
    for model in apps.get_app_config("purse").get_models():
        fields = {field.name for field in model._meta.get_fields()}
        if "person_id" in fields and fields & {"amount", "green", "total"}:
            found.add(model.__name__)

    assert found == PERSON_AND_AMOUNT


def test_the_same_threshold_and_days_hold_for_everybody(house, ana, ben, kofi):
    """I-10: whoever announces, it stands from the same day on."""
    days = set()
    for number, person in enumerate((ana, ben, kofi)):
        cast.announce(house, person, key=str(number))
    for row in models.Spend.objects.all():
        days.add(row.stands_from)

    assert len(days) == 1


def test_an_amount_may_say_its_currency_but_not_two(house, ben):
    """Bad input: two currencies in one announcement."""
    made = announcing.announce_spend(
        draft=SpendDraft(amount="200 CHF", what_for="tickets", day=DAY),
        union=house.id, by=ben.id, key="f", at=AT,
    )  # fmt: skip
    assert models.Spend.objects.get(id=made).currency == "CHF"
    with pytest.raises(Refused) as refused:
        announcing.announce_spend(
            draft=SpendDraft(
                amount="200 CHF", what_for="tickets", day=DAY, currency="EUR"
            ),
            union=house.id, by=ben.id, key="g", at=AT,
        )  # fmt: skip
    assert words_of(refused) == [
        ("amount", "This is written in CHF; here it is about EUR.")
    ]
