"""Units that contradict one another: kilos taken for grams, an oven in hours and batches.

The planner reckons in whatever unit a good is counted in and never changes one into
another. What is known of units here serves only to find slips of the pen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from commonweal.core.planner.terms import Capacity, Need
from commonweal.core.planner.words import N_, Sentence, figure

MOST_HELD: Final = 100.0
"""Most that a unit of a good may hold, as a multiple of itself in the same kind of
measure: dried milk makes ten times its weight, a kilo never makes a tonne."""

_SIZES: Final[Mapping[str, tuple[str, float]]] = {
    "mg": ("mass", 1e-6),
    "g": ("mass", 1e-3),
    "dag": ("mass", 1e-2),
    "kg": ("mass", 1.0),
    "dt": ("mass", 100.0),
    "t": ("mass", 1000.0),
    "ml": ("volume", 1e-3),
    "cl": ("volume", 1e-2),
    "dl": ("volume", 1e-1),
    "l": ("volume", 1.0),
    "L": ("volume", 1.0),
    "hl": ("volume", 100.0),
    "m3": ("volume", 1000.0),
    "m³": ("volume", 1000.0),
    "mm": ("length", 1e-3),
    "cm": ("length", 1e-2),
    "m": ("length", 1.0),
    "km": ("length", 1000.0),
    "cm2": ("area", 1e-4),
    "cm²": ("area", 1e-4),
    "m2": ("area", 1.0),
    "m²": ("area", 1.0),
    "ha": ("area", 10_000.0),
    "kcal": ("energy", 4.184e-3),
    "kJ": ("energy", 1e-3),
    "MJ": ("energy", 1.0),
    "kWh": ("energy", 3.6),
    "min": ("time", 1 / 60),
    "h": ("time", 1.0),
    "hour": ("time", 1.0),
    "hours": ("time", 1.0),
}

Found = tuple[str, Sentence]  # where it stands, and what is wrong


def of_capacities(capacities: tuple[Capacity, ...]) -> Iterator[Found]:
    """Find capacities of one label that are counted in two units.

    Parameters
    ----------
    capacities : tuple of Capacity
        All of a problem.

    Yields
    ------
    tuple of str, Sentence
        The line whose unit is not that of the first line with the same label; lines
        without a unit agree with any.

    Examples
    --------
    >>> lines = (Capacity("home", "oven", 0, 8, "h"), Capacity("home", "oven", 1, 3, "loads"))
    >>> [where for where, _ in of_capacities(lines)]
    ['capacities[1].unit']
    """
    units: dict[str, str] = {}
    for i, capacity in enumerate(capacities):
        unit = capacity.unit
        if unit and units.setdefault(capacity.label, unit) != unit:
            params = {
                "capacity": capacity.label,
                "unit": units[capacity.label],
                "other": unit,
            }
            yield f"capacities[{i}].unit", Sentence(_TWO_UNITS, params)


def of_need(
    where: str, need: Need, units: Mapping[str, str], shared: Collection[str]
) -> Iterator[Found]:
    """Find goods that count for a need as if their unit were another.

    Two slips are found, where both units measure the same: a need whose goods all count
    as 1 although its unit is smaller or larger than theirs, and a good of which one
    unit is said to hold more than a hundred times itself. Units of different kinds
    (kcal of bread, litres for a head) say nothing against each other, and a need that
    shares a basket asks for what is in the goods (1 g of salt in 1 kg of beans).

    Parameters
    ----------
    where : str
        Where the need stands.
    need : Need
        With contents that are numbers.
    units : mapping of str to str
        The unit of every good; a good it does not hold is not looked at.
    shared : collection of str
        Baskets that several needs name.

    Yields
    ------
    tuple of str, Sentence
        Where, and what is wrong.

    Examples
    --------
    >>> from commonweal.core.planner.terms import Tier
    >>> need = Need("n", "home", "north", Tier.VITAL, 0, 500, {"bread": 1}, ("b",), unit="g")
    >>> [str(words) for _, words in of_need("needs[0]", need, {"bread": "kg"}, ())]
    ['1 kg of bread counts as 1 g here, not as 1000; check the units.']
    """
    kind, size = _SIZES.get(need.unit, ("", 1.0))
    is_alone = not any(basket in shared for basket in need.baskets)
    is_met_directly = is_alone and all(one == 1 for one in need.contents.values())
    for label, content in need.contents.items():
        unit = units.get(label, "")
        good_kind, good_size = _SIZES.get(unit, ("unknown", 1.0))
        if good_kind != kind:
            continue
        holds = good_size / size
        is_slip = is_met_directly and abs(holds - 1) > _SAME
        if is_slip or content > MOST_HELD * holds:
            params = {
                "unit": unit,
                "good": label,
                "need_unit": need.unit,
                "content": figure(content),
                "holds": figure(holds),
            }
            yield f"{where}.contents[{label!r}]", Sentence(_NOT_SO_MUCH, params)


_SAME: Final = 1e-9
_TWO_UNITS = N_(
    "%(capacity)s is counted in %(unit)s already; one capacity has one unit, not "
    "%(other)s as well."
)
_NOT_SO_MUCH = N_(
    "1 %(unit)s of %(good)s counts as %(content)s %(need_unit)s here, not as %(holds)s; "
    "check the units."
)
