"""Small bars for one row of a table: what is covered, before and after, so much more.

The words beside a bar say all that it shows, so it is hidden from those who listen.
"""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from commonweal.interfaces.web.charts import chart

WIDE = 100.0
HIGH = 12.0


def part(share: float) -> SafeString:
    """Draw a part of a whole; ``share`` is 0 to 1."""
    return _bar(
        chart.rect((0, 0, WIDE, HIGH), "behind"),
        chart.rect((0, 0, WIDE * _within(share), HIGH), "there"),
    )


def first_part(share: float, further: float) -> SafeString:
    """Draw a part of a whole, and paler, how much further it reaches for some."""
    return _bar(
        chart.rect((0, 0, WIDE, HIGH), "behind"),
        chart.rect((0, 0, WIDE * _within(further), HIGH), "was"),
        chart.rect((0, 0, WIDE * _within(share), HIGH), "there"),
    )


def change(before: float, after: float) -> SafeString:
    """Draw two parts of a whole: before as a thin outline above, after filled below."""
    return _bar(
        chart.rect((0, 4, WIDE, HIGH - 4), "behind"),
        chart.rect((0, 0, WIDE * _within(before), 3), "was"),
        chart.rect((0, 4, WIDE * _within(after), HIGH - 4), "there"),
    )


def more(has: float, wanted: float) -> SafeString:
    """Draw what there is, and beside it, outlined, what would be needed on top."""
    whole = has + wanted
    there = WIDE * has / whole if whole > 0 else 0.0
    least = 3.0  # however little more is needed, it can be seen
    there = min(there, WIDE - least)
    return _bar(
        chart.rect((0, 0, there, HIGH), "there"),
        chart.rect((there, 0.5, WIDE - there - 0.5, HIGH - 1), "wanted"),
    )


def _within(share: float) -> float:
    return min(1.0, max(0.0, share))


def _bar(*shapes: SafeString) -> SafeString:
    return format_html(
        '<svg class="row-bar" viewBox="0 0 {w} {h}" preserveAspectRatio="none"'
        ' aria-hidden="true" focusable="false">{shapes}</svg>',
        w=chart.short(WIDE),
        h=chart.short(HIGH),
        shapes=format_html_join("", "{}", ((shape,) for shape in shapes)),
    )
