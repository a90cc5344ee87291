"""Core can be imported where Django is absent, and without a clock of its own."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
WITHOUT_DJANGO = """
import importlib, pkgutil, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "ninja", "allauth", "psycopg"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
import commonweal.core
for module in pkgutil.walk_packages(commonweal.core.__path__, "commonweal.core."):
    importlib.import_module(module.name)
"""


def test_core_imports_where_django_is_absent():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO],
        env={"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_core_reads_no_clock_and_opens_no_file():
    found = [
        f"{path.name}:{node.lineno}"
        for path in (SOURCE / "commonweal" / "core").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func)
        in {"open", "time.time", "datetime.now", "datetime.datetime.now", "date.today"}
    ]

    assert found == []
