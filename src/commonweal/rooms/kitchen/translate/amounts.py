"""Kitchen amounts as people write them: "1 1/2 cups", "2 EL", "½", "a pinch".

Cups and spoons are the metric ones (240, 15 and 5 ml). Of a span ("2-3 carrots") the
larger end counts, so that nobody runs short.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from commonweal.core.vf.problems import Refused
from commonweal.rooms.kitchen import errors

Dimension = Literal["mass", "volume", "count", "unweighed", "taste"]

_TABLE: tuple[tuple[Dimension, str, str], ...] = (
    ("mass", "1", "kg kilo kilos kilogram kilograms kilogramm"),
    ("mass", "0.001", "g gr gram grams gramm gramme"),
    ("mass", "0.01", "dag dkg"),
    ("mass", "0.000001", "mg"),
    ("mass", "0.5", "pfund"),
    ("mass", "0.45359237", "lb lbs pound pounds"),
    ("mass", "0.028349523", "oz ounce ounces"),
    ("volume", "1", "l liter litre liters litres"),
    ("volume", "0.1", "dl"),
    ("volume", "0.01", "cl"),
    ("volume", "0.001", "ml milliliter millilitre milliliters millilitres"),
    ("volume", "0.24", "cup cups tasse tassen"),
    ("volume", "0.2", "becher glas glass gläser"),
    ("volume", "0.015", "tbsp tbsps tbs tablespoon tablespoons el esslöffel essl"),
    ("volume", "0.005", "tsp tsps teaspoon teaspoons tl teelöffel teel"),
    ("volume", "0.4731765", "pint pints pt"),
    ("volume", "0.946353", "quart quarts qt"),
    ("volume", "0.02957353", "floz"),
    ("count", "1", "piece pieces pc pcs stück stücke stk st head heads kopf köpfe"),
    ("count", "12", "dozen dutzend"),
    (
        "unweighed",
        "1",
        "clove cloves zehe zehen bunch bunches bund bunde can cans dose",
    ),
    ("unweighed", "1", "dosen slice slices scheibe scheiben packet packets pck pkg"),
    ("unweighed", "1", "package packages packung packungen päckchen handful handfuls"),
    (
        "unweighed",
        "1",
        "handvoll sprig sprigs zweig zweige stalk stalks stange stangen",
    ),
    ("unweighed", "1", "jar jars stick sticks cube cubes würfel block blocks tin tins"),
    ("taste", "1", "pinch pinches prise prisen dash dashes msp messerspitze schuss"),
)
#: What a measure stands for: its dimension, and how many kg, l or pieces it is.
MEASURES: Mapping[str, tuple[Dimension, Decimal]] = MappingProxyType(
    {
        word: (dimension, Decimal(factor))
        for dimension, factor, words in _TABLE
        for word in words.split()
    }
)
_TO_TASTE = re.compile(
    r"\b(to taste|as needed|nach (?:geschmack|belieben|bedarf)|some|a little|a bit"
    r"|etwas|ein wenig)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:(?P<whole>\d+)\s+)?(?P<above>\d+)\s*/\s*(?P<below>\d+)"
    r"|(?P<decimal>\d+(?:[.,]\d+)?)"
)
_SPAN = re.compile("\\s*(?:[-\u2010-\u2015]|to\\b|bis\\b)\\s*(?=\\d)", re.IGNORECASE)
_ARTICLES = re.compile(
    r"^(?P<half>half an?|eine? halbe[nrs]?)\s+|^(?:an?|eine?[nrs]?|one)\s+",
    re.IGNORECASE,
)
_LARGEST = Decimal(100_000)
_THOUSAND = re.compile(r"(\d{1,3})[.,](\d{3})(?!\d)")
_SMALL = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Written:
    """An amount as written: how many of which measure. No number means to taste."""

    number: Decimal | None
    dimension: Dimension
    factor: Decimal
    measure: str

    @property
    def quantity(self) -> Decimal:
        """Return it in kg, l or pieces."""
        return (self.number or Decimal(0)) * self.factor


def clean(text: str) -> str:
    """Return text on one line, in composed letters, without signs that cannot be shown."""
    shown = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"} else sign
        for sign in unicodedata.normalize("NFC", text)
    )
    return " ".join(shown.split())


def is_to_taste(text: str) -> bool:
    """Say whether a text names no amount on purpose."""
    return bool(_TO_TASTE.search(text))


def without_taste(text: str) -> str:
    """Return a text without its "to taste"."""
    return _TO_TASTE.sub(" ", text).strip(" ,;()")


def split_number(text: str) -> tuple[Decimal | None, str]:
    """Return the number a text begins with, and the rest; None where it has none.

    Raises
    ------
    Refused
        It is less than nothing, divides by nothing, or is past all kitchens.
    """
    rest = _spelt_out(text)
    if re.match("[-\u2212\u2010-\u2015]\\s*\\d", rest):
        raise Refused(errors.negative("amount"))
    article = _ARTICLES.match(rest)
    if article is not None:
        one = Decimal("0.5") if article["half"] else Decimal(1)
        return one, rest[article.end() :]
    number, rest = _one_number(rest)
    span = _SPAN.match(rest)
    if number is not None and span is not None:
        number, rest = _one_number(rest[span.end() :])
    if number is not None and number > _LARGEST:
        raise Refused(errors.absurd_amount(text))
    return number, rest.strip()


def _one_number(text: str) -> tuple[Decimal | None, str]:
    found = _NUMBER.match(text)
    if found is None:
        return None, text
    rest = text[found.end() :]
    if found["decimal"]:
        return Decimal(found["decimal"].replace(",", ".")), rest
    if not int(found["below"]):
        raise Refused(errors.not_an_amount(text))
    part = Decimal(found["above"]) / Decimal(found["below"])
    return Decimal(found["whole"] or 0) + part, rest


def _spelt_out(text: str) -> str:
    """Write ½ as 1/2, parted from a number before it."""
    found = []
    for sign in text:
        parts = unicodedata.normalize("NFKC", sign).split("\u2044")
        is_fraction = len(parts) == 2 and unicodedata.category(sign) == "No"  # noqa: PLR2004
        found.append(f" {parts[0]}/{parts[1]}" if is_fraction else sign)
    return "".join(found).strip()


def measure_named(word: str) -> tuple[Dimension, Decimal] | None:
    """Return what a measure stands for, or None."""
    return MEASURES.get(word.strip().rstrip(".").casefold())


def read_amount(text: str, unit: str) -> Written | None:
    """Read an amount of a form; None when its unit is that of the kind itself.

    Raises
    ------
    Refused
        Not an amount, or a measure that is not known; it says which may be meant.
    """
    whole = clean(f"{text} {unit}")
    if is_to_taste(whole):
        return Written(None, "taste", Decimal(1), whole)
    number, rest = split_number(whole)
    word = rest.replace(" ", "") if rest else ""
    if number is None and not word:
        raise Refused(errors.not_an_amount(whole or text))
    found = measure_named(word) if word else None
    if found is not None and found[0] == "taste":
        return Written(None, "taste", Decimal(1), whole)
    if number is None:
        raise Refused(errors.not_an_amount(whole))
    if not word:
        return Written(number, "count", Decimal(1), "")
    if found is None:
        raise Refused(errors.unknown_unit(rest, nearest(rest)))
    require_clear(whole, found[1])
    return Written(number, found[0], found[1], rest)


def require_clear(text: str, factor: Decimal) -> None:
    """Refuse "1.500 g": grams and millilitres have no thousandths that anybody weighs.

    Raises
    ------
    Refused
        The point may part thousands or decimals.
    """
    found = _THOUSAND.match(text)
    if found is not None and factor <= _SMALL:
        large, small = found[1] + found[2], f"{found[1]}.{found[2].rstrip('0') or '0'}"
        raise Refused(errors.two_readings(text, large, small))


def nearest(word: str) -> str:
    """Return the measure that may be meant, or the usual ones."""
    near = difflib.get_close_matches(word.casefold(), MEASURES, n=1)
    return near[0] if near else "kg, g, l, ml"
