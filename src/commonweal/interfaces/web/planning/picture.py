"""A plan as a page shows it: two pictures, sentences in words, tables by week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils import formats
from django.utils.translation import gettext as _

from commonweal.interfaces.web import charts
from commonweal.interfaces.web.planning import flows, rows, slack_rows
from commonweal.interfaces.web.templatetags import words
from commonweal.rooms.planning.queries import views
from commonweal.rooms.planning.words import Span

#: The tightest limits stand open; of the others more is left, and they are folded.
_MOST_LIMITS = 8


@dataclass(frozen=True, slots=True)
class ShortLine:
    """One shortage in words; ``reliefs`` would each close it."""

    head: str
    said: str
    limits: tuple[str, ...]
    reliefs: tuple[rows.ReliefLine, ...]
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Short:
    """All shortages of one kind; the first lines stand open, the others folded."""

    group: views.ShortGroupView
    first: ShortLine
    others: tuple[ShortLine, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A task, and in one line what it is for."""

    line: views.MadeView
    what_for: str


@dataclass(frozen=True, slots=True)
class Week:
    """What is made and bought in one period."""

    name: str
    span: Span
    made: tuple[Made, ...]
    bought: tuple[views.BoughtView, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """What one circle gets, and how far its needs are covered."""

    name: str
    shares: tuple[views.ShareView, ...]
    cover: tuple[views.CoverView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """Everything the page of a plan shows."""

    view: views.PlanView
    sentences: tuple[str, ...]
    fulfilment: charts.Chart
    tiers: tuple[rows.TierRows, ...]
    limits: tuple[rows.Row, ...]
    other_limits: tuple[rows.Row, ...]
    slack: slack_rows.SlackRows
    flow: charts.Chart
    shorts: tuple[Short, ...]
    weeks: tuple[Week, ...]
    circles: tuple[Circle, ...]
    periods: tuple[str, ...]
    notes: tuple[str, ...]


def page_of(view: views.PlanView) -> PlanPage:
    """Put a plan into words and pictures."""
    names = period_names(view.spans)
    said = speaker(view.spans)
    limits = rows.limits(view.limits)
    return PlanPage(
        view=view,
        sentences=tuple(said.plainly(sentence) for sentence in view.sentences),
        fulfilment=_fulfilment(view, names),
        tiers=rows.tiers(view.needs, names),
        limits=limits[:_MOST_LIMITS],
        other_limits=limits[_MOST_LIMITS:],
        slack=slack_rows.of(view.slack),
        flow=charts.sankey(
            ident="flows",
            title=_("From what there is to what is needed"),
            links=flows.links_of(view.flows),
        ),
        shorts=shorts_of(view.shorts, names, said),
        weeks=tuple(_weeks(view, names)),
        circles=tuple(_circles(view)),
        periods=names,
        notes=tuple(said.plainly(note) for note in view.notes),
    )


def period_names(spans: Sequence[Span]) -> tuple[str, ...]:
    """Name weeks by their number in the year, months by their name."""
    if all(span.n_weeks == 1 for span in spans):
        return tuple(
            _("week %(n)s") % {"n": span.first.isocalendar().week} for span in spans
        )
    # Translators: a Django date format for a month on a chart, as in "Nov 2026".
    form = _("M Y")
    names = [formats.date_format(span.first, form) for span in spans]
    return tuple(_without_repeats(names))


def _without_repeats(names: Iterable[str]) -> Iterable[str]:
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"


def _fulfilment(view: views.PlanView, names: Sequence[str]) -> charts.Chart:
    shares: dict[tuple[str, str], float] = {}
    hidden: dict[tuple[str, str], str] = {}
    lines: list[str] = []
    for cell in view.cells:
        line = _("wishes") if cell.tier == "wish" else words.tier(cell.tier)
        if line not in lines:
            lines.append(line)
        pair = (line, names[cell.period])
        shares[pair] = cell.level
        if cell.is_hidden:
            hidden[pair] = _("covered") if cell.level >= 1 else _("not covered")
    grid = charts.Grid(lines=lines, columns=names, shares=shares, said=hidden)
    return charts.heat(
        ident="fulfilment",
        title=_("How much of what is needed is covered"),
        corner=_("How urgent"),
        grid=grid,
    )


def shorts_of(
    groups: Sequence[views.ShortGroupView], names: Sequence[str], said: rows.Speaker
) -> tuple[Short, ...]:
    """Put shortages into words, with a bar for everything that would help."""
    return tuple(_short(group, names, said) for group in groups)


def speaker(spans: Sequence[Span]) -> rows.Speaker:
    """Return who says sentences about some periods."""
    names = period_names(spans)
    return rows.Speaker({span.label: names[i] for i, span in enumerate(spans)})


def _short(
    group: views.ShortGroupView, names: Sequence[str], said: rows.Speaker
) -> Short:
    """Put first, where it stands open, a line of which something may be said."""
    seen_first = sorted(group.lines, key=lambda line: line.is_hidden)
    lines = tuple(_short_line(line, names, said) for line in seen_first)
    return Short(group, lines[0], lines[1:])


def _short_line(
    line: views.ShortView, names: Sequence[str], said: rows.Speaker
) -> ShortLine:
    head = _("%(circle)s, %(period)s") % {
        "circle": line.group_name,
        "period": names[line.period],
    }
    if line.is_hidden:
        return ShortLine(head, _("Not covered."), (), (), is_hidden=True)
    return ShortLine(
        head=head,
        said=_("Covered to %(level)s; missing: %(missing)s.")
        % {"level": words.percent(line.level), "missing": words.rounded(line.missing)},
        limits=tuple(said.plainly(limit) for limit in line.limits),
        reliefs=tuple(rows.relief(helps, said) for helps in line.helps),
        is_hidden=False,
    )


def _weeks(view: views.PlanView, names: Sequence[str]) -> Iterable[Week]:
    for period, span in enumerate(view.spans):
        made = tuple(
            Made(line, rows.purposes(line.purposes))
            for line in view.made
            if line.period == period
        )
        bought = tuple(line for line in view.bought if line.part.period == period)
        if made or bought:
            yield Week(names[period], span, made, bought)


def _circles(view: views.PlanView) -> Iterable[Circle]:
    cover: dict[str, list[views.CoverView]] = {}
    for line in view.cover:
        cover.setdefault(line.group_name, []).append(line)
    shares = {
        name: tuple(lines)
        for name, lines in groupby(view.shares, key=lambda share: share.group_name)
    }
    for name in sorted({*cover, *shares}):
        yield Circle(name, shares.get(name, ()), tuple(cover.get(name, ())))
