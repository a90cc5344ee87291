"""Money out: payment lists that banks take, codes that phones read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from lxml import etree

from commonweal.core.vf.problems import NotFound, NotYours
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.services import bank_payments
from commonweal.rooms.purse.translate import payments
from commonweal.rooms.purse.words.bank import Payment, PaymentList
from tests.rooms import bank_cast as cast

MILL = Payment(
    name="Mühle am Bach eG",
    iban="DE76 2004 0060 0526 0158 00",
    amount="84,20",
    text="Rechnung 4711",
)
BAKER = Payment(
    name="Bakkerij Jansen",
    iban="NL66INGB0006514322",
    amount="25.75",
    text="Brood week 45",
    bic="INGBNL2A",
)


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    return cast.bank_house(lentil_house, ana, by=kofi, confirmed_by=lena)


def listed(house, *of, on=cast.DAY, account=None, at=cast.AT):
    return bank_payments.make_payment_file(
        payments_of=PaymentList(account=account or house.giro, on=on, payments=of),
        union=house.union, by=house.keeper, at=at,
    )  # fmt: skip


def said(house, of, more):
    return cast.words_of(lambda: listed(house, *of, **more))


def texts(content: bytes, name: str) -> list[str]:
    return [e.text for e in etree.fromstring(content).iter(f"{{*}}{name}")]


def test_a_payment_list_is_what_the_banks_schema_asks_for(house):
    file = listed(house, MILL, BAKER)

    assert file.name == "payments-2026-11-23.xml"
    assert b"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09" in file.content
    assert texts(file.content, "CtrlSum") == ["109.95", "109.95"]
    assert texts(file.content, "InstdAmt") == ["84.20", "25.75"]
    assert texts(file.content, "IBAN") == [
        cast.GIRO,
        "DE76200400600526015800",
        "NL66INGB0006514322",
    ]
    assert texts(file.content, "Nm")[-2:] == ["Muhle am Bach eG", "Bakkerij Jansen"]
    assert texts(file.content, "Ustrd") == ["Rechnung 4711", "Brood week 45"]
    assert texts(file.content, "BICFI") == ["INGBNL2A"]


def test_the_same_list_makes_the_same_file_so_that_a_bank_sees_it_sent_twice(house):
    assert listed(house, MILL).content == listed(house, MILL).content
    assert texts(listed(house, MILL).content, "MsgId") != texts(
        listed(house, BAKER).content, "MsgId"
    )


def test_everything_that_is_wrong_with_a_list_is_said_at_once(house):
    bad = Payment(name=" ", iban="DE00 1234", amount="12,345", text="x" * 141, bic="X")

    found = said(
        house,
        (bad, MILL, MILL, replace(MILL, iban=cast.GIRO, amount="-3")),
        {"on": date(2026, 11, 22)},
    )

    assert [row for row, _ in found] == [None, 1, 1, 1, 1, 1, 4, 3, 4]
    assert found[0][1] == "The day 2026-11-22 is over. Choose today or a day to come."
    assert found[7][1] == (
        "The same payment is in line 2 already. If both are meant, say so in the text"
        " of one."
    )
    assert found[8][1] == "This is the account the money comes from. Choose another."


def test_an_empty_list_is_refused(house):
    assert said(house, (), {}) == [(None, "Choose at least one payment.")]


def test_lists_are_paid_from_accounts_in_euros_that_have_an_iban(house):
    account = services.open_account(
        draft=words.AccountDraft(name="Franc card", kind="card", currency="CHF"),
        union=house.union, by=house.keeper, key="chf", at=cast.AT,
    )  # fmt: skip

    found = said(house, (MILL,), {"account": account})

    assert found == [
        (
            None,
            (
                "“Franc card” is in CHF. Lists of this kind are for euros only; pay from"
                " an account in euros, or at the bank itself."
            ),
        ),
        (None, "“Franc card” has no IBAN. Write it down with the account first."),
    ]


def test_a_day_far_away_is_refused(house):
    far = cast.DAY + timedelta(days=366)

    assert said(house, (MILL,), {"on": far}) == [
        (None, "The day 2027-11-24 is more than a year away. Choose an earlier one.")
    ]


def test_what_was_laid_out_can_be_paid_by_one_list(house, ben):
    services.pay_from_pocket(
        draft=words.PocketDraft(
            amount="8.80", category=house.categories["tools"],
            iban="DE18430609671234567800", name_on_account="Ben A. Reader",
        ),
        union=house.union, by=ben.id, key="p", at=cast.AT,
    )  # fmt: skip
    (pocket,) = queries.list_pockets(union=house.union)

    found = bank_payments.payments_of_pockets(
        pockets=[pocket.id], union=house.union, by=house.keeper, at=cast.AT
    )
    file = listed(house, *found)

    assert texts(file.content, "InstdAmt") == ["8.80"]
    assert texts(file.content, "Nm")[-1] == "Ben A. Reader"
    assert texts(file.content, "Ustrd") == [f"Laid out for us, entry {pocket.number}"]
    assert texts(file.content, "EndToEndId") == [pocket.entry.hex]


def test_a_pocket_that_is_not_there_is_refused(house):
    with pytest.raises(NotFound, match="was squared already, or is not here"):
        bank_payments.payments_of_pockets(
            pockets=[house.union], union=house.union, by=house.keeper, at=cast.AT
        )


def test_a_payment_is_drawn_as_a_code_for_phones(house):
    drawn = bank_payments.payment_code(
        payment=BAKER, union=house.union, by=house.keeper, at=cast.AT
    )

    assert re.match(r"<svg [^>]*class=\"qr\"", drawn)
    assert "style=" not in drawn


def test_a_code_that_cannot_be_paid_is_refused():
    found = cast.words_of(payments.code, payment=replace(BAKER, iban="NL00"))

    assert len(found) == 1


def test_the_code_says_what_banks_read(monkeypatch):
    """The lines of the European Payments Council's quick response code, in order."""
    seen = {}
    real = payments.helpers.make_epc_qr

    def watched(**said):
        seen.update(said)
        return real(**said)

    monkeypatch.setattr(payments.helpers, "make_epc_qr", watched)

    payments.code(MILL)

    assert seen["name"] == "Mühle am Bach eG"
    assert seen["iban"] == "DE76200400600526015800"
    assert str(seen["amount"]) == "84.2"


def test_only_whoever_keeps_the_purse_makes_lists_and_codes(house, ben):
    house.keeper = ben.id

    with pytest.raises(NotYours):
        listed(house, MILL)
    with pytest.raises(NotYours):
        bank_payments.payment_code(
            payment=BAKER, union=house.union, by=ben.id, at=cast.AT
        )
