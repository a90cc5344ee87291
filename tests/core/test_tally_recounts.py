"""The stand-alone scripts say what the package says, from the published files alone."""

from __future__ import annotations

import ast
import json
import random
import subprocess
import sys
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest

from commonweal.core.tally import equal_shares, published, published_rules, voices
from commonweal.core.tally.thresholds import MORE_THAN_HALF, Threshold

FOLDER = Path(published.__file__).parent / "recounts"
SCRIPTS = sorted(set(published.SCRIPTS.values()))
HALF, THIRD = Threshold(Fraction(1, 2)), Threshold(Fraction(1, 3))
NAMES = ("Zoë", "anna", "ben 🌳", "c", "d")


def rankings(chance, n, *, ties):
    for _ in range(n):
        order = chance.sample(NAMES, chance.randint(0, len(NAMES)))
        if ties and len(order) > 2 and chance.random() < 0.3:
            order[1:3] = [order[1:3]]
        yield order


def schulze(chance, n):
    rule = published_rules.schulze_rule(
        options=NAMES, seed="47", n_voters=n + 3, quorum=HALF,
        stay=chance.choice([None, "c"]),
    )  # fmt: skip
    return rule, [*rankings(chance, n, ties=True)]


def stv(chance, n):
    rule = published_rules.stv_rule(
        options=NAMES, seed="47", seats=chance.randint(1, 3), n_voters=n,
        gone=chance.choice([(), ("d",)]),
    )  # fmt: skip
    return rule, [*rankings(chance, n, ties=True)]


def judgment(chance, n):
    rule = published_rules.judgment_rule(
        options=NAMES, seed="47", n_voters=n, graded_by=chance.choice([None, HALF]),
        least=chance.choice([None, 1, 2]), grades=("a", "b", "c", "d"),
    )  # fmt: skip
    cast = [
        {name: chance.randrange(4) for name in NAMES if chance.random() < 0.6}
        for _ in range(n)
    ]
    return rule, cast


def shares(chance, n):
    projects = [
        equal_shares.Project(
            name, chance.randint(1, 60), chance.randint(0, 2),
            frozenset(chance.sample(NAMES, chance.choice([0, 0, 1]))) - {name},
        )
        for name in NAMES
    ]  # fmt: skip
    rule = published_rules.shares_rule(
        projects=projects, budget=chance.randint(1, 120), n_voters=n,
        step=chance.choice([1, 2]),
    )  # fmt: skip
    return rule, [chance.sample(NAMES, chance.randint(0, 5)) for _ in range(n)]


def consensus(chance, n):
    answers = ("support", "reservations", "aside", "block", "abstain")
    rule = published_rules.voices_rule(
        answers=answers, for_=answers[:2],
        of=chance.choice([None, ("support", "reservations", "block")]),
        needed=chance.choice([MORE_THAN_HALF, HALF, Threshold(Fraction(0))]),
        n_voters=n + 4, quorum=THIRD,
        limits={
            "block": voices.Limit(count=chance.choice([0, 2])),
            "aside": voices.Limit(part=Fraction(1, 4)),
        },
    )  # fmt: skip
    return rule, chance.choices(answers, (9, 2, 2, 1, 1), k=n)


def names(chance, n):
    rule = published_rules.names_rule(seed="47", n_voters=n)
    return rule, chance.choices(NAMES, k=n)


def lottery(chance, n):
    panels = [chance.sample(range(n), n // 2) for _ in range(10)]
    rule = published_rules.lots_rule(
        places=n // 2, n_voters=n, reveals=["x", "ü"], dice=str(chance.random()),
        panels=chance.choice([None, panels]),
    )  # fmt: skip
    return rule, [f"person {i}" for i in range(n)]


MATTERS = (schulze, stv, judgment, shares, consensus, names, lottery)


def recounted(folder, files):
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", folder / "recount.py", folder],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def published_count(rule, answers):
    cast = [
        published.Ballot(answer, receipt=f"R{i}") for i, answer in enumerate(answers)
    ]
    result = published_rules.count(rule, answers).result
    return result, published.write(rule=rule, ballots=cast, result=result)


@pytest.mark.parametrize("matter", MATTERS, ids=lambda one: one.__name__)
def test_a_published_folder_is_recounted_by_its_own_script(matter, tmp_path):
    """Whoever has the files can count again, with nothing of ours (E7, recount)."""
    rule, answers = matter(random.Random(47), 24)
    result, files = published_count(rule, answers)

    done = recounted(tmp_path, files)

    assert done.stderr == ""
    assert done.stdout.split("\n") == [
        published.canonical(result), published.result_hash(result), "",
    ]  # fmt: skip


@pytest.mark.parametrize("matter", MATTERS, ids=lambda one: one.__name__)
def test_scripts_and_package_agree_on_many_small_matters(matter):
    chance = random.Random(matter.__name__)
    for _ in range(60):
        rule, answers = matter(chance, chance.randint(2, 14))
        script = import_module(
            f"commonweal.core.tally.recounts.{published.SCRIPTS[rule['rule']][:-3]}"
        )
        result = published_rules.count(rule, answers).result

        again = script.count(rule, sorted(answers, key=published.canonical))

        # As JSON, for a script may leave tuples where the package has lists.
        assert {k: result[k] for k in again} == json.loads(json.dumps(again)), rule


def test_a_result_that_was_changed_is_noticed(tmp_path):
    rule, answers = consensus(random.Random(47), 12)
    result, files = published_count(rule, answers)
    files["result.json"] = published.canonical({**result, "n_for": 99}) + "\n"

    done = recounted(tmp_path, files)

    assert (done.returncode, done.stderr) == (1, "This differs from result.json.\n")


def test_a_teller_who_reveals_something_else_is_noticed(tmp_path):
    rule, answers = lottery(random.Random(47), 12)
    _, files = published_count(rule, answers)
    files["rule.json"] = published.canonical({**rule, "reveals": ["x", "y"]}) + "\n"

    done = recounted(tmp_path, files)

    assert done.returncode == 1
    assert done.stderr.startswith("A teller revealed something else")


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_fits_on_two_sheets_and_needs_nothing(script):
    text = (FOLDER / script).read_text()
    imports = {
        name.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }

    assert len(text.splitlines()) <= 150
    assert {name.split(".")[0] for name in imports} <= sys.stdlib_module_names


def test_lines_are_sorted_so_that_their_order_tells_nothing():
    rule = published_rules.names_rule(seed="47", n_voters=2)
    cast = [published.Ballot("b", receipt="K2"), published.Ballot("a", name="Ana")]

    files = published.write(rule=rule, ballots=cast, result={}, readme="Count again.")

    assert files["ballots.jsonl"] == (
        '{"answer":"a","name":"Ana"}\n{"answer":"b","receipt":"K2"}\n'
    )
    assert files["README.txt"] == "Count again."
