"""`commonweal check` says in one line that all is sound, and finds what is not."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest

from commonweal.interfaces.worker.schedule import NIGHT_HOUR
from tests.nodes import ON

PUBLISHED_WITHIN = 180.0


def test_a_sound_node_is_told_in_one_line_with_the_end_of_its_chain(peopled_node):
    done = peopled_node.run("check")

    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert line.startswith("Sound: 1 union, 9 entries re-read")
    assert "Oak Yard ends at 9 " in line


def test_an_empty_node_is_sound(node):
    done = node.run("check")

    assert (done.returncode, done.stdout[:15]) == (0, "Sound: 0 unions")


def test_a_node_that_was_never_prepared_is_told_in_words(bare_node):
    done = bare_node.run("check")

    assert done.returncode == 1
    assert "`commonweal run` does that" in done.stderr
    assert "Traceback" not in done.stderr


def test_programs_are_told_heads_and_counts(peopled_node):
    said = json.loads(peopled_node.run("check", "--json").stdout)

    (head,) = said["unions"].values()
    assert (head["name"], head["seq"], len(head["hash"])) == ("Oak Yard", 9, 64)
    assert said["problems"] == []
    assert said["counts"]["people.Person"] == 3
    assert said["counts"]["ledger.Event"] == 9


def tamper(node, statement):
    """Change a row behind the back of every guard, as a person with the file could."""
    if ON == "sqlite":
        for (name,) in node.sql("SELECT name FROM sqlite_master WHERE type='trigger'"):
            node.sql(f"DROP TRIGGER {name}")
        node.sql(statement)
    else:
        node.sql(f"SET session_replication_role = replica; {statement}")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE ledger_resource SET onhand = onhand + 1 WHERE unit = 'kg'",
            "Oats, sack",
        ),
        (
            "UPDATE ledger_event SET resource_amount = 7 WHERE seq = 3",
            "changed after it was written",
        ),
        ("DELETE FROM ledger_event WHERE seq = 2", "missing"),
        ("UPDATE ledger_head SET seq = 4", "does not end at its head"),
    ],
)
def test_what_somebody_changed_in_the_file_is_found_and_listed(
    peopled_node, statement, said
):
    tamper(peopled_node, statement)

    done = peopled_node.run("check")

    assert done.returncode == 1
    assert done.stdout == ""
    assert "NOT sound" in done.stderr
    assert said in done.stderr


def test_a_total_that_is_not_what_people_stated_is_found_without_naming_anyone(
    peopled_node,
):
    """The totals are compared once the night has published those of the day."""
    if datetime.now(UTC).hour < NIGHT_HOUR:  # the same day, and past its night
        peopled_node.env["COMMONWEAL_TIME_ZONE"] = "Etc/GMT-6"
    worker = peopled_node.python("-m", "commonweal.interfaces.worker")
    until = time.monotonic() + PUBLISHED_WITHIN
    try:
        while not peopled_node.sql(
            "SELECT 1 FROM jobs_job WHERE kind = 'forget_expired' AND status = 'done'"
        ):
            assert worker.poll() is None
            assert time.monotonic() < until, "the night's work was not done"
            # Its jobs are set apart by some seconds, for which nobody waits here.
            peopled_node.sql("UPDATE jobs_job SET not_before = asked_at")
            time.sleep(0.2)
    finally:
        worker.kill()
        worker.wait(timeout=10)
    assert peopled_node.run("check").returncode == 0

    peopled_node.sql("UPDATE ledger_intent SET resource_amount = resource_amount * 2")
    done = peopled_node.run("check")

    assert done.returncode == 1
    assert "kept 4 kg for 1 people, stated 2 kg for 1 people" in done.stderr
    assert "Chidi" not in done.stderr
