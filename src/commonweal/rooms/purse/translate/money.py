"""Reads amounts of money as people write them, or says which two ways they could be read.

"12,5", "12.50", "1.234,50", "1,234.50", "1'234.50", "12,-", "€ 12", "12 EUR" are
read; "1.234" is not guessed at, because one reader means thousands and another cents.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from commonweal.core.vf.measure import MAX_STEPS, Measure, Unit
from commonweal.core.vf.problems import Refused
from commonweal.core.vf.units import CURRENCIES, UNITS
from commonweal.rooms.purse.errors import typed as errors

#: Signs and words that mean one currency.
_SIGNS = {
    "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP", "₹": "INR", "₺": "TRY",
    "ZŁ": "PLN", "KČ": "CZK", "FR": "CHF", "SFR": "CHF",
}  # fmt: skip
#: Signs that mean one of several: the usual one, if it is among them, else the first.
_SHARED = {
    "$": ("USD", "CAD", "AUD", "NZD", "MXN", "ARS", "BRL"),
    "KR": ("SEK", "DKK", "NOK"),
}
_WORDS = re.compile(r"[^\W\d_]+\.?|[€£₹₺$]")
_MINUS = "-\u2212\u2013\u2014"
_SPACES = re.compile(r"[\s\u00a0\u202f'\u2019_]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
_DECIMALS = 2
_GROUP = 3
_LONGEST = 60


def read_money(
    typed: str, *, usual: Unit, field: str = "amount", signed: bool = False
) -> Measure:
    """Return the amount; ``usual`` is the currency when none is written.

    Raises
    ------
    Refused
        Not an amount, readable in two ways, two currencies, finer than a cent, absurd,
        or not above zero (unless ``signed``).
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text:
        raise Refused(errors.no_amount(field))
    if len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        raise Refused(errors.not_an_amount(field, typed))
    unit = _currency(text, typed, usual, field)
    is_less, digits = _sign(_SPACES.sub("", _WORDS.sub("", text)))
    steps = _number(digits, typed, field) * unit.steps
    if steps > MAX_STEPS:
        raise Refused(errors.too_large(field, typed))
    amount = -int(steps) if is_less else int(steps)
    if amount <= 0 and not signed:
        raise Refused(errors.below_zero(field, typed))
    return Measure(amount, unit)


def _currency(text: str, typed: str, usual: Unit, field: str) -> Unit:
    written = [word.rstrip(".") for word in _WORDS.findall(text)]
    codes = list(dict.fromkeys(_code(word, usual) for word in written))
    known = [code for code in codes if code in CURRENCIES]
    if len(known) > 1:
        raise Refused(errors.two_currencies(field, known[0], known[1]))
    if len([part for part in _WORDS.split(text) if re.search(r"\d", part)]) > 1:
        raise Refused(errors.not_an_amount(field, typed))  # "12 EUR 50"
    if len(known) < len(codes):
        unknown = next(word for word in written if _code(word, usual) not in known)
        raise Refused(errors.unknown_currency(field, unknown, ", ".join(CURRENCIES)))
    return UNITS[known[0]] if known else usual


def _code(word: str, usual: Unit) -> str:
    word = word.upper()
    shared = _SHARED.get(word)
    if shared is not None:
        return usual.code if usual.code in shared else shared[0]
    return _SIGNS.get(word, word)


def _sign(bare: str) -> tuple[bool, str]:
    if len(bare) > 1 and bare[-1] in _MINUS and bare[-2] in ",.":
        bare = bare[:-2]  # "12,-" is how a round amount is written
    if bare[:1] and bare[0] in _MINUS:
        return True, bare[1:]
    if bare[-1:] and bare[-1] in _MINUS:
        return True, bare[:-1]
    return False, bare.removeprefix("+")


def _number(digits: str, typed: str, field: str) -> Decimal:
    whole, decimals = _parted(digits, typed, field)
    if _GROUPED.fullmatch(whole):
        whole = whole.replace(",", "").replace(".", "")
    if not re.fullmatch(r"[0-9]{0,15}", whole) or not re.fullmatch(r"[0-9]*", decimals):
        raise Refused(errors.not_an_amount(field, typed))
    if not whole and not decimals:
        raise Refused(errors.not_an_amount(field, typed))
    if len(decimals.rstrip("0")) > _DECIMALS:
        raise Refused(errors.finer_than_a_cent(field, typed))
    return Decimal(f"{whole or 0}.{decimals or 0}")


def _parted(digits: str, typed: str, field: str) -> tuple[str, str]:
    """Part an amount at its decimal sign, the last of its marks if it has one."""
    marks = [mark for mark in digits if mark in ",."]
    if not marks or (len(marks) > 1 and len(set(marks)) == 1):
        return digits, ""  # "1.234.567": only thousands are parted so often
    last = max(digits.rfind(","), digits.rfind("."))
    whole, behind = digits[:last], digits[last + 1 :]
    if (
        len(marks) == 1
        and len(behind) == _GROUP
        and re.fullmatch(r"[1-9]\d{0,2}", whole)
    ):
        large, small = f"{whole}{behind}.00", f"{whole}.{behind[:2]}"
        raise Refused(errors.read_two_ways(field, typed, large, small))
    return whole, behind
