"""The units we use, with their OM2 names and smallest steps."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType

from commonweal.core.vf.measure import Unit
from commonweal.core.vf.problems import N_, Problem, Refused

KG = Unit("kg", "kilogram", "mass", 1000)
LITRE = Unit("l", "litre", "volume", 1000)
HOUR = Unit("h", "hour", "effort", 60)
SQUARE_METRE = Unit("m2", "squareMetre", "area", 100)
METRE = Unit("m", "metre", "length", 1000)
PIECE = Unit("piece", "one", "count", 1)
KWH = Unit("kWh", "kilowattHour", "energy", 1000)
# Contents of food. Kept apart from kg so that a need for protein is never a stock.
KCAL = Unit("kcal", "kilocalorie", "food energy", 1)
GRAM = Unit("g", "gram", "content", 1000)
MILLIGRAM = Unit("mg", "milligram", "content, fine", 1000)
MICROGRAM = Unit("ug", "microgram", "content, finest", 1000)

CURRENCIES: tuple[str, ...] = (
    "EUR", "USD", "GBP", "CHF", "SEK", "DKK", "NOK", "PLN", "CZK", "CAD", "AUD",
    "NZD", "BRL", "MXN", "ARS", "INR", "ZAR", "KES", "TRY",
)  # fmt: skip

UNITS: Mapping[str, Unit] = MappingProxyType(
    {
        unit.code: unit
        for unit in (
            KG, LITRE, HOUR, SQUARE_METRE, METRE, PIECE, KWH,
            KCAL, GRAM, MILLIGRAM, MICROGRAM,
            *(Unit(code, code, f"money {code}", 100) for code in CURRENCIES),
        )
    }
)  # fmt: skip


def unit_named(code: str, *, field: str = "unit") -> Unit:
    """Return the unit with this code, or refuse and suggest the nearest one."""
    unit = UNITS.get(code.strip())
    if unit is not None:
        return unit
    near = difflib.get_close_matches(code.strip(), UNITS, n=1)
    raise Refused(
        Problem(
            field,
            N_("We do not know the unit “%(unit)s”. Did you mean %(near)s?"),
            {
                "unit": code[:20],
                "near": near[0] if near else ", ".join(list(UNITS)[:7]),
            },
        )
    )
