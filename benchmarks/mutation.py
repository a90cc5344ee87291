"""Change the planner's code in small ways and count how many changes a test notices.

    ./run.sh mutation             all of [tool.mutmut] in pyproject.toml
    ./run.sh mutation 'check*'    only modules of the planner that match

Works in a copy of the tree under var/mutation, so that nothing here is ever changed;
what was found out there is remembered until the code or its tests change. Exits 1 when
fewer than nine of ten changes are noticed. Hours, on one core.
"""

from __future__ import annotations

import json
import pathlib
import shutil
import subprocess
import sys
from collections import Counter

LEAST = 0.90  # of the changes must be noticed
HERE = pathlib.Path(__file__).parents[1]
TREE = HERE / "var" / "mutation" / "tree"
COPIED = ("src", "tests", "examples", "benchmarks", "pyproject.toml")
PLANNER = pathlib.Path("mutants", "src", "commonweal", "core", "planner")
_NOTICED = 1  # pytest's exit code when a test failed
_KEPT = 0


def main(wanted: list[str]) -> int:
    """Copy the tree, run mutmut, print a line for each module; return the exit code."""
    TREE.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        _copy(HERE / name, TREE / name)
        if name in {"src", "examples", "benchmarks"} and (TREE / "mutants").exists():
            _copy_data(HERE / name, TREE / "mutants" / name)
    names = [f"commonweal.core.planner.{one}.*" for one in wanted]
    subprocess.run(
        [sys.executable, "-m", "mutmut", "run", "--max-children", "1", *names],
        cwd=TREE,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": "src"},
        check=True,
    )
    return 0 if _tell(_counts()) >= LEAST else 1


def _copy(source: pathlib.Path, target: pathlib.Path) -> None:
    if source.is_dir():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy2(source, target)


def _copy_data(source: pathlib.Path, target: pathlib.Path) -> None:
    """Renew what is no code in the changed copy; mutmut itself renews only code."""
    for path in source.rglob("*"):
        if path.is_file() and path.suffix not in {".py", ".pyc"}:
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)


def _counts() -> dict[str, Counter[int]]:
    """Count, for each module, how the tests of each change ended."""
    found = {}
    for path in sorted((TREE / PLANNER).rglob("*.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        told = Counter(code for code in codes.values() if code is not None)
        if told:
            name = str(path.relative_to(TREE / PLANNER)).removesuffix(".py.meta")
            found[name] = told
    return found


def _tell(counts: dict[str, Counter[int]]) -> float:
    """Print a line for each module and one for all; return the share noticed."""
    print(f"{'module':24}{'changes':>9}{'noticed':>9}{'kept':>6}{'no end':>8}{'%':>7}")
    for name, told in (*counts.items(), ("all", sum(counts.values(), Counter()))):
        n_all, noticed, kept = told.total(), told[_NOTICED], told[_KEPT]
        no_end = n_all - noticed - kept
        share = 100 * (n_all - kept) / max(n_all, 1)
        print(f"{name:24}{n_all:9}{noticed:9}{kept:6}{no_end:8}{share:7.1f}")
    everything = sum(counts.values(), Counter())
    return 1 - everything[_KEPT] / max(everything.total(), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
