"""The demo union: Lentil House, twenty-five people in three circles, made up entirely.

Everything goes through the same deeds as the pages, so that the demo proves them.
Loading it again changes nothing. Who lives there and what they need stands in
``data/tables/demo_people.csv`` and ``demo_needs.csv``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.commons.people import services as people_services
from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import measure_of
from commonweal.data import figures
from commonweal.interfaces.cli import (
    demo_decide,
    demo_month,
    demo_purse,
    demo_table,
)
from commonweal.rooms.livelihood import services as livelihood
from commonweal.rooms.livelihood.words import OfferDraft
from commonweal.rooms.needs import queries as needs_queries
from commonweal.rooms.needs import services as needs
from commonweal.rooms.needs.translate.drafts import NeedDraft
from commonweal.rooms.planning.services import packs

NAME = "Lentil House"
TIME_ZONE = "Europe/Berlin"
PASSWORD = "one-cloak-for-all"  # noqa: S105 - shown to everybody, on purpose
CIRCLES = ("north", "south", "garden")
FOUNDER, SECOND_KEY, STEWARD, ASSOCIATE = "kofi", "lena", "ana", "ben"
#: What the steward holds; keys and work are held by different people (I-16).
STEWARDS_SCOPES = ("stores", "planning", "rounds", "paper", "purse", "kitchen")
#: So long before the month behind us everybody came, so that decisions had their time.
HERE_BEFORE = timedelta(weeks=5)
_THURSDAY = 3
CHILDREN = ("child_", "infant_")


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in name of the demo, and who that is."""

    username: str
    name: str


@dataclass(frozen=True, slots=True)
class DemoLoaded:
    """What loading the demo came to."""

    union: people.UnionView
    sign_ins: tuple[SignIn, ...]
    password: str


@dataclass(frozen=True, slots=True)
class _House:
    """The union while it is being filled: its people by sign-in name, its kinds by key."""

    union: people.UnionView
    people: Mapping[str, people.PersonView]
    kinds: Mapping[str, Specification]
    at: datetime
    first_day: date

    def id_of(self, username: str) -> UUID:
        return self.people[username].id


def load_demo(at: datetime) -> DemoLoaded:
    """Load the demo union around a moment: one month behind it, one before it."""
    begins, first_day = _mondays(at)
    founded = begins - HERE_BEFORE
    union = _found(founded)
    if not demo_month.is_loaded(union.id):
        house = _fill(union, founded, begins, first_day)
        demo_decide.decide(
            demo_decide.Deciding(
                union=house.union,
                people=house.people,
                founded=founded,
                monday=_this_monday(at),
                now=at,
            )
        )
        demo_purse.fill(_purse_of(house, at))
        demo_table.lay(
            demo_table.Table(
                union=house.union,
                people=house.people,
                steward=house.id_of(STEWARD),
                monday=_this_monday(at),
                at=at,
            )
        )
        demo_month.live_through(_month_of(house), first_day=first_day, now=at)
    signing_in = [row for row in _rows() if row["signs_in"]]
    sign_ins = tuple(SignIn(row["username"], row["name"]) for row in signing_in)
    return DemoLoaded(people.get_union(union=union.id), sign_ins, PASSWORD)


def _mondays(at: datetime) -> tuple[datetime, date]:
    """Return when the month behind us began, and the first day of the one before us.

    By the union's own clock. The month behind us ended with last week; the next one
    begins this Monday or, from Thursday on, next Monday.
    """
    there = at.astimezone(ZoneInfo(TIME_ZONE))
    morning = there.replace(hour=7, minute=0, second=0, microsecond=0)
    monday = morning - timedelta(days=there.weekday())
    begins = (monday - timedelta(weeks=demo_month.WEEKS)).astimezone(UTC)
    if there.weekday() >= _THURSDAY:
        monday += timedelta(weeks=1)
    return begins, monday.date()


def _rows() -> tuple[dict[str, str], ...]:
    return figures.table("tables", "demo_people")


def _month_of(house: _House) -> demo_month.Month:
    return demo_month.Month(
        union=house.union.id,
        steward=house.id_of(STEWARD),
        associate=house.id_of(ASSOCIATE),
        begins=house.at,
    )


def _purse_of(house: _House, now: datetime) -> demo_purse.Purse:
    return demo_purse.Purse(
        union=house.union.id,
        steward=house.id_of(STEWARD),
        associates=tuple(
            house.id_of(row["username"])
            for row in _rows()
            if row["signs_in"] and row["username"] != STEWARD
        ),
        time_zone=TIME_ZONE,
        begins=house.at,
        now=now,
    )


def _this_monday(at: datetime) -> date:
    today = at.astimezone(ZoneInfo(TIME_ZONE)).date()
    return today - timedelta(days=today.weekday())


def _found(at: datetime) -> people.UnionView:
    return people_services.found_union(
        name=NAME,
        place="Lentil House, the yard",
        language="en",
        currency="EUR",
        time_zone=TIME_ZONE,
        founder_name=_named(FOUNDER),
        username=FOUNDER,
        password=PASSWORD,
        key="demo",
        at=at,
        is_demo=True,
    )


def _named(username: str) -> str:
    return next(row["name"] for row in _rows() if row["username"] == username)


def _fill(
    union: people.UnionView, founded: datetime, at: datetime, first_day: date
) -> _House:
    arrived = _let_in(union, founded)
    steward = arrived[STEWARD].id
    path = figures.HERE / "packs" / "lentil-house.json"
    pack = json.loads(path.read_text(encoding="utf-8"))
    packs.adopt_pack(union=union.id, pack=pack, by=steward, at=at)
    kinds = {
        kind.classified_as[-1]: kind
        for kind in ledger.list_specifications(union=union.id)
        if kind.classified_as
    }
    house = _House(union, arrived, kinds, at, first_day)
    _offer(house)
    _state(house)
    return house


# --- people -----------------------------------------------------------------------


def _let_in(union: people.UnionView, at: datetime) -> dict[str, people.PersonView]:
    """Let everybody in: the second key first, then the steward, then all others."""
    founder = next(
        person
        for person in people.list_associates(union=union.id)
        if person.name == _named(FOUNDER)
    )
    circles = {
        name: people_services.add_circle(
            union=union.id, name=name, by=founder.id, at=at, key=f"demo {name}"
        ).id
        for name in CIRCLES
    }
    row_of = {row["username"]: row for row in _rows()}
    circle_of = {name: circles[row["circle"]] for name, row in row_of.items()}
    moved = people_services.move_to_circle(
        person=founder.id, circle=circle_of[FOUNDER], by=founder.id, at=at
    )
    arrived = {FOUNDER: moved}
    joining = [name for name, row in row_of.items() if row["signs_in"]]
    for name in sorted(joining, key=lambda name: name != SECOND_KEY):
        if name != FOUNDER:
            arrived[name] = _join(union, founder.id, name, circle_of[name], at)
    for scope in STEWARDS_SCOPES:
        _mandate(union, arrived, scope, at)
    for name, row in row_of.items():
        if name not in arrived:
            arrived[name] = people_services.add_person(
                union=union.id,
                name=row["name"],
                circle=circle_of[name],
                by=arrived[STEWARD].id,
                at=at,
                key=f"demo {name}",
            )
    return arrived


def _join(
    union: people.UnionView, founder: UUID, name: str, circle: UUID, at: datetime
) -> people.PersonView:
    invited = people_services.invite(
        union=union.id,
        by=founder,
        at=at,
        key=f"demo {name}",
        circle=circle,
        keys=name == SECOND_KEY,
    )
    here = {person.name: person for person in people.list_associates(union=union.id)}
    if _named(name) in here:
        return here[_named(name)]
    return people_services.join(
        code=invited.code,
        name=_named(name),
        username=name,
        password=PASSWORD,
        at=at,
    )


def _mandate(
    union: people.UnionView,
    arrived: Mapping[str, people.PersonView],
    scope: str,
    at: datetime,
) -> None:
    proposed = people_services.propose_mandate(
        union=union.id,
        person=arrived[STEWARD].id,
        scope=scope,
        begins=at.date(),
        ends=at.date() + timedelta(days=364),
        by=arrived[FOUNDER].id,
        at=at,
        key=f"demo {scope}",
    )
    people_services.confirm_mandate(
        mandate=proposed.id, by=arrived[SECOND_KEY].id, at=at
    )


# --- effort and needs ---------------------------------------------------------------


def _offer(house: _House) -> None:
    for row in _rows():
        person = house.people[row["username"]]
        for text in filter(None, (part.strip() for part in row["offers"].split(";"))):
            skill, hours = text.rsplit(" ", 1)
            livelihood.offer_effort(
                draft=OfferDraft(
                    person=person.id,
                    skill=house.kinds[skill].id,
                    hours_per_week=hours,
                    starts_on=house.at.date(),
                ),
                union=house.union.id,
                by=person.id if row["signs_in"] else house.id_of(STEWARD),
                key=f"demo {row['username']} {skill}",
                at=house.at,
            )


def _state(house: _House) -> None:
    """State everyone's needs: each their own, and the steward for who never signs in."""
    drafts: dict[UUID, list[NeedDraft]] = {}
    for row in _rows():
        by = house.id_of(row["username"] if row["signs_in"] else STEWARD)
        drafts.setdefault(by, []).extend(
            (*_suggested(house, row), *_own_words(house, row))
        )
    for by, stated in drafts.items():
        needs.state_needs(drafts=stated, by=by, at=house.at)


def _suggested(house: _House, row: Mapping[str, str]) -> Iterator[NeedDraft]:
    for line in needs_queries.suggest_needs(
        union=house.union.id, band=row["band"], activity=row["activity"]
    ):
        if line.kind.unit.dimension == "count":
            continue  # clothes: everyone says which, in words of their own
        yield NeedDraft(
            key=f"demo {row['username']} {line.kind.id}",
            person=house.id_of(row["username"]),
            kind=line.kind.id,
            quantity=line.quantity,
            per=line.per,
            tier=line.tier,
        )


def _own_words(house: _House, row: Mapping[str, str]) -> Iterator[NeedDraft]:
    username = row["username"]
    is_small = row["band"].startswith(CHILDREN)
    for number, line in enumerate(figures.table("tables", "demo_needs")):
        if line["who"] not in {username, "everyone"}:
            continue
        kind = house.kinds[line["kind"]]
        amount = Decimal(line["quantity"])
        if is_small and line["who"] == "everyone" and kind.unit.steps > 1:
            amount /= 2
        days = line["due_in_days"]
        due = house.first_day + timedelta(days=int(days or 0))
        yield NeedDraft(
            key=f"demo {username} said {number}",
            person=house.id_of(username),
            kind=kind.id,
            quantity=measure_of(amount, kind.unit),
            per=line["per"],
            due=due if days else None,
            tier=line["tier"],
            is_wish=bool(line["is_wish"]),
        )
