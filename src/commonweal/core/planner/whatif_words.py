"""What-ifs in plain sentences: what is supposed, where, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commonweal.core.planner.problem import Problem
from commonweal.core.planner.whatif import WhatIf, Yields
from commonweal.core.planner.words import N_, Sentence, figure

_EVERY: Mapping[str, str] = {
    "Yields": N_("Every task gives %(percent)s %% of what was expected."),
    "Illness": N_("%(percent)s %% of all hours are lost."),
    "Rooms": N_("%(percent)s %% of land, rooms and machines can be used."),
    "LateStart": N_("Every season begins %(n)s periods later."),
    "LateReady": N_("What takes a while is ready %(n)s periods later."),
    "LateArrival": N_("What is to come in comes %(n)s periods later."),
    "Stocks": N_("%(percent)s %% of the opening stock is left."),
    "Purses": N_("The purse holds %(percent)s %% of what was expected."),
    "Prices": N_("Outside prices are %(percent)s %% of what was expected."),
    "People": N_("Every group is %(percent)s %% of its size."),
}
_ONE: Mapping[str, str] = {
    "Yields": N_("%(recipe)s gives %(percent)s %% of what was expected."),
    "Illness": N_("%(percent)s %% of the hours of %(skill)s are lost."),
    "Rooms": N_("%(percent)s %% of %(capacity)s can be used."),
    "LateStart": N_("%(recipe)s can start only %(n)s periods later."),
    "LateReady": N_("%(recipe)s is ready %(n)s periods later."),
    "LateArrival": N_("%(good)s comes in %(n)s periods later."),
    "Stocks": N_("%(percent)s %% of the opening stock of %(good)s is left."),
    "Purses": N_(
        "The purse in %(currency)s holds %(percent)s %% of what was expected."
    ),
    "Prices": N_("The price of %(good)s is %(percent)s %% of what was expected."),
    "People": N_("%(group)s is %(percent)s %% of its size."),
}
_BY_ONE: Mapping[str, str] = {
    "LateStart": N_("Every season begins one period later."),
    "LateReady": N_("What takes a while is ready one period later."),
    "LateArrival": N_("What is to come in comes one period later."),
}
_ONE_BY_ONE: Mapping[str, str] = {
    "LateStart": N_("%(recipe)s can start only one period later."),
    "LateReady": N_("%(recipe)s is ready one period later."),
    "LateArrival": N_("%(good)s comes in one period later."),
}
_OF_GOOD = N_("Of %(good)s, %(percent)s %% of what was expected is made.")
_OF_BOTH = N_("Of %(good)s, %(recipe)s gives %(percent)s %% of what was expected.")
_WHERE = N_("Only at %(place)s.")
_WHEN = N_("Only in %(period)s.")
_FROM_TO = N_("Only from %(period)s to %(until)s.")
_KEYS = ("recipe", "good", "skill", "capacity", "currency", "group")


def said(problem: Problem, whatif: WhatIf) -> tuple[Sentence, ...]:
    """Say what is supposed.

    Parameters
    ----------
    problem : Problem
        For the names of its periods.
    whatif : WhatIf
        Of this problem.

    Returns
    -------
    tuple of Sentence
        What, then where and when if not everywhere and always.

    Examples
    --------
    >>> from commonweal.core.planner.terms import Period
    >>> from commonweal.core.planner.whatif import Illness
    >>> problem = Problem(periods=(Period("week 14"),), places=("home",))
    >>> [str(one) for one in said(problem, Illness(0.5, "baking", periods=(0,)))]
    ['50 % of the hours of baking are lost.', 'Only in week 14.']
    """
    return tuple(_said(problem, whatif))


def _said(problem: Problem, whatif: WhatIf) -> Iterator[Sentence]:
    named = {
        key: label for key in _KEYS if (label := getattr(whatif, key, None)) is not None
    }
    templates = _ONE if named else _EVERY
    if getattr(whatif, "n_periods", None) == 1:
        templates = _ONE_BY_ONE if named else _BY_ONE
    template = templates[type(whatif).__name__]
    if isinstance(whatif, Yields) and whatif.good is not None:
        template = _OF_GOOD if whatif.recipe is None else _OF_BOTH
    yield Sentence(template, {**named, **_figures(whatif)})
    place = getattr(whatif, "place", None)
    if place is not None:
        yield Sentence(_WHERE, {"place": place})
    periods = getattr(whatif, "periods", None)
    if periods:
        labels = [problem.periods[t].label for t in sorted(periods)]
        if len(labels) == 1:
            yield Sentence(_WHEN, {"period": labels[0]})
        else:
            yield Sentence(_FROM_TO, {"period": labels[0], "until": labels[-1]})


def _figures(whatif: WhatIf) -> dict[str, object]:
    later = getattr(whatif, "n_periods", None)
    if later is not None:
        return {"n": later}
    share = getattr(whatif, "share", None)
    part = getattr(whatif, "factor", None) if share is None else share
    return {"percent": figure(100 * (part or 0.0))}
