"""A union leaves with all its data and arrives elsewhere the same, entry for entry.

Keeps I-21 (leaving with everything) and I-16 (no operator reads what is private).
"""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from django.apps import apps
from django.contrib import auth
from django.utils import timezone

from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.cli import importing, portable, rows, sealing
from commonweal.interfaces.cli.errors import NotDone
from commonweal.rooms.purse import queries as purse
from tests import nodes
from tests.peopled import PASSWORD

BOTH = ("the first long phrase", "the second long phrase")


def seal_files(folder):
    files = [folder / "one.txt", folder / "two.txt"]
    for file, phrase in zip(files, BOTH, strict=True):
        file.write_text(phrase)
    return ["--seal", *map(str, files)]


def act_as(node, *names):
    cast = json.loads((node.home / "cast.json").read_text())
    for number, name in enumerate(names, start=1):
        node.env["COMMONWEAL_TOKEN" + ("" if number == 1 else f"_{number}")] = cast[
            name
        ]


def export(node, file, folder):
    done = node.run("export", "oak", str(file), *seal_files(folder))
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The file of an export of Oak Yard, made by its two key-holders."""
    folder = tmp_path_factory.mktemp("exported")
    with nodes.new_node(folder / "node", peopled=True) as node:
        act_as(node, "dalia", "emil")
        return export(node, folder / "oak.zip", folder)


@pytest.fixture
def unpacked(exported, tmp_path):
    folder = tmp_path / "unpacked"
    folder.mkdir()
    return folder, portable.unpack(exported, folder)


def bring_back(unpacked, passphrases=BOTH):
    folder, manifest = unpacked
    return importing.bring_back(
        folder, manifest, passphrases=passphrases, at=timezone.now()
    )


def private_tables(file):
    with zipfile.ZipFile(file) as packed:
        manifest = json.loads(packed.read("manifest.json"))
        about = f"{manifest['union']} {manifest['seq']} {manifest['hash']}".encode()
        plain = sealing.unseal(packed.read("private.sealed"), BOTH, about=about)
    with zipfile.ZipFile(io.BytesIO(plain)) as inner:
        return {name: inner.read(name).decode() for name in inner.namelist()}


# --- there and back -----------------------------------------------------------------


def test_export_import_export_is_the_same_byte_for_byte(
    exported, another_node, tmp_path
):
    done = another_node.run("import", str(exported), *seal_files(tmp_path))
    assert done.returncode == 0, done.stderr
    checked = another_node.run("check")
    with zipfile.ZipFile(exported) as first:
        before = {n: first.read(n) for n in first.namelist() if n.startswith("ledger")}
        before |= {n: first.read(n) for n in first.namelist() if n.startswith("open")}

    # The tokens stayed behind; the people sign in and issue new ones.
    tokens = another_node.python("-c", ISSUE, str(tmp_path / "cast.json"))
    assert tokens.wait(60) == 0
    another_node.home.joinpath("cast.json").write_text(
        (tmp_path / "cast.json").read_text()
    )
    act_as(another_node, "dalia", "emil")
    again = export(another_node, tmp_path / "again.zip", tmp_path)

    assert checked.returncode == 0, checked.stderr
    with zipfile.ZipFile(again) as second:
        assert {name: second.read(name) for name in before} == before
    told = private_tables(again)
    told_before = private_tables(exported)
    del told["notices.Notice.csv"], told_before["notices.Notice.csv"]  # one more told
    assert told == told_before


ISSUE = """
import json, sys, django
django.setup()
from datetime import timedelta
from django.contrib import auth
from django.utils import timezone
from commonweal.commons.people import queries, services
now, cast = timezone.now(), {}
for name in ("dalia", "emil"):
    account = auth.authenticate(None, username=name, password="four words in a row")
    person = queries.find_person_of_account(account.pk)
    cast[name] = services.issue_token(
        person=person.id, scopes=["keys"], label="again", by=person.id, at=now,
        expires=now + timedelta(days=1), key="again",
    ).secret
open(sys.argv[1], "w").write(json.dumps(cast))
"""


@pytest.mark.django_db
def test_totals_people_and_sign_ins_arrive(unpacked, settings):
    settings.PASSWORD_HASHERS = ["commonweal.commons.people.passwords.LightArgon2"]

    brought = bring_back(unpacked)

    (union,) = [u for u in people.list_unions() if u.id == brought.union]
    stock = ledger.list_stock(union=union.id)
    assert [str(line.onhand) for line in sorted(stock, key=lambda x: x.name)] == [
        "1 kg", "2 kg", "3 kg", "4 kg", "5 kg",
    ]  # fmt: skip
    assert brought.verification.is_sound
    assert brought.verification.n_events == 9
    assert [c.name for c in people.list_circles(union=union.id)] == ["=north"]
    assert auth.authenticate(None, username="chidi", password=PASSWORD) is not None
    (drawer,) = purse.standing(union=union.id).accounts
    assert (drawer.name, str(drawer.amount)) == ("=Drawer", "-3 EUR")
    assert list(purse.differences(union=union.id)) == []


@pytest.mark.django_db
def test_without_the_private_part_the_ledger_arrives_and_nobody_else(unpacked):
    brought = bring_back(unpacked, passphrases=None)

    assert brought.verification.n_events == 9
    assert people.list_associates(union=brought.union) == ()
    assert purse.list_accounts(union=brought.union) == ()
    assert purse.standing(union=brought.union).lines == ()
    assert list(purse.differences(union=brought.union)) == []


# --- what is private ----------------------------------------------------------------


def test_nothing_about_persons_is_readable_without_both_passphrases(exported):
    with zipfile.ZipFile(exported) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    cast = json.dumps(sorted(parts))
    everything = b"".join(parts.values())

    for canary in (b"Dalia", b"Emil", b"Chidi", b"chidi"):
        assert canary not in everything
    for table in ("Person", "Account", "Need", "Share", "Offer", "Mandate", "Voice"):
        assert f".{table}." not in cast
    assert "Chidi" in private_tables(exported)["people.Person.csv"]


def test_every_table_of_ours_is_open_sealed_left_behind_or_the_ledger_s():
    """A table added later is sealed by default; the ledger goes its own way."""
    told = {
        model._meta.label
        for private in (True, False)
        for model in rows.tables(private=private)
    }
    ours = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("commonweal.")
    }

    assert {m._meta.label for m in rows.tables(private=False)} == rows.OPEN
    assert ours - told == rows.LEFT_BEHIND | {
        m._meta.label for m in apps.get_app_config("ledger").get_models()
    }


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("nobody", "nobody", "two key-holders"),
        ("dalia", "dalia", "the same person"),
        ("dalia", "chidi", "Only key-holders"),
    ],
)
def test_an_export_needs_two_different_key_holders(
    peopled_node, tmp_path, first, second, said
):
    if first != "nobody":
        act_as(peopled_node, first, second)

    done = peopled_node.run("export", "oak", str(tmp_path / "oak.zip"))

    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "oak.zip").exists()


def test_everybody_is_told_of_an_export(peopled_node, tmp_path):
    act_as(peopled_node, "dalia", "emil")

    export(peopled_node, tmp_path / "oak.zip", tmp_path)

    told = "SELECT count(*) FROM notices_notice WHERE kind = 'data.exported'"
    assert peopled_node.sql(told) == [[1]]


@pytest.mark.parametrize(
    "passphrases",
    [
        ("the first long phrase", "another long phrase"),
        ("another long phrase", "the second long phrase"),
    ],
)
def test_one_of_the_two_passphrases_alone_opens_nothing(unpacked, passphrases, db):
    with pytest.raises(NotDone, match="do not open"):
        bring_back(unpacked, passphrases)
    assert people.list_unions() == ()


def test_the_order_of_the_passphrases_does_not_matter():
    sealed = sealing.seal(b"oats", BOTH, about=b"here")

    assert sealing.unseal(sealed, (BOTH[1], BOTH[0]), about=b"here") == b"oats"
    with pytest.raises(NotDone):
        sealing.unseal(sealed, BOTH, about=b"elsewhere")


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [("short", "long enough it is", "12 characters"), ("x" * 12, "x" * 12, "differ")],
)
def test_weak_passphrases_are_refused(tmp_path, one, other, said):
    files = [tmp_path / "1", tmp_path / "2"]
    for file, phrase in zip(files, (one, other), strict=True):
        file.write_text(phrase)

    with pytest.raises(NotDone, match=said):
        sealing.passphrases(files, twice=True)


# --- bad files ----------------------------------------------------------------------


def rewrite(path, change):
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        ("ledger.jsonld", lambda t: t.replace('"4"', '"40"'), "entr"),
        ("ledger.jsonld", lambda t: t.replace('"raise"', '"conjure"'), "conjure"),
        ("ledger.jsonld", lambda t: t + "{", "not one flow"),
        ("ledger.jsonld", lambda t: "\n".join(t.splitlines()[:-3]), "entries give"),
        ("open/people.Circle.csv", lambda t: t.replace("name", "nom", 1), "columns"),
        ("open/people.Union.csv", lambda t: t.replace("EUR", "EUROS"), "EUROS"),
        ("open/charter.Rule.csv", lambda t: t.replace("-", "/", 1), "Rule"),
        ("open/people.Circle.csv", lambda t: t.splitlines()[0] + "\n", "contradicts"),
    ],
)
def test_a_part_that_was_changed_is_refused_and_nothing_is_taken_in(
    unpacked, part, change, said
):
    folder, _manifest = unpacked
    rewrite(folder / part, change)

    with pytest.raises((NotDone, Refused)) as refused:
        bring_back(unpacked)

    told = str(refused.value) + str(
        [(p.row, p.field) for p in getattr(refused.value, "problems", ())]
    )
    assert said in told
    assert people.list_unions() == ()


def test_a_part_that_is_not_what_the_manifest_says_is_refused(exported, tmp_path):
    file = tmp_path / "changed.zip"
    with zipfile.ZipFile(exported) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"EUR", b"USD"))

    with pytest.raises(NotDone, match="damaged"):
        portable.unpack(file, tmp_path)


def test_a_part_that_would_leave_its_folder_is_refused(exported, tmp_path):
    file = tmp_path / "climbing.zip"
    with zipfile.ZipFile(exported) as old, zipfile.ZipFile(file, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        manifest["files"] = {"../../climbed": "0" * 64}
        new.writestr("manifest.json", json.dumps(manifest))
        new.writestr("../../climbed", "x")

    with pytest.raises(NotDone, match="leave its folder"):
        portable.unpack(file, tmp_path / "in" / "here")


@pytest.mark.django_db
def test_a_union_that_is_here_already_is_not_brought_in_twice(unpacked):
    bring_back(unpacked)

    with pytest.raises(NotDone, match="already"):
        bring_back(unpacked)


def test_no_cell_is_a_formula_to_a_spreadsheet(exported):
    with zipfile.ZipFile(exported) as packed:
        for name in packed.namelist():
            if name.endswith(".csv"):
                text = packed.read(name).decode()
                for line in csv.reader(io.StringIO(text)):
                    assert not any(cell.startswith(("=", "+", "@")) for cell in line)
