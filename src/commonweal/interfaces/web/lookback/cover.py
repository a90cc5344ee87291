"""How far needs were covered in a month, by tier and week, from the plans that held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from commonweal.commons.people import queries as people
from commonweal.interfaces.web import charts
from commonweal.interfaces.web.lookback import month
from commonweal.interfaces.web.templatetags import words
from commonweal.rooms.planning.queries import plans, runs
from commonweal.rooms.planning.queries.views import PlanView
from commonweal.rooms.planning.words import Span


def of_month(
    person: people.PersonView, page: month.Month, *, at: datetime
) -> charts.Chart | None:
    """Draw the weeks of the month that an accepted plan covers, or None."""
    shares: dict[tuple[str, str], float] = {}
    said: dict[tuple[str, str], str] = {}
    lines: list[str] = []
    for plan in _plans_of(person, page, at):
        weeks = {i: words.shortday(span.first) for i, span in _spans_in(plan, page)}
        for cell in plan.cells:
            pair = (tier_words(cell.tier), weeks.get(cell.period, ""))
            if not pair[1] or pair in shares:
                continue
            shares[pair] = cell.level
            lines += [pair[0]] if pair[0] not in lines else []
            if cell.is_hidden:
                said[pair] = _("covered") if cell.level >= 1 else _("not covered")
    if not shares:
        return None
    columns = list(dict.fromkeys(column for _line, column in shares))
    grid = charts.Grid(lines=lines, columns=columns, shares=shares, said=said)
    title = _("How far needs were covered by the plan, week by week")
    return charts.heat(ident="cover", title=title, corner=_("How urgent"), grid=grid)


def tier_words(tier: str) -> str:
    """Say a tier, or that these are wishes."""
    return _("wishes") if tier == "wish" else words.tier(tier)


def _plans_of(
    person: people.PersonView, page: month.Month, at: datetime
) -> Iterator[PlanView]:
    for run in reversed(runs.list_runs(union=person.union)):
        if (
            run.status == "accepted"
            and run.from_day <= page.last
            and run.until >= page.first
        ):
            yield plans.get_plan(union=person.union, run=run.id, by=person.id, at=at)


def _spans_in(plan: PlanView, page: month.Month) -> Iterator[tuple[int, Span]]:
    for i_period, span in enumerate(plan.spans):
        if span.after > page.first and span.first <= page.last:
            yield i_period, span
