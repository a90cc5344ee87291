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

    Walks depth first from the knots nothing flows into; a link to a knot we are still
    walking from closes a circle. The order of links decides, so the same links give
    the same picture.
    """
    leaving: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        leaving[link.source].append(link)
    back: set[Link] = set()
    seen: set[str] = set()
    for start in _starts(links):
        if start not in seen:
            _walk(start, leaving, seen, back)
    onward = tuple(link for link in links if link not in back)
    return onward, tuple(link for link in links if link in back)


def columns(onward: Sequence[Link]) -> Mapping[str, int]:
    """Return each knot's column: one past the furthest knot that feeds it.

    A knot nothing flows into stands just before the first knot it feeds.
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
    for knot in column:
        if knot not in fed:
            column[knot] = (
                min(column[link.target] for link in onward if link.source == knot) - 1
            )
    return column


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
    comes: dict[str, float] = defaultdict(float)
    goes: dict[str, float] = defaultdict(float)
    for link in links:
        comes[link.target] += link.weight
        goes[link.source] += link.weight
    return {knot: max(comes[knot], goes[knot]) for knot in _knots(links)}


def _knots(links: Sequence[Link]) -> list[str]:
    return list(
        dict.fromkeys(knot for link in links for knot in (link.source, link.target))
    )


def _starts(links: Sequence[Link]) -> list[str]:
    fed = {link.target for link in links}
    knots = _knots(links)
    return [knot for knot in knots if knot not in fed] + knots


def _walk(
    start: str,
    leaving: Mapping[str, Sequence[Link]],
    seen: set[str],
    back: set[Link],
) -> None:
    """Walk without recursion: a chain of a thousand steps is still a picture."""
    seen.add(start)
    on_the_way = {start}
    path = [(start, iter(leaving.get(start, ())))]
    while path:
        knot, rest = path[-1]
        link = next(rest, None)
        if link is None:
            on_the_way.discard(knot)
            path.pop()
        elif link.target in on_the_way:
            back.add(link)
        elif link.target not in seen:
            seen.add(link.target)
            on_the_way.add(link.target)
            path.append((link.target, iter(leaving.get(link.target, ()))))


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
