"""A public lottery drawn again, from the published files.

python3 recount.py [FOLDER] reads rule.json and ballots.jsonl (the names on the list) in
the folder, prints the result and its SHA-256. It needs Python 3.11 or later and nothing
else. It also checks that every teller revealed what they had committed to.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any


def sha256(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal letters."""
    return hashlib.sha256(text.encode()).hexdigest()


def numbers(seed: str) -> Iterator[int]:
    """Yield what SHA-256 makes of the seed and a counter."""
    counter = 0
    while True:
        yield int(sha256(f"{seed}:{counter}"), 16)
        counter += 1


def below(stream: Iterator[int], most: int) -> int:
    """Return the next number below ``most``, each as likely: skip the last odd part."""
    return next(n for n in stream if n < 2**256 // most * most) % most


def shuffled(seed: str, names: list[str]) -> list[str]:
    """Return names in the order of the lot: Fisher and Yates, from the end."""
    order, stream = sorted(names), numbers(seed)
    for i in range(len(order) - 1, 0, -1):
        j = below(stream, i + 1)
        order[i], order[j] = order[j], order[i]
    return order


def count(rule: dict[str, Any], answers: list[Any]) -> dict[str, Any]:
    """Draw from the list, or one of the panels made of it."""
    if len(set(answers)) < len(answers):
        sys.exit("A name is on the list twice.")
    if sorted(map(sha256, rule["reveals"])) != rule["commitments"]:
        sys.exit("A teller revealed something else than what they had committed to.")
    listed = sorted(answers)
    list_hash = sha256("".join(f"{name}\n" for name in listed))
    parts = [list_hash, *sorted(rule["reveals"]), rule["dice"]]
    seed = sha256("".join(f"{len(part.encode())}:{part}" for part in parts))
    said: dict[str, Any] = {"list_hash": list_hash, "seed": seed}
    if rule["rule"] == "lots-1":
        order = shuffled(seed, listed)
        return {**said, "drawn": order, "chosen": order[: rule["places"]]}
    number = below(numbers(seed), len(rule["panels"]))
    chosen = [listed[place] for place in sorted(rule["panels"][number])]
    rest = [name for name in listed if name not in chosen]
    alternates = shuffled(f"{seed}:alternates", rest)
    return {**said, "number": number, "chosen": chosen, "alternates": alternates}


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
