"""The stand-alone scripts say what the package says, from the published files alone."""

from __future__ import annotations

import ast
import json
import random
import runpy
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
def test_a_script_counts_the_folder_it_is_started_in(
    matter, tmp_path, monkeypatch, capfdbinary
):
    rule, answers = matter(random.Random(48), 12)
    result, files = published_count(rule, answers)
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    script = FOLDER / published.SCRIPTS[rule["rule"]]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [script.name])

    runpy.run_path(str(script), run_name="__main__")

    told = f"{published.canonical(result)}\n{published.result_hash(result)}\n"
    assert capfdbinary.readouterr().out == told.encode()
    assert files["recount.py"] == script.read_text(encoding="utf-8")
    (tmp_path / "result.json").write_text("{}")
    with pytest.raises(SystemExit, match=r"This differs from result\.json\."):
        runpy.run_path(str(script), run_name="__main__")


@pytest.mark.parametrize("matter", MATTERS, ids=lambda one: one.__name__)
def test_scripts_and_package_agree_on_many_small_matters(matter):
    chance = random.Random(matter.__name__)
    for _ in range(60):
        rule, answers = matter(chance, chance.randint(2, 14))
        result = published_rules.count(rule, answers).result

        again = script_of(rule).count(rule, sorted(answers, key=published.canonical))

        # As JSON, for a script may leave tuples where the package has lists.
        assert {k: result[k] for k in again} == json.loads(json.dumps(again)), rule


def script_of(rule):
    name = published.SCRIPTS[rule["rule"]][:-3]
    return import_module(f"commonweal.core.tally.recounts.{name}")


def test_what_lacks_less_than_a_millionth_each_is_bought_from_the_remainder():
    """Three share 10: each has 3.333333, and the well lacks one millionth."""
    well = equal_shares.Project("well", 10)
    rule = published_rules.shares_rule(projects=[well], budget=10, n_voters=3, step=1)

    result, _ = published_count(rule, [["well"]] * 3)

    assert (result["bought"][0]["label"], result["remainder"]) == ("well", 0)
    assert script_of(rule).count(rule, [["well"]] * 3)["bought"] == result["bought"]


def test_parts_are_raised_ten_thousand_times_at_most():
    """Two hold 20,000 each; a wish of 39,000 alone would take 19,000 steps of one."""
    wish = equal_shares.Project("wish", 39_000)
    rule = published_rules.shares_rule(
        projects=[wish], budget=40_000, n_voters=2, step=1
    )

    result, _ = published_count(rule, [["wish"], []])

    assert (result["bought"], result["raised"]) == ([], 30_000_000_000)
    assert script_of(rule).count(rule, [["wish"], []])["raised"] == result["raised"]


def test_too_few_answers_are_no_quorum():
    rule, _ = consensus(random.Random(47), 20)
    answers = ["support"] * 7  # of 24, of whom a third is asked for

    assert script_of(rule).count(rule, answers)["outcome"] == "no_quorum"
    assert published_rules.count(rule, answers).result["outcome"] == "no_quorum"


@pytest.mark.parametrize(
    ("matter", "wrong", "said"),
    [
        (schulze, [["c", "c"]], "c is unknown or ranked twice"),
        (stv, [["c", "c"]], "A name is unknown or ranked twice"),
        (judgment, [{"c": 4}], "An option or a grade is unknown"),
        (judgment, [{"e": 1}], "An option or a grade is unknown"),
        (consensus, ["perhaps"], "An answer is unknown"),
        (lottery, ["person 1", "person 1"], "A name is on the list twice"),
    ],
)
def test_a_script_counts_no_answer_that_cannot_be(matter, wrong, said):
    rule, _ = matter(random.Random(47), 12)

    with pytest.raises(SystemExit, match=said):
        script_of(rule).count(rule, wrong)


def test_a_script_notices_a_teller_who_reveals_something_else():
    rule, answers = lottery(random.Random(47), 12)

    with pytest.raises(SystemExit, match="A teller revealed something else"):
        script_of(rule).count({**rule, "reveals": ["x", "y"]}, answers)


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
