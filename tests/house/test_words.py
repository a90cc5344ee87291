"""The words people read: none from the avoid list, and none about how we work."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "commonweal"
AVOID = re.compile(
    r"\b(score|scores|balance|credits?|debts?|owes?|owed|salary|salaries|wages?"
    r"|admin|administrator|users?|successfully|leaderboard|ranking)\b",
    re.IGNORECASE,
)
TAG = re.compile(r"{%.*?%}|{{.*?}}|<[^>]*>|{#.*?#}", re.DOTALL)
MARKERS = {"N_", "_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}


def test_no_page_ranks_scores_or_shames():
    """The avoid list of the glossary holds in every template."""
    found = []
    for page in (SOURCE / "interfaces" / "web" / "templates").rglob("*.html"):
        text = page.read_text()
        quoted = " ".join(re.findall(r"{%\s*translate\s+\"(.*?)\"", text))
        block = " ".join(
            re.findall(r"{%\s*blocktranslate.*?%}(.*?){%\s*endblock", text, re.DOTALL)
        )
        words = " ".join((TAG.sub(" ", text), quoted, TAG.sub(" ", block)))
        found += [f"{page.name}: {m.group()}" for m in AVOID.finditer(words)]

    assert found == []


def test_no_message_ranks_scores_or_shames():
    texts = {path: path.read_text() for path in SOURCE.rglob("*.py")}
    found = [
        f"{path.name}:{node.lineno} {node.args[0].value}"
        for path, text in texts.items()
        if AVOID.search(text)  # where no such word is, there is nothing to parse
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in MARKERS
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and AVOID.search(str(node.args[0].value))
    ]

    assert found == []


def test_pages_hold_no_inline_style_or_script():
    found = [
        page.name
        for page in (SOURCE / "interfaces" / "web" / "templates").rglob("*.html")
        if re.search(
            r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\s(?:src=|type=\"application/json\"))",
            page.read_text(),
        )
    ]

    assert found == []


def test_the_project_speaks_of_itself_alone():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    told = re.compile(
        r"/work/|\.\./shared|/tmp/house|files\.pythonhosted\.org|pypi\.org"
        r"|deb\.debian\.org|registry\.npmjs|file:///opt"
    )

    found = [
        name
        for name in tracked
        if name != "tests/house/test_words.py"
        and (ROOT / name).is_file()
        and told.search((ROOT / name).read_bytes().decode("utf-8", "ignore"))
    ]

    assert found == []
