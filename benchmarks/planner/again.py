"""Planning again after a small change, against planning for the first time."""

from __future__ import annotations

from benchmarks.planner import show
from benchmarks.planner.alone import CHANGES, found

INSTANCES = ("month", "4x40x13")


def again(*, large: bool) -> None:
    """A re-plan after one small change, three kinds of it, cold and after the first."""
    rows, targets = [], []
    for instance in (*INSTANCES, *(("10x60x13",) if large else ())):
        for change in CHANGES:
            one = found("again", instance, change)
            if "said" in one:
                rows.append((f"{instance}, {change}: {one['said']}", *("",) * 5))
                continue
            ratio = one["after"] / one["first"]
            rows.append(
                (
                    f"{instance}, {change}", show.seconds(one["first"]),
                    show.seconds(one["cold"]), show.seconds(one["after"]),
                    f"{ratio:.2f}", f"{one['apart']:.1e}",
                )
            )  # fmt: skip
            targets.append((f"after / first, {instance}, {change}", ratio))
    show.table(
        "Planning again after a small change, processor seconds",
        ("instance, change", "first", "again, cold", "again, after", "after/first",
         "levels apart"),
        rows,
    )  # fmt: skip
    for words, ratio in targets:
        show.target(words, ratio, 1 / 3)
