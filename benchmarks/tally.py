"""How long counting takes: against reading the ballots, and against other libraries.

    .venv/bin/python -m benchmarks.tally

100,000 people rank ten options by distance in six axes (half of them only the nearest
few) and grade them; 10,000 approve some of 100 projects; panels of 40 are drawn from
300 and 2,000 people. Times are seconds of processor time, of ours the quickest of five
where they are short. The other libraries live in an environment of their own
(requirements/bench.in); with it:

    PYTHONPATH=src:. var/bench/bin/python -m benchmarks.tally

It leaves out, and says so, what is not installed. ``--slow`` also lets the reference
for panels try 2,000 people, which takes it a quarter of an hour.
"""

from __future__ import annotations

import gc
import json
import math
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from benchmarks import tally_peers
from commonweal.core.tally import (
    ballots,
    equal_shares,
    judgment,
    panels,
    schulze,
    scottish_stv,
)

T = TypeVar("T")
N_BALLOTS = 100_000
N_VOTERS, N_PROJECTS = 10_000, 100
SEATS, PANEL = 4, 40
OPTIONS = tuple("ABCDEFGHIJ")
#: Parts of the people by feature, and how much readier some are to come.
FEATURES = {
    "gender": {"w": (0.5, 1.2), "m": (0.47, 0.8), "d": (0.03, 1.0)},
    "age": {"16": (0.2, 0.5), "30": (0.3, 0.8), "50": (0.3, 1.3), "65": (0.2, 1.2)},
    "assembly": {str(i): (1 / 6, w) for i, w in enumerate((2, 1.4, 1, 0.7, 0.5, 0.4))},
    "dwelling": {"flat": (0.5, 1.4), "house": (0.3, 0.8), "other": (0.2, 0.5)},
    "work": {"a": (0.4, 1.5), "b": (0.3, 1.0), "c": (0.2, 0.6), "d": (0.1, 0.4)},
}


def timed(job: Callable[[], T], times: int = 1) -> tuple[float, T]:
    """Return the processor seconds of the quickest of some times, and what came out."""
    quickest = math.inf
    for _ in range(times):
        gc.collect()
        started = time.process_time()
        found = job()
        quickest = min(quickest, time.process_time() - started)
    return quickest, found


def places(chance: random.Random, n: int, axes: int = 2) -> list[list[float]]:
    """Put so many in a plane, or a space of more axes."""
    return [[chance.gauss(0, 1) for _ in range(axes)] for _ in range(n)]


def ranked_ballots() -> tuple[list[str], list[str]]:
    """Return lines of rankings and lines of grades by the same people."""
    chance = random.Random(47)
    at = dict(zip(OPTIONS, places(chance, len(OPTIONS), 6), strict=True))
    rankings, grades = [], []
    for me in places(chance, N_BALLOTS, 6):
        gaps = {option: math.dist(me, place) for option, place in at.items()}
        order = sorted(gaps, key=gaps.__getitem__)
        if chance.random() < 0.5:
            order = order[: chance.randint(1, 9)]
        rankings.append(json.dumps(order))
        grades.append(json.dumps({o: min(4, int(gap)) for o, gap in gaps.items()}))
    return rankings, grades


def budget() -> tuple[list[equal_shares.Project], list[list[str]], int]:
    """Return projects, approvals of people near them, and a third of all costs."""
    chance = random.Random(47)
    projects = [
        equal_shares.Project(f"p{i}", chance.randint(5, 100) * 100_000, i)
        for i in range(N_PROJECTS)
    ]
    at = places(chance, N_PROJECTS)
    cast = []
    for me in places(chance, N_VOTERS):
        near = sorted(range(N_PROJECTS), key=lambda i: math.dist(me, at[i]))[:32]
        picked = chance.sample(near, min(32, max(1, round(chance.gauss(16, 5)))))
        cast.append([projects[i].label for i in picked])
    return projects, cast, sum(one.cost for one in projects) // 3


def pool(n: int) -> dict[str, dict[str, str]]:
    """Return people who came forward, some kinds more readily than others."""
    chance = random.Random(47)
    return {
        f"p{i}": {
            feature: chance.choices([*of], [part * w for part, w in of.values()])[0]
            for feature, of in FEATURES.items()
        }
        for i in range(n)
    }


def quotas() -> dict[str, dict[str, tuple[int, int]]]:
    """Return quotas a tenth around each part."""
    return {
        feature: {
            value: (math.floor(PANEL * part * 0.9), math.ceil(PANEL * part * 1.1))
            for value, (part, _w) in of.items()
        }
        for feature, of in FEATURES.items()
    }


def line(name: str, seconds: float, against: float | None, note: object) -> None:
    """Print one line of the table."""
    ratio = "" if against is None else f"{seconds / against:.2f}"
    print(f"{name:<52}{seconds:>9.2f}{ratio:>9}  {note}")


def peer(
    name: str, prepare: Callable[[], Callable[[], object]], against: float
) -> None:
    """Print a line for another library, or in words why there is none."""
    try:
        ready, count = timed(prepare)
        seconds, found = timed(count)
    except ImportError as missing:
        print(f"  {name}: not installed ({missing.name}); see requirements/bench.in")
    except Exception as broken:  # noqa: BLE001 - whatever a library does, say it, go on
        print(f"  {name}: fails with {type(broken).__name__}: {str(broken)[:60]}")
    else:
        line(f"  {name} (+ {ready:.2f} to prepare)", seconds, against, found)


def count_rankings(rankings: list[str]) -> None:
    """Schulze and the transferable vote."""
    reading, cast = timed(lambda: [json.loads(one) for one in rankings], 5)
    line("reading 100,000 rankings as JSON lines", reading, None, "")
    gathering, gathered = timed(lambda: ballots.read_ranked(rankings, OPTIONS), 5)
    note = f"{len(gathered.counts):,} distinct"
    line("  reading, checking and gathering them, ours", gathering, reading, note)
    seconds, one = timed(lambda: schulze.count_schulze(gathered, seed="47"), 5)
    line("Schulze, ours", seconds, reading, one.winner)
    for name, call in (
        ("votelib", tally_peers.votelib_schulze),
        ("pref_voting", tally_peers.pref_voting_schulze),
    ):
        peer(name, partial(call, cast, OPTIONS, 1), reading)
    seconds, stv = timed(lambda: scottish_stv.count_stv(gathered, SEATS, seed="47"), 5)
    line(
        "transferable vote, 4 places, ours",
        seconds,
        reading,
        " ".join(sorted(stv.elected)),
    )
    for name, call in (
        ("votelib", tally_peers.votelib_stv),
        ("pyrankvote", tally_peers.pyrankvote),
    ):
        peer(name, partial(call, cast, OPTIONS, SEATS), reading)


def count_grades(grades: list[str]) -> None:
    """Majority judgment of a million grades."""
    reading, cast = timed(lambda: [json.loads(one) for one in grades], 5)
    line("reading 100,000 times 10 grades as JSON lines", reading, None, "")
    seconds, one = timed(
        lambda: judgment.count_judgment(judgment.tallies_of(cast, OPTIONS), seed="47"),
        5,
    )
    line("majority judgment, ours", seconds, reading, one.winner)


def buy() -> None:
    """Equal shares with completion."""
    projects, cast, money = budget()
    seconds, one = timed(
        lambda: equal_shares.count_equal_shares(projects, cast, money), 5
    )
    note = f"{len(one.bought)} bought, wanted < 0.5 s"
    line("equal shares, 10,000 for 100, completed, ours", seconds, None, note)
    print("  pabutools: needs gurobipy, a solver that nobody may pass on; left out")


def draw(*, slow: bool) -> None:
    """Fair panels of 40."""
    listed = [
        panels.Quota(feature, value, least, most)
        for feature, of in quotas().items()
        for value, (least, most) in of.items()
    ]
    for n, wanted in ((300, 2), (2_000, 15)):
        people = pool(n)
        seconds, made = timed(
            partial(panels.fair_panels, people, listed, PANEL, seed="47")
        )
        note = f"least likely {made.optimum:.4f}, wanted < {wanted} s"
        line(f"fair panels of 40 from {n:,}, ours", seconds, None, note)
        if n > 300 and not slow:
            print("  sortition-algorithms: left out, takes minutes; ask with --slow")
            continue
        name = "sortition-algorithms, maximin"
        peer(name, partial(tally_peers.sortition, people, quotas(), PANEL), None)


def main() -> None:
    """Print the table."""
    rankings, grades = ranked_ballots()
    print(f"{'what':<52}{'seconds':>9}{'ratio':>9}  result")
    count_rankings(rankings)
    count_grades(grades)
    buy()
    draw(slow="--slow" in sys.argv)
    print("\nTargets: ours / reading ≤ 1.")


if __name__ == "__main__":
    main()
