"""Jobs exist with the deed that asked for them and end with their effects."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from commonweal.commons import deeds
from commonweal.commons.jobs import queries, services
from commonweal.commons.jobs.errors import FencedOff
from commonweal.commons.jobs.words import LEASE, MOST_TRIES, Status

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
LATER = AT + LEASE + timedelta(seconds=1)
HERE = UUID(int=1)
THERE = UUID(int=2)

pytestmark = pytest.mark.django_db


def ask(key="a", union=HERE, **more):
    return services.enqueue(
        kind="solve", payload={"run": key}, union=union, key=key, at=AT, **more
    )


def test_a_job_waits_then_runs_then_is_done():
    job = ask()
    assert queries.status(job).status is Status.WAITING

    mine = services.claim(worker="w1", at=AT)
    assert (mine.id, mine.kind, mine.payload, mine.attempt) == (
        job, "solve", {"run": "a"}, 1,
    )  # fmt: skip
    assert queries.status(job).status is Status.RUNNING

    services.complete(job=mine, at=AT)
    assert queries.status(job).status is Status.DONE
    assert queries.status(job).ended_at == AT
    assert queries.count_by_status() == {
        "waiting": 0, "running": 0, "done": 1, "dead": 0,
    }  # fmt: skip


def test_asking_twice_with_the_same_key_is_one_job():
    first, second = ask("a"), ask("a")

    assert first == second
    assert queries.count_by_status()["waiting"] == 1


def test_the_same_key_in_another_union_is_another_job():
    assert ask("a", HERE) != ask("a", THERE)


def test_a_deed_that_is_undone_leaves_no_job():
    @deeds.deed
    def ask_and_stumble():
        ask()
        raise LookupError

    with pytest.raises(LookupError):
        ask_and_stumble()

    assert queries.count_by_status()["waiting"] == 0


def test_a_payload_names_rows_and_does_not_carry_them():
    with pytest.raises(ValueError, match="names rows"):
        services.enqueue(
            kind="solve", payload={"x": "y" * 5000}, union=HERE, key="a", at=AT
        )


def test_the_oldest_ready_job_comes_first_and_none_before_its_time():
    ask("later", not_before=AT + timedelta(hours=1))
    ask("second", not_before=AT)
    ask("first", not_before=AT - timedelta(hours=1))

    taken = [services.claim(worker="w1", at=AT) for _ in range(3)]

    assert [t and t.key for t in taken] == ["first", "second", None]


def test_a_failed_try_waits_twice_as_long_each_time_and_dies_after_five():
    job, now, pauses = ask(), AT, []
    for _ in range(MOST_TRIES - 1):
        mine = services.claim(worker="w1", at=now)
        assert services.fail(job=mine, trouble="OSError", at=now) is Status.WAITING
        pause = next(
            s for s in range(1, 1000) if queries_ready(now + timedelta(seconds=s))
        )
        pauses.append(pause)
        now += timedelta(seconds=pause)

    mine = services.claim(worker="w1", at=now)
    assert services.fail(job=mine, trouble="OSError", at=now) is Status.DEAD

    assert pauses == [2, 4, 8, 16]
    assert queries.status(job).trouble == "OSError"
    assert [j.id for j in queries.list_dead()] == [job]
    assert services.claim(worker="w1", at=now + timedelta(days=9)) is None


def queries_ready(at):
    return queries.is_anything_to_do(at=at)


def test_a_silent_worker_loses_its_job_and_cannot_keep_its_effects():
    job = ask()
    silent = services.claim(worker="w1", at=AT)
    assert services.reap(at=AT + LEASE) == ()
    assert services.claim(worker="w2", at=AT + LEASE) is None

    assert services.reap(at=LATER) == ()
    again = services.claim(worker="w2", at=LATER + timedelta(seconds=2))

    @deeds.deed
    def keep_an_effect_too_late():
        ask("effect")
        services.complete(job=silent, at=LATER)

    with pytest.raises(FencedOff):
        keep_an_effect_too_late()

    assert again.attempt == 2
    assert queries.count_by_status()["waiting"] == 0  # the effect was undone
    assert services.fail(job=silent, trouble="x", at=LATER) is None
    assert not services.put_back(job=silent, at=LATER)
    assert not services.keep(job=silent, at=LATER)
    services.complete(job=again, at=LATER)
    assert queries.status(job).status is Status.DONE


def test_a_heartbeat_keeps_a_long_job():
    ask()
    mine = services.claim(worker="w1", at=AT)

    assert services.keep(job=mine, at=AT + timedelta(seconds=29))
    services.reap(at=LATER)

    services.complete(job=mine, at=LATER)


def test_a_job_that_kills_its_workers_is_given_up_and_told():
    job, now = ask(), AT
    given_up = []
    for n in range(1, MOST_TRIES + 1):
        assert services.claim(worker=f"w{n}", at=now).attempt == n
        now += LEASE + timedelta(seconds=1)
        given_up += services.reap(at=now)
        now += timedelta(minutes=1)

    assert [g.id for g in given_up] == [job]
    assert queries.status(job).status is Status.DEAD


def test_a_stopping_worker_hands_its_job_back_without_a_try():
    ask()
    mine = services.claim(worker="w1", at=AT)

    assert services.put_back(job=mine, at=AT)

    assert services.claim(worker="w2", at=AT).attempt == 1


def test_a_dead_job_can_be_tried_again_once_the_cause_is_mended():
    job, now = ask(), AT
    for _ in range(MOST_TRIES):
        services.fail(
            job=services.claim(worker="w1", at=now), trouble="OSError", at=now
        )
        now += timedelta(minutes=1)

    assert services.try_again(job=job, at=now)
    assert not services.try_again(job=job, at=now)

    assert services.claim(worker="w1", at=now).attempt == 1


def test_ended_jobs_are_forgotten_and_running_ones_are_not():
    done, _waiting = ask("done"), ask("waiting", not_before=LATER)
    services.complete(job=services.claim(worker="w1", at=AT), at=AT)

    assert services.forget_ended(before=AT) == 0
    assert services.forget_ended(before=LATER) == 1
    assert queries.status(done) is None
    assert queries.count_by_status()["waiting"] == 1


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        ("status = 'lost'", "job_has_an_end_exactly_when_ended"),
        ("status = 'running'", "job_has_a_lease_exactly_while_it_runs"),
        ("status = 'done'", "job_has_an_end_exactly_when_ended"),
        ("attempt = 6", "job_is_given_up_in_time"),
    ],
)
def test_the_database_itself_refuses_a_job_that_makes_no_sense(change, promise):
    ask()

    with (
        pytest.raises(IntegrityError, match=promise),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE jobs_job SET {change}")


def test_a_job_is_found_by_what_it_was_asked_for():
    """And a caller that waits for one job takes that one or none."""
    first, second = ask("a"), ask("b")

    taken = services.claim(worker="w", at=AT, only=second)

    found = queries.find(union=HERE, kind="solve", key="b")
    assert found == queries.status(second)
    assert taken.id == second
    assert services.claim(worker="w", at=AT, only=second) is None
    assert queries.status(first).status == Status.WAITING
    assert queries.find(union=THERE, kind="solve", key="b") is None
