"""The common table of the demo union: a week of menus, who eats how, a gap, a list.

What people say stands in ``data/tables/demo_table.csv``; made up like all of the demo.
Everything goes through the kitchen's own deeds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.data import figures
from commonweal.rooms.kitchen import queries, services, words

#: Dishes by their key in our tables: what stands in where bread is not safe.
_INSTEAD = {"en": "Potatoes in their skins", "de": "Pellkartoffeln"}
_BREAD = "gluten"
_HOST, _COOK, _ELSEWHERE = "ben", "chidi", "mila"
_WEDNESDAY = 2
_WEEKS = 2
#: The least the demo keeps of what it buys, by the kind's own word, in kilos.
_LEAST = {"oil": "27", "oats": "38", "raisins": "8"}


@dataclass(frozen=True, slots=True)
class Table:
    """Whose table it is: the steward cooks; people by sign-in name."""

    union: people.UnionView
    people: Mapping[str, people.PersonView]
    steward: UUID
    monday: date
    at: datetime

    def week(self) -> tuple[date, date]:
        """Return the week after this one, which nobody has shopped for yet."""
        first = self.monday + timedelta(weeks=1)
        return first, first + timedelta(days=6)


def lay(table: Table) -> None:
    """Plan two weeks of menus and let people say how they eat."""
    for weeks in range(_WEEKS):
        services.adopt_table(
            first_day=table.monday + timedelta(weeks=weeks),
            union=table.union.id,
            by=table.steward,
            at=table.at,
        )
    for row in figures.table("tables", "demo_table"):
        _say(table, row)
    suppers = [
        meal
        for meal in queries.list_meals(
            union=table.union.id,
            from_day=table.week()[0],
            until=table.week()[1],
            at=table.at,
        )
        if meal.time == "supper"
    ]
    _cook_instead(table, suppers[0])
    _sign(table, suppers[_WEDNESDAY])
    _shop(table)


def _say(table: Table, row: Mapping[str, str]) -> None:
    """Let somebody say how they eat; who does not sign in has it typed."""
    person = table.people[row["username"]]
    by = person.id if person.has_account else table.steward
    union, at = table.union.id, table.at
    eats = None
    if row["eats"]:
        time, _colon, days = row["eats"].partition(":")
        eats = {time: tuple(days.split())}
    if eats is not None or row["size"] != "whole":
        usual = words.UsualDraft(
            person=person.id, starts_on=table.monday, eats=eats, size=row["size"]
        )
        services.set_usual(draft=usual, union=union, by=by, at=at)
    if row["codes"]:
        codes = words.CodesDraft(
            person=person.id,
            codes=tuple(row["codes"].split()),
            is_named=bool(row["is_named"]),
        )
        services.state_codes(draft=codes, union=union, by=by, at=at)


def _cook_instead(table: Table, supper: words.MealView) -> None:
    """Offer a second dish where there is bread; other days wait for the cook."""
    wanted = _INSTEAD.get(table.union.language[:2], _INSTEAD["en"])
    second = next(
        dish
        for dish in queries.list_dishes(union=table.union.id)
        if dish.name == wanted
    )
    bread = next(dish for dish in supper.dishes if _BREAD in dish.codes)
    if all(dish.dish != second.id for dish in supper.dishes):
        services.offer_instead(
            meal_dish=bread.id,
            dish=second.id,
            union=table.union.id,
            by=table.steward,
            at=table.at,
        )


def _sign(table: Table, supper: words.MealView) -> None:
    """Let one bring a guest, one cook, and one eat elsewhere."""
    host, cook, elsewhere = (
        table.people[name].id for name in (_HOST, _COOK, _ELSEWHERE)
    )
    union, at = table.union.id, table.at
    services.add_guests(
        draft=words.GuestDraft(meal=supper.id, host=host),
        union=union,
        by=host,
        key="demo guest",
        at=at,
    )
    services.opt_out(
        sign=words.SignDraft(meal=supper.id, person=elsewhere),
        union=union,
        by=table.steward,
        at=at,
    )
    days = (supper.day, supper.day)
    turns = queries.list_turns(union=union, days=days, by=cook)
    turn = next(t for t in turns if t.meal == supper.id and t.task == "cooking")
    services.take_turn(turn=turn.id, person=cook, union=union, by=cook, at=at)


def _shop(table: Table) -> None:
    """Keep the list of the coming week, without what we make ourselves."""
    union, days = table.union.id, table.week()
    named = {kind.id: kind for kind in queries.list_foods(union=union)}
    for card in queries.list_cards(union=union, at=table.at):
        least = _LEAST.get(named[card.kind].classified_as[-1])
        if least is not None:
            draft = words.CardDraft(
                kind=card.kind, section=card.section, least=least, codes=card.codes
            )
            services.set_card(draft=draft, union=union, by=table.steward, at=table.at)
    services.keep_shopping(days=days, union=union, by=table.steward, at=table.at)
