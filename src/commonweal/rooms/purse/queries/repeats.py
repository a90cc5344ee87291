"""Questions about what repeats: what runs, what is due, what comes next."""

from __future__ import annotations

import calendar
import itertools
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse.models import Account, Category, Repeating
from commonweal.rooms.purse.queries import announced
from commonweal.rooms.purse.words import together
from commonweal.rooms.purse.words import together_refusals as says

LIST_LIMIT = 500
#: No list of days is longer: every week of the longest time something can repeat.
DAYS_MAX = together.REPEATING_YEARS_MAX * 53
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def list_repeating(
    *, union: UUID, on: date, with_ended: bool = False
) -> tuple[together.RepeatingView, ...]:
    """List what repeats, by name."""
    rows = Repeating.objects.filter(union_id=union).order_by("name", "id")
    if not with_ended:
        rows = rows.filter(ended_on__isnull=True)
    views = _views(rows[:LIST_LIMIT], union, on)
    return tuple(view for view in views if with_ended or view.status != "ended")


def get_repeating(*, union: UUID, repeating: UUID, on: date) -> together.RepeatingView:
    """Return one of them, or refuse."""
    for view in _views(
        Repeating.objects.filter(union_id=union, id=repeating), union, on
    ):
        return view
    raise NotFound(Problem("repeating", says.NO_REPEATING))


def due_days(*, every: str, starts_on: date, ends_on: date) -> Iterator[date]:
    """Yield every day on which something is due, the first day included.

    A month has its last day when it has no such day: from 31 January follow 28 (or 29)
    February and 31 March.
    """
    for number in range(DAYS_MAX):
        day = _nth(starts_on, every, number)
        if day > ends_on:
            return
        yield day


def open_days(row: Repeating, *, until: date) -> list[date]:
    """Return the due days up to a day that are neither noted, left out, nor paused."""
    dealt_with = {period.due for period in row.periods.all()}
    last = min(
        [until, row.ends_on, *_day_before(row.ended_on), *_day_before(row.paused_on)]
    )
    days = due_days(every=row.every, starts_on=row.starts_on, ends_on=last)
    return [day for day in days if day not in dealt_with]


def awaits_its_announcement(row: Repeating, *, on: date) -> bool:
    """Say whether its announcement does not stand (yet)."""
    if row.spend is None:
        return False
    return announced.state_on(row.spend, on=on) != "stands"


def _day_before(day: date | None) -> Iterable[date]:
    return () if day is None else (day - timedelta(days=1),)


def _nth(first: date, every: str, number: int) -> date:
    if every == "week":
        return first + timedelta(weeks=number)
    months = first.month - 1 + number * _MONTHS[every]
    year, month = first.year + months // 12, months % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(first.day, last))


def _views(
    rows: QuerySet[Repeating], union: UUID, on: date
) -> list[together.RepeatingView]:
    categories = dict(Category.objects.filter(union_id=union).values_list("id", "name"))
    accounts = dict(Account.objects.filter(union_id=union).values_list("id", "name"))
    found = rows.select_related("spend").prefetch_related("periods", "spend__voices")
    return [_view(row, on, categories=categories, accounts=accounts) for row in found]


def _view(
    row: Repeating, on: date, *, categories: dict[UUID, str], accounts: dict[UUID, str]
) -> together.RepeatingView:
    status = _status(row, on)
    runs = status in {"runs", "waits"}
    ahead = open_days(row, until=row.ends_on) if runs else []
    due = [day for day in ahead if day <= on]
    coming = itertools.dropwhile(lambda day: day <= on, ahead)
    return together.RepeatingView(
        id=row.id,
        name=row.name,
        direction=row.direction,
        amount=Measure(row.amount, UNITS[row.currency]),
        every=row.every,
        category=row.category_id,
        category_name=categories.get(row.category_id, ""),
        account=row.account_id,
        account_name=accounts.get(row.account_id, ""),
        purse=row.purse_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        status=status,
        due=tuple(due),
        next_due=next(coming, None),
        n_noted=sum(period.entry_id is not None for period in row.periods.all()),
        spend=row.spend_id,
    )


def _status(row: Repeating, on: date) -> together.RepeatingStatus:
    if row.ended_on is not None:
        return "ended"
    if row.paused_on is not None:
        return "paused"
    if on > row.ends_on and not open_days(row, until=row.ends_on):
        return "ended"
    return "waits" if awaits_its_announcement(row, on=on) else "runs"
