"""Slack in plain sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping

from commonweal.core.planner.plan import LimitUse
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import Need
from commonweal.core.planner.whatif import (
    Illness,
    WhatIf,
    Yields,
)
from commonweal.core.planner.words import N_, Sentence, figure

_ALMOST = 1e-6
_EVERY: Mapping[str, str] = {
    "Yields": N_("All tasks could give %(percent)s %% less before anybody gets less."),
    "Illness": N_(
        "%(percent)s %% of all hours could fall away before anybody gets less."
    ),
    "Rooms": N_(
        "%(percent)s %% of land, rooms and machines could fall away "
        "before anybody gets less."
    ),
    "Stocks": N_(
        "%(percent)s %% of the opening stock could be lost before anybody gets less."
    ),
    "Purses": N_("%(percent)s %% of the purse could be lost before anybody gets less."),
}
_ONE: Mapping[str, str] = {
    "Yields": N_("%(recipe)s could give %(percent)s %% less before anybody gets less."),
    "Illness": N_(
        "%(percent)s %% of the hours of %(skill)s could fall away "
        "before anybody gets less."
    ),
    "Rooms": N_(
        "%(percent)s %% of %(capacity)s could fall away before anybody gets less."
    ),
    "Stocks": N_(
        "%(percent)s %% of the opening stock of %(good)s could be lost "
        "before anybody gets less."
    ),
    "Purses": N_(
        "%(percent)s %% of the purse in %(currency)s could be lost "
        "before anybody gets less."
    ),
}
_YIELD_OF_GOOD = N_(
    "%(percent)s %% of the %(good)s made could be lost before anybody gets less."
)
_HOURS_WHEN = N_(
    "%(percent)s %% of the hours of %(skill)s in %(period)s could fall away "
    "before anybody gets less."
)
_VITAL = N_("Vital needs would stay met as planned up to %(percent)s %%.")
_FIRST = N_("%(group)s: “%(need)s” would be the first to get less.")
_WHERE = N_("Only at %(place)s.")
_WHEN = N_("Only in %(period)s.")
_FROM_TO = N_("Only from %(period)s to %(until)s.")
_FREE: Mapping[str, str] = {
    "effort": N_(
        "Of %(amount)s hours of %(skill)s in %(period)s, %(percent)s %% are free."
    ),
    "capacity": N_(
        "Of %(amount)s %(unit)s of %(capacity)s in %(period)s, %(percent)s %% are free."
    ),
    "rest": N_("Of %(amount)s hours that “%(rest)s” leaves, %(percent)s %% are free."),
    "store": N_(
        "Of the room to keep %(amount)s %(unit)s of %(good)s after %(period)s, "
        "%(percent)s %% is free."
    ),
}
_PURSE = N_("Of %(amount)s %(currency)s in the purse, %(percent)s %% are free.")
_PURSE_WHEN = N_(
    "Of %(amount)s %(currency)s in the purse for %(period)s, %(percent)s %% are free."
)
_KEYS = ("recipe", "good", "skill", "capacity", "currency")
_LABEL = {
    "effort": "skill", "rest": "rest", "capacity": "capacity", "store": "good"
}  # fmt: skip


def fall(
    problem: Problem, whatif: WhatIf, share: float, vital_share: float
) -> tuple[Sentence, ...]:
    """Say how much of something could be lost before anybody gets less."""
    named = {
        key: label for key in _KEYS if (label := getattr(whatif, key, None)) is not None
    }
    params: dict[str, object] = {**named, "percent": _percent(share)}
    periods = [problem.periods[t].label for t in getattr(whatif, "periods", None) or ()]
    template = (_ONE if named else _EVERY)[type(whatif).__name__]
    if isinstance(whatif, Yields) and whatif.good is not None:
        template = _YIELD_OF_GOOD
    said = []
    if isinstance(whatif, Illness) and whatif.skill and len(periods) == 1:
        said.append(Sentence(_HOURS_WHEN, {**params, "period": periods[0]}))
    else:
        said.append(Sentence(template, params))
        if len(periods) == 1:
            said.append(Sentence(_WHEN, {"period": periods[0]}))
        elif periods:
            ends = {"period": periods[0], "until": periods[-1]}
            said.append(Sentence(_FROM_TO, ends))
    place = getattr(whatif, "place", None)
    if place is not None:
        said.append(Sentence(_WHERE, {"place": place}))
    if _percent(vital_share) != _percent(share):
        said.append(Sentence(_VITAL, {"percent": _percent(vital_share)}))
    return tuple(said)


def first(need: Need) -> Sentence:
    """Say who would be the first to get less."""
    return Sentence(_FIRST, {"group": need.group, "need": need.label})


def spare(problem: Problem, limit: LimitUse) -> Sentence:
    """Say how much of a limit is free."""
    free = max(1.0 - limit.used / limit.amount, 0.0) if limit.amount > 0 else 0.0
    params: dict[str, object] = {
        "amount": figure(limit.amount),
        "percent": _percent(free),
    }
    if limit.period is not None:
        params["period"] = problem.periods[limit.period].label
    if limit.kind == "purse":
        params["currency"] = limit.label
        return Sentence(_PURSE if limit.period is None else _PURSE_WHEN, params)
    params[_LABEL[limit.kind]] = limit.label
    if limit.kind == "capacity":
        units = (c.unit for c in problem.capacities if c.label == limit.label)
        params["unit"] = next(units, "")
    elif limit.kind == "store":
        params["unit"] = next(g.unit for g in problem.goods if g.label == limit.label)
    if limit.place is not None:
        params["place"] = limit.place
    return Sentence(_FREE[limit.kind], params)


def _percent(share: float) -> int | float:
    """Tenths of a percent, rounded down: never more than is there."""
    return figure(math.floor(1000 * share + _ALMOST) / 10)
