"""A grid of how far needs are covered: one line per tier, one column per week.

Every cell also says its share in figures: colour alone says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from commonweal.interfaces.web.charts import chart
from commonweal.interfaces.web.templatetags import words

NAMES_WIDE = 104
#: A cell is as wide as its longest words need, within these.
CELL_LEAST, CELL_MOST = 52, 88
CELL_HIGH = 38
HEAD_HIGH = 26
#: Below each bound the cell takes that level's colour; covered whole is the last.
BOUNDS = (0.5, 0.8, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines and columns by their labels, and the share of one at (line, column).

    A pair that is absent has no need; ``said`` overrides the figure where totals are
    too small to show ("covered" / "not covered").
    """

    lines: Sequence[str]
    columns: Sequence[str]
    shares: Mapping[tuple[str, str], float]
    said: Mapping[tuple[str, str], str]


def heat(*, ident: str, title: str, corner: str, grid: Grid) -> chart.Chart:
    """Draw the grid; the worst cell is named in the description."""
    shapes: list[SafeString] = []
    wide = _cell_wide(grid)
    for i_column, column in enumerate(grid.columns):
        middle = NAMES_WIDE + (i_column + 0.5) * wide
        label = chart.fitted(column, wide)
        shapes.append(chart.text((middle, 16), label, kind="faint", anchor="middle"))
    for i_line, line in enumerate(grid.lines):
        top = HEAD_HIGH + i_line * CELL_HIGH
        name = chart.fitted(line, NAMES_WIDE - 8)
        shapes.append(chart.text((0, top + CELL_HIGH / 2 + 5), name))
        for i_column, column in enumerate(grid.columns):
            box = (NAMES_WIDE + i_column * wide, top, wide, CELL_HIGH)
            shapes += _cell(grid, (line, column), box)
    width = round(NAMES_WIDE + wide * max(1, len(grid.columns)))
    height = HEAD_HIGH + CELL_HIGH * max(1, len(grid.lines))
    frame = chart.Frame(ident, title, _description(grid), width, height)
    rows = tuple(
        (line, *(_said(grid, (line, column)) for column in grid.columns))
        for line in grid.lines
    )
    heads = (corner, *grid.columns)
    svg = chart.picture(frame, shapes)
    return chart.Chart(title, svg, heads, rows, fit="keeps")


def _cell_wide(grid: Grid) -> float:
    words_in_cells = [*grid.columns, *grid.said.values()]
    longest = max((len(said) for said in words_in_cells), default=0)
    return min(CELL_MOST, max(CELL_LEAST, longest * chart.CHARACTER + 6))


def _cell(
    grid: Grid, pair: tuple[str, str], box: tuple[float, float, float, float]
) -> list[SafeString]:
    share = grid.shares.get(pair)
    said = _said(grid, pair)
    level = _level(share, is_hidden=pair in grid.said)
    kind = "in-none" if share is None else "in-cell"
    x, y, wide, high = box
    middle = (x + wide / 2, y + high / 2 + 4)
    return [
        chart.rect(box, f"cell {level}", f"{pair[0]}, {pair[1]}: {said}"),
        chart.text(middle, chart.fitted(said, wide), kind=kind, anchor="middle"),
    ]


def _level(share: float | None, *, is_hidden: bool) -> str:
    """Return the colour; where the figure is hidden, only covered or not shows."""
    if share is None:
        return "none"
    if is_hidden:
        return "l4" if share >= 1 else "l0"
    return f"l{sum(share >= bound for bound in BOUNDS)}"


def _said(grid: Grid, pair: tuple[str, str]) -> str:
    return grid.said.get(pair) or words.percent(grid.shares.get(pair))


def _description(grid: Grid) -> str:
    if not grid.shares:
        return gettext("There is nothing to show yet.")
    worst = min(grid.shares, key=lambda pair: (grid.shares[pair], pair))
    if grid.shares[worst] >= 1:
        return gettext("Everything is covered in every week.")
    return gettext("Least is covered for %(line)s, %(column)s: %(share)s.") % {
        "line": worst[0],
        "column": worst[1],
        "share": _said(grid, worst),
    }
