"""Recount of a proportional election by the Scottish rule, from the published files.

python3 recount.py [FOLDER] prints the result and its SHA-256. Needs only Python 3.11.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

ONE = 100_000
Paper = tuple[list[str], int]


def choices(ballot: list[Any], gone: list[str], options: list[str]) -> list[str]:
    """Return a paper down to its first shared or missing rank, without who is gone."""
    order: list[str] = []
    for entry in ballot:
        names = entry if isinstance(entry, list) else [entry]
        if not set(names) <= set(options) - set(order):
            sys.exit(f"A name is unknown or ranked twice: {ballot}")
        if len(names) != 1:
            break
        order += names
    return [name for name in order if name not in gone]


class Table:
    """The counting table: piles of papers (choices left, value), votes, stages."""

    def __init__(self, rule: dict[str, Any], papers: list[list[str]]) -> None:
        self.rule, self.seats = rule, rule["seats"]
        self.piles: dict[str, list[Paper]] = {o: [] for o in rule["options"]}
        for paper in papers:
            self.piles[paper[0]].append((paper[1:], ONE))
        self.votes = {o: len(pile) * ONE for o, pile in self.piles.items()}
        self.total = len(papers) * ONE
        self.quota = (len(papers) // (self.seats + 1) + 1) * ONE
        self.racing = [o for o in rule["options"] if o not in rule["gone"]]
        self.over: list[str] = []
        self.elected: list[str] = []
        self.stages: list[dict[str, Any]] = []
        self.by_lot = False
        self.close("first", None)

    def pick(self, among: list[str], sign: int) -> str:
        """Return who has most (1) or fewest (-1) now, else at the latest stage."""
        for votes in [stage["votes"] for stage in reversed(self.stages)]:
            most = max(sign * votes[o] for o in among)
            among = [o for o in among if sign * votes[o] == most]
        self.by_lot |= len(among) > 1
        return min(among, key=lambda o: lot(self.rule["seed"], o))

    def elect(self, name: str) -> None:
        """Give somebody a place."""
        self.racing.remove(name)
        self.elected.append(name)
        self.stages[-1]["elected"].append(name)

    def close(self, action: str, option: str | None) -> None:
        """Note where all stand; elect who has reached the quota."""
        lost = self.total - sum(self.votes.values())
        stage = {"action": action, "option": option, "votes": {**self.votes}}
        self.stages.append({**stage, "not_transferable": lost, "elected": []})
        reached = [o for o in self.racing if self.votes[o] >= self.quota]
        while reached and len(self.elected) < self.seats:
            name = self.pick(reached, 1)
            reached.remove(name)
            self.elect(name)
            self.over += [name] if self.votes[name] > self.quota else []

    def hand_on(self, name: str, part: int, whole: int) -> None:
        """Move a pile on at a part of its value, cut to five decimals."""
        for paper, value in self.piles.pop(name):
            worth = value * part // whole
            left = [o for o in paper if o in self.racing]
            if left and worth:
                self.piles[left[0]].append((left[1:], worth))
                self.votes[left[0]] += worth

    def step(self) -> None:
        """Do the next stage."""
        if len(self.racing) == self.seats - len(self.elected):
            while self.racing:
                self.elect(self.pick(self.racing, 1))
        elif self.over:
            name = self.pick(self.over, 1)
            self.over.remove(name)
            had, self.votes[name] = self.votes[name], self.quota
            self.hand_on(name, had - self.quota, had)
            self.close("surplus", name)
        else:
            name = self.pick(sorted({*self.racing} - {*self.rule["sitting"]}), -1)
            self.racing.remove(name)
            self.votes[name] = 0
            self.hand_on(name, 1, 1)
            self.close("exclude", name)


def lot(seed: str, name: str) -> tuple[bytes, str]:
    """Return the lot of a name: the smallest is drawn first."""
    text = f"{len(seed.encode())}:{seed}{len(name.encode())}:{name}"
    return hashlib.sha256(text.encode()).digest(), name


def count(rule: dict[str, Any], answers: list[Any]) -> dict[str, Any]:
    """Count the papers for several places."""
    papers = [choices(ballot, rule["gone"], rule["options"]) for ballot in answers]
    table = Table(rule, [*filter(None, papers)])
    while len(table.elected) < rule["seats"]:
        table.step()
    return {
        "quota_votes": table.quota // ONE, "n_valid": table.total // ONE,
        "elected": table.elected, "by_lot": table.by_lot, "stages": table.stages,
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
