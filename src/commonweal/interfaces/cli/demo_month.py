"""The demo union's last month, lived through by its own deeds, and the next one asked for.

A plan is made and accepted; every Wednesday is noted what was milled, baked and
harvested of it, a little less than planned, and every Friday a market hands it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from uuid import UUID

from commonweal.commons.jobs import queries as job_queries
from commonweal.commons.jobs import services as jobs
from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf import ids
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import Commitment
from commonweal.core.vf.measure import Measure, measure_of
from commonweal.core.vf.units import HOUR, KG
from commonweal.interfaces.cli import words
from commonweal.rooms.needs import services as needs
from commonweal.rooms.needs.translate.rounds import LineDraft, RoundDraft
from commonweal.rooms.planning import services as planning
from commonweal.rooms.planning.queries import runs

#: How long the month behind us was, and how long the one before us is.
WEEKS = 4
NEXT_PLAN = "demo next month"
LAST_PLAN = "demo last month"
#: What is noted of a plan: milling comes before baking, because flour comes first.
NOTED = ("Mill wheat", "Bake bread")
HARVEST_PLACES = ("Garden", "Orchard")
#: What came of what was planned, week by week.
CAME_TRUE = (Decimal("0.97"), Decimal("0.92"), Decimal(1), Decimal("0.95"))
#: What there is too little of for all who like it.
SCARCE = "walnuts (in shell)"
_MARKET_DAY = 4  # Friday
_GOOD_DAYS = 6


@dataclass(frozen=True, slots=True)
class Month:
    """Whose month it is, and when it began."""

    union: UUID
    steward: UUID
    associate: UUID
    begins: datetime


def is_loaded(union: UUID) -> bool:
    """Say whether the demo has been loaded to its end."""
    last = ids.id_from_key(union, f"request_plan:{NEXT_PLAN}")
    return any(run.id == last for run in runs.list_runs(union=union))


def live_through(month: Month, *, first_day: date, now: datetime) -> None:
    """Plan the past month, live it, and ask for a plan of the next."""
    plan = _plan_and_accept(month)
    for week in range(WEEKS):
        if plan is not None:
            _live_a_week(month, plan, week)
    _share_next(month, at=now)
    _request(month, key=NEXT_PLAN, first=first_day, at=now)


def _share_next(month: Month, *, at: datetime) -> None:
    """Open the next round of something scarce; its method is the one decided upon."""
    scarce = next(
        line
        for line in ledger.list_stock(union=month.union)
        if line.spec.name == SCARCE
    )
    opened = needs.open_round(
        draft=RoundDraft(
            key="demo scarce",
            name="Walnuts for the winter",
            method="",
            from_day=at.date(),
            lines=(
                LineDraft(
                    kind=scarce.spec.id,
                    amount=measure_of("4", KG),
                    portion=measure_of("0.5", KG),
                ),
            ),
        ),
        by=month.steward,
        at=at,
    )
    for person in (month.steward, month.associate):
        needs.ask_in_round(
            round_id=opened.id,
            asked=[needs.Asked(line=opened.lines[0].id, amount="1")],
            person=person,
            by=person,
            at=at,
        )


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


def _plan_and_accept(month: Month) -> UUID | None:
    """Let a plan be made and accepted; return the ledger's plan."""
    at = month.begins
    run = _request(month, key=LAST_PLAN, first=at.date(), at=at)
    mine = job_queries.id_of(union=month.union, kind="solve_plan", key=str(run))
    while job := jobs.claim(worker="demo", at=at, only=mine):
        planning.solve_run(run=run, job=job, clock=lambda: at)
    planning.give_up_slack(run=run)  # the month is over: nobody asks for its slack
    if runs.get_progress(union=month.union, run=run).status != "ready":
        words.say("The demo's past month has no plan; look at it under Plans.")
        return None
    for by in (month.steward, month.associate):
        planning.say_yes(run=run, union=month.union, by=by, at=at)
    return planning.accept(run=run, union=month.union, by=month.steward, at=at)


def _live_a_week(month: Month, plan: UUID, week: int) -> None:
    """Note what came of the plan on Wednesday; hand it out on Friday."""
    monday = month.begins + timedelta(weeks=week)
    market = monday + timedelta(days=_MARKET_DAY, hours=3)
    wednesday = market - timedelta(days=2)
    begun = {
        process.id: process.name
        for process in ledger.list_processes(union=month.union)
        if process.planned_within == plan and process.has_beginning == monday.date()
    }
    promises = [
        promise
        for promise in ledger.list_commitments(union=month.union, planned_within=plan)
        if (promise.input_of or promise.output_of) in begun
    ]
    harvests = _harvests(month)
    for names, place in (((NOTED[0],), "Store room"), ((NOTED[1],), "Bakery"),
                         (harvests, "Garden")):  # fmt: skip
        noted = [
            promise
            for promise in promises
            if begun[promise.input_of or promise.output_of or plan] in names
        ]
        _note(month, noted, place, week, at=wednesday)
    fresh = {
        promise.resource_conforms_to: _came(promise, week)
        for promise in promises
        if promise.output_of and begun[promise.output_of] in {NOTED[1], *harvests}
    }
    _hand_out(month, fresh, week, at=market)


def _harvests(month: Month) -> frozenset[str]:
    """Return the names of recipes that bring food in without sowing it first."""
    places = {
        place.id
        for place in ledger.list_places(union=month.union)
        if place.name in HARVEST_PLACES
    }
    return frozenset(
        recipe.name
        for recipe in ledger.list_recipes(union=month.union)
        if recipe.place in places and recipe.months and recipe.uses
        if not any(flow.after_weeks for flow in recipe.flows)
    )


def _came(promise: Commitment, week: int) -> Measure:
    """Return what came of a promise: most of it."""
    planned = promise.resource_quantity or promise.effort_quantity
    if planned is None:
        return Measure(0, KG)
    came = planned.amount * CAME_TRUE[week % len(CAME_TRUE)]
    steps = int(came.to_integral_value(ROUND_DOWN))
    if planned.unit == HOUR:
        steps -= steps % 3  # a twentieth of an hour can be written, a sixtieth not
    return Measure(steps, planned.unit)


def _note(
    month: Month, promises: Iterable[Commitment], place: str, week: int, *, at: datetime
) -> None:
    here = {line.spec.id for line in ledger.list_stock(union=month.union)}
    kinds = ledger.list_specifications(union=month.union)
    eaten = {kind.id for kind in kinds if kind.contents}
    places = {found.name: found.id for found in ledger.list_places(union=month.union)}
    noted = [
        promise
        for promise in promises
        if promise.action is not Action.CONSUME or promise.resource_conforms_to in here
    ]
    planning.note_happened(
        draft=planning.HappenedDraft(
            amounts={
                promise.id: str(_came(promise, week).decimal) for promise in noted
            },
            place=places[place],
            good_until={
                promise.id: at.date() + timedelta(days=_GOOD_DAYS)
                for promise in noted
                if promise.resource_conforms_to in eaten
            },
        ),
        union=month.union,
        by=month.steward,
        key=f"demo {week} {place}",
        at=at,
    )


def _hand_out(
    month: Month, fresh: Mapping[UUID | None, Measure], week: int, *, at: datetime
) -> None:
    """Share out at the market what is eaten as it is, and hand it over."""
    eaten = [
        kind
        for kind in ledger.list_specifications(union=month.union)
        if kind.contents and fresh.get(kind.id, Measure(0, KG)).amount > 0
    ]
    opened = needs.open_round(
        draft=RoundDraft(
            key=f"demo {week}",
            name=f"Market of {at.day} {at:%B}",
            method="need_tier",
            from_day=at.date(),
            lines=tuple(
                LineDraft(
                    kind=kind.id,
                    amount=fresh[kind.id],
                    portion=measure_of("0.1", KG),
                )
                for kind in eaten
            ),
        ),
        by=month.steward,
        at=at,
    )
    needs.share_out(round_id=opened.id, seed=f"{at:%d%m}", by=month.steward, at=at)
    needs.hand_over_round(round_id=opened.id, by=month.steward, at=at)
    needs.close_round(round_id=opened.id, by=month.steward, at=at)
