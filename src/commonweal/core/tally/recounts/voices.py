"""Recount of voices (consent, consensus, yes and no) or names, from published files.

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


def voices(rule: dict[str, Any], answers: list[Any]) -> dict[str, Any]:
    """Count one answer each; see who may stop it, then whether enough are for it."""
    counts = {answer: answers.count(answer) for answer in rule["answers"]}
    if sum(counts.values()) != len(answers):
        sys.exit("An answer is unknown.")
    over = []
    for answer, limit in rule["limits"].items():
        part = math.floor(Fraction(limit["part"]) * len(answers))
        if counts[answer] > max(limit["count"], part):
            over.append(answer)
    n_for = sum(counts[answer] for answer in rule["for"])
    everyone = rule["of"] == "voters"
    n_of = rule["n_voters"] if everyone else sum(counts[one] for one in rule["of"])
    needed = people(rule["needed"], n_of)
    enough = n_for >= needed and (n_of > 0 or Fraction(rule["needed"]["part"]) == 0)
    outcome = "carried" if enough else "not_carried"
    if over:
        outcome = "stopped"
    if len(answers) < people(rule["quorum"], rule["n_voters"]):
        outcome = "no_quorum"
    return {
        "counts": counts, "n_for": n_for, "n_of": n_of, "needed": needed,
        "over": over, "outcome": outcome,
    }  # fmt: skip


def names(rule: dict[str, Any], answers: list[Any]) -> dict[str, Any]:
    """Count how often each name is said; the lot orders equal ones."""
    counts = {name: answers.count(name) for name in answers}
    order = sorted(counts, key=lambda name: (-counts[name], lot(rule["seed"], name)))
    by_lot = len(set(counts.values())) < len(counts)
    return {"counts": counts, "order": order, "by_lot": by_lot}


def lot(seed: str, name: str) -> tuple[bytes, str]:
    """Return the lot of a name: the smallest is drawn first."""
    text = f"{len(seed.encode())}:{seed}{len(name.encode())}:{name}"
    return hashlib.sha256(text.encode()).digest(), name


def count(rule: dict[str, Any], answers: list[Any]) -> dict[str, Any]:
    """Count by whichever of the two rules the file names."""
    return (voices if rule["rule"] == "voices-1" else names)(rule, answers)


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
