"""Finding a decision among 10,000, on SQLite and on PostgreSQL.

    python -m benchmarks.register [--entries 10000] [--on sqlite|postgresql]

Decisions are made up from a fixed seed, 120 words each in a vocabulary of 20,000 that
is used as unevenly as a language's, and come in as an old register does. Limit: 50 ms
a search, whatever is typed; the processor's time is ours and the database server's.
"""

from __future__ import annotations

import argparse
import bisect
import csv
import io
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

LIMIT = 0.05
N_WORDS, TITLE_WORDS, TEXT_WORDS = 20_000, 4, 120
N_WARM, N_MEASURED = 3, 30
#: One table holds at most so many, and 10 MB.
PER_TABLE = 5_000
ENDINGS = ("", "s", "ing", "ed", "en", "ung")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--on", choices=["sqlite", "postgresql"])
    asked = parser.parse_args()
    if asked.on and "BENCH_STARTED" in os.environ:
        measure(asked.on, asked.entries)
        return
    for on in [asked.on] if asked.on else ["sqlite", "postgresql"]:
        run(on, asked.entries)


def run(on: str, n_entries: int) -> None:
    """Measure in a process of its own: a process knows one database."""
    command = [sys.executable, "-m", "benchmarks.register", "--on", on]
    command += ["--entries", str(n_entries)]
    environment = {**os.environ, "BENCH_STARTED": "1"}
    if on == "sqlite":
        environment.pop("DATABASE_URL", None)
        subprocess.run(command, env=environment, check=True)
        return
    from tests.databases import Postgres  # noqa: PLC0415 - not where it measures

    with tempfile.TemporaryDirectory(prefix="commonweal-benchmark-") as home:
        Path(home).chmod(0o755)
        server = Postgres(Path(home))
        server.start()
        try:
            environment["DATABASE_URL"] = server.url
            subprocess.run(command, env=environment, check=True)
        finally:
            server.stop()


def measure(on: str, n_entries: int) -> None:
    from benchmarks import houses  # noqa: PLC0415 - sets Django up
    from commonweal.rooms.governance.services import importing  # noqa: PLC0415 - after it

    houses.open_house()
    union, steward = houses.found_union(10, 3)
    begun = houses.moment()
    for first in range(0, n_entries, PER_TABLE):
        importing.import_register(
            content=as_table(first, min(first + PER_TABLE, n_entries)),
            filename="old.csv", union=union.id, by=steward, at=houses.AT,
        )  # fmt: skip
    took = houses.moment().since(begun)
    print(
        f"\n{n_entries} decisions taken in on {on}: {took.wall:.0f} s, "
        f"{took.busy:.0f} s processor",
        flush=True,
    )
    settle()
    houses.table(
        f"Searching {n_entries} decisions on {on} (median of {N_MEASURED})",
        list(search(union.id)),
    )


def search(union) -> Iterator[tuple[str, ...]]:
    from benchmarks import houses  # noqa: PLC0415 - sets Django up
    from commonweal.rooms.governance.queries import searching  # noqa: PLC0415 - after it

    common, rare = vocabulary()[3], vocabulary()[9_000]
    middle = vocabulary()[400]
    for what, asked in (
        ("a rare word", rare),
        ("the commonest words", f"{common} {vocabulary()[4]}"),
        ("three words", f"{common} {middle} {vocabulary()[50]}"),
        ("a mistyped word", middle[:3] + middle[4:]),
        (
            "three mistyped words",
            " ".join(w[:2] + w[3:] for w in vocabulary()[300:303]),
        ),
        ("the beginning of a word", common[:4]),
        ("a number", "4711"),
        ("nothing that is there", "xylophone qwertzuiop"),
    ):
        took = []
        n_found = 0
        server = 0.0
        for number in range(N_WARM + N_MEASURED):
            if number == N_WARM:
                server = server_busy()
            begun = houses.moment()
            found = searching.search(union=union, asked=asked, on=houses.AT.date())
            took.append(houses.moment().since(begun))
            n_found = len(found.lines)
        of_server = (server_busy() - server) / N_MEASURED
        walls, busys = (
            [getattr(m, a) for m in took[N_WARM:]] for a in ("wall", "busy")
        )
        busy = statistics.median(busys) + of_server
        middle_one = houses.Moment(statistics.median(walls), busy)
        yield houses.row(f"{what} ({n_found})", middle_one, LIMIT)


def settle() -> None:
    """Let PostgreSQL count its rows now, as it does by itself a minute later."""
    from django.db import connection  # noqa: PLC0415 - after set-up

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def server_busy() -> float:
    """Return the processor seconds of the process that serves us; SQLite is our own."""
    from django.db import connection  # noqa: PLC0415 - after set-up

    if connection.vendor == "sqlite":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    parts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


_vocabulary: list[str] = []


def vocabulary() -> list[str]:
    """Return made-up words, the commonest first; always the same."""
    if not _vocabulary:
        chance = random.Random(2026)
        parts = [c + v for c in "bdfghklmnprstvwz" for v in "aeiou"]
        seen = set()
        while len(seen) < N_WORDS:
            stem = "".join(chance.choices(parts, k=chance.choice((2, 3, 3, 4))))
            seen.add(stem + chance.choice("nrlt"))
        _vocabulary.extend(sorted(seen))
        chance.shuffle(_vocabulary)
    return _vocabulary


def as_table(first: int, last: int) -> bytes:
    """Return decisions as an old register; one in eight takes the place of another."""
    words = vocabulary()
    chance = random.Random(first)
    weights = list(accumulate(1 / rank for rank in range(1, N_WORDS + 1)))

    def say(n: int) -> str:
        picked = (
            bisect.bisect_left(weights, chance.random() * weights[-1]) for _ in range(n)
        )
        return " ".join(words[at] + chance.choice(ENDINGS) for at in picked)

    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["number", "date", "title", "text", "supersedes", "tags"])
    for number in range(first, last):
        day = date(1990, 1, 1) + timedelta(days=number)
        older = f"K{number - 1}" if number % 8 == 7 else ""
        table.writerow(
            [f"K{number}", day, say(TITLE_WORDS), say(TEXT_WORDS), older, say(1)]
        )
    return out.getvalue().encode()


if __name__ == "__main__":
    main()
