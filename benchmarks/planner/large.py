"""Federations too large for one solve of the whole matrix to a corner."""

from __future__ import annotations

import math

from benchmarks.planner import show
from benchmarks.planner.alone import found

COMPARED = ("20x80x13", "50x100x13")  # with the whole matrix
LARGEST = "50x100x52"
PATIENCE = 7200.0
NEAR = 0.001  # of a need


def large(*, large: bool) -> None:  # noqa: ARG001 - all of it takes long
    """One max-min: lanes as they pay, and proved nearly, against the whole matrix."""
    rows: list[tuple[str, ...]] = []
    whole = {one: _measured(rows, "interior", one) for one in COMPARED}
    sifted = {one: _measured(rows, "sifted", one) for one in COMPARED}
    near = {one: _measured(rows, "near", one) for one in (*COMPARED, LARGEST)}
    show.table(
        "One max-min of many unions: whole to a corner, lanes as they pay, proved nearly",
        ("instance, way", "columns", "processor s", "clock s", "MB", "floor"),
        rows,
    )
    for name, found_by in (("sifted", sifted), ("near", near)):
        for instance in COMPARED:
            _compare(f"{instance}, {name}", whole[instance], found_by[instance])
    _growth(near[COMPARED[-1]], near[LARGEST])


def _measured(rows: list[tuple[str, ...]], way: str, instance: str) -> dict:
    one = found(way, instance, seconds=PATIENCE)
    name = f"{instance}, {way}"
    if "said" in one:
        rows.append((f"{name}: {one['said']}", *("",) * 5))
    else:
        rows.append(
            (
                name, f"{one['columns']:,}", show.seconds(one["seconds"]),
                show.seconds(one["clock"]), show.megabytes(one["peak"]),
                f"{one['floor']:.6f}",
            )
        )  # fmt: skip
    return one


def _compare(name: str, whole: dict, one: dict) -> None:
    if "said" in one:
        return
    seconds = whole.get("seconds", PATIENCE)
    words = f"times faster than the whole matrix, {name}"
    show.target(words, seconds / one["seconds"], 5.0, at_least=True)
    if "floor" in whole:
        show.target(f"floors apart, {name}", abs(whole["floor"] - one["floor"]), NEAR)


def _growth(smaller: dict, larger: dict) -> None:
    """Print with which power of the entries time and memory grow."""
    if "said" in smaller or "said" in larger:
        return
    times = math.log(larger["entries"] / smaller["entries"])
    for what in ("seconds", "peak"):
        power = math.log(larger[what] / smaller[what]) / times
        print(f"  {what} grow with the entries to the power {power:.2f}", flush=True)
    show.target(
        f"{LARGEST}: how far from the best at most",
        larger["at_most"] - larger["floor"], NEAR,
    )  # fmt: skip
