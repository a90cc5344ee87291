"""What the home page shows: one look over several rooms, with few questions to each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from commonweal.commons.notices import queries as notices
from commonweal.commons.people import queries as people
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_
from commonweal.rooms.governance import queries as governance
from commonweal.rooms.governance.words import MotionLine
from commonweal.rooms.kitchen import queries as kitchen
from commonweal.rooms.kitchen.words import MyMeal
from commonweal.rooms.livelihood import queries as livelihood
from commonweal.rooms.needs import queries as needs
from commonweal.rooms.planning.queries import plans, runs, stores
from commonweal.rooms.planning.queries.views import WeekView
from commonweal.rooms.planning.words import RunView, StockView
from commonweal.rooms.purse import queries as purse
from commonweal.rooms.purse.queries import announced
from commonweal.rooms.purse.words import together

#: Days ahead in which something that expires is worth telling.
SOON_DAYS = 7
#: Days ahead in which the next meal is looked for.
MEALS_DAYS = 2
#: Lines of each list; the room itself shows the rest.
MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Step:
    """A first step of a new union: what to do, where, and whether it is done."""

    title: str
    why: str
    place: str
    done: bool


@dataclass(frozen=True, slots=True)
class MyNeed:
    """A need of mine, and whether the plan of this week covers it (None: no plan)."""

    need: needs.NeedView
    level: float | None

    @property
    def is_covered(self) -> bool:
        """Whether all of it is there this week."""
        return self.level is not None and self.level >= 1


@dataclass(frozen=True, slots=True)
class PurseCard:
    """What is in the purse, and the spends that are announced to all."""

    left: tuple[Measure, ...]
    spends: tuple[together.SpendView, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """All of it."""

    steps: tuple[Step, ...]
    answers: tuple[MotionLine, ...]
    waiting: tuple[RunView, ...]
    working: tuple[RunView, ...]
    rounds: tuple[needs.RoundView, ...]
    meals: tuple[MyMeal, ...]
    my_needs: tuple[MyNeed, ...]
    n_planned: int
    n_covered: int
    n_more_needs: int
    week: WeekView | None
    soon: tuple[StockView, ...]
    purse: PurseCard | None
    notices: tuple[notices.NoticeView, ...]


def compose(
    person: people.PersonView, union: people.UnionView, at: datetime
) -> HomePage:
    """Ask each room what concerns this person now."""
    today = people.local_day(union=union.id, at=at)
    stock = stores.list_stock(union=union.id, on=today)
    all_runs = runs.list_runs(union=union.id)
    mine = needs.list_my_needs(person=person.id, union=union.id)
    week = _week_of(all_runs, person, today)
    answered = sorted(_answered(mine, person, week), key=_worst_first)
    told = notices.list_for(person=person.id, at=at)
    is_new = not any(run.status == "accepted" for run in all_runs)
    steps = _first_steps(person, union, today) if is_new else ()
    return HomePage(
        steps=tuple(_with_what_is_done(steps, mine, stock, all_runs)),
        answers=governance.list_motions(
            union=union.id, person=person.id, at=at, stage="waiting", limit=MOST_LINES
        ),
        waiting=tuple(run for run in all_runs if run.status == "ready")[:MOST_LINES],
        working=tuple(run for run in all_runs if run.is_in_the_making),
        rounds=_open(needs.list_rounds(union=union.id, limit=MOST_LINES)),
        meals=_meals(person, union, at),
        my_needs=tuple(answered[:MOST_LINES]),
        n_planned=sum(one.level is not None for one in answered),
        n_covered=sum(one.is_covered for one in answered),
        n_more_needs=max(0, len(mine) - MOST_LINES),
        week=week,
        soon=tuple(_expiring(stock))[:MOST_LINES],
        purse=_purse(person, union, today),
        notices=tuple(one for one in told if not one.is_read)[:MOST_LINES],
    )


def _meals(
    person: people.PersonView, union: people.UnionView, at: datetime
) -> tuple[MyMeal, ...]:
    """Return the meal that comes next, and the next for which sign-out is open."""
    now = at.astimezone(ZoneInfo(union.time_zone))
    days = (now.date(), now.date() + timedelta(days=MEALS_DAYS))
    ahead = [
        one
        for one in kitchen.my_meals(union=union.id, person=person.id, days=days, at=at)
        if one.meal.status == "planned"
        and (one.meal.day, one.meal.serves_at) > (now.date(), now.time())
    ]
    still_open = [one for one in ahead if not one.meal.is_closed]
    found = {one.meal.id: one for one in (*ahead[:1], *still_open[:1])}
    return tuple(found.values())


def _purse(
    person: people.PersonView, union: people.UnionView, today: date
) -> PurseCard | None:
    """Return the purse's card, once there is an account."""
    standing = purse.standing(union=union.id)
    if not standing.accounts:
        return None
    spends = announced.list_spends(union=union.id, person=person.id, on=today)
    asks = (one for one in spends if one.state in {"waits", "talk"})
    ours_first = sorted(
        standing.totals, key=lambda one: one.unit.code != union.currency
    )
    return PurseCard(tuple(ours_first), tuple(asks)[:MOST_LINES])


def _open(rounds: Iterable[needs.RoundView]) -> tuple[needs.RoundView, ...]:
    return tuple(one for one in rounds if one.status in {"open", "shared"})


def _first_steps(
    person: people.PersonView, union: people.UnionView, today: date
) -> tuple[Step, ...]:
    offers = livelihood.own_offers(union=union.id, person=person.id, on=today)
    return (
        Step(
            N_("Two people hold the keys"),
            N_("So that no account can do everything, and none is indispensable."),
            "union",
            done=not union.is_being_founded,
        ),
        Step(
            N_("Invite the others"),
            N_("By link or by a printed code. Who never signs in belongs here too."),
            "invite",
            done=people.count_associates(union=union.id) > 2,  # noqa: PLR2004 - more than the two who hold keys
        ),
        Step(
            N_("Say what you need"),
            N_("Begin with a suggestion; change or delete any line of it."),
            "needs",
            done=False,
        ),
        Step(
            N_("Say what there is"),
            N_("What lies in store, how things are made, land and equipment."),
            "stores",
            done=False,
        ),
        Step(
            N_("Offer some hours"),
            N_("What you like to do, and how much of it. Others see totals only."),
            "effort",
            done=bool(offers),
        ),
        Step(
            N_("Make the first plan"),
            N_("One button. It is a draft until people say yes to it."),
            "plans",
            done=False,
        ),
    )


def _with_what_is_done(
    steps: Iterable[Step],
    mine: tuple[needs.NeedView, ...],
    stock: tuple[StockView, ...],
    all_runs: tuple[RunView, ...],
) -> Iterator[Step]:
    done = {"needs": bool(mine), "stores": bool(stock), "plans": bool(all_runs)}
    for step in steps:
        is_done = step.done or done.get(step.place, False)
        yield Step(step.title, step.why, step.place, is_done)


def _week_of(
    all_runs: Iterable[RunView], person: people.PersonView, today: date
) -> WeekView | None:
    """Return this week of the accepted plan it belongs to; of several, the newest."""
    for run in all_runs:
        if run.status == "accepted" and run.from_day <= today <= run.until:
            return plans.get_week(union=person.union, run=run.id, on=today)
    return None


def _answered(
    mine: Iterable[needs.NeedView], person: people.PersonView, week: WeekView | None
) -> Iterator[MyNeed]:
    group = person.circle or person.union
    levels = {
        (cover.kind, cover.tier, cover.is_wish): cover.level
        for cover in (week.cover if week else ())
        if cover.group == group
    }
    for need in mine:
        yield MyNeed(need, levels.get((need.kind.id, need.tier, need.is_wish)))


def _worst_first(one: MyNeed) -> tuple[bool, float]:
    return (one.level is None, one.level or 0.0)


def _expiring(stock: Iterable[StockView]) -> Iterator[StockView]:
    for line in stock:
        if line.days_left is not None and line.days_left <= SOON_DAYS:
            yield line
