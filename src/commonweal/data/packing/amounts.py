"""Amounts and lines of a starter pack, as they are written in its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

#: The smallest amount we write, by unit. Hours go in steps of three minutes, because
#: a hundredth of an hour is no whole number of minutes.
STEPS: Mapping[str, Decimal] = {
    "kg": Decimal("0.001"),
    "l": Decimal("0.1"),
    "h": Decimal("0.05"),
    "m2": Decimal("0.01"),
    "kWh": Decimal("0.1"),
    "piece": Decimal(1),
}

Json = dict[str, object]


def written(amount: Decimal | str | int, unit: str) -> str:
    """Write an amount the way people do, rounded to what can be weighed."""
    step = STEPS[unit]
    whole = (Decimal(amount) / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return plain(max(whole, Decimal(1)) * step)


def plain(number: Decimal) -> str:
    """Write a number without an exponent and without idle zeros."""
    return f"{number.normalize():f}"


@dataclass(frozen=True, slots=True)
class Line:
    """So much of a kind, so many weeks after the start."""

    kind: str
    amount: Decimal
    after_weeks: int = 0


@dataclass(frozen=True, slots=True)
class Making:
    """A recipe before it is written into a pack."""

    key: str
    name: str
    name_de: str
    place: str
    outputs: tuple[Line, ...]
    source: str
    inputs: tuple[Line, ...] = ()
    effort: tuple[Line, ...] = ()
    uses: tuple[Line, ...] = ()
    months: tuple[int, ...] = ()
    toil: str = "1"
    footprint_kg_co2e: str = "0"
    use_weeks: int = field(default=1)

    def kinds(self) -> frozenset[str]:
        """Return every kind this recipe speaks of."""
        lines = (*self.inputs, *self.outputs, *self.effort, *self.uses)
        return frozenset(line.kind for line in lines)

    def as_json(self, units: Mapping[str, str]) -> Json:
        """Return the recipe in the shape of a pack."""
        made: Json = {
            "key": self.key,
            "name": self.name,
            "names": {"de": self.name_de},
            "place": self.place,
            "inputs": [_line(line, units) for line in self.inputs],
            "outputs": [_line(line, units) for line in self.outputs],
            "effort": [_line(line, units) for line in self.effort],
            "uses": [
                {**_amount(line, units), "weeks": self.use_weeks} for line in self.uses
            ],
            "toil": self.toil,
            "footprint_kg_co2e": self.footprint_kg_co2e,
            "source": self.source,
        }
        if self.months:
            made["months"] = list(self.months)
        return made


def lines(*pairs: tuple[str, Decimal | str | int]) -> tuple[Line, ...]:
    """Return lines of the same week, written as (kind, amount)."""
    return tuple(Line(kind, Decimal(amount)) for kind, amount in pairs)


def _amount(line: Line, units: Mapping[str, str]) -> Json:
    unit = units[line.kind]
    return {"kind": line.kind, "amount": written(line.amount, unit), "unit": unit}


def _line(line: Line, units: Mapping[str, str]) -> Json:
    told = _amount(line, units)
    if line.after_weeks:
        told["after_weeks"] = line.after_weeks
    return told
