"""The wall sheet: one month of the purse on one printed page, for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats
from django.views.decorators.http import require_safe

from commonweal.commons.people import queries as people
from commonweal.interfaces.web import access
from commonweal.rooms.purse import queries, words

YEARS = range(2000, 2200)
MONTHS_BACK = 12
#: More weeks than these are said as "more than"; the figure would mean little.
MANY_WEEKS = 520


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the sheet and how long its bar is, of a hundred."""

    line: words.SheetLine
    length: int


@dataclass(frozen=True, slots=True)
class Part:
    """The month in one currency, ready to be shown."""

    of: words.CurrencySheet
    ins: tuple[Bar, ...]
    outs: tuple[Bar, ...]
    weeks: str
    agrees: bool | None

    @property
    def is_still(self) -> bool:
        """Whether nothing came or went in it this month."""
        of = self.of
        return not (of.came_in.amount or of.went_out.amount or of.other.amount)


@require_safe
@access.signed_in
def months(request: HttpRequest) -> HttpResponse:
    """List the months there is a sheet of."""
    _person, union, at = access.who(request)
    first = people.local_day(union=union.id, at=at).replace(day=1)
    known = [first]
    while len(known) < MONTHS_BACK:
        known.append((known[-1] - timedelta(days=1)).replace(day=1))
    return render(request, "web/purse/months.html", {"months": known})


@require_safe
@access.signed_in
def sheet(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show one month on one sheet."""
    if year not in YEARS or not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise Http404
    _person, union, at = access.who(request)
    today = people.local_day(union=union.id, at=at)
    first = date(year, month, 1)
    if first > today:
        return redirect("purse:months")
    view = queries.wall_sheet(union=union.id, month=first)
    after = view.last_day + timedelta(days=1)
    context = {
        "sheet": view,
        "parts": [_part(one) for one in view.sheets],
        "before": _month_before(union.id, first),
        "after": after if after <= today else None,
        "is_over": view.last_day < today,
    }
    return render(request, "web/purse/sheet.html", context)


def weeks(number: Decimal | None) -> str:
    """Say for how many weeks it lasts, as a plain figure."""
    if number is None:
        return ""
    if number > MANY_WEEKS:
        return f"> {MANY_WEEKS}"
    rounded = number.quantize(Decimal(1))
    return str(formats.number_format(rounded, use_l10n=True))


def _month_before(union: UUID, first: date) -> date | None:
    """Return the month before, if anything was written down until then."""
    last = first - timedelta(days=1)
    known = queries.list_entries(union=union, until=last, limit=1)
    return last.replace(day=1) if known else None


def _part(of: words.CurrencySheet) -> Part:
    asked = [one.agrees for one in of.bank if one.agrees is not None]
    return Part(
        of=of,
        ins=_bars(of.ins),
        outs=_bars(of.outs),
        weeks=weeks(of.weeks_of_cover),
        agrees=all(asked) if asked else None,
    )


def _bars(lines: Iterable[words.SheetLine]) -> tuple[Bar, ...]:
    """Set bars beside lines, the longest for the largest."""
    known = tuple(lines)
    most = max((line.amount.amount for line in known), default=0)
    return tuple(
        Bar(line, round(100 * max(0, line.amount.amount) / most) if most > 0 else 0)
        for line in known
    )
