"""Dishes and foods for programs: write down, take in, where the shop has them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, File, Router, Status, UploadedFile

from commonweal.commons import tables
from commonweal.interfaces.api import auth, base, paging
from commonweal.interfaces.api import kitchen_shapes as shapes
from commonweal.interfaces.api import kitchen_store_shapes as store_shapes
from commonweal.interfaces.api.store_shapes import IdOut, Strict
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.kitchen import queries, services, words

router = Router(tags=["kitchen"])


class DishLineIn(Strict):
    """A line of a dish: a kind by id or name, and an amount such as "1 1/2 cups"."""

    kind: UUID | None = None
    name: str = Field("", max_length=400)
    amount: str = Field("", max_length=100)
    unit: str = Field("", max_length=60)
    note: str = Field("", max_length=400)
    is_new: bool = False


class DishIn(Strict):
    """A dish for so many people."""

    name: str = Field(max_length=400)
    serves: str = Field(max_length=40)
    lines: list[DishLineIn] = Field(max_length=500)
    steps: str = Field("", max_length=50_000)
    minutes: str = Field("", max_length=40)
    source: str = Field("", max_length=1000)
    codes: list[str] = Field([], max_length=100)

    def draft(self) -> words.DishDraft:
        """Return it as the room takes it."""
        return words.DishDraft(
            name=self.name,
            serves=self.serves,
            lines=tuple(words.LineDraft(**line.dict()) for line in self.lines),
            steps=self.steps,
            minutes=self.minutes,
            source=self.source,
            codes=tuple(self.codes),
        )


class TextIn(Strict):
    """A recipe as text or as the source of a page; nothing is fetched."""

    text: str = Field(max_length=1_000_000)


class FromRecipeIn(Strict):
    """A recipe of the stores."""

    recipe: UUID


class SectionsIn(Strict):
    """The sections of our shop in the order we walk."""

    names: list[str] = Field(max_length=500)


class FoodIn(Strict):
    """Where our shop has a food, the least on hand, what is in it (null: unsaid)."""

    section: UUID | None = None
    least: str = Field("", max_length=60)
    codes: list[str] | None = Field(None, max_length=100)


@router.get(
    "/table/dishes", response=paging.Page[shapes.DishOut], operation_id="list_dishes"
)
def list_dishes(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List the dishes."""
    _person, union, _at = associate(request)
    dishes = queries.list_dishes(union=union)
    return paging.page_of(dishes, asked, key=lambda dish: dish.id)


@router.post("/table/dishes", response={201: IdOut}, operation_id="add_dish")
def add_dish(
    request: HttpRequest, body: DishIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Write a dish down."""
    by, union, at = auth.actor(request)
    made = services.add_dish(draft=body.draft(), union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.get(
    "/table/dishes/{uuid:dish}", response=shapes.DishOut, operation_id="get_dish"
)
def get_dish(request: HttpRequest, dish: UUID) -> object:
    """Give one dish."""
    _person, union, _at = associate(request)
    return queries.get_dish(union=union, dish=dish)


@router.put(
    "/table/dishes/{uuid:dish}", response={204: None}, operation_id="change_dish"
)
def change_dish(request: HttpRequest, dish: UUID, body: DishIn) -> Status[None]:
    """Change a dish from now on."""
    by, union, at = auth.actor(request)
    services.change_dish(dish=dish, draft=body.draft(), union=union, by=by, at=at)
    return Status(204, None)


@router.delete(
    "/table/dishes/{uuid:dish}", response={204: None}, operation_id="retire_dish"
)
def retire_dish(request: HttpRequest, dish: UUID) -> Status[None]:
    """Take a dish off the list."""
    by, union, at = auth.actor(request)
    services.retire_dish(dish=dish, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/table/dishes/read",
    response=store_shapes.ReadRecipeOut,
    operation_id="read_recipe",
)
def read_recipe(request: HttpRequest, body: TextIn) -> object:
    """Read a recipe from text or the source of a page; nothing is kept."""
    _person, union, _at = associate(request)
    file = words.FileDraft(content=body.text.encode())
    return services.read_recipe(file=file, union=union)


@router.post("/table/dishes/file", response={201: IdOut}, operation_id="import_dish")
def import_dish(
    request: HttpRequest,
    file: Annotated[UploadedFile, File()],
    key: base.IdempotencyKey,
) -> Status[dict[str, UUID]]:
    """Take in a recipe from a saved page or file, or say every line that is wrong."""
    by, union, at = auth.actor(request)
    tables.refuse_too_large(file.size or 0)
    draft = words.FileDraft(content=file.read(), filename=file.name or "")
    made = services.import_dish(file=draft, union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.post(
    "/table/dishes/from-recipe",
    response={201: IdOut},
    operation_id="dish_from_recipe",
)
def dish_from_recipe(
    request: HttpRequest, body: FromRecipeIn
) -> Status[dict[str, UUID]]:
    """Make a dish of a recipe of the stores."""
    by, union, at = auth.actor(request)
    made = services.dish_from_recipe(recipe=body.recipe, union=union, by=by, at=at)
    return Status(201, {"id": made})


@router.get(
    "/table/sections",
    response=list[store_shapes.SectionOut],
    operation_id="list_sections",
)
def list_sections(request: HttpRequest) -> object:
    """List the sections of our shop, in order."""
    _person, union, _at = associate(request)
    return list(queries.list_sections(union=union))


@router.put("/table/sections", response={204: None}, operation_id="set_sections")
def set_sections(request: HttpRequest, body: SectionsIn) -> Status[None]:
    """Put the sections of our shop in order; those left out end."""
    by, union, at = auth.actor(request)
    services.set_sections(names=tuple(body.names), union=union, by=by, at=at)
    return Status(204, None)


@router.get(
    "/table/foods",
    response=paging.Page[store_shapes.FoodOut],
    operation_id="list_foods",
)
def list_foods(request: HttpRequest, asked: paging.Paged) -> dict[str, object]:
    """List the foods and what the kitchen knows of each."""
    _person, union, at = associate(request)
    cards = queries.list_cards(union=union, at=at)
    return paging.page_of(cards, asked, key=lambda card: card.kind)


@router.put("/table/foods/{uuid:kind}", response={204: None}, operation_id="set_food")
def set_food(request: HttpRequest, kind: UUID, body: FoodIn) -> Status[None]:
    """Say of a food where our shop has it, the least on hand, what is in it."""
    by, union, at = auth.actor(request)
    draft = words.CardDraft(
        kind=kind,
        section=body.section,
        least=body.least,
        codes=None if body.codes is None else tuple(body.codes),
    )
    services.set_card(draft=draft, union=union, by=by, at=at)
    return Status(204, None)
