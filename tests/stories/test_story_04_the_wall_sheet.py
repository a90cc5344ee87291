"""Story 4: each month one page for the wall, and books that others accept.

The demo's first month was noted by its people and told by its bank; here it closes.
"""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib import auth

from commonweal.rooms.purse import queries
from commonweal.rooms.purse.queries import bank
from commonweal.rooms.purse.services import bank_books
from tests.conftest import AT

BIN = Path(sys.executable).parent
OCTOBER = date(2026, 10, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(union):
    """The demo's October, in euros: what the table of the demo says, by hand."""
    (only,) = queries.wall_sheet(union=union, month=OCTOBER).sheets
    return only


def ran(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_line_of_the_bank_has_its_entry(union):
    assert bank.count_waiting(union=union) == 0


def test_the_month_adds_up_and_agrees_with_the_bank_to_the_cent(sheet):
    assert sheet.left_before.decimal == Decimal("20230.00")
    moved = sheet.left_before + sheet.came_in - sheet.went_out + sheet.other
    assert moved == sheet.left
    agreed = {one.name: one.agrees for one in sheet.bank if one.kind == "bank"}
    assert agreed == {"House account": True}


def test_the_sheet_says_nothing_of_anybody(sheet):
    """I-11: small groups of personal lines stand together."""
    names = {line.name for line in (*sheet.ins, *sheet.outs)}

    assert not names & {"Health", "Clothing", "Travel", "Leisure", "Income of people"}


def test_the_page_for_the_wall_stands_at_its_month(union, client, steward, fixed_clock):
    client.force_login(auth.get_user_model().objects.get(username="ana"))

    page = client.get("/purse/sheet/2026-10/").content.decode()

    assert "Our purse, October 2026" in page
    for name in ("Amara", "Kofi"):
        assert name not in page.split("<main")[1].split("</main>")[0]


def test_both_accounting_programs_accept_the_books_and_come_to_the_same(
    union, tmp_path
):
    ours = {
        (line.account_name.replace(" ", "-"), line.purse_name.replace(" ", "-")):
            line.amount.decimal
        for line in queries.standing(union=union).lines
        if line.amount.amount
    }  # fmt: skip
    paths = {}
    for style in ("beancount", "hledger"):
        books = bank_books.write_books(style=style, union=union)
        paths[style] = tmp_path / books.name
        paths[style].write_bytes(books.content)

    ran(str(BIN / "bean-check"), str(paths["beancount"]))
    query = (
        "SELECT account, sum(number) AS held WHERE account ~ '^Assets' GROUP BY account"
    )
    asked = ran(str(BIN / "bean-query"), "-f", "csv", str(paths["beancount"]), query)
    beans = {
        tuple(row["account"].split(":")[1:]): Decimal(row["held"])
        for row in csv.DictReader(io.StringIO(asked))
        if Decimal(row["held"])
    }
    told = ran(
        "hledger", "-f", str(paths["hledger"]), "balance", "Assets", "-O", "csv",
        "--layout=bare",
    )  # fmt: skip
    hledgers = {
        tuple(part.replace(" ", "-") for part in row["account"].split(":")[1:]):
            Decimal(row["balance"])
        for row in csv.DictReader(io.StringIO(told))
        if row["account"] != "total" and Decimal(row["balance"])
    }  # fmt: skip

    assert beans == ours
    assert hledgers == ours


def test_last_days_that_come_later_are_told(union):
    """A line written after its month is over is named on that month's sheet."""
    sheet = queries.wall_sheet(union=union, month=OCTOBER)

    assert sheet.n_written_later == 0
    assert sheet.last_day == (OCTOBER + timedelta(days=31)).replace(day=1) - timedelta(
        days=1
    )
    assert sheet.n_people == 25
    assert AT.date() > sheet.last_day
