"""From the planner's answer back to integer amounts: the outcome kept with a run.

The outcome is plain JSON with ids as text and amounts in smallest steps. It holds
totals of circles only. Names are kept as they were, so that an old plan still reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NotRequired, TypedDict

from commonweal.core import planner
from commonweal.core.planner import purposes, sankey
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import Recipe, Specification
from commonweal.core.vf.problems import N_
from commonweal.core.vf.units import UNITS
from commonweal.rooms.planning.translate import to_planner
from commonweal.rooms.planning.translate.wants import VARIETY, Want
from commonweal.rooms.planning.words import Facts

#: Less than this of a run, or of a smallest step, is the solver's noise.
NOISE = 1e-6
#: The part of a smallest step that counts as noise when rounding down.
STEP_NOISE = 0.05
#: The word that says that a kind is eaten, or becomes what is eaten.
FOOD = "food"
ONE_FOOD = N_("Nobody is planned to eat more %(good)s a week than the charter says.")
MONOTONOUS = N_(
    "So that vital needs are met, some eat more of one food than the charter says."
)

Said = tuple[str, dict[str, object]]
Json = dict[str, object]


class Outcome(TypedDict):
    """What a run keeps of the planner's answer."""

    status: str
    rule_version: str
    periods: list[list[str]]
    names: dict[str, str]
    units: dict[str, str]
    made: list[Json]
    bought: list[Json]
    kept: list[Json]
    given: list[Json]
    wants: list[Json]
    shorts: list[Json]
    limits: list[Json]
    flows: list[Json]
    purposes: list[Json]
    totals: Json
    notes: list[Said]
    standing: list[str]
    slack: NotRequired[Json]


def outcome_of(
    plan: planner.Plan, asked: to_planner.Asked, facts: Facts, names: Mapping[str, str]
) -> Outcome:
    """Write a checked plan as an outcome."""
    wants = {want.need.label: want for want in asked.wants}
    steps = Steps(to_planner.units_of(facts))
    foods = {str(kind.id) for kind in facts.kinds.values() if _is_food(kind)}
    return Outcome(
        status=str(plan.status),
        rule_version=plan.rule_version,
        periods=[
            [span.first.isoformat(), span.after.isoformat()] for span in facts.spans
        ],
        names=dict(names),
        units=to_planner.units_of(facts),
        made=list(_made(plan, facts, steps)),
        bought=list(_bought(plan, steps)),
        kept=list(_kept(plan, steps)),
        given=list(_given(plan, asked.wants, steps)),
        wants=list(_wants(plan, wants, steps)),
        shorts=list(shorts_of(plan.shorts, wants, steps)),
        limits=[
            {
                "kind": use.kind,
                "label": use.label,
                "period": use.period,
                "amount": round(use.amount, 4),
                "used": round(use.used, 4),
            }
            for use in plan.limits
        ],
        flows=[
            {
                "source_kind": link.source_kind,
                "source": link.source,
                "target_kind": link.target_kind,
                "target": link.target,
                "good": link.good,
                "amount": steps.of(link.good, link.amount),
                "is_food": link.good in foods,
            }
            for link in sankey.flows_of(asked.problem, plan)
        ],
        purposes=list(_purposes(plan)),
        totals={
            "toil": round(plan.totals.toil, 2),
            "effort": round(plan.totals.effort_hours * 60),
            "footprint_grams": round(plan.totals.footprint * 1000),
            "spent": [
                [currency, round(amount * UNITS[currency].steps)]
                for currency, amount in plan.totals.spent
            ],
        },
        notes=[said(note) for note in plan.notes],
        standing=to_planner.standing_of(facts),
    )


def _purposes(plan: planner.Plan) -> Iterable[Json]:
    """Say where what each recipe makes ends up, wherever it runs."""
    for recipe in dict.fromkeys(run.recipe for run in plan.runs if run.runs > NOISE):
        for purpose in purposes.purposes_of(plan, recipe):
            yield {
                "recipe": recipe,
                "good": purpose.good,
                "kind": purpose.kind,
                "label": purpose.label,
                "share": round(purpose.share, 4),
            }


def _is_food(kind: Specification) -> bool:
    return FOOD in kind.classified_as or bool(kind.contents)


def part_of(outcome: Outcome, period: int) -> Json:
    """Return what concerns one period: what is made, and how far needs are covered."""
    made = [line for line in outcome["made"] if line["period"] == period]
    wants = [want for want in outcome["wants"] if want["period"] == period]
    kinds = {str(flow["kind"]) for line in made for flow in _listed(line["flows"])}
    kinds |= {str(want["kind"]) for want in wants}
    labels = kinds | {str(want["group"]) for want in wants}
    labels |= {str(line[key]) for line in made for key in ("recipe", "place")}
    return {
        "periods": outcome["periods"],
        "made": made,
        "wants": [{key: want[key] for key in _WANTED} for want in wants],
        "names": {k: v for k, v in outcome["names"].items() if k in labels},
        "units": {k: v for k, v in outcome["units"].items() if k in kinds},
    }


_WANTED = ("group", "kind", "tier", "is_wish", "level", "n_people", "period")


def _listed(value: object) -> list[Json]:
    return value if isinstance(value, list) else []


def said(sentence: planner.Sentence) -> Said:
    """Return a sentence as it is kept: its template and what fills it."""
    return sentence.template, dict(sentence.params)


class Steps:
    """Turns the planner's whole units into smallest steps of a kind's unit."""

    def __init__(self, units: Mapping[str, str]) -> None:
        self._steps = {kind: UNITS[code].steps for kind, code in units.items()}

    def of(self, kind: str, amount: float) -> int:
        """Round to the nearest step."""
        return round(amount * self._steps[kind])

    def less(self, kind: str, amount: float) -> int:
        """Round down what is promised, so that no promise is larger than its source."""
        return int(amount * self._steps[kind] + STEP_NOISE)


def _made(plan: planner.Plan, facts: Facts, steps: Steps) -> Iterable[Json]:
    recipes = {recipe.id: recipe for recipe in facts.recipes}
    told = {recipe.label: recipe for recipe in to_planner.problem_recipes(facts)}
    for run in plan.runs:
        if run.runs <= NOISE:
            continue
        recipe, place = to_planner.split_label(run.recipe)
        yield {
            "recipe": str(recipe),
            "place": None if place is None else str(place),
            "period": run.period,
            "runs": round(run.runs, 4),
            "flows": list(_flows(told[run.recipe], run, len(facts.spans), steps)),
            "main": str(_main_output(recipes[recipe])),
        }


def _flows(
    recipe: planner.Recipe, run: planner.Run, n_periods: int, steps: Steps
) -> Iterable[Json]:
    """List what a run takes and gives, in the periods the plan reaches."""
    listed: list[tuple[str, str, float, int]] = [
        *(("consume", flow.good, flow.amount, flow.after) for flow in recipe.inputs),
        *(("produce", flow.good, flow.amount, flow.after) for flow in recipe.outputs),
        *(
            ("work", effort.skill, effort.hours, effort.after)
            for effort in recipe.effort
        ),
    ]
    for action, kind, amount, after in listed:
        steps_of = steps.of(kind, amount * run.runs)
        if steps_of > 0:
            yield {
                "action": action,
                "kind": kind,
                "amount": steps_of,
                "period": run.period + after,
                "within": run.period + after < n_periods,
            }
    for use in recipe.uses:
        kind_id = str(to_planner.split_label(use.capacity)[0])
        yield {
            "action": "use",
            "kind": kind_id,
            "pool": use.capacity,
            "amount": steps.of(kind_id, use.amount * run.runs),
            "period": run.period,
            "periods": use.periods,
            "within": True,
        }


def _main_output(recipe: Recipe) -> object:
    return next(
        flow.resource_conforms_to
        for flow in recipe.flows
        if flow.action is Action.PRODUCE
    )


def _bought(plan: planner.Plan, steps: Steps) -> Iterable[Json]:
    for line in plan.bought:
        amount = steps.of(line.good, line.amount)
        if amount > 0:
            yield {
                "kind": line.good,
                "period": line.period,
                "amount": amount,
                "cost": round(line.cost * UNITS[line.currency].steps),
                "currency": line.currency,
            }


def _kept(plan: planner.Plan, steps: Steps) -> Iterable[Json]:
    sums: dict[tuple[str, int], float] = {}
    for line in plan.stock:
        at = (line.good, line.period)
        sums[at] = sums.get(at, 0.0) + line.amount
    for (kind, period), amount in sums.items():
        if steps.less(kind, amount) > 0:
            yield {"kind": kind, "period": period, "amount": steps.less(kind, amount)}


def _given(plan: planner.Plan, wants: Sequence[Want], steps: Steps) -> Iterable[Json]:
    """Say what each circle gets; a basket of one total keeps its intent."""
    intents = {f"{want.group}:{want.intent}": want for want in wants}
    people: dict[str, int] = {}
    for want in wants:
        group = str(want.group)
        people[group] = max(people.get(group, 0), want.n_people)
    for line in plan.given:
        amount = steps.less(line.good, line.amount)
        if amount <= 0:
            continue
        group = line.basket.partition(":")[0]
        own = intents.get(line.basket)
        yield {
            "group": group,
            "kind": line.good,
            "period": line.period,
            "amount": amount,
            "intent": None if own is None else str(own.intent),
            "tier": None if own is None else str(own.need.tier),
            "n_people": people[group] if own is None else own.n_people,
        }


def _wants(
    plan: planner.Plan, wants: Mapping[str, Want], steps: Steps
) -> Iterable[Json]:
    for line in plan.fulfilment:
        want = wants.get(line.need)
        if want is None:
            continue
        level = own_level(want, line.level)
        yield {
            **who(want),
            "amount": steps.of(str(want.kind), want.amount),
            "level": level,
            "missing": steps.of(str(want.kind), want.amount * (1 - level)),
            "round": line.round,
        }


def own_level(want: Want, level: float) -> float:
    """Say how far a want itself is met, when earlier tiers' wants come first."""
    got = level * (want.before + want.amount) - want.before
    share = max(0.0, min(1.0, got / want.amount))
    return 1.0 if share > 1 - NOISE * 10 else round(share, 6)


def who(want: Want) -> Json:
    """Say whose want it is: a circle's, of how many people."""
    return {
        "intent": str(want.intent),
        "kind": str(want.kind),
        "group": str(want.group),
        "tier": str(want.need.tier),
        "is_wish": want.need.is_wish,
        "period": want.period,
        "n_people": want.n_people,
    }


def shorts_of(
    shorts: Iterable[planner.Short], wants: Mapping[str, Want], steps: Steps
) -> Iterable[Json]:
    """Write what stays short, with limits and reliefs."""
    for short in shorts:
        want = wants[short.need]
        missing = min(short.missing, want.amount)
        yield {
            **who(want),
            "level": own_level(want, short.level),
            "missing": steps.of(str(want.kind), missing),
            "words": _said_of(short.words, want),
            "limits": [_limit(limit, want) for limit in short.limits],
            "reliefs": [
                {
                    "reached": round(relief.reached, 4),
                    "helps": [
                        {
                            **_limit(help_.limit, want),
                            "more": round(help_.amount, 4),
                            "words": _said_of(help_.words, want),
                        }
                        for help_ in relief.helps
                    ],
                }
                for relief in short.reliefs
            ],
        }


def _said_of(sentence: planner.Sentence, want: Want) -> Said:
    """Keep a sentence with the kind in place of the need's label."""
    template, params = said(sentence)
    if "need" in params:
        params["need"] = str(want.kind)
    return template, params


def monotonous() -> planner.Sentence:
    """Say that the plan was made without bounds on single foods."""
    return planner.Sentence(MONOTONOUS)


def is_worth_another_try(plan: planner.Plan) -> bool:
    """Say whether a bound on a single food holds a vital need down, or the solver failed.

    People come before variety: such a plan is made again without those bounds.
    """
    return plan.status is planner.Status.FAILED or any(
        limit.label.startswith(VARIETY)
        for short in plan.shorts
        if short.tier is planner.Tier.VITAL and not short.is_wish
        for limit in short.limits
    )


def _limit(limit: planner.Limit, want: Want) -> Json:
    words = _said_of(limit.words, want)
    if limit.label.startswith(VARIETY):
        words = (ONE_FOOD, {"good": limit.label.split(":")[-2]})
    return {
        "kind": limit.kind,
        "label": limit.label,
        "period": limit.period,
        "amount": round(limit.amount, 4),
        "words": words,
    }
