"""Recount of a ranking by Schulze's method (winning votes), from the published files.

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


def ranks(ballot: list[Any], options: list[str]) -> dict[str, int]:
    """Return the rank of each option, 0 is best; whoever is not named stands last."""
    rank = dict.fromkeys(options, len(ballot))
    for place, entry in enumerate(ballot):
        for name in entry if isinstance(entry, list) else [entry]:
            if name not in rank or rank[name] != len(ballot):
                sys.exit(f"{name} is unknown or ranked twice: {ballot}")
            rank[name] = place
    return rank


def pairs(ballots: list[Any], options: list[str]) -> dict[tuple[str, str], int]:
    """Return how many ballots put the first option of a pair before the second."""
    table = {(a, b): 0 for a in options for b in options}
    seen: dict[str, int] = {}
    for ballot in ballots:
        text = json.dumps(ballot)
        seen[text] = seen.get(text, 0) + 1
    for text, n in seen.items():
        rank = ranks(json.loads(text), options)
        for a, b in table:
            if rank[a] < rank[b]:
                table[a, b] += n
    return table


def chains(
    table: dict[tuple[str, str], int], racing: list[str]
) -> dict[tuple[str, str], int]:
    """Return the strength of the strongest chain: raise until nothing gets stronger."""
    strength = {
        (a, b): table[a, b] if table[a, b] > table[b, a] else 0
        for a in racing
        for b in racing
    }
    changed = True
    while changed:
        changed = False
        for a, b in list(strength):
            for via in racing:
                longer = min(strength[a, via], strength[via, b])
                if a != b and longer > strength[a, b]:
                    strength[a, b] = longer
                    changed = True
    return strength


def stays_in(
    option: str, stay: str | None, needed: dict[str, Any], table: dict[Any, int]
) -> bool:
    """Whether an option beats leaving things as they are by what is needed."""
    if stay is None or option == stay:
        return True
    more, less = table[option, stay], table[stay, option]
    return more > 0 and more >= people(needed, more + less)


def lot(seed: str, name: str) -> tuple[bytes, str]:
    """Return the lot of a name: the smallest is drawn first."""
    text = f"{len(seed.encode())}:{seed}{len(name.encode())}:{name}"
    return hashlib.sha256(text.encode()).digest(), name


def count(rule: dict[str, Any], answers: list[Any]) -> dict[str, Any]:
    """Count ranked ballots."""
    options, stay = rule["options"], rule["stay"]
    table = pairs(answers, options)
    racing = [o for o in options if stays_in(o, stay, rule["needed"], table)]
    strength = chains(table, racing)
    tiers, left = [], list(racing)
    while left:
        best = [a for a in left if all(strength[a, b] >= strength[b, a] for b in left)]
        tiers.append(best)
        left = [a for a in left if a not in best]
    first = tiers[0]
    by_lot = len(first) > 1 and stay not in first
    winner = stay if stay in first else min(first, key=lambda o: lot(rule["seed"], o))
    return {
        "matrix": [[table[a, b] for b in options] for a in options],
        "paths": [[strength.get((a, b), 0) for b in options] for a in options],
        "dropped": [o for o in options if o not in racing],
        "tiers": tiers, "winner": winner, "by_lot": by_lot,
    }  # fmt: skip


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
