"""One measurement in a process of its own, so that peaks of memory do not mix.

    python -m benchmarks.planner.alone TASK INSTANCE [MORE ...]

prints what was found as JSON. Instances: ``month``, ``month:PEOPLE:GROUPS:GOODS:DAYS``
or ``UNIONSxGOODSxWEEKS``. ``found`` runs it and reads it.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.planner import (
    cvxpy_by_union,
    harmony,
    instances,
    plain,
    tables,
    written_in,
)
from commonweal.core import planner
from commonweal.core.planner import backend, build, check
from commonweal.core.planner.levels import stages_of

ROOT = Path(__file__).resolve().parents[2]
MISSING, FAILED, LATE = "missing", "failed", "late"
MARK = "found: "
REPEATS = 5  # of what is short; the quickest counts


def found(task: str, instance: str, *more: str, seconds: float = 1800.0) -> dict:
    """Run a task in a child; return what it found, or {"said": why not}."""
    paths = [str(ROOT / "src"), str(ROOT), *sys.path]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in paths if p)}
    command = [sys.executable, "-m", "benchmarks.planner.alone", task, instance, *more]
    try:
        ended = subprocess.run(
            command, env=env, capture_output=True, text=True, timeout=seconds,
            check=False, cwd=ROOT,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"said": f"gave up after {seconds:.0f} s", "why": LATE}
    if ended.returncode:
        said = (ended.stderr.strip().splitlines() or ["no word"])[-1][:60]
        is_missing = "ModuleNotFoundError" in said or "ImportError" in said
        why = MISSING if is_missing else FAILED
        return {"said": f"not installed ({said})" if is_missing else said, "why": why}
    lines = [one for one in ended.stdout.splitlines() if one.startswith(MARK)]
    return json.loads(lines[-1].removeprefix(MARK))


def problem_of(instance: str) -> planner.Problem:
    """Make the problem that an instance's name says."""
    if instance.startswith("month"):
        return instances.month(*(int(part) for part in instance.split(":")[1:]))
    return instances.federation(*(int(part) for part in instance.split("x")))


def timed(job: Callable[[], object], times: int = 1) -> tuple[float, float, object]:
    """Return processor and clock seconds of the quickest of some times, and the end."""
    quickest, result = (float("inf"), float("inf")), None
    for _ in range(times):
        result = None
        gc.collect()
        begun = time.process_time(), time.perf_counter()
        result = job()
        taken = time.process_time() - begun[0], time.perf_counter() - begun[1]
        quickest = min(quickest, taken)
    return (*quickest, result)


def handed_over(problem, goals: tuple[str, ...] = ()):
    """Build and pass to HiGHS, as ``planner.solve`` does."""
    arrays = build.build(problem, goals)
    backend.Solver(arrays, planner.Params(), planner.Stop(), 0)
    return arrays


def building(problem) -> dict:
    """Ours: build and hand over; the max-min alone, and with the rows of all goals."""
    seconds, _, arrays = timed(lambda: handed_over(problem), REPEATS)
    whole, _, _ = timed(lambda: handed_over(problem, planner.GOALS), REPEATS)
    return {
        "seconds": seconds,
        "whole": whole,
        "rows": len(arrays.row_upper),
        "columns": len(arrays.column_upper),
        "entries": len(arrays.entries.values),
    }


def ours(problem) -> dict:
    """Ours: the optimum of the max-min alone."""
    return {"floor": plain.max_min(build.build(problem), solver="choose")}


def peer(problem, library: str, with_floor: str = "") -> dict:
    """A peer: write the same model and hand it over; its tables are counted apart."""
    matrix = build.build(problem).matrix
    if library == "cvxpy by union":
        tabling, seconds = 0.0, 0.0
        write = lambda: cvxpy_by_union.cvxpy(problem)  # noqa: E731 - one of two ways
    else:
        write_in, shape = written_in.LIBRARIES[library]
        tabling, _, written = timed(lambda: tables.write(matrix))
        shaping, _, given = timed(lambda: shape(written))
        tabling += shaping
        write = lambda: write_in(written, given)  # noqa: E731 - the other
    write()  # what is loaded on first use is not counted
    seconds, _, solved = timed(write, 2)
    result = {"seconds": seconds, "tabling": tabling}
    if with_floor:
        result["floor"] = solved()
    return result


def max_min(problem) -> dict:
    """One plain max-min by HiGHS's interior point, with and without crossover."""
    arrays = build.build(problem)
    seconds, clock, floor = timed(lambda: plain.max_min(arrays))
    bare, _, _ = timed(lambda: plain.max_min(arrays, crossover=False))
    return {"seconds": seconds, "clock": clock, "floor": floor, "bare": bare}


def interior(problem) -> dict:
    """The whole matrix by HiGHS's interior point, once."""
    arrays = build.build(problem)
    seconds, clock, floor = timed(lambda: plain.max_min(arrays))
    n_columns = len(arrays.column_upper)
    return {"seconds": seconds, "clock": clock, "floor": floor, "columns": n_columns}


def sifted(problem) -> dict:
    """The same max-min by the planner's solver for many unions."""
    sifting = importlib.import_module("commonweal.core.planner.sifting")
    arrays = build.build(problem)
    solver = sifting.SiftingSolver(arrays, planner.Params(), planner.Stop(), 0)
    i_floor = arrays.matrix.i_floor
    for i_row in plain.floor_rows(arrays.matrix):
        solver.bound_row(i_row, 0.0)
    solver.maximise(np.array([i_floor], dtype=np.int32))
    seconds, clock, answer = timed(solver.solve)
    floor, n_columns = float(answer.values[i_floor]), len(arrays.column_upper)
    return {"seconds": seconds, "clock": clock, "floor": floor, "columns": n_columns}


def near(problem) -> dict:
    """The same max-min by the planner, proved to be no farther than 0.1 % from it."""
    blocks = importlib.import_module("commonweal.core.planner.blocks")
    arrays = build.build(problem)
    needs = stages_of(problem.needs)[0]
    seconds, clock, floor = timed(
        lambda: blocks.raise_floor(
            arrays, needs, planner.Params(), planner.Stop(), gap=0.001
        )
    )
    return {
        "seconds": seconds,
        "clock": clock,
        "floor": floor.level,
        "at_most": floor.at_most,
        "columns": len(arrays.column_upper),
        "entries": len(arrays.entries.values),
    }


def whole(problem, with_reliefs: str = "") -> dict:
    """Ours: all tiers, all goals, what holds each need; and what the checker says."""
    params = planner.Params() if with_reliefs else planner.Params(most_explained=0)
    seconds, clock, plan = timed(lambda: planner.solve(problem, params=params))
    levels = {line.need: line.level for line in plan.fulfilment}
    return {
        "seconds": seconds,
        "clock": clock,
        "status": str(plan.status),
        "rounds": plan.solving.n_rounds,
        "solves": plan.solving.n_solves,
        "fallbacks": plan.solving.n_fallbacks,
        "short": len(plan.shorts),
        "broken": len(check.problems_with_plan(problem, plan)),
        **worst_and_mean(problem, levels),
    }


def weighted_sum(problem) -> dict:
    """A plain weighted sum of levels on the same matrix."""
    seconds, clock, levels = timed(lambda: plain.weighted_sum(build.build(problem)))
    return {"seconds": seconds, "clock": clock, **worst_and_mean(problem, levels)}


def by_harmony(problem) -> dict:
    """Harmony, each union by itself."""
    seconds, clock, levels = timed(lambda: harmony.levels_of(problem))
    return {"seconds": seconds, "clock": clock, **worst_and_mean(problem, levels)}


def worst_and_mean(problem, levels: dict[str, float]) -> dict:
    """Level of the worst-off group and mean level, by tier."""
    result = {}
    for tier in planner.Tier:
        of = [levels[need.label] for need in problem.needs if need.tier == tier]
        result[str(tier)] = (min(of, default=1.0), sum(of) / max(len(of), 1))
    return result


def memory(problem) -> dict:
    """What building takes at most and keeps, against the bare matrix, [bytes]."""
    gc.collect()
    tracemalloc.start()
    arrays = build.build(problem, planner.GOALS)
    kept, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    held = (
        arrays.entries.start, arrays.entries.i_rows, arrays.entries.values,
        arrays.row_upper, arrays.column_upper,
    )  # fmt: skip
    seconds, _, _ = timed(lambda: handed_over(problem, planner.GOALS), 3)
    return {
        "matrix": sum(array.nbytes for array in held),
        "most": most,
        "kept": kept,
        "seconds": seconds,
        "columns": len(arrays.column_upper),
        "entries": len(arrays.entries.values),
    }


def again(problem, change: str) -> dict:
    """Ours: the first solve, then after one small change cold and from the first."""
    params, memory = planner.Params(most_explained=0), planner.Memory()
    changed = CHANGES[change](problem)
    first, _, _ = timed(lambda: planner.solve(problem, params=params))
    planner.solve(problem, params=params, memory=memory)
    cold, _, anew = timed(lambda: planner.solve(changed, params=params))
    after, _, then = timed(lambda: planner.solve(changed, params=params, memory=memory))
    apart = max(
        abs(one.level - other.level)
        for one, other in zip(anew.fulfilment, then.fulfilment, strict=True)
    )
    return {"first": first, "cold": cold, "after": after, "apart": apart}


def _first_changed(field: str, name: str, by: float):
    def change(problem):
        one, *others = getattr(problem, field)
        new = replace(one, **{name: by * getattr(one, name)})
        return replace(problem, **{field: (new, *others)})

    return change


CHANGES = {
    "a tenth less of a stock": _first_changed("stocks", "amount", 0.9),
    "a tenth fewer hours in a period": _first_changed("efforts", "hours", 0.9),
    "a tenth more of a need": _first_changed("needs", "demand", 1.1),
}
TASKS = {
    "building": building,
    "ours": ours,
    "peer": peer,
    "max_min": max_min,
    "interior": interior,
    "sifted": sifted,
    "near": near,
    "whole": whole,
    "weighted_sum": weighted_sum,
    "harmony": by_harmony,
    "memory": memory,
    "again": again,
}


def main() -> None:
    """Do one task; what libraries print stands beside the marked line."""
    task, instance, *more = sys.argv[1:]
    problem = problem_of(instance)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result = TASKS[task](problem, *more)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result |= {"peak": peak * 1024, "before": before * 1024}
    print(f"\n{MARK}{json.dumps(result)}", flush=True)


if __name__ == "__main__":
    main()
