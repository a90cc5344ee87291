"""The demo union, loaded once for all tests of a file that only look at it."""

from __future__ import annotations

import pytest
from django.test import TestCase

from commonweal.interfaces.cli import demo
from commonweal.rooms.planning.queries import plans, runs
from tests.conftest import AT
from tests.stories import circle


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Load the demo in a transaction around the file's tests; undo it at the end."""
    kept = type("TheDemoStays", (TestCase,), {})
    with django_db_blocker.unblock():
        kept.setUpClass()
        try:
            yield demo.load_demo(AT)
        finally:
            kept.tearDownClass()
            kept.doClassCleanups()


@pytest.fixture(scope="module")
def union(loaded):
    return loaded.union.id


@pytest.fixture(scope="module")
def made(loaded, django_db_blocker):
    """The run of the coming month's plan, which the demo asks for, made by a worker."""
    with django_db_blocker.unblock():
        circle.work_all_jobs(AT)
        return runs.list_runs(union=loaded.union.id)[0].id


@pytest.fixture
def steward(db, union):
    return circle.person_named(union, "Ana").id


@pytest.fixture
def plan(db, union, steward, made):
    """The plan of the coming month, as the steward sees it."""
    return plans.get_plan(union=union, run=made, by=steward, at=AT)
