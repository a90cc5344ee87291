"""A provisioning round for 100 people and 60 goods, and a month's plan for 60 people.

    python -m benchmarks.rounds

Through the services, on SQLite with full sync, one core. Limits: two seconds for the
round (sharing out), ten for the plan.
"""

from __future__ import annotations

import os
from datetime import date

os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks import houses, villages
from commonweal.commons.people import queries as people
from commonweal.core import planner
from commonweal.core.planner import check
from commonweal.core.vf.measure import measure_of
from commonweal.core.vf.units import KG
from commonweal.rooms.needs import queries, services
from commonweal.rooms.needs import services as needs
from commonweal.rooms.needs.services.rounds import Asked
from commonweal.rooms.needs.translate.drafts import NeedDraft
from commonweal.rooms.needs.translate.rounds import LineDraft, RoundDraft
from commonweal.rooms.planning import services as planning
from commonweal.rooms.planning.translate import to_planner
from commonweal.rooms.planning.words import KindDraft, StockDraft

N_PEOPLE, N_GOODS = 100, 60
ROUND_LIMIT, PLAN_LIMIT = 2.0, 10.0


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    houses.open_house()
    rows = [*rounds(), *plans()]
    houses.table(f"Rounds for {N_PEOPLE} people by {N_GOODS} goods; plans", rows)


def rounds() -> list:
    union, steward = houses.found_union(N_PEOPLE, 12)
    kinds = _fill(union.id, steward)
    found = []
    for method in ("need_tier", "lottery"):
        begun = houses.moment()
        opened = services.open_round(
            draft=RoundDraft(
                key=method,
                name=f"Market by {method}",
                method=method,
                from_day=houses.AT.date(),
                lines=tuple(
                    LineDraft(kind=k, amount=measure_of(20, KG)) for k in kinds
                ),
            ),
            by=steward,
            at=houses.AT,
        )
        if method == "lottery":
            _ask_all(opened, union.id, steward)
        asked = houses.moment()
        services.share_out(round_id=opened.id, seed="4711", by=steward, at=houses.AT)
        shared = houses.moment()
        again = queries.recompute(round_id=opened.id, union=union.id)
        recomputed = houses.moment()
        assert again.n_different == 0
        assert again.n_shares >= N_PEOPLE * N_GOODS * 0.9, again
        services.hand_over_round(round_id=opened.id, by=steward, at=houses.AT)
        handed = houses.moment()
        found += [
            houses.row(f"{method}: open, ask", asked.since(begun)),
            houses.row(f"{method}: share out", shared.since(asked), ROUND_LIMIT),
            houses.row(
                f"{method}: compute again", recomputed.since(shared), ROUND_LIMIT
            ),
            houses.row(f"{method}: hand over all", handed.since(recomputed)),
        ]
    return found


def _fill(union, steward) -> list:
    at = houses.AT
    place = planning.add_place(
        name="Store", union=union, by=steward, key="store", at=at
    ).id
    kinds = []
    for i in range(N_GOODS):
        draft = KindDraft(name=f"good {i}", unit="kg", classified_as=("food",))
        kind = planning.add_kind(
            draft=draft, union=union, by=steward, key=f"{i}", at=at
        )
        stock = StockDraft(kind=kind.id, place=place, amount="200")
        planning.add_stock(draft=stock, union=union, by=steward, key=f"{i}", at=at)
        kinds.append(kind.id)
    tiers = ("vital", "dignity", "flourishing")
    needs.state_needs(
        drafts=[
            NeedDraft(
                key=f"{person.id}{kind}",
                person=person.id,
                kind=kind,
                quantity=measure_of(f"{(i + j) % 9 + 1}.{j % 7}", KG),
                per="week",
                tier=tiers[(i * j) % 3],
            )
            for i, person in enumerate(people.list_people(union=union))
            for j, kind in enumerate(kinds)
        ],
        by=steward,
        at=at,
    )
    return kinds


def _ask_all(opened, union, steward) -> None:
    for i, person in enumerate(people.list_people(union=union)):
        services.ask_in_round(
            round_id=opened.id,
            asked=[
                Asked(line=line.id, amount=str((i + line.place) % 9 + 1))
                for line in opened.lines
            ],
            person=person.id,
            by=steward,
            at=houses.AT,
        )


def plans() -> list:
    found = []
    for key, n_people, limit in (
        ("lentil-house", 25, PLAN_LIMIT),
        ("eco-village-of-60", 60, PLAN_LIMIT),
        ("eco-village-of-60", 75, None),  # too many for it: every shortage explained
    ):
        pack = villages.read_pack(key)
        facts = villages.facts(pack, n_people=n_people, first=date(2026, 11, 23))
        begun = houses.moment()
        asked = to_planner.problem_from(facts)
        translated = houses.moment()
        plan = planner.solve(asked.problem)
        solved = houses.moment()
        assert plan.status is planner.Status.OPTIMAL, plan.status
        assert not check.problems_with_plan(asked.problem, plan)
        checked = houses.moment()
        whose = f"{key}, {n_people} people, 5 weeks, {len(plan.shorts)} short"
        found += [
            houses.row(f"{whose}: translate", translated.since(begun)),
            houses.row(f"{whose}: plan", solved.since(translated), limit),
            houses.row(f"{whose}: check", checked.since(solved)),
        ]
    return found


if __name__ == "__main__":
    main()
