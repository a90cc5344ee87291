"""From the planner's answer to a what-if to the answer that is kept for a day.

Plain JSON, in the same words as a plan's outcome, so that the same readers read both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from commonweal.core import planner
from commonweal.core.planner import outcomes
from commonweal.core.vf.units import HOUR, UNITS
from commonweal.rooms.planning.translate import from_planner
from commonweal.rooms.planning.translate.wants import Want

Json = dict[str, object]
#: A smaller change of a level is the solver's noise.
SEEN = 0.0005


def wants_from(outcome: Mapping[str, Any], problem: planner.Problem) -> dict[str, Want]:
    """Find again which need of the planner stands for which total of a circle."""
    needs = {need.label: need for need in problem.needs}
    found = {}
    for line in outcome["wants"]:
        need = needs[f"{line['intent']}:{line['period']}"]
        unit = UNITS[outcome["units"][line["kind"]]]
        amount = min(line["amount"] / unit.steps, need.demand)
        found[need.label] = Want(
            need=need,
            intent=UUID(line["intent"]),
            kind=UUID(line["kind"]),
            group=UUID(line["group"]),
            period=line["period"],
            amount=amount,
            before=need.demand - amount,
            n_people=line["n_people"],
        )
    return found


def answer_of(
    kept: Mapping[str, Any], problem: planner.Problem, found: planner.Outcome
) -> Json:
    """Write what would become of a plan: for whom, by how much, and what would help."""
    wants = _grown(wants_from(kept, problem), found.problem)
    steps = from_planner.Steps(kept["units"])
    before = {line.need: line.level for line in found.before.fulfilment}
    needs = list(_needs(found.after, wants, before, steps))
    return {
        "status": str(found.after.status),
        "wants": [line for line in needs if line["changes"]],
        "n_same": sum(not line["changes"] for line in needs),
        "shorts": list(
            from_planner.shorts_of(
                [short for short in found.shorts if short.need in wants], wants, steps
            )
        ),
        "hours": list(_hours(problem, found)),
        "beyond": round(found.hours_beyond * HOUR.steps),
        "limits": [
            {
                "kind": use.kind,
                "label": use.label,
                "period": use.period,
                "amount": round(use.amount, 4),
                "used": round(use.used, 4),
            }
            for use in found.after.limits
        ],
        "spent": list(_spent(found)),
    }


def _grown(wants: dict[str, Want], changed: planner.Problem) -> dict[str, Want]:
    """Let wants grow with the needs they stand for, when more people come."""
    needs = {need.label: need for need in changed.needs}
    grown = {}
    for label, want in wants.items():
        need = needs[label]
        by = need.demand / want.need.demand
        grown[label] = replace(
            want, need=need, amount=want.amount * by, before=want.before * by
        )
    return grown


def _needs(
    after: planner.Plan,
    wants: Mapping[str, Want],
    before: Mapping[str, float],
    steps: from_planner.Steps,
) -> Iterable[Json]:
    for line in after.fulfilment:
        want = wants.get(line.need)
        if want is None:
            continue
        was = from_planner.own_level(want, before[line.need])
        now = from_planner.own_level(want, line.level)
        yield {
            **from_planner.who(want),
            "amount": steps.of(str(want.kind), want.amount),
            "before": was,
            "level": now,
            "missing": steps.of(str(want.kind), want.amount * (1 - now)),
            "changes": abs(now - was) > SEEN,
        }


def _hours(problem: planner.Problem, found: planner.Outcome) -> Iterable[Json]:
    """Add up hours by kind of help, never by person: asked before, after, and offered."""
    sums: dict[str, list[float]] = {}
    for i, (asked, plan) in enumerate(
        ((problem, found.before), (found.problem, found.after))
    ):
        for (skill, _place, _period), hours in outcomes.hours_of(asked, plan).items():
            sums.setdefault(skill, [0.0, 0.0, 0.0])[i] += hours
    for offer in found.problem.efforts:
        if offer.skill in sums:
            sums[offer.skill][2] += offer.hours
    for skill, (was, now, offered) in sums.items():
        yield {
            "kind": skill,
            "before": round(was * HOUR.steps),
            "after": round(now * HOUR.steps),
            "offered": round(offered * HOUR.steps),
        }


def _spent(found: planner.Outcome) -> Iterable[list[object]]:
    was, now = dict(found.before.totals.spent), dict(found.after.totals.spent)
    for currency in sorted({*was, *now}):
        steps = UNITS[currency].steps
        yield [
            currency,
            round(was.get(currency, 0.0) * steps),
            round(now.get(currency, 0.0) * steps),
        ]
