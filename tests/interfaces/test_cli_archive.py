"""A backup that is damaged, foreign or newer is refused before anything is touched."""

from __future__ import annotations

import contextlib
import json
import os
import zipfile

import pytest
from django.db import connection

from commonweal.interfaces.cli import archive, commands
from commonweal.interfaces.cli.errors import NotDone


@pytest.fixture
def saved(tmp_path):
    """A backup whose copy is not a database, which nobody looks at in these tests."""
    copy = tmp_path / "copy"
    copy.write_bytes(os.urandom(50_000))
    file = tmp_path / "saved.zip"
    manifest = archive.Manifest(
        version="0.0.1",
        engine=connection.vendor,
        made_at="2026-11-23T08:00:00+00:00",
        member="commonweal.copy",
        sha256=archive.digest_of(copy),
        unions={"u": archive.Head("Oak Yard", 5, "ab")},
        counts={"people.Person": 3},
    )
    with archive.new_file(file, replace=False) as draft:
        archive.write(draft, copy, manifest)
    return file


def rewrite(file, **changes):
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    manifest = {**json.loads(parts[archive.MANIFEST]), **changes}
    parts[archive.MANIFEST] = json.dumps(manifest).encode()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def test_what_was_packed_comes_out_as_it_was(saved, tmp_path):
    archive.unpack(saved, archive.read(saved), tmp_path / "again")

    assert (tmp_path / "again").read_bytes() == (tmp_path / "copy").read_bytes()
    assert archive.read(saved).unions["u"].name == "Oak Yard"


@pytest.mark.parametrize("where", range(8))
def test_one_flipped_bit_anywhere_is_seen(saved, tmp_path, where):
    """A bit in the archive's own padding may do no harm, but never wrong bytes."""
    raw = bytearray(saved.read_bytes())
    raw[len(raw) * where // 8 + 11] ^= 1
    saved.write_bytes(bytes(raw))

    with contextlib.suppress(NotDone):
        archive.unpack(saved, archive.read(saved), tmp_path / "again")
        assert (tmp_path / "again").read_bytes() == (tmp_path / "copy").read_bytes()


def test_a_file_cut_short_is_refused(saved, tmp_path):
    saved.write_bytes(saved.read_bytes()[:30_000])

    with pytest.raises(NotDone, match="damaged, or not a backup"):
        archive.read(saved)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("engine", "oracle", "is of a node on oracle"),
        ("version", "99.0.0", "Install that version first"),
        ("format", "commonweal backup 99", "not a backup that this version can read"),
        ("sha256", "0" * 64, "damaged"),
        ("member", "../../etc/passwd", "no manifest of ours"),
        ("member", "elsewhere", "missing in it"),
        ("unions", ["u"], "no manifest of ours"),
        ("made_at", "yesterday", "no manifest of ours"),
    ],
)
def test_a_backup_from_elsewhere_is_refused_in_words(
    saved, capsys, settings, tmp_path, field, value, said
):
    settings.HOME = tmp_path
    rewrite(saved, **{field: value})

    code = commands.run(["restore", str(saved)])

    assert code == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.glob("before-restore-*"))


def test_a_half_written_backup_never_takes_the_place_of_a_whole_one(tmp_path):
    file = tmp_path / "monday.zip"
    file.write_text("whole")

    def fill_the_disk():
        with archive.new_file(file, replace=True) as draft:
            draft.write_text("half")
            raise OSError(28, "No space left on device")

    with pytest.raises(NotDone, match="No space left"):
        fill_the_disk()

    assert file.read_text() == "whole"
    assert [p.name for p in tmp_path.iterdir()] == ["monday.zip"]
