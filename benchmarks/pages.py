"""Server time of pages with 500 people and 200,000 events.

    python -m benchmarks.pages [people] [events]

Through Django's own handler (all middleware, session, templates), on SQLite, warm.
Limit: 50 ms for the home page and the need form.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator

from django.contrib import auth
from django.test import Client
from django.urls import reverse

from benchmarks import houses
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.ledger import services as ledger_services
from commonweal.commons.people import queries as people
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import EventDraft
from commonweal.core.vf.measure import Measure, measure_of
from commonweal.core.vf.units import KG
from commonweal.interfaces.cli import prepare
from commonweal.rooms.needs import services as needs
from commonweal.rooms.needs.translate.drafts import NeedDraft
from commonweal.rooms.planning import services as planning
from commonweal.rooms.planning.words import KindDraft, StockDraft

LIMIT = 0.05
N_WARM, N_MEASURED = 5, 40
BATCH = 5_000


def main() -> None:
    n_people, n_events = (int(a) for a in (*sys.argv[1:], 500, 200_000)[:2])
    houses.open_house()

    prepare.everything()
    begun = time.perf_counter()
    union, steward = houses.found_union(n_people, max(3, n_people // 9))
    kinds, stores = _fill(union.id, steward)
    _state(union.id, steward, kinds)
    peopled = time.perf_counter()
    _happen(union.id, stores, n_events)
    filled = time.perf_counter()
    print(
        f"{n_people} people in {peopled - begun:.0f} s, "
        f"{n_events} events in {filled - peopled:.0f} s",
        flush=True,
    )
    houses.table(
        f"Pages with {n_people} people and {n_events} events (median of {N_MEASURED})",
        list(_measure()),
    )


def _fill(union, steward) -> tuple[list, list]:
    at = houses.AT
    place = planning.add_place(
        name="Store", union=union, by=steward, key="store", at=at
    ).id
    kinds = []
    for i in range(60):
        draft = KindDraft(name=f"good {i}", unit="kg", classified_as=("food",))
        kind = planning.add_kind(
            draft=draft, union=union, by=steward, key=f"{i}", at=at
        )
        stock = StockDraft(kind=kind.id, place=place, amount="9000")
        planning.add_stock(draft=stock, union=union, by=steward, key=f"{i}", at=at)
        kinds.append(kind.id)
    return kinds, list(ledger.list_stock(union=union))


def _state(union, steward, kinds) -> None:
    """Let everyone state ten needs."""
    drafts = [
        NeedDraft(
            key=f"{person.id}{j}",
            person=person.id,
            kind=kinds[(i + 7 * j) % len(kinds)],
            quantity=measure_of(j % 4 + 1, KG),
            per="week",
            tier=("vital", "dignity")[j % 2],
        )
        for i, person in enumerate(people.list_people(union=union))
        for j in range(10)
    ]
    needs.state_needs(drafts=drafts, by=steward, at=houses.AT)


def _happen(union, stores, n_events: int) -> None:
    """Let years of small entries pass: in and out of the stores, hash-chained."""
    drafts = list(_drafts(union, stores, n_events))
    for first in range(0, len(drafts), BATCH):
        ledger_services.record_events(
            drafts=drafts[first : first + BATCH], at=houses.AT
        )


def _drafts(union, stores, n_events: int) -> Iterator:
    for i in range(n_events):
        store = stores[i % len(stores)]
        yield EventDraft(
            key=f"bench {i}",
            union=union,
            action=Action.RAISE if (i // len(stores)) % 2 == 0 else Action.LOWER,
            provider=union,
            receiver=union,
            has_point_in_time=houses.AT,
            resource_quantity=Measure(100 + i % 7, store.spec.unit),
            resource_conforms_to=store.spec.id,
            resource_inventoried_as=store.resource,
        )


def _measure() -> Iterator[tuple[str, ...]]:
    client = Client(HTTP_HOST="localhost")
    client.force_login(auth.get_user_model().objects.get(username="ana"))
    for what, url, limit in (
        ("home page", reverse("home:home"), LIMIT),
        ("need form", reverse("needs:new"), LIMIT),
        ("my needs", reverse("needs:home"), None),
        ("stores", reverse("planning:stores"), None),
        ("plans", reverse("planning:plans"), None),
        ("rounds", reverse("needs:rounds"), None),
    ):
        took = []
        for _try in range(N_WARM + N_MEASURED):
            begun = houses.moment()
            answer = client.get(url)
            took.append(houses.moment().since(begun))
            assert answer.status_code == 200, (url, answer.status_code)
        walls, busys = (
            [getattr(m, a) for m in took[N_WARM:]] for a in ("wall", "busy")
        )
        middle = houses.Moment(statistics.median(walls), statistics.median(busys))
        worst = houses.Moment(
            *(sorted(s)[N_MEASURED * 19 // 20] for s in (walls, busys))
        )
        yield houses.row(what, middle, limit)
        yield houses.row("  slowest of twenty", worst)


if __name__ == "__main__":
    main()
