"""Dishes: what is in them, what is not known of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from commonweal.commons.ledger import queries as ledger
from commonweal.core.vf.flows import Recipe, Specification
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound
from commonweal.rooms.kitchen import errors, words
from commonweal.rooms.kitchen.models import Card, Dish, DishLine
from commonweal.rooms.kitchen.queries import foods


def list_dishes(
    *, union: UUID, with_retired: bool = False
) -> tuple[words.DishView, ...]:
    """Return the dishes of a union, by name."""
    rows = Dish.objects.filter(union_id=union)
    if not with_retired:
        rows = rows.filter(is_retired=False)
    return tuple(_views(union, rows.order_by("name", "id")))


def get_dish(*, union: UUID, dish: UUID) -> words.DishView:
    """Return one dish, or refuse."""
    for found in _views(union, Dish.objects.filter(union_id=union, id=dish)):
        return found
    raise NotFound(errors.not_here("dish"))


def dishes_by_id(union: UUID, dishes: Iterable[UUID]) -> dict[UUID, words.DishView]:
    """Return some dishes by id, retired ones too."""
    rows = Dish.objects.filter(union_id=union, id__in=set(dishes))
    return {dish.id: dish for dish in _views(union, rows)}


def list_recipes(*, union: UUID) -> tuple[Recipe, ...]:
    """Return recipes of the stores that make food and are no dish here yet."""
    edible = {kind.id for kind in foods.list_foods(union=union)}
    known = set(
        Dish.objects.filter(union_id=union, is_retired=False).values_list(
            "recipe", flat=True
        )
    )
    return tuple(
        recipe
        for recipe in ledger.list_recipes(union=union)
        if recipe.id not in known and main_output(recipe, edible) is not None
    )


def main_output(recipe: Recipe, edible: Iterable[UUID]) -> UUID | None:
    """Return the food a recipe is made for, or None."""
    wanted = set(edible)
    for flow in recipe.flows:
        if not flow.is_input and flow.resource_conforms_to in wanted:
            return flow.resource_conforms_to
    return None


def _views(union: UUID, rows: Iterable[Dish]) -> Iterable[words.DishView]:
    found = list(rows)
    lines: dict[UUID, list[DishLine]] = defaultdict(list)
    for line in DishLine.objects.filter(dish__in=found).order_by("place"):
        lines[line.dish_id].append(line)
    kinds = foods.kinds_by_id(ledger.list_specifications(union=union))
    cards = foods.cards_of(union)
    return [_view(row, lines[row.id], kinds, cards) for row in found]


def _view(
    row: Dish,
    lines: Iterable[DishLine],
    kinds: Mapping[UUID, Specification],
    cards: Mapping[UUID, Card],
) -> words.DishView:
    held: set[str] = set(row.codes)
    unclear = []
    for line in lines:
        card = cards.get(line.kind)
        if card is None or card.codes is None:
            unclear.append(kinds[line.kind].name)
        else:
            held |= set(card.codes)
    return words.DishView(
        id=row.id,
        name=row.name,
        serves=row.serves,
        minutes=row.minutes,
        steps=row.steps,
        source=row.source,
        recipe=row.recipe,
        makes=row.makes,
        lines=tuple(_line(line, kinds[line.kind]) for line in lines),
        codes=in_order(held),
        extra_codes=in_order(row.codes),
        unclear=tuple(unclear),
        is_retired=row.is_retired,
    )


def in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Return codes with what they imply, in the order of the list."""
    held = set(codes)
    for code in tuple(held):
        held |= set(words.IMPLIED.get(code, ()))
    return tuple(code for code in words.CODES if code in held)


def _line(line: DishLine, kind: Specification) -> words.DishLineView:
    return words.DishLineView(
        kind=line.kind,
        kind_name=kind.name,
        amount=None if line.amount is None else Measure(line.amount, kind.unit),
        note=line.note,
    )
