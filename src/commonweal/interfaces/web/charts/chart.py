"""A chart: a picture as SVG made on the server, and the same as a table beside it.

Colours and type are classes in the stylesheet, so dark mode and paper follow. Nothing
here asks the database or the clock: values in, a chart out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

#: Mean width of a character of the label type, in the picture's own units.
CHARACTER = 6.7


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, its title, and the table that says the same.

    The first ``n_names`` columns of the table are words, the rest figures. On a narrow
    screen a picture shrinks, keeps its size or fills the page; the last two are pushed
    aside by the finger, so that their letters stay legible.
    """

    title: str
    svg: SafeString
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    fit: Literal["shrinks", "keeps", "fills"] = "shrinks"
    n_names: int = 1


@dataclass(frozen=True, slots=True)
class Frame:
    """What a picture says of itself to those who do not see it, and its size.

    ``ident`` makes the ids unique on a page with several charts.
    """

    ident: str
    title: str
    description: str
    width: int
    height: int


def picture(frame: Frame, shapes: Iterable[SafeString]) -> SafeString:
    """Put shapes in an SVG that names and describes itself."""
    return format_html(
        '<svg viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img"'
        ' aria-labelledby="{i}-title {i}-desc"><title id="{i}-title">{t}</title>'
        '<desc id="{i}-desc">{d}</desc>{shapes}</svg>',
        w=frame.width,
        h=frame.height,
        i=frame.ident,
        t=frame.title,
        d=frame.description,
        shapes=format_html_join("", "{}", ((shape,) for shape in shapes)),
    )


def rect(box: Sequence[float], kind: str, says: str = "") -> SafeString:
    """Draw a box (x, y, width, height); ``says`` is shown when pointed at."""
    x, y, width, height = box
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" class="{}">{}</rect>',
        short(x),
        short(y),
        short(max(width, 0.0)),
        short(max(height, 0.0)),
        kind,
        format_html("<title>{}</title>", says) if says else "",
    )


def text(
    at: tuple[float, float], words: str, *, kind: str = "", anchor: str = "start"
) -> SafeString:
    """Write words at a place; ``anchor`` start, middle or end."""
    return format_html(
        '<text x="{}" y="{}" class="{}" text-anchor="{}">{}</text>',
        short(at[0]),
        short(at[1]),
        kind,
        anchor,
        words,
    )


def path(curve: str, kind: str, *, width: float, says: str) -> SafeString:
    """Draw a curve of some width."""
    return format_html(
        '<path d="{}" class="{}" stroke-width="{}"><title>{}</title></path>',
        curve,
        kind,
        short(max(width, 1.0)),
        says,
    )


def fitted(words: str, room: float) -> str:
    """Shorten words to the room there is; the full words stand in the table."""
    most = max(3, int(room / CHARACTER))
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def lines(words: str, room: float) -> tuple[str, ...]:
    """Break words into at most two lines that fit the room."""
    if len(words) * CHARACTER <= room or " " not in words:
        return (fitted(words, room),)
    breaks = [i for i, letter in enumerate(words) if letter == " "]
    fits = [i for i in breaks if i * CHARACTER <= room]
    at = fits[-1] if fits else breaks[0]
    return (fitted(words[:at], room), fitted(words[at + 1 :], room))


def short(number: float) -> str:
    """Write a coordinate with one decimal at most, for light pages."""
    return f"{number:.1f}".rstrip("0").rstrip(".") or "0"
