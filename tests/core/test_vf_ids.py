"""Ids sort by time, keep the standard's form, and follow from a caller's key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

from commonweal.core.vf.ids import id_from_key, new_id

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
UNION = UUID("01934000-0000-7000-8000-000000000001")


def test_an_id_is_a_version_7_uuid():
    made = new_id(MONDAY)

    assert made.version == 7
    assert made.variant == RFC_4122
    assert made.int >> 80 == int(MONDAY.timestamp() * 1000)


def test_later_ids_sort_later():
    ids = [new_id(MONDAY + timedelta(seconds=s)) for s in range(50)]

    assert ids == sorted(ids)


def test_ids_of_one_moment_differ():
    assert len({new_id(MONDAY) for _ in range(1000)}) == 1000


def test_the_same_key_gives_the_same_id_and_another_scope_another():
    other = UUID("01934000-0000-7000-8000-000000000002")

    assert id_from_key(UNION, "need:1") == id_from_key(UNION, "need:1")
    assert id_from_key(UNION, "need:1") != id_from_key(other, "need:1")
    assert id_from_key(UNION, "need:1") != id_from_key(UNION, "need:2")
