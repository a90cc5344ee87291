"""The books outlive us: two other programs read them and come to the same, to the cent."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from commonweal.core.vf.problems import NotYours
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.services import bank_books
from tests.rooms import purse_cast as cast

BIN = Path(sys.executable).parent


@pytest.fixture
def house(lentil_house, ana, ben, kofi, lena):
    """A house whose books have something of every kind in them."""
    house = cast.purse_of(lentil_house, ana, by=kofi, confirmed_by=lena)
    house.opened = services.open_books(
        openings=(
            words.OpeningDraft(account=house.giro, amount="5000.00"),
            words.OpeningDraft(account=house.drawer, amount="120.55"),
            words.OpeningDraft(account=house.card, amount="300"),
        ),
        union=house.union, by=house.keeper, key="open", at=cast.AT,
    )  # fmt: skip
    cast.note(house, ben, "12.34", note="for new shoes", person=ben.id, with_name=True)
    wrong = cast.note(house, ben, "99.99", "energy", account=house.giro)
    services.correct_entry(
        entry=wrong.id,
        draft=None,
        union=house.union,
        by=house.keeper,
        key="c",
        at=cast.AT,
    )
    cast.came_in(house, ben, "1234.56", account=house.giro)
    services.move_money(
        draft=words.MoveDraft(
            amount="1000", account=house.giro, to_account=house.giro,
            to_purse=house.reserve,
        ),
        union=house.union, by=house.keeper, key="m", at=cast.AT,
    )  # fmt: skip
    services.exchange_money(
        draft=words.ExchangeDraft(
            amount="100", to_amount="95.20", account=house.giro, to_account=house.card
        ),
        union=house.union, by=house.keeper, key="x", at=cast.AT,
    )  # fmt: skip
    services.pay_from_pocket(
        draft=words.PocketDraft(amount="8.80", category=house.categories["tools"]),
        union=house.union, by=ben.id, key="p", at=cast.AT,
    )  # fmt: skip
    return house


def ours(house) -> dict[tuple[str, str, str], Decimal]:
    """Return what our books hold, by account, purse and currency."""
    standing = queries.standing(union=house.union)
    return {
        (line.account_name, line.purse_name, line.amount.unit.code): line.amount.decimal
        for line in standing.lines
        if line.amount.amount
    }


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def written(house, style, folder: Path) -> str:
    books = bank_books.write_books(style=style, union=house.union)
    path = folder / books.name
    path.write_bytes(books.content)
    return str(path)


def test_bean_check_accepts_the_books(house, tmp_path):
    run(str(BIN / "bean-check"), written(house, "beancount", tmp_path))


def test_bean_query_comes_to_the_same_as_we_do(house, tmp_path):
    path = written(house, "beancount", tmp_path)

    told = run(
        str(BIN / "bean-query"), "-f", "csv", path,
        "SELECT account, currency, sum(number) AS held WHERE account ~ '^Assets'"
        " GROUP BY account, currency",
    )  # fmt: skip
    held = {
        (*row["account"].split(":")[1:], row["currency"]): Decimal(row["held"])
        for row in csv.DictReader(io.StringIO(told))
        if Decimal(row["held"])
    }

    renamed = {
        (account.replace(" ", "-"), purse.replace(" ", "-"), currency): amount
        for (account, purse, currency), amount in ours(house).items()
    }
    assert held == renamed


def test_hledger_checks_the_books_and_comes_to_the_same_as_we_do(house, tmp_path):
    assert shutil.which("hledger"), "the tests need hledger"
    path = written(house, "hledger", tmp_path)

    run("hledger", "-f", path, "check", "accounts", "commodities", "balanced")
    told = run("hledger", "-f", path, "balance", "Assets", "-O", "csv", "--layout=bare")
    held = {
        (*row["account"].split(":")[1:], row["commodity"]): Decimal(row["balance"])
        for row in csv.DictReader(io.StringIO(told))
        if row["account"] != "total" and Decimal(row["balance"])
    }

    assert held == ours(house)


def test_both_programs_notice_when_an_amount_was_changed(house, tmp_path):
    """The amounts at the end are checks: a changed cent is found."""
    for style, command in (
        ("beancount", [str(BIN / "bean-check")]),
        ("hledger", ["hledger", "check", "-f"]),
    ):
        path = Path(written(house, style, tmp_path))
        text = path.read_text()
        path.write_text(text.replace("1234.56", "1234.57"))

        done = subprocess.run([*command, str(path)], capture_output=True, check=False)

        assert done.returncode != 0


@pytest.mark.parametrize("style", bank_books.STYLES)
def test_no_name_and_no_note_goes_along(house, style, ben):
    """What is about persons stays here (I-11)."""
    text = bank_books.write_books(style=style, union=house.union).content.decode()

    assert "shoes" not in text
    assert ben.name not in text
    assert str(ben.id) not in text


def test_every_associate_may_have_the_books_and_nobody_else(house, ben, dalia):
    told = bank_books.books_file(
        style="hledger", union=house.union, by=ben.id, at=cast.AT
    )

    assert told.name == "books.journal"
    with pytest.raises(NotYours):
        bank_books.books_file(
            style="hledger", union=house.union, by=dalia.id, at=cast.AT
        )


def test_names_that_look_alike_elsewhere_are_told_apart(house, tmp_path):
    for number, name in enumerate(
        ("Bücher: neu", "Bucher (neu)", "食べ物", "1. Hilfe")
    ):
        category = services.add_category(
            draft=words.CategoryDraft(name=name),
            union=house.union, by=house.keeper, key=name, at=cast.AT,
        )  # fmt: skip
        house.categories[name] = getattr(category, "id", category)
        cast.note(house, cast.SimpleNamespace(id=house.keeper), f"1.0{number}", name)

    path = written(house, "beancount", tmp_path)
    run(str(BIN / "bean-check"), path)
    run("hledger", "-f", written(house, "hledger", tmp_path), "check")

    text = Path(path).read_text()
    assert " open Expenses:Bucher-neu EUR" in text
    assert " open Expenses:Bucher-neu-2 EUR" in text
    assert " open Expenses:1-Hilfe EUR" in text


@pytest.mark.parametrize("style", bank_books.STYLES)
def test_books_with_nothing_in_them_are_accepted_too(lentil_house, tmp_path, style):
    books = bank_books.write_books(style=style, union=lentil_house.id)
    path = tmp_path / books.name
    path.write_bytes(books.content)

    if style == "beancount":
        run(str(BIN / "bean-check"), str(path))
    else:
        run("hledger", "-f", str(path), "check")
