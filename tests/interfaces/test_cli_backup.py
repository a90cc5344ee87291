"""Backup and restore work while people write, and lose nothing without being told to."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests import nodes

ENTRIES = "SELECT count(*) FROM ledger_event"


@pytest.fixture(scope="module")
def backup(tmp_path_factory):
    """A backup of a node like each ``peopled_node``, which are copies of one."""
    folder = tmp_path_factory.mktemp("backup")
    file = folder / "monday.zip"
    with nodes.new_node(folder / "node", peopled=True) as node:
        done = node.run("backup", str(file))
    assert done.returncode == 0, done.stderr
    assert "Oak Yard 9 entries" in done.stdout
    return file


@pytest.fixture
def saved(backup, tmp_path):
    """That backup, for a test to do with as it likes."""
    return Path(shutil.copy2(backup, tmp_path))


@pytest.fixture
def writer(peopled_node):
    """Somebody who writes one entry after the other."""
    process = peopled_node.python(
        "tests/interfaces/keep_writing.py", stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "1\n", process.communicate()[1]
    yield process
    process.kill()
    process.communicate()


def stop(writer):
    """Stop the writer; it must not have met an error."""
    writer.terminate()
    _out, err = writer.communicate(timeout=60)
    assert (writer.returncode, err) == (0, "")


def test_a_backup_says_what_it_holds_and_only_its_owner_may_read_it(backup):
    with zipfile.ZipFile(backup) as packed:
        manifest = json.loads(packed.read("manifest.json"))

    (head,) = manifest["unions"].values()
    assert (head["name"], head["seq"]) == ("Oak Yard", 9)
    assert manifest["counts"]["people.Person"] == 3
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_a_file_that_is_there_is_replaced_only_when_told(peopled_node, saved):
    before = saved.read_bytes()

    done = peopled_node.run("backup", str(saved))

    assert done.returncode == 1
    assert "--replace" in done.stderr
    assert saved.read_bytes() == before


def test_a_backup_made_while_people_write_is_sound_and_misses_nothing_before_it(
    peopled_node, writer, tmp_path
):
    written_before = peopled_node.sql(ENTRIES)[0][0]

    done = peopled_node.run("backup", str(tmp_path / "busy.zip"))

    stop(writer)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "busy.zip") as packed:
        (head,) = json.loads(packed.read("manifest.json"))["unions"].values()
    written_after = peopled_node.sql(ENTRIES)[0][0]
    assert written_before <= head["seq"] <= written_after


def test_a_restore_that_would_lose_entries_is_refused_until_told_aloud(
    peopled_node, saved, writer
):
    """Restored while somebody writes: what they wrote is kept beside."""
    refused = peopled_node.run("restore", str(saved))
    assert refused.returncode == 1
    assert "the last" in refused.stderr
    assert "--yes-lose" in refused.stderr

    done = peopled_node.run("restore", str(saved), "--yes-lose")
    writer.stdout.readline()
    stop(writer)
    checked = peopled_node.run("check")

    assert done.returncode == 0, done.stderr
    assert checked.returncode == 0, checked.stderr
    (kept,) = peopled_node.home.glob("before-restore-*.zip")
    with zipfile.ZipFile(kept) as packed:
        (head,) = json.loads(packed.read("manifest.json"))["unions"].values()
    assert head["seq"] > 9


def test_a_backup_comes_back_on_an_empty_node_entry_for_entry(
    peopled_node, saved, another_node
):
    done = another_node.run("restore", str(saved))

    assert done.returncode == 0, done.stderr
    hashes = "SELECT seq, hash FROM ledger_event ORDER BY seq"
    assert another_node.sql(hashes) == peopled_node.sql(hashes)
    assert another_node.sql("SELECT name FROM people_person ORDER BY name") == [
        ["Chidi"], ["Dalia"], ["Emil"],
    ]  # fmt: skip
    assert another_node.run("check").returncode == 0
