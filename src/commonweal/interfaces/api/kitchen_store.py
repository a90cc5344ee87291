"""From stock to table, for programs: shopping, putting away, counting, cooking."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from commonweal.interfaces.api import auth, base
from commonweal.interfaces.api import kitchen_shapes as shapes
from commonweal.interfaces.api import kitchen_store_shapes as store_shapes
from commonweal.interfaces.api.store_shapes import Strict
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.kitchen import queries, services, words

router = Router(tags=["kitchen"])


class Days(Schema):
    """From which day until which."""

    from_day: date
    until: date


class DaysIn(Strict):
    """From which day until which."""

    from_day: date
    until: date


class BoughtIn(Strict):
    """A line that was bought."""

    kind: UUID
    amount: str = Field(max_length=60)
    unit: str = Field("", max_length=40)
    good_until: date | None = None


class PutAwayIn(Strict):
    """What came home, and where it was put."""

    place: UUID
    rows: list[BoughtIn] = Field(max_length=500)


class CountedIn(Strict):
    """What was found in a store; ``seen`` is what the list showed."""

    resource: UUID
    counted: str = Field(max_length=60)
    seen: str = Field("", max_length=60)


class CountIn(Strict):
    """A count of several stores: all lines or none."""

    rows: list[CountedIn] = Field(max_length=1000)


class LeftIn(Strict):
    """What is left of a dish."""

    dish: UUID
    amount: str = Field(max_length=60)
    good_until: date


class CookIn(Strict):
    """What was really used, by kind; a kind left out means as planned."""

    amounts: dict[UUID, str] = {}
    leftovers: list[LeftIn] = Field([], max_length=100)
    scraps: str = Field("", max_length=60)
    place: UUID | None = None


class ServeIn(Strict):
    """Leftovers that go on to a meal, and how many they feed."""

    resource: UUID
    amount: str = Field(max_length=60)
    feeds: int = Field(ge=-(10**6), le=10**6)


Span = Annotated[Days, Query(...)]


@router.get(
    "/table/shopping",
    response=store_shapes.ShoppingOut,
    operation_id="get_shopping_list",
)
def get_shopping_list(request: HttpRequest, asked: Span) -> object:
    """Say what to buy for the meals of some days, and why."""
    _person, union, at = associate(request)
    days = (asked.from_day, asked.until)
    return queries.shopping_list(union=union, days=days, at=at)


@router.post("/table/shopping", response=shapes.NumberOut, operation_id="keep_shopping")
def keep_shopping(request: HttpRequest, body: DaysIn) -> dict[str, int]:
    """Keep the list, so that the purse sees it. Twice changes nothing."""
    by, union, at = auth.actor(request)
    days = (body.from_day, body.until)
    return {"n": services.keep_shopping(days=days, union=union, by=by, at=at)}


@router.post(
    "/table/put-away", response={201: shapes.NumberOut}, operation_id="put_away"
)
def put_away(
    request: HttpRequest, body: PutAwayIn, key: base.IdempotencyKey
) -> Status[dict[str, int]]:
    """Put away what was bought: it is in store from then on."""
    by, union, at = auth.actor(request)
    draft = words.PutAwayDraft(
        place=body.place,
        rows=tuple(words.BoughtRow(**row.dict()) for row in body.rows),
    )
    n = services.put_away(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, {"n": n})


@router.get(
    "/table/expiring",
    response=list[store_shapes.ExpiringOut],
    operation_id="list_expiring",
)
def list_expiring(request: HttpRequest) -> object:
    """List food that expires soon, and dishes that use it up."""
    _person, union, at = associate(request)
    return list(queries.expiring(union=union, at=at))


@router.get(
    "/table/coming", response=list[store_shapes.ComingOut], operation_id="list_coming"
)
def list_coming(request: HttpRequest, asked: Span) -> object:
    """List what the garden has promised to bring."""
    _person, union, _at = associate(request)
    return list(queries.coming(union=union, days=(asked.from_day, asked.until)))


@router.get(
    "/table/count",
    response=list[store_shapes.CountLineOut],
    operation_id="list_to_count",
)
def list_to_count(request: HttpRequest) -> list[dict[str, object]]:
    """List the stores of food to count."""
    _person, union, _at = associate(request)
    return [
        {
            "resource": line.resource,
            "kind_name": line.kind_name,
            "place_name": line.place_name,
            "here": line.here,
            "expires_on": line.expires_on,
            "seen": str(line.here),
        }
        for line in queries.count_list(union=union)
    ]


@router.post(
    "/table/count", response={201: shapes.NumberOut}, operation_id="count_shelf"
)
def count_shelf(
    request: HttpRequest, body: CountIn, key: base.IdempotencyKey
) -> Status[dict[str, int]]:
    """Write down what was counted: all lines or none."""
    by, union, at = auth.actor(request)
    rows = tuple(words.CountRow(**row.dict()) for row in body.rows)
    n = services.count_shelf(rows=rows, union=union, by=by, key=key, at=at)
    return Status(201, {"n": n})


@router.get(
    "/table/meals/{uuid:meal}/cooking",
    response=list[store_shapes.CookLineOut],
    operation_id="list_cook_lines",
)
def list_cook_lines(request: HttpRequest, meal: UUID) -> object:
    """List what a meal takes, and what of it is here."""
    _person, union, at = associate(request)
    return list(queries.cook_lines(union=union, meal=meal, at=at))


@router.post(
    "/table/meals/{uuid:meal}/cooking",
    response=store_shapes.CookedOut,
    operation_id="cook_meal",
)
def cook_meal(request: HttpRequest, meal: UUID, body: CookIn) -> object:
    """Write down what was used and what is left. Twice changes nothing."""
    by, union, at = auth.actor(request)
    draft = words.CookDraft(
        meal=meal,
        amounts=body.amounts,
        leftovers=tuple(words.LeftoverDraft(**one.dict()) for one in body.leftovers),
        scraps=body.scraps,
        place=body.place,
    )
    return services.cook(draft=draft, union=union, by=by, at=at)


@router.get(
    "/table/meals/{uuid:meal}/cooked",
    response=store_shapes.CookedOut,
    operation_id="get_cooked",
)
def get_cooked(request: HttpRequest, meal: UUID) -> object:
    """Say what a meal used and made."""
    _person, union, _at = associate(request)
    return queries.cooked(union=union, meal=meal)


@router.get(
    "/table/leftovers",
    response=list[shapes.LeftoverOut],
    operation_id="list_leftovers",
)
def list_leftovers(request: HttpRequest) -> object:
    """List what is left of earlier meals."""
    _person, union, at = associate(request)
    return list(queries.leftovers(union=union, at=at))


@router.post(
    "/table/meals/{uuid:meal}/leftovers",
    response={204: None},
    operation_id="serve_leftovers",
)
def serve_leftovers(request: HttpRequest, meal: UUID, body: ServeIn) -> Status[None]:
    """Let leftovers go on to a meal."""
    by, union, at = auth.actor(request)
    draft = words.ServeDraft(
        meal=meal, resource=body.resource, amount=body.amount, feeds=str(body.feeds)
    )
    services.serve_leftovers(draft=draft, union=union, by=by, at=at)
    return Status(204, None)


@router.get(
    "/table/contents", response=store_shapes.WeekTableOut, operation_id="get_week_table"
)
def get_week_table(request: HttpRequest, first_day: date) -> object:
    """Give a week's food for the table as a whole against reference intakes."""
    _person, union, _at = associate(request)
    return queries.week_table(union=union, first_day=first_day)
