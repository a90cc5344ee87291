"""The table for programs: menus, who eats, turns, the cook's sheet."""

from __future__ import annotations

from datetime import date, datetime
from datetime import time as clock
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from commonweal.core.vf.problems import N_, Problem, Refused
from commonweal.interfaces.api import auth, base
from commonweal.interfaces.api import kitchen_shapes as shapes
from commonweal.interfaces.api.store_shapes import IdOut, Strict
from commonweal.interfaces.api.stores import associate
from commonweal.rooms.kitchen import queries, services, words

router = Router(tags=["kitchen"])

#: Days of meals in one answer.
DAYS_MAX = 62
_TOO_MANY_DAYS = N_(
    "Ask for %(days)s days at most, the last not before the first. Choose nearer days."
)


class Days(Schema):
    """From which day until which."""

    from_day: date
    until: date

    def span(self) -> tuple[date, date]:
        """Return both, or refuse a span without end."""
        if not 0 <= (self.until - self.from_day).days < DAYS_MAX:
            raise Refused(Problem("until", _TOO_MANY_DAYS, {"days": DAYS_MAX}))
        return (self.from_day, self.until)


class MealIn(Strict):
    """A meal; ``closes_at`` null follows the charter, ``serves_at`` null the usual hour."""

    day: date
    time: str
    name: str = ""
    dishes: list[UUID] = Field([], max_length=50)
    place: UUID | None = None
    serves_at: clock | None = None
    closes_at: datetime | None = None
    note: str = ""

    def draft(self) -> words.MealDraft:
        """Return it as the room takes it."""
        return words.MealDraft(**{**self.dict(), "dishes": tuple(self.dishes)})


class RepeatIn(Strict):
    """Which week is planned again, and when. Both are Mondays."""

    from_monday: date
    to_monday: date


class SignIn(Strict):
    """What somebody says of a meal: in, out, late or on_time."""

    says: str = Field(pattern="^(in|out|late|on_time)$")
    person: UUID | None = None
    seen: str = Field("", max_length=2000)


class GuestsIn(Strict):
    """Guests of somebody. No names; codes are what not to serve them."""

    n: int = Field(1, ge=-(10**6), le=10**6)
    size: str = "whole"
    codes: list[str] = Field([], max_length=100)
    person: UUID | None = None
    seen: str = Field("", max_length=2000)


class ListLineIn(Strict):
    """A line of the list in the kitchen: in, out or late, and guests."""

    person: UUID
    says: str = "out"
    guests: str = Field("", max_length=20)


class ListIn(Strict):
    """The list of one meal."""

    lines: list[ListLineIn] = Field(max_length=1000)


class MealListIn(ListIn):
    """The list of one of several meals."""

    meal: UUID


class ListsIn(Strict):
    """The lists of several meals: all of it or nothing."""

    meals: list[MealListIn] = Field(max_length=100)


class TurnsIn(Strict):
    """How many hands each task asks for; 0 takes it off."""

    places: dict[str, int]


class PersonIn(Strict):
    """For whom, if not for oneself."""

    person: UUID | None = None


class InsteadIn(Strict):
    """A second dish."""

    dish: UUID


Span = Annotated[Days, Query(...)]


@router.get("/table/meals", response=list[shapes.MealOut], operation_id="list_meals")
def list_meals(request: HttpRequest, asked: Span) -> object:
    """List the meals of some days."""
    _person, union, at = associate(request)
    first, last = asked.span()
    return list(queries.list_meals(union=union, from_day=first, until=last, at=at))


@router.get("/me/meals", response=list[shapes.MyMealOut], operation_id="list_my_meals")
def list_my_meals(request: HttpRequest, asked: Span) -> object:
    """List the meals of some days as one sees them oneself."""
    person, union, at = associate(request)
    return list(queries.my_meals(union=union, person=person, days=asked.span(), at=at))


@router.post("/table/meals", response={201: IdOut}, operation_id="plan_meal")
def plan_meal(
    request: HttpRequest, body: MealIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Plan a meal."""
    by, union, at = auth.actor(request)
    made = services.plan_meal(draft=body.draft(), union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.post(
    "/table/weeks/repeat", response={201: list[UUID]}, operation_id="repeat_week"
)
def repeat_week(request: HttpRequest, body: RepeatIn) -> Status[list[UUID]]:
    """Plan the meals of a week again in another. What is there already stays."""
    by, union, at = auth.actor(request)
    made = services.repeat_week(
        from_monday=body.from_monday,
        to_monday=body.to_monday,
        union=union,
        by=by,
        at=at,
    )
    return Status(201, list(made))


@router.get(
    "/table/meals/{uuid:meal}", response=shapes.MealOut, operation_id="get_meal"
)
def get_meal(request: HttpRequest, meal: UUID) -> object:
    """Give one meal."""
    _person, union, at = associate(request)
    return queries.get_meal(union=union, meal=meal, at=at)


@router.put(
    "/table/meals/{uuid:meal}", response={204: None}, operation_id="change_meal"
)
def change_meal(request: HttpRequest, meal: UUID, body: MealIn) -> Status[None]:
    """Change a meal that lies ahead."""
    by, union, at = auth.actor(request)
    services.change_meal(meal=meal, draft=body.draft(), union=union, by=by, at=at)
    return Status(204, None)


@router.delete(
    "/table/meals/{uuid:meal}", response={204: None}, operation_id="call_off_meal"
)
def call_off_meal(request: HttpRequest, meal: UUID) -> Status[None]:
    """Call a meal off."""
    by, union, at = auth.actor(request)
    services.call_off_meal(meal=meal, union=union, by=by, at=at)
    return Status(204, None)


@router.get(
    "/table/meals/{uuid:meal}/counts",
    response=shapes.CountsOut,
    operation_id="count_meal",
)
def count_meal(request: HttpRequest, meal: UUID) -> object:
    """Say how many eat."""
    _person, union, at = associate(request)
    found = queries.get_meal(union=union, meal=meal, at=at)
    return queries.counts(union=union, meals=[found.id])[found.id]


@router.get(
    "/table/meals/{uuid:meal}/safe",
    response=shapes.SafeTableOut,
    operation_id="get_safe_table",
)
def get_safe_table(request: HttpRequest, meal: UUID) -> object:
    """Say which dish is safe for how many; for the kitchen and who cooks."""
    by, union, at = associate(request)
    return queries.safe_table(union=union, meal=meal, by=by, at=at)


@router.get(
    "/table/meals/{uuid:meal}/sheet",
    response=shapes.SheetOut,
    operation_id="get_cooks_sheet",
)
def get_cooks_sheet(request: HttpRequest, meal: UUID) -> object:
    """Give the cook's sheet; for the kitchen and who cooks."""
    by, union, at = associate(request)
    return queries.cooks_sheet(union=union, meal=meal, by=by, at=at)


@router.post(
    "/table/dishes-at-meals/{uuid:meal_dish}/instead",
    response={204: None},
    operation_id="offer_instead",
)
def offer_instead(
    request: HttpRequest, meal_dish: UUID, body: InsteadIn
) -> Status[None]:
    """Put a second dish on the table for those whom the first is not safe for."""
    by, union, at = auth.actor(request)
    services.offer_instead(
        meal_dish=meal_dish, dish=body.dish, union=union, by=by, at=at
    )
    return Status(204, None)


@router.delete(
    "/table/dishes-at-meals/{uuid:meal_dish}",
    response={204: None},
    operation_id="take_off_table",
)
def take_off_table(request: HttpRequest, meal_dish: UUID) -> Status[None]:
    """Take a dish off a table."""
    by, union, at = auth.actor(request)
    services.take_off_table(meal_dish=meal_dish, union=union, by=by, at=at)
    return Status(204, None)


# --- who eats -------------------------------------------------------------------------


@router.put(
    "/table/meals/{uuid:meal}/sign", response={204: None}, operation_id="sign_meal"
)
def sign_meal(request: HttpRequest, meal: UUID, body: SignIn) -> Status[None]:
    """Say that one eats or not, or comes late; or type it for somebody."""
    by, union, at = auth.actor(request)
    sign = words.SignDraft(meal=meal, person=body.person or by, seen=body.seen)
    if body.says == "out":
        services.opt_out(sign=sign, union=union, by=by, at=at)
    elif body.says == "in":
        services.opt_in(sign=sign, union=union, by=by, at=at)
    else:
        services.ask_late_plate(
            sign=sign, wanted=body.says == "late", union=union, by=by, at=at
        )
    return Status(204, None)


@router.post(
    "/table/meals/{uuid:meal}/guests",
    response={201: IdOut},
    operation_id="add_guests",
)
def add_guests(
    request: HttpRequest, meal: UUID, body: GuestsIn, key: base.IdempotencyKey
) -> Status[dict[str, UUID]]:
    """Bring guests."""
    by, union, at = auth.actor(request)
    draft = words.GuestDraft(
        meal=meal,
        host=body.person or by,
        n=str(body.n),
        size=body.size,
        codes=tuple(body.codes),
        seen=body.seen,
    )
    made = services.add_guests(draft=draft, union=union, by=by, key=key, at=at)
    return Status(201, {"id": made})


@router.delete(
    "/table/guests/{uuid:guests}", response={204: None}, operation_id="remove_guests"
)
def remove_guests(request: HttpRequest, guests: UUID) -> Status[None]:
    """Say that guests do not come."""
    by, union, at = auth.actor(request)
    services.remove_guests(guests=guests, union=union, by=by, at=at)
    return Status(204, None)


@router.get(
    "/table/list", response=list[shapes.PersonOut], operation_id="list_table_names"
)
def list_table_names(request: HttpRequest) -> object:
    """List the names of the sign-out list."""
    _person, union, _at = associate(request)
    return list(queries.sign_out_list(union=union))


@router.put(
    "/table/meals/{uuid:meal}/list",
    response=shapes.NumberOut,
    operation_id="type_list",
)
def type_list(request: HttpRequest, meal: UUID, body: ListIn) -> dict[str, int]:
    """Type the list of one meal: all lines or none."""
    by, union, at = auth.actor(request)
    draft = words.PaperDraft(meal=meal, rows=_rows(body))
    return {"n": services.type_list(draft=draft, union=union, by=by, at=at)}


@router.put("/table/lists", response=shapes.NumberOut, operation_id="type_lists")
def type_lists(request: HttpRequest, body: ListsIn) -> dict[str, int]:
    """Type the lists of several meals: all of it or nothing."""
    by, union, at = auth.actor(request)
    drafts = [words.PaperDraft(meal=one.meal, rows=_rows(one)) for one in body.meals]
    return {"n": services.type_lists(drafts=drafts, union=union, by=by, at=at)}


def _rows(body: ListIn) -> tuple[words.PaperRow, ...]:
    return tuple(words.PaperRow(**line.dict()) for line in body.lines)


# --- turns ----------------------------------------------------------------------------


@router.get("/table/turns", response=list[shapes.TurnOut], operation_id="list_turns")
def list_turns(request: HttpRequest, asked: Span) -> object:
    """List the turns of some days, and how many places are open."""
    by, union, _at = associate(request)
    return list(queries.list_turns(union=union, days=asked.span(), by=by))


@router.put(
    "/table/meals/{uuid:meal}/turns", response={204: None}, operation_id="set_turns"
)
def set_turns(request: HttpRequest, meal: UUID, body: TurnsIn) -> Status[None]:
    """Say how many hands each turn of a meal asks for."""
    by, union, at = auth.actor(request)
    services.set_turns(meal=meal, places=body.places, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/table/turns/{uuid:turn}/take", response={204: None}, operation_id="take_turn"
)
def take_turn(request: HttpRequest, turn: UUID, body: PersonIn) -> Status[None]:
    """Take a turn."""
    by, union, at = auth.actor(request)
    services.take_turn(turn=turn, person=body.person or by, union=union, by=by, at=at)
    return Status(204, None)


@router.post(
    "/table/turns/{uuid:turn}/leave", response={204: None}, operation_id="leave_turn"
)
def leave_turn(request: HttpRequest, turn: UUID, body: PersonIn) -> Status[None]:
    """Leave a turn to others."""
    by, union, at = auth.actor(request)
    services.leave_turn(turn=turn, person=body.person or by, union=union, by=by, at=at)
    return Status(204, None)
