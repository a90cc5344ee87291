"""The planner against its targets and its peers: tables of ratios, same machine, same run.

    PYTHONPATH=src:. var/bench/bin/python -m benchmarks.planner [PART ...] [--large]

Parts: building, answer, in-kind, memory, again, village; all of them unless some are
named. ``--large`` adds the ones that take minutes to hours (part ``large`` alone is only
those of 50 unions). With ``.venv`` instead of ``var/bench`` it says which libraries are
missing and goes on. Seconds are of the processor, each measurement in a process of its
own; trust the ratios. The basis of each figure stands beside it: HiGHS's own interior
point on the same matrix, the bare sparse matrix, or another library in the same run.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.planner import again, large, parts, village

PARTS = {
    "building": parts.building,
    "answer": parts.answer,
    "in-kind": parts.in_kind,
    "memory": parts.memory,
    "again": again.again,
    "large": large.large,
    "village": village.village,
}


def main() -> None:
    """Measure the parts asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planner")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--large", action="store_true", help="the long ones too")
    asked = parser.parse_args()
    unknown = set(asked.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    usual = [part for part in PARTS if part != "large" or asked.large]
    for part in asked.parts or usual:
        PARTS[part](large=asked.large)


if __name__ == "__main__":
    main()
