"""Change the planner's code in small ways and count how many changes a test notices.

    ./run.sh mutation             all of [tool.mutmut] in pyproject.toml
    ./run.sh mutation 'check*'    only modules of the planner that match
    ./run.sh mutation --kept      … and only what no test noticed the last time

mutmut writes the changes, into a copy of the tree under var/mutation, so that nothing
here is ever changed; ``mutation_runs`` tries them. Prints the changes that no test
noticed and a line for each module and area. Exits 1 when fewer than nine of ten changes
to an area are noticed. An hour or two on one core.
"""

from __future__ import annotations

import ast
import fnmatch
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field

LEAST = 0.90  # of the changes to each area must be noticed
SECONDS = "6"  # of tests for one change, at most
HERE = pathlib.Path(__file__).parents[1]
TREE = HERE / "var" / "mutation" / "tree"
CHANGED = TREE / "mutants"
COPIED = ("src", "tests", "examples", "benchmarks", "pyproject.toml")
PLANNER = "commonweal.core.planner."
AREAS = {  # the modules of each, and the test files that are tried first
    "rules": (("rules.*",), "rows|goals|rules|agreed|wholes|models_out"),
    "checker": (("check*", "exact"), "check|exact"),
    "explanations": (
        ("*",),
        "told|reasons|explain|chains|telling|slack|blocks|seine|word|solve",
    ),
}
_WRITE = """
from mutmut import __main__ as mutmut
mutmut.copy_src_dir()
mutmut.setup_source_paths()
mutmut.create_mutants(1)
"""
_UNSEEN = frozenset({"kept", "no test"})


@dataclass(frozen=True)
class Change:
    """One small change to the code, and the text of the module that it belongs to.

    An inert one changes only the width of integers or whether lengths are compared
    once more; it is counted as kept without being tried.
    """

    name: str
    digest: str
    is_inert: bool = field(compare=False, default=False)

    @property
    def module(self) -> str:
        """Module within the planner."""
        return self.name.removeprefix(PLANNER).rpartition(".")[0]

    @property
    def area(self) -> str:
        """Area whose share of noticed changes it counts for."""
        return next(
            area
            for area, (patterns, _) in AREAS.items()
            if any(fnmatch.fnmatchcase(self.module, one) for one in patterns)
        )


def main(words: list[str]) -> int:
    """Copy the tree, change it, try each change, tell; return the exit code."""
    CHANGED.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        _copy(HERE / name, TREE / name)
        if name != "src":
            _copy(HERE / name, CHANGED / name)
    _run("-c", _WRITE, cwd=TREE, is_quiet=True)
    _copy_data(HERE / "src", CHANGED / "src")
    modules = [word for word in words if word != "--kept"] or ["*"]
    changes = [
        change
        for change in _all_changes()
        if any(fnmatch.fnmatchcase(change.module, one) for one in modules)
    ]
    found = _found() if "--kept" in words else {}
    wanted = {
        change.name: (AREAS[change.area][1], change.digest, change.is_inert)
        for change in sorted(changes, key=lambda one: list(AREAS).index(one.area))
        if found.get(change, "kept") in _UNSEEN
    }
    (CHANGED / "wanted.json").write_text(json.dumps(wanted), encoding="utf-8")
    plugin = ("-p", "benchmarks.mutation_runs", "-s", "--tb=no")
    _run("-m", "pytest", *plugin, *_selection(), cwd=CHANGED)
    return 0 if _tell(changes) else 1


def _run(*words: str, cwd: pathlib.Path, is_quiet: bool = False) -> None:
    own = {"PATH": "/usr/bin:/bin", "PYTHONPATH": "src:."}
    seconds = os.environ.get("MUTATION_SECONDS", SECONDS)
    subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        env={**own, "MUTATION_SECONDS": seconds},
        stdout=subprocess.DEVNULL if is_quiet else None,
        check=True,
    )


def _selection() -> list[str]:
    """Return pytest's words for which tests, as pyproject.toml has them for mutmut."""
    text = (HERE / "pyproject.toml").read_text(encoding="utf-8")
    settings = tomllib.loads(text)["tool"]["mutmut"]
    return [
        *settings["pytest_add_cli_args"],
        *settings["pytest_add_cli_args_test_selection"],
    ]


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


def _all_changes() -> list[Change]:
    folder = CHANGED / "src/commonweal/core/planner"
    changes = []
    for path in sorted(folder.rglob("*.meta")):
        digest = hashlib.sha256(path.with_suffix("").read_bytes()).hexdigest()[:16]
        keys = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        inert = _inert(path.with_suffix("").read_text(encoding="utf-8"))
        changes += [
            Change(name, digest, name.rpartition(".")[2] in inert) for name in keys
        ]
    return changes


def _inert(text: str) -> set[str]:
    """Find the functions that are their original but for a `dtype` or `strict`."""
    bare = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and "__mutmut_" in node.name:
            said = ast.unparse(ast.Module(node.body, []))
            bare[node.name] = re.sub(r", (dtype|strict)=[\w.]+", "", said)
    return {
        name
        for name, said in bare.items()
        if said == bare[name.partition("__mutmut_")[0] + "__mutmut_orig"]
    }


def _found() -> dict[Change, str]:
    """How each change ended."""
    path = CHANGED / "found.json"
    lines = json.loads(path.read_bytes()) if path.exists() else {}
    return {Change(name, digest): end for name, (end, _, digest) in lines.items()}


def _tell(changes: list[Change]) -> bool:
    """Print what no test noticed, and a line for each module and area."""
    found, counts = _found(), defaultdict[str, Counter[str]](Counter)
    for change in changes:
        end = found[change]
        counts[change.module][end] += 1
        counts[f"= {change.area}"][end] += 1
        if end in _UNSEEN:
            print(end, change.name.removeprefix(PLANNER))
    print(f"{'module':24}{'changes':>9}{'noticed':>9}{'no end':>8}{'kept':>6}{'%':>7}")
    are_enough = True
    for name, ends in sorted(counts.items()):
        n_all, kept = ends.total(), sum(ends[one] for one in _UNSEEN)
        share = 1 - kept / n_all
        figures = f"{n_all:9}{ends['noticed']:9}{ends['no end']:8}{kept:6}"
        print(f"{name:24}{figures}{100 * share:7.1f}")
        are_enough &= share >= LEAST or not name.startswith("=")
    return are_enough


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
