"""`commonweal explain PROBLEM.json PLAN.json`: why this much, what for, what changes."""

from __future__ import annotations

import argparse
import pathlib
import sys
from collections.abc import Iterable

from commonweal.core.planner import (
    Plan,
    Problem,
    Sentence,
    comparing,
    formats,
    purposes,
    shares,
)
from commonweal.interfaces.cli import plan_files

_NOT_RUN = "The plan does not run it."


def add_parser(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "explain", help="say why a plan from a file is as it is"
    )
    parser.add_argument(
        "problem", type=pathlib.Path, help="a problem: JSON, or a folder of CSV"
    )
    parser.add_argument("plan", type=pathlib.Path, help="a plan of it as JSON")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--group", help="why this group receives this much")
    which.add_argument("--task", help="what this recipe is run for")
    which.add_argument(
        "--against", type=pathlib.Path, help="an earlier plan: what changes for whom"
    )
    parser.set_defaults(run=explain)


def explain(args: argparse.Namespace) -> int:
    """Say in sentences why a plan is as it is; 2 when something cannot be read."""
    problem = plan_files.read_problem(args.problem)
    plan = plan_files.read(args.plan, formats.plan_from_json)
    before = args.against and plan_files.read(args.against, formats.plan_from_json)
    if problem is None or plan is None or (args.against and before is None):
        return plan_files.WRONG_INPUT
    if args.group is not None:
        return _say_why(problem, plan, args.group)
    if args.task is not None:
        return _say_what_for(problem, plan, args.task)
    return _say(
        comparing.sentences_between(before, plan) if before else plan.sentences()
    )


def _say_why(problem: Problem, plan: Plan, group: str) -> int:
    groups = sorted({need.group for need in problem.needs})
    if group not in groups:
        return _unknown(f"group {group!r}", groups)
    return _say(shares.why_this_much(problem, plan, group))


def _say_what_for(problem: Problem, plan: Plan, task: str) -> int:
    tasks = sorted({recipe.label for recipe in problem.recipes})
    if task not in tasks:
        return _unknown(f"task {task!r}", tasks)
    found = purposes.purposes_of(plan, task)
    return _say((one.words for one in found) if found else [Sentence(_NOT_RUN)])


def _say(sentences: Iterable[Sentence]) -> int:
    print("\n".join(str(sentence) for sentence in sentences))
    return 0


def _unknown(what: str, known: list[str]) -> int:
    print(f"There is no {what}. There is: {', '.join(known)}.", file=sys.stderr)
    return plan_files.WRONG_INPUT
