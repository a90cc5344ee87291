"""Figures of the ledger, as ratios against the same machine in the same minute.

    python benchmarks/ledger.py [--events 1000000] [--durable 3000] [--on sqlite|postgresql]

1. durable events per second through ``services.record_event`` in a deed, one event per
   transaction, against the raw rate of 4 kB write + fdatasync, measured in turns;
2. 32 writers at once: errors and the longest wait;
3. recomputing all balances of N events: seconds and memory, and the same journal in
   ``ledger`` and ``hledger``.

Other jobs on the machine move the absolute figures by a factor of ten; ratios hold.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.site.settings")
STORES = 1000
TURN = 50  # short turns: both meet the same noise of other jobs
LETTERS = str.maketrans("0123456789", "abcdefghij")


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        home = Path(folder)
        os.environ["COMMONWEAL_HOME"] = str(home)
        server = None
        if options.on == "postgresql":
            server = _start_postgresql(home)
            os.environ["DATABASE_URL"] = server.url
        else:
            os.environ["DATABASE_URL"] = f"sqlite:///{home}/commonweal.sqlite3"
        try:
            _prepare()
            # The server of the tests does not sync: its durable rate would mean nothing.
            rows = [] if server is not None else _durable(home, options.durable)
            rows += _crowd(options.crowd)
            if options.events:
                rows += _million(home, options.events)
        finally:
            if server is not None:
                server.stop()
    width = max(len(name) for name, *_ in rows)
    print(f"\n{'figure':{width}}  {'measured':>26}  {'wanted':>14}")
    for name, measured, wanted in rows:
        print(f"{name:{width}}  {measured:>26}  {wanted:>14}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--durable", type=int, default=3000)
    parser.add_argument("--crowd", type=int, default=50, help="events per writer")
    parser.add_argument("--on", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument(
        "--folder", default=None, help="a folder on the disk to measure"
    )
    return parser.parse_args()


def _start_postgresql(home: Path):
    from tests.databases import Postgres  # noqa: PLC0415 - only for --on postgresql

    server = Postgres(home)
    server.start()
    return server


def _prepare() -> None:
    import django  # noqa: PLC0415 - after the environment is set
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", "ledger", verbosity=0)


# --- 1: one event per transaction ---------------------------------------------------


def _durable(home: Path, n_events: int) -> list[tuple[str, str, str]]:
    from tests.commons.ledger_house import House  # noqa: PLC0415

    house = House("durable")
    house.raise_oats(_kg(10**6))
    hand_over = _handing_over(house)
    ratios, raws, ours = [], [], []
    before = _fdatasync_rate(home, TURN)
    for _ in range(n_events // TURN):
        started = time.perf_counter()
        for _ in range(TURN):
            hand_over()
        rate = TURN / (time.perf_counter() - started)
        after = _fdatasync_rate(home, TURN)
        raw = statistics.mean((before, after))
        before = after
        ratios.append(rate / raw)
        raws.append(raw)
        ours.append(rate)
    tenths = statistics.quantiles(ratios, n=10)
    return [
        ("raw 4 kB fdatasync, median", f"{statistics.median(raws):,.0f}/s", ""),
        (
            "durable events, one per transaction",
            f"{statistics.median(ours):,.0f}/s",
            "",
        ),
        (
            f"events / fdatasync, median of {len(ratios)} turns",
            f"{statistics.median(ratios):.2f} ({tenths[0]:.2f} to {tenths[-1]:.2f})",
            ">= 0.5",
        ),
    ]


def _fdatasync_rate(home: Path, n_times: int) -> float:
    block = os.urandom(4096)
    with (home / "raw").open("ab", buffering=0) as file:
        started = time.perf_counter()
        for _ in range(n_times):
            file.write(block)
            os.fdatasync(file.fileno())
        return n_times / (time.perf_counter() - started)


def _handing_over(house) -> Callable[[], None]:
    """Return what hands over a kilogram of oats in a deed of its own."""
    from commonweal.commons import deeds  # noqa: PLC0415
    from commonweal.commons.ledger import services  # noqa: PLC0415
    from commonweal.core.vf.actions import Action  # noqa: PLC0415
    from tests.commons.ledger_house import AT, kg  # noqa: PLC0415

    @deeds.deed
    def hand_over() -> None:
        draft = house.draft(
            Action.CONSUME,
            kg(1),
            resource_inventoried_as=house.store.id,
            receiver=house.garden,
        )
        services.record_event(draft=draft, at=AT)

    return hand_over


def _kg(amount: int):
    from tests.commons.ledger_house import kg  # noqa: PLC0415

    return kg(amount)


# --- 2: a crowd ---------------------------------------------------------------------


def _crowd(n_each: int) -> list[tuple[str, str, str]]:
    from django.db import connections  # noqa: PLC0415

    from commonweal.commons.ledger import queries  # noqa: PLC0415
    from tests.commons.ledger_house import House  # noqa: PLC0415

    house = House("crowd")
    house.raise_oats(_kg(10**6))
    hand_over = _handing_over(house)
    waits: list[float] = []
    errors: list[Exception] = []

    def write() -> None:
        try:
            for _ in range(n_each):
                started = time.perf_counter()
                hand_over()
                waits.append(time.perf_counter() - started)
        except Exception as error:  # noqa: BLE001 - any error at all is the figure
            errors.append(error)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write) for _ in range(32)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = queries.verify_union(union=house.union)
    whole = found.is_sound and found.n_events == 32 * n_each + 1
    return [
        ("32 writers at once: errors", str(len(errors)), "0"),
        ("32 writers: chain whole and amounts right", str(whole), "True"),
        ("32 writers: longest wait", f"{max(waits) * 1000:,.0f} ms", "< 3,000 ms"),
    ]


# --- 3: a million -------------------------------------------------------------------


def _million(home: Path, n_events: int) -> list[tuple[str, str, str]]:
    from tests.commons.ledger_house import House  # noqa: PLC0415

    house = House("million")
    started = time.perf_counter()
    journal = home / "journal"
    _write_history(house, n_events, journal)
    filled = time.perf_counter() - started
    print(f"{n_events:,} events kept and written as a journal in {filled:,.0f} s")
    ours, memory = _in_a_fresh_process(str(house.union))
    rows = [
        (f"balances of {n_events:,} events", f"{ours:.2f} s", "< 2 s"),
        ("memory of the recomputation alone", f"{memory:.0f} MB", "< 64 MB"),
    ]
    for tool, least in (("ledger", 10), ("hledger", 50)):
        theirs = _time_of([tool, "-f", str(journal), "bal"])
        ratio = "not installed" if theirs is None else f"{theirs / ours:.0f} x"
        took = "" if theirs is None else f" ({theirs:.1f} s)"
        rows.append((f"faster than {tool}{took}", ratio, f">= {least} x"))
    return rows


def _write_history(house, n_events: int, journal: Path) -> None:
    """Keep a million entries by the restoring path, and the same as a text journal."""
    from dataclasses import replace  # noqa: PLC0415

    from commonweal.commons import deeds  # noqa: PLC0415
    from commonweal.commons.ledger import queries  # noqa: PLC0415
    from commonweal.commons.ledger.services import pen  # noqa: PLC0415
    from commonweal.core.vf import laws, wire  # noqa: PLC0415
    from commonweal.core.vf.actions import Action  # noqa: PLC0415
    from commonweal.core.vf.measure import Measure  # noqa: PLC0415

    stores = [
        house.resource(f"store {number}", house.oats, house.cellar).id
        for number in range(STORES)
    ]
    names = dict(zip(stores, _account_names(), strict=True))
    like = house.raise_oats(_kg(1))
    head = queries.head(union=house.union)
    with journal.open("w") as text:
        for start in range(0, n_events, 10_000):
            batch = []
            for number in range(start, min(start + 10_000, n_events)):
                store = stores[number * 7 % STORES]
                key = f"past {number}"
                action = Action.RAISE if number < STORES * 5 else _kinds(number)
                amount = 10**6 if action is Action.RAISE else number % 900 + 1
                event = replace(
                    like,
                    id=laws.id_of(union=house.union, what="event", key=key),
                    key=key,
                    seq=head.seq + 1,
                    previous_hash=head.hash,
                    action=action,
                    resource_quantity=Measure(amount, house.oats.unit),
                    resource_inventoried_as=store,
                    to_resource_inventoried_as=(
                        stores[(number * 7 + 1) % STORES]
                        if action is Action.MOVE
                        else None
                    ),
                )
                event = replace(event, hash=wire.hash_of(event))
                head = queries.Head(event.seq, event.hash)
                batch.append(event)
                text.write(_entry(event, names))
            with deeds.deed_transaction():
                writer = pen.Pen(house.union)
                writer.lock_head(house.union)
                writer.insert_events(batch)


def _kinds(number: int):
    from commonweal.core.vf.actions import Action  # noqa: PLC0415

    return (Action.MOVE, Action.CONSUME, Action.PRODUCE, Action.MOVE)[number % 4]


def _account_names():
    return (f"stores:{str(number).translate(LETTERS)}" for number in range(STORES))


def _entry(event, names) -> str:
    here = names[event.resource_inventoried_as]
    there = names.get(event.to_resource_inventoried_as, "world")
    gives, takes = (
        (there, here) if event.action.value in {"raise", "produce"} else (here, there)
    )
    amount = event.resource_quantity.amount
    return f"2026/11/23 entry\n  {takes}  {amount} g\n  {gives}  {-amount} g\n\n"


RECOMPUTE = """
import re, sys, time
from pathlib import Path
import django
django.setup()
from uuid import UUID
from commonweal.commons.ledger import queries
def memory(name):
    return int(re.search(name + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
queries.head(union=UUID(sys.argv[1]))
Path("/proc/self/clear_refs").write_text("5")  # count the peak from here
before = memory("VmRSS")
started = time.perf_counter()
found = queries.balances(union=UUID(sys.argv[1]))
took = time.perf_counter() - started
after = memory("VmHWM")
print(took, (after - before) / 1024, after / 1024, len(found))
"""


def _in_a_fresh_process(union: str) -> tuple[float, float]:
    """Return the median of 5 in seconds, and the most memory it added in MB."""
    times, memories, whole = [], [], 0.0
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    for _ in range(5):
        done = subprocess.run(
            [sys.executable, "-c", RECOMPUTE, union],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        took, added, whole, _n_stores = map(float, done.stdout.split())
        times.append(took)
        memories.append(added)
    print(f"whole process with Django at its largest: {whole:.0f} MB")
    return statistics.median(times), max(memories)


def _time_of(command: list[str]) -> float | None:
    try:
        started = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    except FileNotFoundError:
        return None
    took = time.perf_counter() - started
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{command[0]}: {took:.1f} s, largest child so far {children:,.0f} MB")
    return took


if __name__ == "__main__":
    main()
