"""Federations too large for one solve of the whole matrix: lanes opened as they pay."""

from __future__ import annotations

from benchmarks.planner import show
from benchmarks.planner.alone import found

COMPARED = ("20x80x13", "50x100x13")  # with the whole matrix
ALONE = ("50x100x52",)
PATIENCE = 7200.0


def large(*, large: bool) -> None:  # noqa: ARG001 - all of it takes long
    """One max-min: the planner's solver for many unions against the whole matrix."""
    rows = []
    targets = []
    for instance in (*COMPARED, *ALONE):
        sifted = found("sifted", instance, seconds=PATIENCE)
        if "said" in sifted:
            rows.append((f"{instance}, sifted: {sifted['said']}", *("",) * 5))
            continue
        rows.append(_row(f"{instance}, sifted", sifted))
        if instance in COMPARED:
            whole = found("interior", instance, seconds=PATIENCE)
            if "said" in whole:
                rows.append((f"{instance}, whole: {whole['said']}", *("",) * 5))
                targets.append((instance, PATIENCE / sifted["seconds"], None))
            else:
                rows.append(_row(f"{instance}, whole", whole))
                ratio = whole["seconds"] / sifted["seconds"]
                apart = abs(whole["floor"] - sifted["floor"]) / max(
                    whole["floor"], 1e-9
                )
                targets.append((instance, ratio, apart))
    show.table(
        "One max-min of many unions, sifted against interior point of the whole matrix",
        ("instance, way", "columns", "processor s", "clock s", "MB", "floor"),
        rows,
    )
    for instance, ratio, apart in targets:
        words = f"times faster than the whole matrix, {instance}"
        show.target(words, ratio, 5.0, at_least=True)
        if apart is not None:
            show.target(f"floors apart, {instance}", apart, 0.001)


def _row(name: str, one: dict) -> tuple[str, ...]:
    return (
        name, f"{one['columns']:,}", show.seconds(one["seconds"]),
        show.seconds(one["clock"]), show.megabytes(one["peak"]), f"{one['floor']:.6f}",
    )  # fmt: skip
