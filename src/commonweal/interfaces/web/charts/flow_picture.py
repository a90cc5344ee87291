"""Flows from where things come from to the needs they meet, as bands of their width.

Bands that lead back (compost to the field) are thin dashed lines, and are marked in
the table. Very small flows are put together, so that the picture stays readable.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from commonweal.interfaces.web.charts import chart, layers

WIDTH = 760
#: Room for the names of the last column, right of it.
NAMES_WIDE = 150
HIGHEST = 520
LOWEST = 140
KNOT_WIDE = 10
GAP = 26
TOP = 14
#: Knots beyond this many per column make a picture nobody reads.
MOST_LINKS = 60
COLOURS = 6
LINE_HIGH = 15

Link = layers.Link


@dataclass(frozen=True, slots=True)
class Knot:
    """A knot where it stands."""

    name: str
    x: float
    y: float
    height: float
    colour: int


def sankey(*, ident: str, title: str, links: Sequence[Link]) -> chart.Chart:
    """Draw the flows; the table beside lists every one of them."""
    kept = sorted(
        (link for link in links if link.weight > 0 and link.source != link.target),
        key=lambda link: -link.weight,
    )[:MOST_LINKS]
    onward, back = layers.parted(_in_first_order(links, kept))
    height, knots = _placed(onward, back)
    shapes = [*_bands(onward, knots), *_returns(back, knots, height)]
    shapes += _knots_drawn(knots)
    words = _description(onward, back)
    frame = chart.Frame(ident, title, words, WIDTH, round(height))
    heads = (gettext("From"), gettext("To"), gettext("How much"))
    rows = tuple(_row(link, set(back)) for link in links)
    svg = chart.picture(frame, shapes)
    return chart.Chart(title, svg, heads, rows, fit="fills", n_names=2)


def _in_first_order(links: Sequence[Link], kept: Sequence[Link]) -> tuple[Link, ...]:
    chosen = set(kept)
    return tuple(link for link in dict.fromkeys(links) if link in chosen)


def _placed(
    onward: Sequence[Link], back: Sequence[Link]
) -> tuple[float, Mapping[str, Knot]]:
    """Return the picture's height and every knot where it stands."""
    column = layers.columns(onward)
    order = layers.ordered(onward, column)
    through = layers.through(onward)
    most = max((sum(through[k] for k in knots) for knots in order), default=0.0)
    rows = max((len(knots) for knots in order), default=0)
    inner = min(HIGHEST, max(LOWEST, rows * 46.0)) - (rows - 1) * GAP
    scale = max(inner, LOWEST / 2) / most if most > 0 else 0.0
    step = (WIDTH - NAMES_WIDE - KNOT_WIDE) / max(1, len(order) - 1)
    knots = {}
    bottom = 0.0
    colour = 0
    for i_column, names in enumerate(order):
        y = float(TOP)
        for name in names:
            tall = max(2.0, through[name] * scale)
            knots[name] = Knot(name, i_column * step, y, tall, colour % COLOURS)
            y += tall + GAP
            colour += 1
        bottom = max(bottom, y)
    room_below = 24.0 if back else 0.0
    return max(bottom, float(LOWEST / 2)) + room_below, knots


def _bands(onward: Sequence[Link], knots: Mapping[str, Knot]) -> list[SafeString]:
    through = layers.through(onward)
    left: dict[str, float] = defaultdict(float)
    right: dict[str, float] = defaultdict(float)
    bands = []
    by_place = sorted(onward, key=lambda k: (knots[k.source].y, knots[k.target].y))
    for link in by_place:
        source, target = knots[link.source], knots[link.target]
        width_out = source.height * link.weight / through[link.source]
        width_in = target.height * link.weight / through[link.target]
        y_out = source.y + right[link.source] + width_out / 2
        y_in = target.y + left[link.target] + width_in / 2
        right[link.source] += width_out
        left[link.target] += width_in
        start, end = (source.x + KNOT_WIDE, y_out), (target.x, y_in)
        bands.append(
            chart.path(
                _curve(start, end),
                f"flow c{source.colour}",
                width=min(width_out, width_in),
                says=f"{link.source} → {link.target}: {link.said}",
            )
        )
    return bands


def _returns(
    back: Sequence[Link], knots: Mapping[str, Knot], height: float
) -> list[SafeString]:
    """Draw what leads back as a dashed line along the foot of the picture."""
    lines = []
    for link in back:
        if link.source not in knots or link.target not in knots:
            continue
        source, target = knots[link.source], knots[link.target]
        start = (source.x + KNOT_WIDE / 2, source.y + source.height)
        end = (target.x + KNOT_WIDE / 2, target.y + target.height)
        low = height - 6
        curve = (
            f"M{chart.short(start[0])} {chart.short(start[1])}"
            f"C{chart.short(start[0])} {chart.short(low)}"
            f" {chart.short(end[0])} {chart.short(low)}"
            f" {chart.short(end[0])} {chart.short(end[1])}"
        )
        says = f"{link.source} → {link.target}: {link.said}"
        lines.append(chart.path(curve, "flow back", width=2.0, says=says))
    return lines


def _knots_drawn(knots: Mapping[str, Knot]) -> list[SafeString]:
    xs = sorted({knot.x for knot in knots.values()})
    gap = xs[1] - xs[0] if len(xs) > 1 else WIDTH
    shapes = []
    for knot in knots.values():
        box = (knot.x, knot.y, KNOT_WIDE, knot.height)
        shapes.append(chart.rect(box, "node", knot.name))
        room = NAMES_WIDE if knot.x == xs[-1] else gap
        lines = chart.lines(knot.name, room - KNOT_WIDE - 8)
        middle = knot.y + min(knot.height / 2, 60.0) + 4.5
        first = middle - LINE_HIGH / 2 * (len(lines) - 1)
        for i_line, line in enumerate(lines):
            at = (knot.x + KNOT_WIDE + 5, first + i_line * LINE_HIGH)
            shapes.append(chart.text(at, line))
    return shapes


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    middle = chart.short((start[0] + end[0]) / 2)
    return (
        f"M{chart.short(start[0])} {chart.short(start[1])}"
        f"C{middle} {chart.short(start[1])} {middle} {chart.short(end[1])}"
        f" {chart.short(end[0])} {chart.short(end[1])}"
    )


def _row(link: Link, back: set[Link]) -> tuple[str, str, str]:
    returns = gettext("%(to)s (leads back)") % {"to": link.target}
    return (link.source, returns if link in back else link.target, link.said)


def _description(onward: Sequence[Link], back: Sequence[Link]) -> str:
    if not onward:
        return gettext("There is nothing to show yet.")
    largest = max(onward, key=lambda link: link.weight)
    words = gettext("The widest flow is %(said)s from %(source)s to %(target)s.") % {
        "said": largest.said,
        "source": largest.source,
        "target": largest.target,
    }
    if back:
        words += " " + gettext("Dashed lines lead back to an earlier step.")
    return words
