"""Writes payment lists banks take (SEPA pain.001) and codes that phones pay (EPC-QR).

``sepaxml`` writes the list and holds it against the schema; what it draws by chance or
from the clock is put right here, so that the same list always makes the same file and a
bank can tell a list sent twice.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from lxml import etree
from segno import helpers
from sepaxml.transfer import SepaTransfer
from sepaxml.validation import ValidationError, try_valid_xml

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_, Problem, Refused, require
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse.translate import money, numbers, values
from commonweal.rooms.purse.words.bank import Payment

SCHEMA = "pain.001.001.09"
MOST_PAYMENTS = 500
NAME_LETTERS = 70
TEXT_LETTERS = 140
DAYS_AHEAD = 365
_MOST = 999_999_999_99

_NO_IBAN = N_("“%(name)s” has no IBAN. Write it down with the account first.")
_NOT_EURO = N_(
    "“%(name)s” is in %(currency)s. Lists of this kind are for euros only; pay from an"
    " account in euros, or at the bank itself."
)
_NO_PAYMENTS = N_("Choose at least one payment.")
_TOO_MANY = N_("At most %(n)s payments go into one list. Make several.")
_NO_NAME = N_("Write whom the money goes to, as the bank knows them.")
_NAME_TOO_LONG = N_("A name has at most 70 letters here. Shorten it.")
_WRITE_IBAN = N_("Write the account (IBAN) it goes to.")
_NO_TEXT = N_("Write what it is for, so that the other side knows.")
_TEXT_TOO_LONG = N_("The text has at most 140 letters. Shorten it.")
_TOO_MUCH = N_("%(amount)s is more than such a list can carry. Pay it at the bank.")
_OURSELVES = N_("This is the account the money comes from. Choose another.")
_TWICE = N_(
    "The same payment is in line %(first)s already. If both are meant, say so in the"
    " text of one."
)
_DAY_GONE = N_("The day %(day)s is over. Choose today or a day to come.")
_DAY_FAR = N_("The day %(day)s is more than a year away. Choose an earlier one.")
_NOT_VALID = N_(
    "The list does not fit the banks' rules, though every line does. Take out names or"
    " texts with unusual signs, and try again."
)


@dataclass(frozen=True, slots=True)
class Payer:
    """The account a list is paid from."""

    name: str
    holder: str
    iban: str
    bic: str
    currency: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """A payment that was read; ``amount`` is in cents."""

    name: str
    iban: str
    bic: str
    amount: int
    text: str
    mark: str


def write_list(
    payments: Sequence[Payment],
    *,
    payer: Payer,
    on: date,
    today: date,
    at: datetime,
) -> bytes:
    """Return a pain.001 file of these payments, or refuse with all that is wrong."""
    problems = [*_payer_problems(payer), *_day_problems(on, today)]
    if not payments:
        problems.append(Problem("payments", _NO_PAYMENTS))
    if len(payments) > MOST_PAYMENTS:
        problems.append(Problem("payments", _TOO_MANY, {"n": MOST_PAYMENTS}))
    transfers = [
        _read(payment, row, problems) for row, payment in enumerate(payments, start=1)
    ]
    problems.extend(_among(transfers, payer))
    require(problems)
    return _written(transfers, payer, on=on, at=at)


def code(payment: Payment) -> str:
    """Return an EPC-QR code as SVG for a page; every bank's app in Europe reads it."""
    problems: list[Problem] = []
    one = _read(payment, None, problems)
    require(problems)
    drawn = helpers.make_epc_qr(
        name=one.name,
        iban=one.iban,
        bic=one.bic or None,
        amount=Decimal(one.amount) / 100,
        text=one.text,
    )
    out = io.BytesIO()
    drawn.save(out, kind="svg", scale=4, border=4, xmldecl=False, svgclass="qr")
    return out.getvalue().decode()


def _payer_problems(payer: Payer) -> Iterator[Problem]:
    if payer.currency != "EUR":
        said = {"name": payer.name, "currency": payer.currency}
        yield Problem("account", _NOT_EURO, said)
    if not payer.iban:
        yield Problem("account", _NO_IBAN, {"name": payer.name})


def _day_problems(on: date, today: date) -> Iterator[Problem]:
    if on < today:
        yield Problem("on", _DAY_GONE, {"day": on.isoformat()})
    if on > today + timedelta(days=DAYS_AHEAD):
        yield Problem("on", _DAY_FAR, {"day": on.isoformat()})


def _read(payment: Payment, row: int | None, problems: list[Problem]) -> Transfer:
    """Read one payment; what is wrong with it goes to ``problems``."""
    found: list[Problem] = []
    iban = numbers.read_iban(payment.iban, found)
    bic = numbers.read_bic(payment.bic, found)
    if not iban:
        found.append(Problem("iban", _WRITE_IBAN))
    name = values.clean(payment.name)
    text = values.clean(payment.text)
    found.extend(_text_problems(name, text))
    amount = 0
    try:
        read = money.read_money(payment.amount, usual=UNITS["EUR"])
        amount = read.amount
        found.extend(_amount_problems(read))
    except Refused as refused:
        found.extend(refused.problems)
    problems.extend(found if row is None else (one.at_row(row) for one in found))
    mark = "" if payment.entry is None else payment.entry.hex
    return Transfer(name, iban, bic, amount, text, mark)


def _text_problems(name: str, text: str) -> Iterator[Problem]:
    if not name:
        yield Problem("name", _NO_NAME)
    if len(name) > NAME_LETTERS:
        yield Problem("name", _NAME_TOO_LONG)
    if not text:
        yield Problem("text", _NO_TEXT)
    if len(text) > TEXT_LETTERS:
        yield Problem("text", _TEXT_TOO_LONG)


def _amount_problems(amount: Measure) -> Iterator[Problem]:
    if amount.unit.code != "EUR":
        said = {"name": values.said(amount), "currency": amount.unit.code}
        yield Problem("amount", _NOT_EURO, said)
    if amount.amount > _MOST:
        yield Problem("amount", _TOO_MUCH, {"amount": values.said(amount)})


def _among(transfers: Sequence[Transfer], payer: Payer) -> Iterator[Problem]:
    """Yield what is wrong between payments: the same twice, or to ourselves."""
    seen: dict[tuple[object, ...], int] = {}
    for row, one in enumerate(transfers, start=1):
        if one.iban and one.iban == payer.iban:
            yield Problem("iban", _OURSELVES, row=row)
        same = (one.iban, one.amount, one.text)
        if one.iban and same in seen:
            yield Problem("iban", _TWICE, {"first": seen[same]}, row)
        seen.setdefault(same, row)


def _written(
    transfers: Sequence[Transfer], payer: Payer, *, on: date, at: datetime
) -> bytes:
    config = {
        "name": payer.holder or payer.name,
        "IBAN": payer.iban,
        "batch": True,
        "currency": "EUR",
    }
    if payer.bic:
        config["BIC"] = payer.bic
    sepa = SepaTransfer(config, schema=SCHEMA)  # type: ignore[no-untyped-call]  # sepaxml has no types
    for one in transfers:
        payment = {
            "name": one.name,
            "IBAN": one.iban,
            "amount": one.amount,
            "execution_date": on,
            "description": one.text,
            "endtoend_id": one.mark or "NOTPROVIDED",
        }
        if one.bic:
            payment["BIC"] = one.bic
        sepa.add_payment(payment)  # type: ignore[no-untyped-call]
    mark = hashlib.sha256(repr((payer, on, transfers)).encode()).hexdigest()[:28]
    drawn = sepa.export(validate=False)  # type: ignore[no-untyped-call]
    content = _always_the_same(drawn, f"CW-{mark}", at)
    try:
        try_valid_xml(content, SCHEMA)  # type: ignore[no-untyped-call]
    except ValidationError:
        raise Refused(Problem("payments", _NOT_VALID)) from None
    return content


def _always_the_same(content: bytes, mark: str, at: datetime) -> bytes:
    """Put our own mark and moment where the library drew them."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    for element in root.iter("{*}MsgId", "{*}PmtInfId"):
        element.text = mark
    for element in root.iter("{*}CreDtTm"):
        element.text = at.strftime("%Y-%m-%dT%H:%M:%S")
    for element in root.iter("{*}FinInstnId"):
        if len(element) == 0:
            space = etree.QName(element).namespace
            other = etree.SubElement(element, f"{{{space}}}Othr")
            etree.SubElement(other, f"{{{space}}}Id").text = "NOTPROVIDED"
    written = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return bytes(written)
