"""Figures of the purse: what 100,000 entries come to, beside two programs that keep books.

    python -m benchmarks.purse                     5,000 entries, a look in a minute
    python -m benchmarks.purse --entries 100000    twenty years of a village of sixty

The same books three times: in our database, as a journal in `hledger bal`, and as a
file in `bean-query` (which reads it anew, without its cache). All come to the same to
the cent, or the benchmark fails. Ours is summed from the entries, not read from kept
amounts. The wall sheet is the page as a person gets it, through the whole of Django.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.test import Client

from benchmarks import houses
from commonweal.commons.people import queries as people
from commonweal.commons.people import services as people_services
from commonweal.commons.people.models import Account
from commonweal.rooms.purse import queries, services, words
from commonweal.rooms.purse.services import bank_books, entries

FASTER_THAN_PEERS = 5.0
SHEET_LIMIT = 1.0
AT_ONCE = 2000
FIRST = date(2021, 11, 22)
LAST = houses.AT.date()
TIMES = 5
SLOW = 5.0
MIX = (("taken", 45), ("paid", 30), ("came_in", 25))
MONTH = date(2026, 10, 1)


def main() -> None:
    options = _options()
    houses.open_house()
    union, keeper = houses.found_union(60, 3)
    _give_purse(union.id, keeper)
    begun = houses.moment()
    _fill(union.id, keeper, options.entries)
    filled = houses.moment()
    assert list(queries.differences(union=union.id)) == []
    ours, amounts = _ours(union.id)
    rows = [
        houses.row(f"write {options.entries:,} entries", filled.since(begun)),
        houses.row("what is there, from all entries", ours),
        houses.row("the wall sheet, asked", _of(lambda: _ask(union.id))),
        houses.row("the wall sheet, as a page", _of(_page(keeper)), SHEET_LIMIT),
    ]
    rows += _peers(union.id, ours, amounts)
    houses.table(f"{options.entries:,} entries of a purse", rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=5000)
    return parser.parse_args()


# --- the books ----------------------------------------------------------------------


def _give_purse(union, keeper) -> None:
    holders = people.list_key_holders(union=union, at=houses.AT)
    mandate = people_services.propose_mandate(
        union=union, person=keeper, scope="purse", by=holders[0].id, at=houses.AT,
        key="purse", begins=LAST, ends=LAST + timedelta(days=300),
    )  # fmt: skip
    people_services.confirm_mandate(mandate=mandate.id, by=holders[1].id, at=houses.AT)


def _fill(union, keeper, n_entries: int) -> None:
    """Write entries over five years through the deed that bank lines go through."""
    accounts = [
        services.open_account(
            draft=words.AccountDraft(name=name, kind=kind), union=union, by=keeper,
            key=name, at=houses.AT,
        )
        for name, kind in (("Giro", "bank"), ("Savings", "bank"), ("Drawer", "drawer"))
    ]  # fmt: skip
    purses = [
        services.add_purse(
            draft=words.PurseDraft(name=kind, kind=kind), union=union, by=keeper,
            key=kind, at=houses.AT,
        )
        for kind in ("capital", "emergency", "solidarity")
    ]  # fmt: skip
    purses.append(None)
    categories = {
        way: [one.id for one in queries.list_categories(union=union, direction=way)]
        for way in ("in", "out")
    }
    chance = random.Random(7)
    days = (LAST - FIRST).days
    for start in range(0, n_entries, AT_ONCE):
        drafts = []
        for number in range(start, min(start + AT_ONCE, n_entries)):
            (kind,) = chance.choices([name for name, _ in MIX], [n for _, n in MIX])
            way = "in" if kind == "came_in" else "out"
            cents = chance.randrange(50, 15_000)
            drafts.append(
                words.EntryDraft(
                    amount=f"{cents // 100}.{cents % 100:02}",
                    kind=kind,
                    category=chance.choice(categories[way]),
                    account=chance.choice(accounts),
                    purse=chance.choice(purses),
                    day=FIRST + timedelta(days=number * days // n_entries),
                    key=f"{number}",
                )
            )
        entries.write_entries(
            drafts=tuple(drafts), union=union, by=keeper, at=houses.AT
        )


# --- ours ---------------------------------------------------------------------------


def _ours(union) -> tuple[houses.Moment, dict[str, Decimal]]:
    """Sum every purse at every account from the entries alone; say what it took."""

    def ask() -> words.Standing:
        return queries.standing(union=union, on=LAST)

    took = _of(ask)
    accounts: dict[str, Decimal] = {}
    for line in ask().accounts:
        accounts[line.name] = line.amount.decimal
    return took, accounts


def _ask(union) -> None:
    queries.wall_sheet(union=union, month=MONTH)


def _page(keeper) -> Callable[[], None]:
    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(person__id=keeper))
    path = f"/purse/sheet/{MONTH.year}-{MONTH.month}/"

    def get() -> None:
        answer = client.get(path)
        assert answer.status_code == 200, answer.status_code

    return get


def _of(asked: Callable[[], object]) -> houses.Moment:
    """Return the middle of a few, after one to warm up."""
    asked()
    told = []
    for _ in range(TIMES):
        before = houses.moment()
        asked()
        told.append(houses.moment().since(before))
    return sorted(told, key=lambda one: one.busy)[TIMES // 2]


# --- the others ---------------------------------------------------------------------


def _peers(
    union, ours: houses.Moment, amounts: dict[str, Decimal]
) -> list[tuple[str, ...]]:
    journal = _written(union, "hledger")
    beans = _written(union, "beancount")
    query = "SELECT account, sum(number) WHERE account ~ '^Assets' GROUP BY account"
    beside = Path(sys.executable).parent / "bean-query"
    rows = []
    for name, command in (
        (
            "hledger",
            ["hledger", "-f", str(journal), "bal", "^Assets", "-O", "csv", "-N"],
        ),
        ("bean-query", [str(beside), "-f", "csv", str(beans), query]),
    ):
        if shutil.which(command[0]) is None:
            rows.append((f"{name}: not installed", "", "", "", ""))
            continue
        took, told = _run(command)
        assert _by_account(told) == _nothing_left_out(amounts), (name, told)
        ratio = took.busy / ours.busy
        rows.append(
            (
                f"the same in {name}",
                f"{took.wall:.2f} s",
                f"{took.busy:.2f} s",
                f">= {FASTER_THAN_PEERS:.0f} x",
                f"{ratio:.0f} x",
            )
        )
        assert ratio >= FASTER_THAN_PEERS, f"only {ratio:.1f} times faster than {name}"
    return rows


def _written(union, style: str) -> Path:
    file = bank_books.write_books(union=union, style=style)
    path = houses.HOME / file.name
    path.write_bytes(file.content)
    return path


def _run(command: list[str]) -> tuple[houses.Moment, str]:
    """Run another program, a few times if it is quick; return the middle of its time."""
    told, output = [], ""
    env = os.environ | {"BEANCOUNT_DISABLE_LOAD_CACHE": "1"}
    for _ in range(3):
        before, begun = _of_children(), houses.moment()
        output = subprocess.run(
            command, capture_output=True, text=True, check=True, env=env
        ).stdout
        wall = houses.moment().since(begun).wall
        told.append(houses.Moment(wall, _of_children() - before))
        if wall > SLOW:
            break  # noise matters no more
    return (
        houses.Moment(
            statistics.median(one.wall for one in told),
            statistics.median(one.busy for one in told),
        ),
        output,
    )


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _by_account(output: str) -> dict[str, Decimal]:
    """Sum what another program said by real account: Assets:Giro:Capital … is Giro."""
    sums: dict[str, Decimal] = {}
    for cells in csv.reader(io.StringIO(output)):
        if len(cells) > 1 and cells[0].startswith("Assets:"):
            name = cells[0].split(":")[1]
            amount = Decimal(cells[1].split()[0])
            sums[name] = sums.get(name, Decimal(0)) + amount
    return _nothing_left_out(sums)


def _nothing_left_out(sums: dict[str, Decimal]) -> dict[str, Decimal]:
    return {name: amount for name, amount in sums.items() if amount}


if __name__ == "__main__":
    main()
