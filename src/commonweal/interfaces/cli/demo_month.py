"""The demo union's last month, lived through by its own deeds, and the next one asked for.

A plan is made and accepted; week by week there is bread, something from the garden, a
round and a hand-over. What was in store at the beginning stays in store, so that the
month to come can be planned with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons.jobs import services as jobs
from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf import ids
from commonweal.core.vf.measure import measure_of
from commonweal.core.vf.units import KG
from commonweal.interfaces.cli import words
from commonweal.rooms.needs import services as needs
from commonweal.rooms.needs.translate.rounds import LineDraft, RoundDraft
from commonweal.rooms.planning.queries import runs
from commonweal.rooms.planning.services import consent, solving, stores
from commonweal.rooms.planning.services import runs as planning
from commonweal.rooms.planning.words import StockDraft

#: How long the month behind us was, and how long the one before us is.
WEEKS = 4
NEXT_PLAN = "demo next month"
LAST_PLAN = "demo last month"
BREAD_KG = 44
#: Kilos of what the garden gives in a week, by kind; only what is in season is noted.
HARVEST_KG: Mapping[str, int] = {
    "kale": 12, "lettuce": 8, "chard": 9, "tomatoes": 14, "carrots": 15, "spinach": 6,
    "radishes": 5, "cabbage": 12,
}  # fmt: skip
MOST_KINDS_A_WEEK = 3
_MARKET_DAY = 4  # Friday


@dataclass(frozen=True, slots=True)
class Month:
    """Whose month it is, and when it began."""

    union: UUID
    steward: UUID
    associate: UUID
    kinds: Mapping[str, UUID]
    begins: datetime


def is_loaded(union: UUID) -> bool:
    """Say whether the demo has been loaded to its end."""
    last = ids.id_from_key(union, f"request_plan:{NEXT_PLAN}")
    return any(run.id == last for run in runs.list_runs(union=union))


def live_through(month: Month, *, now: datetime) -> None:
    """Plan the past month, live it, and ask for a plan of the next."""
    _plan_and_accept(month)
    for week in range(WEEKS):
        market = month.begins + timedelta(weeks=week, days=_MARKET_DAY, hours=3)
        if market <= now:
            _live_a_week(month, week, market)
    first = (month.begins + timedelta(weeks=WEEKS)).date()
    _request(month, key=NEXT_PLAN, first=first, at=now)


def _request(month: Month, *, key: str, first: date, at: datetime) -> UUID:
    return planning.request_plan(
        union=month.union,
        from_day=first,
        weeks=WEEKS,
        name=f"Four weeks from {first.day} {first:%B}",
        key=key,
        by=month.steward,
        at=at,
    )


def _plan_and_accept(month: Month) -> None:
    at = month.begins
    run = _request(month, key=LAST_PLAN, first=at.date(), at=at)
    while job := jobs.claim(worker="demo", at=at):
        solving.solve_run(run=UUID(str(job.payload["run"])), job=job, clock=lambda: at)
    found = runs.get_progress(union=month.union, run=run)
    if found.status != "ready":
        words.say("The demo's past month has no plan; look at it under Plans.")
        return
    for by in (month.steward, month.associate):
        consent.say_yes(run=run, union=month.union, by=by, at=at)
    consent.accept(run=run, union=month.union, by=month.steward, at=at)


def _live_a_week(month: Month, week: int, market: datetime) -> None:
    """Bring in bread and vegetables two days before the market, then hand them out."""
    wednesday = market - timedelta(days=2)
    fresh = dict(_fresh(month, wednesday.date()))
    places = {place.name: place.id for place in ledger.list_places(union=month.union)}
    for kind, kilos in fresh.items():
        stores.add_stock(
            draft=StockDraft(
                kind=month.kinds[kind],
                place=places["Bakery" if kind == "bread" else "Cellar"],
                amount=str(kilos),
                unit=KG.code,
                expires_on=wednesday.date() + timedelta(days=5),
            ),
            union=month.union,
            by=month.steward,
            key=f"demo {week} {kind}",
            at=wednesday,
        )
    _hand_out(month, fresh, week, at=market)


def _fresh(month: Month, day: date) -> Iterator[tuple[str, int]]:
    """Yield what the bakery and the garden bring in a week, as the month allows."""
    yield "bread", BREAD_KG
    recipes = ledger.list_recipes(union=month.union)
    in_season = {
        flow.resource_conforms_to
        for recipe in recipes
        if recipe.months and day.month in recipe.months
        for flow in recipe.flows
        if not flow.is_input and not flow.after_weeks
    }
    ripe = [kind for kind in HARVEST_KG if month.kinds.get(kind) in in_season]
    for kind in ripe[:MOST_KINDS_A_WEEK]:
        yield kind, HARVEST_KG[kind]


def _hand_out(
    month: Month, fresh: Mapping[str, int], week: int, *, at: datetime
) -> None:
    opened = needs.open_round(
        draft=RoundDraft(
            key=f"demo {week}",
            name=f"Market of {at.day} {at:%B}",
            method="need_tier",
            from_day=at.date(),
            lines=tuple(
                LineDraft(
                    kind=month.kinds[kind],
                    amount=measure_of(kilos, KG),
                    portion=measure_of("0.1", KG),
                )
                for kind, kilos in fresh.items()
            ),
        ),
        by=month.steward,
        at=at,
    )
    needs.share_out(round_id=opened.id, seed=f"{at:%d%m}", by=month.steward, at=at)
    needs.hand_over_round(round_id=opened.id, by=month.steward, at=at)
    needs.close_round(round_id=opened.id, by=month.steward, at=at)
