"""No file outgrows its reader, and every app says what it is for."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "commonweal"
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
LONGEST_PAGE = 120
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
APP_FILES = {
    "__init__", "apps", "services", "permissions", "queries", "models", "words",
    "errors", "translate", "migrations", "README", "passwords", "__pycache__",
}  # fmt: skip
APPS = sorted(
    folder.parent
    for storey in ("commons", "rooms")
    for folder in (SOURCE / storey).glob("*/apps.py")
)
MODULES = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)


def test_no_file_is_longer_than_four_hundred_lines():
    too_long = {
        str(p.relative_to(ROOT)): n
        for p in [*MODULES, *(ROOT / "tests").rglob("*.py")]
        if (n := len(p.read_text().splitlines())) > LONGEST_FILE
    }

    assert too_long == {}


def test_no_function_is_longer_than_sixty_lines():
    too_long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and _body_lines(node) > LONGEST_FUNCTION
    ]

    assert too_long == []


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring."""
    assert node.end_lineno is not None
    lines = node.end_lineno - node.lineno + 1
    if ast.get_docstring(node) is not None:
        first = node.body[0]
        assert first.end_lineno is not None
        lines -= first.end_lineno - first.lineno + 1
    return lines


def test_no_page_is_longer_than_its_limit():
    pages = (SOURCE / "interfaces" / "web" / "templates").rglob("*.html")

    too_long = {
        p.name: n
        for p in pages
        if (n := len(p.read_text().splitlines())) > LONGEST_PAGE
    }

    assert too_long == {}


def test_no_module_has_a_name_that_says_nothing():
    assert [p for p in MODULES if p.stem in VAGUE or p.parent.name in VAGUE] == []


@pytest.mark.parametrize("app", APPS, ids=lambda p: p.name)
def test_every_app_has_a_readme_and_the_same_names(app: Path):
    names = {p.stem for p in app.iterdir()}

    assert (app / "README.md").exists()
    assert names <= APP_FILES, f"{app.name}: {names - APP_FILES}"


def test_every_module_says_in_its_first_line_what_it_is():
    silent = [
        str(p.relative_to(ROOT))
        for p in MODULES
        if p.read_text().strip() and not ast.get_docstring(ast.parse(p.read_text()))
    ]

    assert silent == []


def test_no_import_hides_inside_a_function_or_is_relative():
    hidden = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []
