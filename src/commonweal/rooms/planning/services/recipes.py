"""Deeds on recipes: how we make it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger
from commonweal.core.vf import flows, laws
from commonweal.core.vf.actions import Action
from commonweal.rooms.planning import errors, permissions
from commonweal.rooms.planning.translate import written
from commonweal.rooms.planning.words import FlowDraft, RecipeDraft

#: A run that takes longer than two years is not planned week by week.
_WEEKS_MAX = 104
_MONTHS = frozenset(range(1, 13))


@deeds.deed
def add_recipe(
    *, draft: RecipeDraft, union: UUID, by: UUID, key: str, at: datetime
) -> flows.Recipe:
    """Write down how something is made. Doing it twice changes nothing."""
    permissions.require_stores(by=by, union=union, at=at)
    ledger_key = f"recipe:{key}"
    recipe_id = laws.id_of(union=union, what="recipe", key=ledger_key)
    recipes = ledger_queries.list_recipes(union=union, with_retired=True)
    before = {recipe.id: recipe for recipe in recipes}
    if recipe_id in before:
        return before[recipe_id]
    reading = written.begin(union=union, at=at)
    taken = frozenset(r.name.casefold() for r in recipes if not r.retired)
    ledger_draft = recipe_from(draft, reading=reading, taken=taken, key=ledger_key)
    reading.finish()
    return ledger.add_recipe(draft=ledger_draft, at=at)


@deeds.deed
def retire_recipe(*, recipe: UUID, union: UUID, by: UUID, at: datetime) -> flows.Recipe:
    """Plan with a recipe no more; what was made with it stays written down."""
    permissions.require_stores(by=by, union=union, at=at)
    return ledger.retire_recipe(union=union, recipe=recipe, at=at)


def recipe_from(
    draft: RecipeDraft, *, reading: written.Reading, taken: Collection[str], key: str
) -> flows.RecipeDraft:
    """Read a recipe as written down; problems gather in the reading."""
    name = reading.name(draft.name, taken=taken)
    reading.place("place", draft.place)
    if not draft.outputs:
        reading.refuse(errors.no_output())
    if not set(draft.months) <= _MONTHS:
        reading.refuse(errors.unknown_month("months"))
    return flows.RecipeDraft(
        key=key,
        union=reading.union,
        name=name,
        flows=(
            *_things(draft.inputs, Action.CONSUME, reading),
            *_things(draft.outputs, Action.PRODUCE, reading),
            *_effort(draft.effort, reading),
        ),
        months=tuple(sorted(set(draft.months))),
        uses=tuple(_uses(draft, reading)),
        place=draft.place,
        toil=reading.number("toil", draft.toil, low="0.1", high="10"),
        footprint_kg_co2e=reading.number(
            "footprint_kg_co2e", draft.footprint_kg_co2e, low="0", high="1000000"
        ),
        is_whole=draft.is_whole,
    )


def _things(
    lines: tuple[FlowDraft, ...], action: Action, reading: written.Reading
) -> Iterable[flows.RecipeFlow]:
    is_input = action is Action.CONSUME
    name = "inputs" if is_input else "outputs"
    seen = set()
    for line in lines:
        kind = reading.thing(name, line.kind)
        amount = reading.amount(name, line.amount, kind, line.unit)
        weeks = reading.whole_number(name, line.after_weeks, high=_WEEKS_MAX)
        if kind is None or amount is None:
            continue
        if (kind.id, weeks) in seen:
            reading.refuse(errors.listed_twice(name, kind.name))
        seen.add((kind.id, weeks))
        yield flows.RecipeFlow(
            action=action,
            resource_conforms_to=kind.id,
            is_input=is_input,
            resource_quantity=amount,
            after_weeks=weeks,
        )


def _effort(
    lines: tuple[FlowDraft, ...], reading: written.Reading
) -> Iterable[flows.RecipeFlow]:
    for line in lines:
        kind = reading.skill("effort", line.kind)
        hours = reading.amount("effort", line.amount, kind, line.unit)
        weeks = reading.whole_number("effort", line.after_weeks, high=_WEEKS_MAX)
        if kind is not None and hours is not None:
            yield flows.RecipeFlow(
                action=Action.WORK,
                resource_conforms_to=kind.id,
                is_input=True,
                effort_quantity=hours,
                after_weeks=weeks,
            )


def _uses(draft: RecipeDraft, reading: written.Reading) -> Iterable[flows.CapacityUse]:
    for line in draft.uses:
        kind = reading.capacity("uses", line.kind)
        amount = reading.amount("uses", line.amount, kind, line.unit)
        weeks = reading.whole_number("uses", line.weeks, high=_WEEKS_MAX)
        if weeks == 0:
            reading.refuse(errors.not_positive("uses"))
        if kind is not None and amount is not None:
            yield flows.CapacityUse(capacity=kind.id, quantity=amount, weeks=weeks)
