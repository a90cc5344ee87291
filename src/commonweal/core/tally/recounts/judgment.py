"""Recount of a majority judgment, from the published files.

python3 recount.py [FOLDER] reads rule.json and ballots.jsonl in the folder, prints the
result and its SHA-256. It needs Python 3.11 or later and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any


def tallies(
    answers: list[Any], options: list[str], n_grades: int
) -> dict[str, list[int]]:
    """Return how many gave each option each grade, best first."""
    tally = {option: [0] * n_grades for option in options}
    for answer in answers:
        for option, grade in answer.items():
            if option not in tally or grade not in range(n_grades):
                sys.exit(f"An option or a grade is unknown: {answer}")
            tally[option][grade] += 1
    return tally


def middle(tally: list[int]) -> int:
    """Return the middle grade, of two the worse."""
    given = [grade for grade, n in enumerate(tally) for _ in range(n)]
    return given[len(given) // 2]


def strength(tally: list[int]) -> list[tuple[int, Fraction]]:
    """Return what orders options, smaller is better.

    The middle grade, and the larger group beside it (those who say better lift it); then
    the middle joins the nearest grade of that group, and again, until all is one.
    """
    left, n, steps = list(tally), sum(tally), []
    while True:
        at = middle(left)
        better, worse = sum(left[:at]), sum(left[at + 1 :])
        lifts = better > worse
        steps.append((at, Fraction(-better if lifts else worse, n)))
        if better == worse == 0:
            return steps
        side = [g for g, count in enumerate(left) if count and (g < at) == lifts]
        beside = max(side) if lifts else min(g for g in side if g != at)
        left[beside] += left[at]
        left[at] = 0


def lot(seed: str, name: str) -> tuple[bytes, str]:
    """Return the lot of a name: the smallest is drawn first."""
    text = f"{len(seed.encode())}:{seed}{len(name.encode())}:{name}"
    return hashlib.sha256(text.encode()).digest(), name


def line(option: str, tally: list[int], needed: int) -> dict[str, Any]:
    """Return the line of an option in the result."""
    said: dict[str, Any] = {
        "option": option, "tally": tally, "median": None, "above": 0, "below": 0,
        "is_eligible": sum(tally) >= max(1, needed),
    }  # fmt: skip
    if sum(tally):
        at = middle(tally)
        more = {"median": at, "above": sum(tally[:at]), "below": sum(tally[at + 1 :])}
        said.update(more)
    return said


def count(rule: dict[str, Any], answers: list[Any]) -> dict[str, Any]:
    """Order options by their middle grades."""
    tally = tallies(answers, rule["options"], len(rule["grades"]))
    needed = people(rule["graded_by"], len(answers)) if rule["graded_by"] else 0
    lines = [line(option, tally[option], needed) for option in rule["options"]]
    racing = [one for one in lines if one["is_eligible"]]
    steps = {one["option"]: strength(one["tally"]) for one in racing}
    racing.sort(
        key=lambda one: (steps[one["option"]], lot(rule["seed"], one["option"]))
    )
    equal = [o for o, own in steps.items() if list(steps.values()).count(own) > 1]
    equal.sort(key=lambda o: steps[o])
    winner = racing[0]["option"] if racing else None
    if racing and rule["least"] is not None and racing[0]["median"] > rule["least"]:
        winner = None
    out = [one for one in lines if not one["is_eligible"]]
    return {"judged": racing + out, "tied": equal, "winner": winner}


def people(threshold: dict[str, Any], of: int) -> int:
    """Return how many whole people of so many reach a threshold."""
    reached = Fraction(threshold["part"]) * of
    return math.floor(reached) + 1 if threshold["strict"] else math.ceil(reached)


def main(folder: Path) -> None:
    """Print the result and its hash; fail when the folder's own result differs."""
    rule = json.loads((folder / "rule.json").read_text("utf-8"))
    lines = (folder / "ballots.jsonl").read_text("utf-8").split("\n")
    answers = [json.loads(line)["answer"] for line in lines if line]
    needed, n = people(rule["quorum"], rule["n_voters"]), len(answers)
    result = {**count(rule, answers), "rule": rule["rule"], "n_ballots": n}
    result |= {
        "n_voters": rule["n_voters"],
        "quorum": needed,
        "is_quorate": n >= needed,
    }
    text = json.dumps(result, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    told = f"{text}\n{hashlib.sha256(text.encode()).hexdigest()}\n"
    sys.stdout.buffer.write(told.encode())
    published = folder / "result.json"
    if published.exists() and published.read_text("utf-8").strip() != text:
        sys.exit("This differs from result.json.")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
