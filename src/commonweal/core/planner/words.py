"""Sentences the planner says: an English template and what fills it, never prose.

The planner knows no language and no names, only labels. A caller puts names in place
of labels with ``Sentence.named`` and translates the template before filling it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

LABELS = frozenset(
    {
        "basket",
        "capacity",
        "currency",
        "good",
        "group",
        "label",
        "need",
        "period",
        "place",
        "promise",
        "recipe",
        "rest",
        "skill",
        "target",
        "unit",
        "until",
        "what",
    }
)
"""Keys of ``Sentence.params`` that hold labels of the problem; the others hold figures."""

LISTS = frozenset({"promises", "recipes"})
"""Keys of ``Sentence.params`` that hold several labels, with commas between them."""

PIECE = "piece"
"""The unit of what is counted: it goes without saying, as in “3 wool blankets”."""


def N_(message: str) -> str:  # noqa: N802 - the usual name of a translation marker
    """Mark a template for translation; interfaces translate it when it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing said: an English template in ``%(name)s`` style and what fills it.

    Examples
    --------
    >>> said = Sentence("%(amount)s hours of %(skill)s", {"amount": 6, "skill": "s1"})
    >>> str(said.named({"s1": "baking"}))
    '6 hours of baking'
    """

    template: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        if not self.params:
            return self.template
        said = self.template % dict(self.params)
        # A hole that nothing fills, such as an amount without a unit, leaves no gap.
        if "" in self.params.values():
            said = said.replace("  ", " ").replace(" .", ".").replace(" ;", ";")
        return said

    def named(self, names: Mapping[str, str]) -> Sentence:
        """Return the same sentence with labels replaced by the names people use."""
        params = {key: _named(key, value, names) for key, value in self.params.items()}
        return replace(self, params=params)


def _named(key: str, value: object, names: Mapping[str, str]) -> object:
    if key in LISTS:
        return ", ".join(names.get(one, one) for one in str(value).split(", "))
    return names.get(str(value), value) if key in LABELS else value


def figure(amount: float) -> int | float:
    """Round an amount to what people read: three digits, no needless zeros.

    Parameters
    ----------
    amount : float, [any unit]
        A finite amount.

    Returns
    -------
    int or float, [same unit]
        Whole numbers from 100 up, otherwise three significant digits.

    Examples
    --------
    >>> figure(5.9996), figure(1234.6), figure(0.01234)
    (6, 1235, 0.0123)
    """
    rounded = round(amount) if abs(amount) >= 100 else float(f"{amount:.3g}")  # noqa: PLR2004
    return int(rounded) if rounded == int(rounded) else rounded
