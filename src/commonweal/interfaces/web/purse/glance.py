"""The purse at a glance: came in, went out, promised, left; purses and their cover."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.commons.people import queries as people
from commonweal.core.vf.measure import Measure
from commonweal.interfaces.web import access
from commonweal.interfaces.web.purse import sheet
from commonweal.rooms.purse import queries, words
from commonweal.rooms.purse.queries import announced, pledged, repeats
from commonweal.rooms.purse.words import together

#: Lines of each list; its own page shows the rest.
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """What everybody asks of a purse, in one currency."""

    currency: str
    came_in: Measure
    went_out: Measure
    promised: Measure
    left: Measure
    weeks: str
    purses: tuple[words.Line, ...]

    @property
    def is_still(self) -> bool:
        """Whether nothing came or went, and nothing is promised."""
        return not (self.came_in.amount or self.went_out.amount or self.promised.amount)


@dataclass(frozen=True, slots=True)
class Glance:
    """The purse now, and what waits for somebody."""

    month: date
    figures: tuple[Figures, ...]
    spends: tuple[together.SpendView, ...]
    rounds: tuple[together.RoundView, ...]
    countings: tuple[words.CountingView, ...]
    n_due: int
    pockets: tuple[Measure, ...]
    has_accounts: bool


def glance(person: people.PersonView, union: UUID, at: datetime) -> Glance:
    """Ask the room once for everything the page and the home card show."""
    today = people.local_day(union=union, at=at)
    first = today.replace(day=1)
    if not queries.list_accounts(union=union):
        return Glance(first, (), (), (), (), 0, (), has_accounts=False)
    spends = announced.list_spends(union=union, person=person.id, on=today)
    repeating = repeats.list_repeating(union=union, on=today)
    month = queries.wall_sheet(union=union, month=first)
    promised = tuple(_promised(spends, repeating, month.last_day))
    countings = queries.list_countings(union=union, person=person.id)
    rounds = pledged.list_rounds(union=union, on=today)
    return Glance(
        month=first,
        figures=tuple(_figures(one, promised) for one in month.sheets),
        spends=tuple(one for one in spends if one.state in {"waits", "talk"}),
        rounds=tuple(one for one in rounds if one.status == "open"),
        countings=tuple(one for one in countings if not one.is_confirmed),
        n_due=sum(len(one.due) for one in repeating),
        pockets=tuple(one.pockets for one in month.sheets if one.pockets.amount),
        has_accounts=True,
    )


@require_safe
@access.signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Show the purse at a glance."""
    person, union, at = access.who(request)
    return render(
        request, "web/purse/home.html", {"page": glance(person, union.id, at)}
    )


def _figures(of: words.CurrencySheet, promised: Iterable[Measure]) -> Figures:
    ours = [one for one in promised if one.unit == of.left.unit]
    return Figures(
        currency=of.currency,
        came_in=of.came_in,
        went_out=of.went_out,
        promised=sum(ours, Measure(0, of.left.unit)),
        left=of.left,
        weeks=sheet.weeks(of.weeks_of_cover),
        purses=of.purses,
    )


def _promised(
    spends: Iterable[together.SpendView],
    repeating: Iterable[together.RepeatingView],
    until: date,
) -> Iterable[Measure]:
    """Yield what is announced, and what repeats and falls due until the month ends."""
    for spend in spends:
        if not spend.repeats and not spend.happened_anyway and spend.left.amount > 0:
            yield spend.left
    for one in repeating:
        if one.direction == "out" and one.status == "runs":
            days = {*one.due, one.next_due} - {None}
            for day in days:
                if day is not None and day <= until:
                    yield one.amount
