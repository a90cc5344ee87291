"""What planning tests begin with: the tiny house, stated needs, offered effort."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from commonweal.commons.jobs import services as jobs
from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import IntentDraft
from commonweal.core.vf.measure import measure_of
from commonweal.rooms.livelihood import queries as livelihood_queries
from commonweal.rooms.livelihood import services as livelihood
from commonweal.rooms.livelihood.words import OfferDraft
from commonweal.rooms.planning import services

TINY = Path(__file__).with_name("pack_tiny.json")
MONDAY = date(2026, 11, 23)


def tiny_pack() -> dict:
    return json.loads(TINY.read_text())


def adopt_tiny(union, by, at):
    services.adopt_pack(union=union.id, pack=tiny_pack(), by=by.id, at=at)


def kind(union, name: str):
    found = ledger_queries.find_specification(union=union.id, name=name)
    assert found is not None, name
    return found


def place(union, name: str):
    places = ledger_queries.list_places(union=union.id)
    return next(place for place in places if place.name == name)


def onhand(union, name: str) -> str:
    """Return the text of all amounts of a kind in store, as one sum."""
    lines = [
        line.onhand
        for line in ledger_queries.list_stock(union=union.id)
        if line.spec.name == name
    ]
    total = lines[0]
    for line in lines[1:]:
        total += line
    return str(total)


def state_total(union, group, name: str, amount: str, *, at, **more) -> None:
    """Let a circle's total stand in the ledger, as the needs room writes it."""
    spec = kind(union, name)
    given = {"tier": "vital", "n_people": 8, "is_wish": False, **more}
    draft = IntentDraft(
        key=f"need:{group.id}:{name}:{given['tier']}",
        union=union.id,
        action=Action.TRANSFER,
        receiver=group.id,
        group=group.id,
        resource_conforms_to=spec.id,
        resource_quantity=measure_of(amount, spec.unit),
        has_beginning=None if "due" in given else MONDAY,
        has_end=None if "due" in given else MONDAY + timedelta(days=27),
        per=None if "due" in given else "week",
        **given,
    )
    ledger.set_intent(draft=draft, at=at)


def offer(union, person, name: str, hours: str, *, at, key: str = "") -> None:
    livelihood.offer_effort(
        draft=OfferDraft(person.id, kind(union, name).id, hours, MONDAY),
        union=union.id,
        by=person.id,
        key=key or f"{person.id}:{name}:{hours}",
        at=at,
    )


def make_plan(union, by, at, *, weeks: int = 2, key: str = "first"):
    """Ask for a plan and let a worker make it; return its run."""
    run = services.request_plan(
        union=union.id,
        from_day=MONDAY,
        weeks=weeks,
        name="Weeks of bread",
        key=key,
        by=by.id,
        at=at,
    )
    work_off(at)
    return run


def work_off(at) -> None:
    """Do every job that waits, as the worker would."""
    while job := jobs.claim(worker="test", at=at):
        if "question" in job.payload:
            services.answer_what_if(
                question=job.payload["question"], job=job, clock=lambda: at
            )
        elif job.kind == "measure_slack":
            services.measure_slack(run=job.payload["run"], job=job, clock=lambda: at)
        else:
            services.solve_run(run=job.payload["run"], job=job, clock=lambda: at)


def own_offers(union, person):
    return livelihood_queries.own_offers(union=union.id, person=person.id, on=MONDAY)
