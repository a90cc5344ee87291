"""The deed that gives a union its first table: dishes, shop sections, codes, a week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf.flows import Specification
from commonweal.core.vf.problems import Refused
from commonweal.data import cooking, figures
from commonweal.rooms.kitchen import errors, permissions, words
from commonweal.rooms.kitchen.models import Card, Dish, Meal, ShopSection
from commonweal.rooms.kitchen.queries import dishes as queries
from commonweal.rooms.kitchen.queries import foods
from commonweal.rooms.kitchen.services import dishes, meals, shelf

#: A week's dishes may lack a line the union knows no kind for; such dishes are left out.
_GERMAN = "de"


@deeds.deed
def adopt_table(*, first_day: date | None, union: UUID, by: UUID, at: datetime) -> int:
    """Take up our tables: what is here already stays as it is. Twice changes nothing.

    Dishes come from the recipes of the stores (a starter pack's) and a few of ours.
    With ``first_day`` (a Monday) a week of menus is planned from today or that day on.
    Returns how many meals were planned.
    """
    permissions.require_kitchen(by=by, union=union, at=at)
    if first_day is not None and first_day.weekday():
        raise Refused(errors.not_a_monday("first_day", first_day.isoformat()))
    language = people.get_union(union=union).language[:2]
    kinds = {foods.tag_of(kind): kind for kind in foods.list_foods(union=union)}
    _cards(union, kinds, language)
    known = _dishes(union, kinds, language, at)
    if first_day is None:
        return 0
    return _week(union, known, first_day, at)


def _named(row: Mapping[str, str], column: str, language: str) -> str:
    return row[f"{column}_de"] if language == _GERMAN else row[column]


def _cards(union: UUID, kinds: Mapping[str, Specification], language: str) -> None:
    names = {
        row["key"]: _named(row, "name", language)
        for row in figures.table("tables", "kitchen_sections")
    }
    if not ShopSection.objects.filter(union_id=union).exists():
        shelf.keep_sections(list(names.values()), union=union)
    sections = {row.name: row.id for row in ShopSection.objects.filter(union_id=union)}
    here = foods.cards_of(union)
    Card.objects.bulk_create(
        Card(
            union_id=union,
            kind=kinds[tag].id,
            section_id=sections.get(names.get(food.section, "")),
            codes=list(queries.in_order(food.codes)),
            source=food.source,
        )
        for tag, food in cooking.foods().items()
        if tag in kinds and kinds[tag].id not in here
    )


def _dishes(
    union: UUID, kinds: Mapping[str, Specification], language: str, at: datetime
) -> Mapping[str, UUID]:
    """Make dishes of what the union can cook; return each by its key in our tables."""
    told = {row["dish"]: row for row in figures.table("tables", "kitchen_steps")}
    tags = {kind.id: tag for tag, kind in kinds.items()}
    known: dict[str, UUID] = {}
    for recipe in ledger.list_recipes(union=union):
        output = queries.main_output(recipe, tags)
        tag = "" if output is None else tags[output]
        if tag in told and tag not in known:
            draft = _told(told[tag], language)
            known[tag] = _kept(union, kinds[tag].name) or dishes.take_recipe(
                recipe, draft, at=at
            )
    for key, rows in _own_dishes().items():
        name = _named(rows[0], "name", language)
        if all(row["kind"] in kinds for row in rows):
            known[key] = _kept(union, name) or dishes.keep_dish(
                _own(rows, kinds, told[key], language),
                union=union,
                key=f"table:{key}",
                at=at,
            )
    return known


def _kept(union: UUID, name: str) -> UUID | None:
    rows = Dish.objects.filter(union_id=union, name__iexact=name, is_retired=False)
    return rows.values_list("id", flat=True).first()


def _told(row: Mapping[str, str], language: str) -> words.DishDraft:
    return words.DishDraft(
        name="",
        serves="",
        lines=(),
        steps=_named(row, "steps", language).replace("|", "\n"),
        minutes=row["minutes"],
        source=f"{row['source']} ({row['evidence']})",
    )


def _own_dishes() -> Mapping[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in figures.table("tables", "kitchen_dishes"):
        found.setdefault(row["dish"], []).append(row)
    return found


def _own(
    rows: list[dict[str, str]],
    kinds: Mapping[str, Specification],
    told: Mapping[str, str],
    language: str,
) -> words.DishDraft:
    return words.DishDraft(
        name=_named(rows[0], "name", language),
        serves=rows[0]["serves"],
        lines=tuple(
            words.LineDraft(
                kind=kinds[row["kind"]].id,
                amount=row["kg"] or row["note"],
                unit="kg" if row["kg"] else "",
            )
            for row in rows
        ),
        steps=_named(told, "steps", language).replace("|", "\n"),
        minutes=told["minutes"],
        source=f"{told['source']} ({told['evidence']})",
    )


def _week(union: UUID, known: Mapping[str, UUID], first_day: date, at: datetime) -> int:
    today = people.local_day(union=union, at=at)
    n_planned = 0
    for row in figures.table("tables", "kitchen_week"):
        day = first_day + timedelta(days=words.WEEKDAYS.index(row["weekday"]))
        on_table = tuple(known[key] for key in row["dishes"].split() if key in known)
        there = Meal.objects.filter(union_id=union, day=day, time=row["time"])
        if day < today or not on_table or there.exists():
            continue
        draft = words.MealDraft(day=day, time=row["time"], dishes=on_table)
        key = f"table:{day.isoformat()}:{row['time']}"
        meals.keep_meal(draft, union=union, key=key, at=at)
        n_planned += 1
    return n_planned
