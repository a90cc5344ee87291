"""Recount of a budget by equal shares, from the published files.

python3 recount.py [FOLDER] prints the result and its SHA-256. Needs only Python 3.11.
Money is whole millionths of the smallest unit; ten thousand voters take a minute.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

MICRO = 1_000_000
MOST_RAISES = 10_000
Fans = list[int]


def price(left: list[int], cost: int) -> int | None:
    """Return the smallest amount that covers a cost if all pay it or what they have."""
    need, n = cost, len(left)
    for have in sorted(left):
        if have * n >= need:
            return -(-need // n)
        need, n = need - have, n - 1
    return None


class Run:
    """One run of the rule, with the same part for everyone."""

    def __init__(self, rule: dict[str, Any], fans: dict[str, Fans], share: int) -> None:
        self.fans, self.rest = fans, [share] * rule["n_voting"]
        self.remainder = max(0, rule["budget"] * MICRO - share * rule["n_voting"])
        self.bought: list[dict[str, Any]] = []
        self.gone: set[str] = set()
        projects = {one["label"]: one for one in rule["racing"]}
        #: What an offer was last time: never more than it is now. Then what parts ties.
        self.bounds = {
            label: (Fraction(), -len(fans[label]), one["cost"], one["number"], place)
            for place, (label, one) in enumerate(projects.items())
        }
        ties = sorted(projects, key=self.bounds.__getitem__)
        while offer := self.cheapest(projects):
            self.buy(projects[offer[0]], offer[1])
        for label in ties:
            left = [self.rest[voter] for voter in fans[label]]
            short = projects[label]["cost"] * MICRO - sum(left)
            if label not in self.gone and short < len(left) and short <= self.remainder:
                self.buy(projects[label], max(left))

    def cheapest(self, projects: dict[str, Any]) -> tuple[str, int] | None:
        """Return the cheapest project for each unit of cost, and what each pays."""
        found: tuple[Any, str, int] | None = None
        for label, bound in sorted(self.bounds.items(), key=lambda item: item[1]):
            if found and found[0] < bound:
                break
            cost = projects[label]["cost"]
            each = price([self.rest[v] for v in self.fans[label]], cost * MICRO)
            if each is None or label in self.gone:
                del self.bounds[label]
                continue
            self.bounds[label] = (Fraction(each, cost), *bound[1:])
            if not found or self.bounds[label] < found[0]:
                found = self.bounds[label], label, each
        return found and found[1:]

    def buy(self, one: dict[str, Any], each: int) -> None:
        """Let all supporters pay, or give what they have."""
        who = self.fans[one["label"]]
        paid = [min(self.rest[voter], each) for voter in who]
        for voter, part in zip(who, paid, strict=True):
            self.rest[voter] -= part
        self.remainder += sum(paid) - one["cost"] * MICRO
        self.gone |= {one["label"], *one["excludes"]}
        said = {"label": one["label"], "cost": one["cost"], "each": each}
        counts = {"n_payers": len([*filter(None, paid)]), "n_supporters": len(who)}
        self.bought.append(said | counts)


def by_votes(rule: dict[str, Any], fans: dict[str, Fans]) -> list[str]:
    """Return what most approvals first would have taken."""
    taken: list[str] = []
    gone: set[str] = set()
    left = rule["budget"]
    order = sorted(rule["projects"], key=lambda one: one["number"])
    for one in sorted(order, key=lambda one: -len(fans[one["label"]])):
        if one["cost"] <= left and one["label"] not in gone:
            taken.append(one["label"])
            left, gone = left - one["cost"], gone | set(one["excludes"])
    return taken


def count(rule: dict[str, Any], answers: list[Any]) -> dict[str, Any]:
    """Raise everyone's part as long as the outcome costs no more than there is."""
    fans: dict[str, Fans] = {one["label"]: [] for one in rule["projects"]}
    for voter, answer in enumerate(answers):
        for label in set(answer):
            fans[label].append(voter)
    budget, top = rule["budget"], rule["budget"] * MICRO
    may = [p for p in rule["projects"] if fans[p["label"]] and p["cost"] <= budget]
    rule = {**rule, "n_voting": len(answers), "racing": may}
    share = raised = top // len(answers)
    run = Run(rule, fans, share)
    for _ in range(MOST_RAISES):
        if raised == top or all(one["label"] in run.gone for one in may):
            break
        to = min(raised + rule["step"] * MICRO, top)
        again = Run(rule, fans, to)
        if sum(one["cost"] for one in again.bought) > budget:
            break
        run, raised = again, to
    spent = sum(one["cost"] for one in run.bought)
    return {
        "bought": run.bought, "spent": spent, "left": budget - spent, "share": share,
        "raised": raised, "remainder": run.remainder, "most_votes": by_votes(rule, fans),
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
