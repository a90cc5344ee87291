"""`commonweal check-plan PROBLEM.json PLAN.json`: the independent checker alone."""

from __future__ import annotations

import argparse
import pathlib

from commonweal.core.planner import formats
from commonweal.interfaces.cli import plan_files


def add_parser(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "check-plan", help="check every line of a plan from a file, whoever made it"
    )
    parser.add_argument(
        "problem", type=pathlib.Path, help="a problem: JSON, or a folder of CSV"
    )
    parser.add_argument("plan", type=pathlib.Path, help="a plan as JSON")
    parser.set_defaults(run=check_plan)


def check_plan(args: argparse.Namespace) -> int:
    """Say whether a plan holds: 0 when it does, 1 with the broken lines, 2 unread."""
    problem = plan_files.read_problem(args.problem)
    plan = plan_files.read(args.plan, formats.plan_from_json)
    if problem is None or plan is None:
        return plan_files.WRONG_INPUT
    return plan_files.say_whether_it_holds(problem, plan)
