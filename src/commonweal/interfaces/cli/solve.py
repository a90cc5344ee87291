"""`commonweal solve PROBLEM.json --out PLAN.json`: solve a problem without a union."""

from __future__ import annotations

import argparse
import pathlib
import sys
import time

from commonweal.core.planner import BadProblem, Params, Sentence, Stop, check, formats
from commonweal.core.planner.solve import solve as solve_problem

_WRONG_INPUT = 2  # the exit status argparse itself uses for what it cannot read
_NO_PLAN = 1


def add_parser(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "solve", help="solve a planning problem from a file and write the plan"
    )
    parser.add_argument("problem", type=pathlib.Path, help="a problem as JSON")
    parser.add_argument("--out", type=pathlib.Path, help="where to write the plan")
    parser.add_argument("--seconds", type=float, help="give the best plan by then")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--quiet", action="store_true", help="say no progress")
    parser.set_defaults(run=solve)


def solve(args: argparse.Namespace) -> int:
    """Solve a problem from a file, print a summary, write the plan; 0 when it holds."""
    try:
        problem = formats.problem_from_json(args.problem.read_bytes())
    except OSError as error:
        print(f"{args.problem}: {error.strerror}", file=sys.stderr)
        return _WRONG_INPUT
    except BadProblem as bad:
        for fault in bad.faults:
            print(f"{args.problem}: {fault}", file=sys.stderr)
        return _WRONG_INPUT
    plan = solve_problem(
        problem,
        params=Params(),
        seed=args.seed,
        stop=Stop(seconds=args.seconds, clock=time.monotonic),
        progress=None if args.quiet else _say,
    )
    print(plan)
    breaches = check.problems_with_plan(problem, plan)
    for breach in breaches:
        print(f"Broken: {breach}", file=sys.stderr)
    if not breaches:
        print("Checked: every line of the plan holds.")
    if args.out is not None:
        args.out.write_text(formats.plan_to_json(plan), encoding="utf-8")
        print(f"Written to {args.out}.")
    return _NO_PLAN if breaches or plan.status in {"infeasible", "failed"} else 0


def _say(percent: int, words: Sentence) -> None:
    print(f"{percent:3d} % {words}", file=sys.stderr)
