"""Where the knots of a flow picture stand: columns, order and heights.

Flows that lead back to an earlier step (compost to the field, seed to the store) would
send any layered picture in circles; they are found first and kept apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Rounds of ordering each column by its neighbours; more changes little.
SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Link:
    """So much flows from one knot to another; ``said`` is the amount in words."""

    source: str
    target: str
    weight: float
    said: str


def parted(links: Sequence[Link]) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Part links into those that lead on and those that lead back.

    Puts the knots in one line so that little weight leads back: what only gives to the
    front, what only takes to the end, and in a circle the knot that gives most beyond
    what it takes first (Eades, Lin and Smyth 1993, "A fast and effective heuristic for
    the feedback arc set problem", with weights). The same links give the same picture.
    """
    place = {knot: i for i, knot in enumerate(_line(links))}
    onward = tuple(link for link in links if place[link.source] < place[link.target])
    return onward, tuple(
        link for link in links if place[link.source] >= place[link.target]
    )


def columns(onward: Sequence[Link]) -> Mapping[str, int]:
    """Return each knot's column: one past the furthest knot that feeds it.

    A knot nothing flows into stands just before the first knot it feeds, and what
    feeds nothing more (the needs) stands in the last column.
    """
    column = dict.fromkeys(_knots(onward), 0)
    for _step in column:  # no path is longer than the number of knots
        moved = False
        for link in onward:
            if column[link.target] <= column[link.source]:
                column[link.target] = column[link.source] + 1
                moved = True
        if not moved:
            break
    fed = {link.target for link in onward}
    feeds = {link.source for link in onward}
    last = max(column.values(), default=0)
    for knot in column:
        if knot not in fed:
            fed_by_it = [link.target for link in onward if link.source == knot]
            column[knot] = min(column[target] for target in fed_by_it) - 1
    return {knot: at if knot in feeds else last for knot, at in column.items()}


def ordered(
    onward: Sequence[Link], column: Mapping[str, int]
) -> tuple[tuple[str, ...], ...]:
    """Return the knots of each column from top to bottom, with few crossings."""
    wide = max(column.values(), default=-1) + 1
    order = [[knot for knot in column if column[knot] == i] for i in range(wide)]
    for sweep in range(SWEEPS):
        place = {knot: i for knots in order for i, knot in enumerate(knots)}
        towards_start = sweep % 2 == 0
        for knots in order:
            pulls = {
                knot: _pull(knot, onward, place, to_start=towards_start)
                for knot in knots
            }
            knots.sort(key=lambda knot: pulls[knot])
            place |= {knot: i for i, knot in enumerate(knots)}
    return tuple(tuple(knots) for knots in order)


def through(links: Sequence[Link]) -> Mapping[str, float]:
    """Return how much passes through each knot: the larger of in and out."""
    comes, goes = _sums(links)
    return {knot: max(comes[knot], goes[knot]) for knot in _knots(links)}


def _knots(links: Sequence[Link]) -> list[str]:
    return list(
        dict.fromkeys(knot for link in links for knot in (link.source, link.target))
    )


def _line(links: Sequence[Link]) -> list[str]:
    left = _knots(links)
    front: list[str] = []
    end: list[str] = []
    while left:
        comes, goes = _sums([k for k in links if k.source in left and k.target in left])
        ends = [knot for knot in left if not goes[knot]]
        starts = [knot for knot in left if not comes[knot] and goes[knot]]
        if ends or starts:
            end = ends + end
            front += starts
        else:
            front.append(max(left, key=lambda knot: goes[knot] - comes[knot]))
        left = [knot for knot in left if knot not in {*front, *end}]
    return front + end


def _sums(links: Sequence[Link]) -> tuple[Mapping[str, float], Mapping[str, float]]:
    comes: dict[str, float] = defaultdict(float)
    goes: dict[str, float] = defaultdict(float)
    for link in links:
        comes[link.target] += link.weight
        goes[link.source] += link.weight
    return comes, goes


def _pull(
    knot: str, onward: Sequence[Link], place: Mapping[str, int], *, to_start: bool
) -> float:
    near = [
        (place[link.source if to_start else link.target], link.weight)
        for link in onward
        if (link.target if to_start else link.source) == knot
    ]
    total = sum(weight for _place, weight in near)
    if total <= 0:
        return float(place[knot])
    return sum(at * weight for at, weight in near) / total
