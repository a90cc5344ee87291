"""`commonweal slack PROBLEM.json PLAN.json`: what could fall away unharmed."""

from __future__ import annotations

import argparse
import pathlib
import sys
import time

from commonweal.core.planner import BadProblem, Stop, formats, slack
from commonweal.interfaces.cli import plan_files


def add_parser(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "slack", help="say how much could be lost before anybody gets less"
    )
    parser.add_argument(
        "problem", type=pathlib.Path, help="a problem: JSON, or a folder of CSV"
    )
    parser.add_argument("plan", type=pathlib.Path, help="a plan of it as JSON")
    parser.add_argument("--seconds", type=float, help="say what is known by then")
    parser.set_defaults(run=say_slack)


def say_slack(args: argparse.Namespace) -> int:
    """Say in sentences how much slack a plan keeps; 2 when something cannot be read."""
    problem = plan_files.read_problem(args.problem)
    plan = plan_files.read(args.plan, formats.plan_from_json)
    if problem is None or plan is None:
        return plan_files.WRONG_INPUT
    stop = Stop(seconds=args.seconds, clock=time.monotonic)
    try:
        found = slack.slack_of(problem, plan, stop=stop)
    except BadProblem as bad:
        for fault in bad.faults:
            print(fault.words, file=sys.stderr)
        return plan_files.WRONG_INPUT
    print(found)
    return 0
