"""Deeds on dishes: add, change, retire, take from a recipe, read from a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db.models import QuerySet

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger_queries
from commonweal.commons.ledger import services as ledger
from commonweal.core.vf import ids
from commonweal.core.vf.flows import Recipe, Specification, SpecificationDraft
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Problem, Refused, require
from commonweal.core.vf.units import UNITS
from commonweal.rooms.kitchen import errors, permissions, words
from commonweal.rooms.kitchen.models import Dish, DishLine
from commonweal.rooms.kitchen.queries import dishes as queries
from commonweal.rooms.kitchen.queries import foods
from commonweal.rooms.kitchen.services import whole
from commonweal.rooms.kitchen.translate import amounts, lines, recipes

SERVES_MAX = 10_000
MINUTES_MAX = 20_160  # two weeks: sauerkraut
#: How many people a kilo of a cooked dish feeds (half a kilo each; our estimate).
_FED_BY_A_KILO = 2


@deeds.deed
def add_dish(
    *, draft: words.DishDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Add a dish. Doing it twice changes nothing."""
    permissions.require_kitchen(by=by, union=union, at=at)
    return keep_dish(draft, union=union, key=key, at=at)


@deeds.deed
def change_dish(
    *, dish: UUID, draft: words.DishDraft, union: UUID, by: UUID, at: datetime
) -> None:
    """Change a dish from now on; what was cooked stays as it was."""
    permissions.require_kitchen(by=by, union=union, at=at)
    row = _row(union, dish)
    read = _read(draft, union=union, besides=row.id)
    row.name, row.serves, row.minutes = read.name, read.serves, read.minutes
    row.steps, row.source, row.codes = read.steps, read.source, read.codes
    row.save()
    DishLine.objects.filter(dish=row).delete()
    _keep_lines(row, _lines(draft.lines, union), at=at)


@deeds.deed
def retire_dish(*, dish: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Take a dish off our list; menus that have it keep it. Twice changes nothing."""
    permissions.require_kitchen(by=by, union=union, at=at)
    row = _row(union, dish)
    row.is_retired = True
    row.save(update_fields=["is_retired"])


@deeds.deed
def dish_from_recipe(*, recipe: UUID, union: UUID, by: UUID, at: datetime) -> UUID:
    """Make a dish of a recipe of the stores; what is no food is left out."""
    permissions.require_kitchen(by=by, union=union, at=at)
    known = {one.id: one for one in ledger_queries.list_recipes(union=union)}
    if recipe not in known:
        raise NotFound(errors.not_here("recipe"))
    return take_recipe(
        known[recipe], words.DishDraft(name="", serves="", lines=()), at=at
    )


def read_recipe(*, file: words.FileDraft, union: UUID) -> words.ReadRecipe:
    """Read a recipe and save nothing; its lines say what is wrong with each."""
    return recipes.read_recipe(file, union=union)


@deeds.deed
def import_dish(
    *, file: words.FileDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Read a recipe and keep it as a dish, or refuse with every line that is wrong."""
    permissions.require_kitchen(by=by, union=union, at=at)
    read = recipes.read_recipe(file, union=union)
    require(line.problem for line in read.lines if line.problem is not None)
    draft = words.DishDraft(
        name=read.name,
        serves=read.serves,
        lines=tuple(map(_drafted, _together(read.lines))),
        steps=read.steps,
        minutes=read.minutes,
        source=read.source,
    )
    return keep_dish(draft, union=union, key=key, at=at)


def _together(read: Sequence[words.ReadLine]) -> Iterable[words.ReadLine]:
    """Put lines of one kind together: salt for the dough and salt for the filling."""
    found: dict[UUID | None, words.ReadLine] = {}
    for line in read:
        before = found.get(line.kind)
        if before is None:
            found[line.kind] = line
            continue
        weighed = [one.amount for one in (before, line) if one.amount is not None]
        notes = ", ".join(one.note for one in (before, line) if one.note)
        total = sum(amount.amount for amount in weighed)
        amount = Measure(total, weighed[0].unit) if weighed else None
        found[line.kind] = replace(before, amount=amount, note=notes[:120])
    return found.values()


def _drafted(line: words.ReadLine) -> words.LineDraft:
    if line.amount is None:
        return words.LineDraft(kind=line.kind, amount="to taste", note=line.note)
    return words.LineDraft(
        kind=line.kind,
        amount=f"{line.amount.decimal:f}",
        unit=line.amount.unit.code,
        note=line.note,
    )


def keep_dish(draft: words.DishDraft, *, union: UUID, key: str, at: datetime) -> UUID:
    """Read a dish and keep it, all or nothing."""
    dish_id = ids.id_from_key(union, f"add_dish:{key}")
    if Dish.objects.filter(id=dish_id).exists():
        return dish_id
    row = _read(draft, union=union, besides=dish_id)
    row.id = dish_id
    row.save(force_insert=True)
    _keep_lines(row, _lines(draft.lines, union), at=at)
    return dish_id


def take_recipe(recipe: Recipe, told: words.DishDraft, *, at: datetime) -> UUID:
    """Keep a recipe of the stores as a dish, with what else is told of it."""
    union = recipe.union
    edible = foods.kinds_by_id(foods.list_foods(union=union))
    output = queries.main_output(recipe, edible)
    if output is None:
        raise Refused(errors.makes_no_food())
    made = sum(
        flow.resource_quantity.decimal
        for flow in recipe.flows
        if flow.resource_conforms_to == output and flow.resource_quantity is not None
    )
    draft = replace(
        told,
        name=told.name or edible[output].name,
        serves=told.serves or str(_fed_by(Decimal(made))),
        source=told.source or (recipe.note or "")[: words.NOTE_LETTERS],
        lines=_ingredients(recipe, edible),
    )
    dish = keep_dish(draft, union=union, key=f"recipe:{recipe.id}", at=at)
    Dish.objects.filter(id=dish).update(recipe=recipe.id, makes=output)
    return dish


def _fed_by(kilos: Decimal) -> int:
    return max(1, int((kilos * _FED_BY_A_KILO).to_integral_value(ROUND_HALF_UP)))


def _ingredients(
    recipe: Recipe, edible: Mapping[UUID, Specification]
) -> tuple[words.LineDraft, ...]:
    return tuple(
        words.LineDraft(
            kind=flow.resource_conforms_to,
            amount=f"{flow.resource_quantity.decimal:f}",
            unit=flow.resource_quantity.unit.code,
        )
        for flow in recipe.flows
        if flow.is_input
        and flow.resource_quantity is not None
        and flow.resource_conforms_to in edible
    )


# --- reading ------------------------------------------------------------------------------


def _row(union: UUID, dish: UUID) -> Dish:
    row = Dish.objects.filter(union_id=union, id=dish).first()
    if row is None:
        raise NotFound(errors.not_here("dish"))
    return row


def _read(draft: words.DishDraft, *, union: UUID, besides: UUID) -> Dish:
    """Read all of a dish but its lines, which are looked at too; all problems at once."""
    problems: list[Problem] = []
    name = amounts.clean(draft.name)
    named = Dish.objects.filter(union_id=union, is_retired=False).exclude(id=besides)
    if not name:
        problems.append(errors.missing("name"))
    elif len(name) > words.NAME_LETTERS:
        problems.append(errors.too_long("name", words.NAME_LETTERS))
    elif _taken(name, named):
        problems.append(errors.name_taken(name))
    serves = whole.read("serves", draft.serves, (1, SERVES_MAX), problems)
    minutes = None
    if draft.minutes.strip():
        minutes = whole.read("minutes", draft.minutes, (1, MINUTES_MAX), problems)
    source = amounts.clean(draft.source)
    if len(source) > words.NOTE_LETTERS:
        problems.append(errors.too_long("source", words.NOTE_LETTERS))
    steps = "\n".join(filter(None, map(amounts.clean, draft.steps.splitlines())))
    if len(steps) > words.STEPS_LETTERS:
        problems.append(errors.too_long("steps", words.STEPS_LETTERS))
    problems.extend(whole.problems_with_codes(draft.codes))
    try:
        _lines(draft.lines, union)
    except Refused as refused:
        problems.extend(refused.problems)
    require(problems)
    return Dish(
        union_id=union,
        name=name,
        serves=serves,
        minutes=minutes,
        steps=steps,
        source=source,
        codes=list(queries.in_order(draft.codes)),
    )


def _taken(name: str, named: QuerySet[Dish]) -> bool:
    names = named.values_list("name", flat=True)
    return name.casefold() in {known.casefold() for known in names}


def _lines(drafts: Sequence[words.LineDraft], union: UUID) -> list[lines.Line]:
    """Read the lines of a dish; problems carry the line, counted from 1."""
    if not drafts:
        raise Refused(errors.no_lines())
    if len(drafts) > words.LINES_MAX:
        raise Refused(errors.too_many_lines(words.LINES_MAX))
    names = lines.names_of(union)
    read: list[lines.Line] = []
    problems: list[Problem] = []
    for number, draft in enumerate(drafts, start=1):
        try:
            line = lines.read_draft(draft, names)
        except Refused as refused:
            problems.extend(problem.at_row(number) for problem in refused.problems)
            continue
        if _is_there(line, read):
            problems.append(errors.twice_in_dish(line.name).at_row(number))
        read.append(line)
    require(problems)
    return read


def _is_there(line: lines.Line, before: Iterable[lines.Line]) -> bool:
    return any(
        one.name.casefold() == line.name.casefold()
        if line.kind is None
        else one.kind is not None and one.kind.id == line.kind.id
        for one in before
    )


def _keep_lines(row: Dish, read: Iterable[lines.Line], *, at: datetime) -> None:
    rows = [
        DishLine(
            dish=row,
            place=place,
            kind=_known(line, row.union_id, at) if line.kind is None else line.kind.id,
            amount=None if line.amount is None else line.amount.amount,
            note=line.note,
        )
        for place, line in enumerate(read, start=1)
    ]
    DishLine.objects.bulk_create(rows)


def _known(line: lines.Line, union: UUID, at: datetime) -> UUID:
    """Let the ledger know a new food; nobody has said yet what is in it."""
    unit = UNITS[line.unit or "kg"]
    draft = SpecificationDraft(
        key=f"kind:kitchen:{line.name.casefold()}",
        union=union,
        name=line.name,
        unit=unit,
        classified_as=("food",),
    )
    return ledger.add_specification(draft=draft, at=at).id
