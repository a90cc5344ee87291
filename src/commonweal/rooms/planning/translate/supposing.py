"""From what people suppose to what-ifs of the planner, and to sentences that say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from commonweal.core import planner
from commonweal.core.vf.problems import N_
from commonweal.rooms.planning.translate import to_planner
from commonweal.rooms.planning.words import Said, Span, Supposed

_ALL = {
    "yields": N_("Everything that is made gives %(percent)s %% less."),
    "hours": N_("%(percent)s %% of all hours are missing."),
    "rooms": N_("%(percent)s %% of land, rooms and equipment is out of use."),
    "stock": N_("%(percent)s %% of everything in store is lost."),
    "money": N_("The purse allows %(percent)s %% less."),
    "people": N_("%(percent)s %% more people are to be provided for."),
}
_ONE = {
    "yields": N_("“%(recipe)s” gives %(percent)s %% less."),
    "hours": N_("%(percent)s %% of the hours of %(skill)s are missing."),
    "rooms": N_("%(percent)s %% of %(capacity)s is out of use."),
    "stock": N_("%(percent)s %% of the %(good)s in store is lost."),
}
_LATE = N_("Seasons begin and crops ripen %(n)s weeks late.")
_LATE_BY_ONE = N_("Seasons begin and crops ripen one week late.")
_ONLY_IN = N_("Only in %(period)s.")
_ONLY_FROM = N_("Only from %(period)s on.")
_ONLY_BETWEEN = N_("Only from %(period)s to %(target)s.")


def supposed_to_json(supposed: Supposed) -> dict[str, object]:
    """Write what is supposed as plain JSON; what is as usual is left out."""
    usual = asdict(Supposed())
    return {
        name: str(value) if isinstance(value, UUID) else value
        for name, value in asdict(supposed).items()
        if value != usual[name]
    }


def supposed_from_json(body: Mapping[str, Any]) -> Supposed:
    """Read what was supposed."""
    read: dict[str, Any] = {
        name: UUID(value) if name.endswith("_of") else value
        for name, value in body.items()
    }
    return Supposed(**read)


def whatifs_of(
    supposed: Supposed, problem: planner.Problem, spans: tuple[Span, ...]
) -> tuple[planner.WhatIf, ...]:
    """Write what is supposed as what-ifs of a problem."""
    return (
        *_of_work(supposed, problem, spans),
        *_of_seasons(supposed, spans),
        *_of_store_and_purse(supposed),
    )


def _of_work(
    supposed: Supposed, problem: planner.Problem, spans: tuple[Span, ...]
) -> Iterator[planner.WhatIf]:
    when = periods_of(supposed, len(spans))
    if supposed.yields_less:
        left = 1 - supposed.yields_less / 100
        for recipe in _labels(supposed.yields_of, problem.recipes):
            yield planner.Yields(left, recipe=recipe)
    if supposed.hours_less:
        skill = None if supposed.hours_of is None else str(supposed.hours_of)
        share = supposed.hours_less / 100
        yield planner.Illness(share, skill=skill, periods=when)
    if supposed.rooms_less:
        left = 1 - supposed.rooms_less / 100
        for capacity in _labels(supposed.rooms_of, problem.capacities):
            yield planner.Rooms(left, capacity=capacity, periods=when)


def _of_seasons(
    supposed: Supposed, spans: tuple[Span, ...]
) -> Iterator[planner.WhatIf]:
    if supposed.weeks_late:
        by = _periods_late(supposed.weeks_late, spans)
        yield planner.LateStart(by)
        yield planner.LateReady(by)


def _of_store_and_purse(supposed: Supposed) -> Iterator[planner.WhatIf]:
    if supposed.stock_less:
        good = None if supposed.stock_of is None else str(supposed.stock_of)
        yield planner.Stocks(1 - supposed.stock_less / 100, good=good)
    if supposed.money_less:
        yield planner.Purses(1 - supposed.money_less / 100)
    if supposed.more_people:
        yield planner.People(1 + supposed.more_people / 100)


def periods_of(supposed: Supposed, n_periods: int) -> tuple[int, ...] | None:
    """Return the periods that lost hours and rooms are lost in; None: all of them."""
    until = n_periods - 1
    if supposed.until_period is not None:
        until = supposed.until_period
    found = tuple(range(supposed.from_period, until + 1))
    return None if len(found) == n_periods else found


def _labels(
    known: UUID | None,
    lines: tuple[planner.Recipe, ...] | tuple[planner.Capacity, ...],
) -> list[str | None]:
    """Return the labels of something, wherever it is; None alone: everything."""
    if known is None:
        return [None]
    return [
        label
        for label in dict.fromkeys(line.label for line in lines)
        if to_planner.split_label(label)[0] == known
    ]


def _periods_late(weeks: int, spans: tuple[Span, ...]) -> int:
    """Return weeks as periods, at least one: a season's months are not cut."""
    days = sum(span.n_days for span in spans) / len(spans)
    return max(1, round(weeks * 7 / days))


def said_of(supposed: Supposed, spans: tuple[Span, ...]) -> tuple[Said, ...]:
    """Say what is supposed, in labels and per cent."""
    return tuple(_said(supposed, spans))


def _said(supposed: Supposed, spans: tuple[Span, ...]) -> Iterator[Said]:
    for name, key, percent, which in (
        ("yields", "recipe", supposed.yields_less, supposed.yields_of),
        ("hours", "skill", supposed.hours_less, supposed.hours_of),
        ("rooms", "capacity", supposed.rooms_less, supposed.rooms_of),
        ("stock", "good", supposed.stock_less, supposed.stock_of),
        ("money", "", supposed.money_less, None),
        ("people", "", supposed.more_people, None),
    ):
        if not percent:
            continue
        params: dict[str, object] = {"percent": percent}
        if which is not None:
            params[key] = str(which)
        yield Said((_ALL if which is None else _ONE)[name], params)
        if name in {"hours", "rooms"}:
            yield from _when(supposed, spans)
    if supposed.weeks_late:
        late = _LATE_BY_ONE if supposed.weeks_late == 1 else _LATE
        yield Said(late, {"n": supposed.weeks_late})


def _when(supposed: Supposed, spans: tuple[Span, ...]) -> Iterator[Said]:
    periods = periods_of(supposed, len(spans))
    if periods is None:
        return
    labels: dict[str, object] = {"period": spans[periods[0]].label}
    if len(periods) == 1:
        yield Said(_ONLY_IN, labels)
    elif periods[-1] == len(spans) - 1:
        yield Said(_ONLY_FROM, labels)
    else:
        yield Said(_ONLY_BETWEEN, {**labels, "target": spans[periods[-1]].label})
