"""`commonweal books`: whoever lives here can carry the books to another program."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from commonweal.commons.people import services as people
from commonweal.interfaces.cli import commands
from commonweal.rooms.purse import services, words
from tests.rooms import purse_cast as cast


@pytest.fixture
def house(lentil_house, ana, kofi, lena):
    house = cast.purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)
    services.open_books(
        openings=(words.OpeningDraft(account=house.giro, amount="100"),),
        union=house.union, by=house.keeper, key="open", at=cast.AT,
    )  # fmt: skip
    return house


@pytest.fixture
def bens_token(monkeypatch, house, ben):
    issued = people.issue_token(
        person=ben.id,
        label="terminal",
        scopes=["associate"],
        by=ben.id,
        key="t",
        at=cast.AT,
        expires=cast.later(30),
    )
    monkeypatch.setenv("COMMONWEAL_TOKEN", issued.secret)


def test_the_books_are_written_to_a_file_that_hledger_reads(
    house, bens_token, tmp_path, capsys
):
    path = tmp_path / "books.journal"

    code = commands.run(["books", "Lentil House", "--file", str(path)])

    assert code == 0
    assert (
        f"The books of Lentil House are written to {path}." in capsys.readouterr().out
    )
    assert shutil.which("hledger")
    done = subprocess.run(
        ["hledger", "-f", str(path), "balance", "Assets"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "100.00 EUR  Assets:Giro" in done.stdout


def test_the_books_are_printed_for_beancount(house, bens_token, capsys):
    code = commands.run(["books", "Lentil House", "--as", "beancount"])

    assert code == 0
    assert 'option "title" "Lentil House"' in capsys.readouterr().out


def test_a_file_that_is_there_is_not_written_over(house, bens_token, tmp_path, capsys):
    path = tmp_path / "books.journal"
    path.write_text("mine")

    code = commands.run(["books", "Lentil House", "--file", str(path)])

    assert code == 1
    assert "is there already" in capsys.readouterr().err
    assert path.read_text() == "mine"


def test_somebody_who_does_not_say_who_they_are_gets_nothing(house, capsys):
    code = commands.run(["books", "Lentil House"])

    told = capsys.readouterr()
    assert code == 1
    assert told.out == ""
    assert "Who acts?" in told.err
