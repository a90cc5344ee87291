"""Questions about recipes, with names instead of ids."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import Recipe, RecipeFlow, Specification
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound
from commonweal.rooms.planning import errors


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a recipe; ``weeks`` after the start, or held for so many."""

    kind: UUID
    name: str
    amount: Measure
    weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeView:
    """How something is made."""

    id: UUID
    name: str
    place_name: str
    inputs: tuple[LineView, ...]
    outputs: tuple[LineView, ...]
    effort: tuple[LineView, ...]
    uses: tuple[LineView, ...]
    months: tuple[int, ...]
    toil: Decimal
    footprint_kg_co2e: Decimal
    is_whole: bool
    is_retired: bool


def list_recipes(*, union: UUID) -> tuple[RecipeView, ...]:
    """Return how things are made, by name."""
    kinds, places = _names(union)
    return tuple(
        _view(recipe, kinds, places) for recipe in ledger.list_recipes(union=union)
    )


def get_recipe(*, union: UUID, recipe: UUID) -> RecipeView:
    """Return one recipe, also one that is planned with no more, or refuse."""
    kinds, places = _names(union)
    for known in ledger.list_recipes(union=union, with_retired=True):
        if known.id == recipe:
            return _view(known, kinds, places)
    raise NotFound(errors.not_here("recipe"))


def _names(union: UUID) -> tuple[dict[UUID, Specification], dict[UUID, str]]:
    kinds = {kind.id: kind for kind in ledger.list_specifications(union=union)}
    places = {place.id: place.name for place in ledger.list_places(union=union)}
    return kinds, places


def _view(
    recipe: Recipe, kinds: dict[UUID, Specification], places: dict[UUID, str]
) -> RecipeView:
    parts: dict[Action, list[LineView]] = {
        Action.CONSUME: [],
        Action.PRODUCE: [],
        Action.WORK: [],
    }
    for flow in recipe.flows:
        amount = _amount(flow)
        if flow.action in parts and amount is not None:
            kind = flow.resource_conforms_to
            line = LineView(kind, kinds[kind].name, amount, flow.after_weeks)
            parts[flow.action].append(line)
    return RecipeView(
        id=recipe.id,
        name=recipe.name,
        place_name=places.get(recipe.place, "") if recipe.place else "",
        inputs=tuple(parts[Action.CONSUME]),
        outputs=tuple(parts[Action.PRODUCE]),
        effort=tuple(parts[Action.WORK]),
        uses=tuple(
            LineView(use.capacity, kinds[use.capacity].name, use.quantity, use.weeks)
            for use in recipe.uses
        ),
        months=recipe.months,
        toil=recipe.toil,
        footprint_kg_co2e=recipe.footprint_kg_co2e,
        is_whole=recipe.is_whole,
        is_retired=recipe.retired,
    )


def _amount(flow: RecipeFlow) -> Measure | None:
    return flow.resource_quantity or flow.effort_quantity
