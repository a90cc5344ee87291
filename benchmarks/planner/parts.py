"""The parts of the benchmark: each measures in processes of their own and prints."""

from __future__ import annotations

import math

import numpy as np

from benchmarks.planner import harmony, show
from benchmarks.planner.alone import found
from benchmarks.planner.written_in import LIBRARIES

BUILT = ("month", "10x60x13")
SMALL = "3x30x8"
WANTED_FASTER = {"Pyomo": 30.0, "PuLP": 30.0, "linopy": 5.0, "cvxpy by union": 5.0}
ANSWERED = ("month", "3x30x8", "4x40x13")
ANSWERED_LARGE = ("10x60x13", "10x60x26")
CLOCKS = {"month": 5.0, "10x60x26": 180.0}  # seconds that the whole answer may take
IN_KIND = ("month", "3x30x8", "4x40x13")
GROWTH = ("3x30x8", "5x40x13", "10x60x13", "10x60x26", "20x60x26", "20x100x26")


def building(*, large: bool) -> None:
    """Building and handing over, against other libraries on the same instances."""
    print("\nThe same optimum, each library solving what it handed over")
    reference = found("ours", SMALL).get("floor", math.nan)
    for library in (*LIBRARIES, "cvxpy by union"):
        one = found("peer", SMALL, library, "floor")
        said = one.get("said") or f"{one['floor'] - reference:+.1e} from ours"
        print(f"  {library:15} {said}")
    for instance in (*BUILT, *(("10x60x26",) if large else ())):
        _build_one(instance)


def _build_one(instance: str) -> None:
    ours = found("building", instance)
    if "said" in ours:
        print(f"  {instance}: {ours['said']}")
        return
    rows, ratios = [], {}
    rows.append(("ours, from the problem", show.seconds(ours["seconds"]), "", "1"))
    whole = show.seconds(ours["whole"])
    rows.append(("ours, with the rows of every goal", whole, "", ""))
    for library in (*LIBRARIES, "cvxpy by union"):
        one = found("peer", instance, library)
        if "said" in one:
            rows.append((f"{library}: {one['said']}", "", "", ""))
            continue
        every = one["seconds"] + one["tabling"]
        ratios[library] = every / ours["seconds"]
        tabling = show.seconds(one["tabling"]) if one["tabling"] else ""
        alone = one["seconds"] / ours["seconds"]
        name = f"{library} ({alone:.1f} x without its tables)" if tabling else library
        ratio = f"{ratios[library]:.1f} x"
        rows.append((name, show.seconds(one["seconds"]), tabling, ratio))
    size = f"{ours['rows']:,} rows, {ours['columns']:,} columns, {ours['entries']:,} entries"
    show.table(
        f"Building a max-min and handing it to HiGHS, {instance}: {size}",
        ("processor seconds", "library", "its tables", "to ours"),
        rows,
    )
    for library, wanted in WANTED_FASTER.items():
        if library in ratios:
            show.target(
                f"times faster than {library}", ratios[library], wanted, at_least=True
            )


def answer(*, large: bool) -> None:
    """The whole answer against one plain max-min by interior point."""
    rows, targets = [], []
    for instance in (*ANSWERED, *(ANSWERED_LARGE if large else ())):
        plain = found("max_min", instance)
        patience = 3600.0 if large else 600.0
        whole = found("whole", instance, seconds=patience)
        explained = found("whole", instance, "reliefs", seconds=patience)
        built = found("building", instance)
        said = plain.get("said") or whole.get("said") or built.get("said")
        if said:
            rows.append((f"{instance}: {said}", *("",) * 10))
            continue
        ratio = whole["seconds"] / plain["seconds"]
        share = built["whole"] / whole["seconds"]
        rows.append(
            (
                instance, show.seconds(plain["seconds"]), show.seconds(plain["bare"]),
                show.seconds(whole["seconds"]), show.seconds(whole["clock"]),
                f"{ratio:.1f} x", f"{share:.1%}",
                f"{whole['rounds']}/{whole['solves']}/{whole['fallbacks']}",
                str(whole["short"]), str(whole["broken"]),
                _seconds_of(explained),
            )
        )  # fmt: skip
        targets.append((f"whole answer / plain max-min, {instance}", ratio, 10.0))
        targets.append((f"building / whole answer, {instance}", share, 0.10))
        if instance in CLOCKS:
            words = f"clock seconds of the whole answer, {instance}"
            targets.append((words, whole["clock"], CLOCKS[instance]))
    show.table(
        "The whole answer (three tiers, all goals) against one plain max-min, seconds",
        ("instance", "interior point", "no crossover", "whole", "its clock", "ratio",
         "building", "rounds/solves/fallbacks", "short", "broken", "with reliefs"),
        rows,
    )  # fmt: skip
    for words, seen, wanted in targets:
        show.target(words, seen, wanted)


def _seconds_of(one: dict) -> str:
    return one.get("said") or show.seconds(one["seconds"])


def in_kind(*, large: bool) -> None:
    """Against Harmony and a plain weighted sum: who gets how little."""
    economy, best = harmony.excavators()
    net = economy.net(harmony.balance(economy))
    reached = float((net / economy.targets)[:3].min()) / best
    print("\nKantorovich's excavators (1939), the example Harmony was published with")
    print(
        f"  Harmony reaches {reached:.1%} of the best worst share; a max-min all of it"
    )
    rows = []
    for instance in (*IN_KIND, *(("10x60x13",) if large else ())):
        for name, task in (
            ("ours", "whole"), ("weighted sum", "weighted_sum"), ("Harmony", "harmony")
        ):  # fmt: skip
            one = found(task, instance, seconds=3600.0 if large else 900.0)
            if "said" in one:
                rows.append((f"{instance}, {name}: {one['said']}", *("",) * 6))
                continue
            levels = [one[tier] for tier in ("vital", "dignity", "flourishing")]
            rows.append(
                (
                    f"{instance}, {name}",
                    *(f"{worst:.3f} ({mean:.3f})" for worst, mean in levels),
                    show.seconds(one["seconds"]), show.seconds(one["clock"]),
                    show.megabytes(one["peak"] - one["before"]),
                )
            )  # fmt: skip
    show.table(
        "Level of the worst-off group (mean of all) by tier",
        ("instance, method", "vital", "dignity", "flourishing", "processor s",
         "clock s", "MB more"),
        rows,
    )  # fmt: skip
    print(
        "  Harmony plans each union by itself and all periods as one, which spares it"
    )
    print("  seasons and spoiling, and takes from it what neighbours could send.")


def memory(*, large: bool) -> None:
    """Memory of building against the bare matrix; growth of both with size."""
    rows, sizes, times, peaks = [], [], [], []
    for instance in (*GROWTH, *(("50x100x13", "50x100x52") if large else ())):
        one = found("memory", instance)
        if "said" in one:
            rows.append((f"{instance}: {one['said']}", *("",) * 7))
            continue
        sizes.append(one["entries"])
        times.append(one["seconds"])
        peaks.append(one["most"])
        rows.append(
            (
                instance, f"{one['columns']:,}", f"{one['entries']:,}",
                show.megabytes(one["matrix"]), show.megabytes(one["kept"]),
                show.megabytes(one["most"]), f"{one['most'] / one['matrix']:.1f} x",
                show.seconds(one["seconds"]),
            )
        )  # fmt: skip
    show.table(
        "Memory of building (MB, traced) against the bare matrix and bounds",
        (
            "instance",
            "columns",
            "entries",
            "bare",
            "kept",
            "at most",
            "ratio",
            "seconds",
        ),
        rows,
    )
    if len(sizes) > 1:
        show.target("at most / bare matrix, largest", _last_ratio(rows), 3.0)
        time, peak = _exponent(sizes, times), _exponent(sizes, peaks)
        print(
            f"  grows with entries to the power {time:.2f} (time), {peak:.2f} (memory)"
        )


def _last_ratio(rows) -> float:
    return float(rows[-1][6].split()[0])


def _exponent(sizes, amounts) -> float:
    """Slope of a straight line through the logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(amounts), 1)[0])
