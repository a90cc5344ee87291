"""The cast, their union and the day, for every test that needs them.

Lentil House: kofi and lena hold the keys, ana is the steward of stores, plans, rounds
and paper, ben is an associate, chidi looks after a child. Dalia lives in Oak Yard.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import hypothesis
import pytest
from django.contrib import auth
from django.core.cache import cache
from django.core.management.commands import flush
from django.db.backends.base.operations import (
    BaseDatabaseOperations as DatabaseOperations,
)
from django.test import Client
from django.utils import timezone, translation

from commonweal.commons.people import queries as people
from commonweal.commons.people import services
from tests import checked_plans, made_once

checked_plans.watch()
made_once.watch()

# How long one example takes says how busy the machine is, not whether it is right.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.register_profile(
    "mutation",
    deadline=None,
    max_examples=8,
    derandomize=True,
    database=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)
hypothesis.settings.load_profile("house")


def pytest_collection_finish():
    """Let the collector of garbage pass over what was loaded: it stays to the end.

    Else it reads the whole program again and again, a twelfth of all the work of a run.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup():
    made_once.begin()


DAY = date(2026, 11, 23)  # a Monday
AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
PASSWORD = "four words in a row"


@pytest.fixture(autouse=True, scope="session")
def _tests_may_empty_tables():
    """Let tests that commit empty the tables after them, past the append-only walls.

    Only the emptying between tests goes past the triggers; they hold inside each test.
    Tables that hold nothing, and the lists Django keeps of its own models, are let be.
    """
    patch = pytest.MonkeyPatch()
    emptied = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(self, sql_list):
        named = re.findall(r'(?:FROM|TRUNCATE|,) *"(\w+)"', " ".join(sql_list))
        filled = _filled(self.connection, sorted(set(named) - _OF_DJANGO))
        deletes = [f'DELETE FROM "{table}"' for table in filled]
        if self.connection.vendor == "postgresql":
            return emptied(
                self, ["SET LOCAL session_replication_role = replica", *deletes]
            )
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
            )
            triggers = [row for row in cursor.fetchall() if row[1] in filled]
        drops = [f"DROP TRIGGER {name}" for name, *_ in triggers]
        return emptied(self, [*drops, *deletes, *(made for *_, made in triggers)])

    patch.setattr(DatabaseOperations, "execute_sql_flush", execute_sql_flush)
    patch.setattr(flush, "emit_post_migrate_signal", lambda *_, **__: None)
    yield
    patch.undo()


#: What Django writes down of its own models after migrating; no test changes it.
_OF_DJANGO = frozenset({"django_content_type", "auth_permission"})


def _filled(connection, tables: list[str]) -> set[str]:
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {table for (table,) in cursor.fetchall()}


@pytest.fixture(autouse=True)
def _plans_hold(request):
    """Every plan a test makes is checked, unless the test spoils plans on purpose."""
    checked_plans.is_watching = request.node.get_closest_marker("spoils_plans") is None
    yield
    checked_plans.is_watching = True


@pytest.fixture
def day() -> date:
    return DAY


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture(autouse=True)
def _speaks_english():
    """A page asked for in German leaves no German behind for the next test."""
    yield
    translation.activate("en")


@pytest.fixture(autouse=True)
def _cheap_passwords(settings):
    """Argon2 is slow on purpose; the tests of sign-in itself put it back."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _fresh_limits(request):
    """Each test begins with nobody having tried to sign in."""
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        cache.clear()


def found(name: str, founder: str, currency: str = "EUR"):
    """Found a union with one key-holder, and return it with that person."""
    return made_once.step(
        ("found", name, founder, currency), lambda: _found(name, founder, currency)
    )


def _found(name: str, founder: str, currency: str):
    union = services.found_union(
        name=name,
        place=f"{name}, the yard",
        language="en",
        currency=currency,
        time_zone="UTC",
        founder_name=founder,
        username=founder.lower(),
        password=PASSWORD,
        key=name,
        at=AT,
    )
    return union, next(iter(people.list_associates(union=union.id)))


def join(union, by, name: str, *, circle=None, keys: bool = False):
    """Invite a person and let them join."""
    return made_once.step(
        ("join", union.id, by.id, name, circle, keys),
        lambda: _join(union, by, name, circle=circle, keys=keys),
    )


def _join(union, by, name: str, *, circle, keys: bool):
    invited = services.invite(
        union=union.id, by=by.id, at=AT, key=name, circle=circle, keys=keys
    )
    return services.join(
        code=invited.code,
        name=name,
        username=f"{name}.{union.name}".lower().replace(" ", "-"),
        password=PASSWORD,
        at=AT,
    )


def give_mandate(union, person, scope: str, *, by, confirmed_by):
    """Let one key-holder propose and another confirm a mandate for a year."""
    return made_once.step(
        ("mandate", union.id, person.id, scope, by.id, confirmed_by.id),
        lambda: _give_mandate(union, person, scope, by=by, confirmed_by=confirmed_by),
    )


def _give_mandate(union, person, scope: str, *, by, confirmed_by):
    mandate = services.propose_mandate(
        union=union.id,
        person=person.id,
        scope=scope,
        limit="",
        begins=DAY,
        ends=DAY + timedelta(days=364),
        by=by.id,
        at=AT,
        key=f"{person.id}{scope}",
    )
    return services.confirm_mandate(mandate=mandate.id, by=confirmed_by.id, at=AT)


@pytest.fixture
def kofi(db):
    """Kofi founded Lentil House and holds a key; he receives in the north circle."""
    return made_once.step("kofi", _kofi)


def _kofi():
    union, founder = found("Lentil House", "Kofi")
    for name in ("north", "south", "garden"):
        services.add_circle(union=union.id, name=name, by=founder.id, at=AT, key=name)
    circles = {c.name: c.id for c in people.list_circles(union=union.id)}
    return services.move_to_circle(
        person=founder.id, circle=circles["north"], by=founder.id, at=AT
    )


@pytest.fixture
def lena(kofi):
    """Lena holds the second key; she receives in the south circle."""
    union = people.get_union(union=kofi.union)
    return join(union, kofi, "Lena", circle=_circle(union, "south"), keys=True)


@pytest.fixture
def lentil_house(lena):
    """A founded union with two key-holders and three circles; its purse is in EUR."""
    return people.get_union(union=lena.union)


@pytest.fixture
def circles(lentil_house):
    """The circles of Lentil House by name: north, south, garden."""
    return {c.name: c for c in people.list_circles(union=lentil_house.id)}


@pytest.fixture
def ana(lentil_house, kofi, lena):
    """Ana is the steward: stores, planning, rounds and paper. North circle."""
    person = join(lentil_house, kofi, "Ana", circle=_circle(lentil_house, "north"))
    for scope in ("stores", "planning", "rounds", "paper"):
        give_mandate(lentil_house, person, scope, by=kofi, confirmed_by=lena)
    return person


@pytest.fixture
def ben(lentil_house, kofi):
    """Ben is an associate without mandates. South circle."""
    return join(lentil_house, kofi, "Ben", circle=_circle(lentil_house, "south"))


@pytest.fixture
def chidi(lentil_house, kofi):
    """Chidi is an associate and a child's guardian. Garden circle."""
    return join(lentil_house, kofi, "Chidi", circle=_circle(lentil_house, "garden"))


@pytest.fixture
def paper_ira(lentil_house, ana):
    """Ira never signs in; Ana types for her. North circle."""
    return services.add_person(
        union=lentil_house.id,
        name="Ira",
        circle=_circle(lentil_house, "north"),
        by=ana.id,
        at=AT,
        key="Ira",
    )


@pytest.fixture
def dalia(db):
    """Dalia founded another union, Oak Yard, on the same node."""
    return found("Oak Yard", "Dalia")[1]


@pytest.fixture
def oak_yard(dalia):
    return people.get_union(union=dalia.union)


@pytest.fixture
def people25(lentil_house, ana, ben, chidi):
    """Twenty-five associates of Lentil House: the cast, and twenty without sign-in."""
    return made_once.step("people25", lambda: _people25(lentil_house, ana))


def _people25(lentil_house, ana):
    names = ("north", "south", "garden")
    for number in range(20):
        services.add_person(
            union=lentil_house.id,
            name=f"Person {number + 6}",
            circle=_circle(lentil_house, names[number % 3]),
            by=ana.id,
            at=AT,
            key=f"person {number}",
        )
    return people.list_associates(union=lentil_house.id)


@pytest.fixture
def fixed_clock(monkeypatch) -> datetime:
    """Let pages and programs read the moment of the tests from the clock."""
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return AT


@pytest.fixture
def signed_in(db, fixed_clock) -> Callable[..., Client]:
    """Return a function that gives a client signed in as a person."""

    def login(person) -> Client:
        client = Client()
        account = auth.get_user_model().objects.get(person__id=person.id)
        client.force_login(account)
        return client

    return login


def _circle(union, name: str):
    return next(c.id for c in people.list_circles(union=union.id) if c.name == name)
