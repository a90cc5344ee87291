"""Which seven days a page shows: those asked for by address, or those of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest

from commonweal.commons.people import queries as people
from commonweal.interfaces.web import access

DAYS = 7
#: How far from today a page goes; an address typed by hand may ask for any year.
MOST_WEEKS = 60


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days in a row, and which day it is today."""

    first: date
    today: date

    @property
    def days(self) -> tuple[date, ...]:
        """Its days, in order."""
        return tuple(self.first + timedelta(days=n) for n in range(DAYS))

    @property
    def last(self) -> date:
        """Its last day."""
        return self.first + timedelta(days=DAYS - 1)

    @property
    def span(self) -> tuple[date, date]:
        """Its first and last day."""
        return (self.first, self.last)

    @property
    def before(self) -> date:
        """Where the seven days before begin."""
        return self.first - timedelta(days=DAYS)

    @property
    def after(self) -> date:
        """Where the seven days after begin."""
        return self.first + timedelta(days=DAYS)

    @property
    def is_now(self) -> bool:
        """Whether today is one of its days."""
        return self.first <= self.today <= self.last


def today_of(request: HttpRequest) -> date:
    """Return the day it is where the union lives."""
    _person, union, at = access.who(request)
    return people.local_day(union=union.id, at=at)


def coming(request: HttpRequest) -> Week:
    """Return seven days from ``?from=2026-11-25``, or from today."""
    today = today_of(request)
    return Week(_near(day_in(request, "from"), today), today)


def monday(request: HttpRequest) -> Week:
    """Return the week that ``?week=2026-11-25`` is in, or this one."""
    today = today_of(request)
    return week_of(_near(day_in(request, "week"), today), today)


def week_of(day: date, today: date) -> Week:
    """Return the week from the Monday before a day."""
    return Week(day - timedelta(days=day.weekday()), today)


def day_in(request: HttpRequest, name: str) -> date | None:
    """Return a day given in the address, if it is one."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def _near(day: date | None, today: date) -> date:
    if day is None or abs((day - today).days) > MOST_WEEKS * DAYS:
        return today
    return day
