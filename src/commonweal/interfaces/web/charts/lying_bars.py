"""Lying bars: what is there of each thing, against what is needed of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from commonweal.interfaces.web.charts import chart

WIDTH = 400
STEP = 44
THICK = 14
WORDS_ABOVE = 16


@dataclass(frozen=True, slots=True)
class Bar:
    """One line: ``size`` of ``whole``, both in the bar's own unit, and how it is said.

    ``whole`` None: the longest bar of the chart is the whole.
    """

    label: str
    size: float
    said: str
    whole: float | None = None


def bars(
    *, ident: str, title: str, heads: tuple[str, str], lines: Sequence[Bar]
) -> chart.Chart:
    """Draw one lying bar for each line, with what it says at its end."""
    longest = max((bar.size for bar in lines), default=0.0)
    shapes: list[SafeString] = []
    for i_bar, bar in enumerate(lines):
        shapes += _bar(bar, i_bar * STEP, bar.whole or longest)
    frame = chart.Frame(
        ident, title, _description(lines), WIDTH, max(STEP, STEP * len(lines))
    )
    rows = tuple((bar.label, bar.said) for bar in lines)
    return chart.Chart(title, chart.picture(frame, shapes), heads, rows)


def _bar(bar: Bar, top: float, whole: float) -> list[SafeString]:
    share = min(1.0, bar.size / whole) if whole > 0 else 0.0
    says = f"{bar.label}: {bar.said}"
    said_room = len(bar.said) * chart.CHARACTER + 12
    above = top + WORDS_ABOVE
    label = chart.fitted(bar.label, WIDTH - said_room)
    shapes = [
        chart.text((0, above - 2), label),
        chart.text((WIDTH, above - 2), bar.said, kind="faint", anchor="end"),
    ]
    if bar.whole is not None:
        box = (0.5, above + 4.5, WIDTH - 1, THICK)
        shapes.append(chart.rect(box, "bar behind", says))
    shapes.append(chart.rect((0, above + 4, WIDTH * share, THICK), "bar", says))
    return shapes


def _description(lines: Sequence[Bar]) -> str:
    if not lines:
        return gettext("There is nothing to show yet.")
    return "; ".join(f"{bar.label}: {bar.said}" for bar in lines)
