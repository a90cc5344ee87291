"""`commonweal solve PROBLEM.json --out PLAN.json`: solve a problem without a union."""

from __future__ import annotations

import argparse
import pathlib
import sys
import time

from commonweal.core.planner import (
    GOALS,
    Params,
    Problem,
    Sentence,
    Stop,
    formats,
    goals_from,
    models_out,
)
from commonweal.core.planner.solve import solve as solve_problem
from commonweal.interfaces.cli import plan_files


def add_parser(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "solve", help="solve a planning problem from a file and write the plan"
    )
    parser.add_argument(
        "problem", type=pathlib.Path, help="a problem: JSON, or a folder of CSV"
    )
    parser.add_argument("--out", type=pathlib.Path, help="where to write the plan")
    parser.add_argument(
        "--model", type=pathlib.Path, help="write the first question as .lp or .mps"
    )
    parser.add_argument("--seconds", type=float, help="give the best plan by then")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--spare",
        choices=GOALS[1:],
        default=GOALS[1],
        help="what to keep small first once needs are met (default: %(default)s)",
    )
    parser.add_argument("--quiet", action="store_true", help="say no progress")
    parser.set_defaults(run=solve)


def solve(args: argparse.Namespace) -> int:
    """Solve a problem from a file, print a summary, write the plan; 0 when it holds."""
    problem = plan_files.read_problem(args.problem)
    if problem is None:
        return plan_files.WRONG_INPUT
    if args.model is not None and not _write_model(problem, args.model):
        return plan_files.WRONG_INPUT
    plan = solve_problem(
        problem,
        params=Params(goals=goals_from(args.spare)),
        seed=args.seed,
        stop=Stop(seconds=args.seconds, clock=time.monotonic),
        progress=None if args.quiet else _say,
    )
    print(plan)
    status = plan_files.say_whether_it_holds(problem, plan)
    if args.out is not None and status:
        print(f"Not written to {args.out}: the plan does not hold.", file=sys.stderr)
    elif args.out is not None:
        args.out.write_text(formats.plan_to_json(plan), encoding="utf-8")
        print(f"Written to {args.out}.")
    no_plan = plan.status in {"infeasible", "failed"}
    return plan_files.BROKEN if status or no_plan else 0


def _write_model(problem: Problem, path: pathlib.Path) -> bool:
    kind = path.suffix.removeprefix(".")
    if kind not in models_out.KINDS:
        print(f"{path}: a model ends with .lp or .mps.", file=sys.stderr)
        return False
    path.write_text(models_out.model_text(problem, kind), encoding="utf-8")
    return True


def _say(percent: int, words: Sentence) -> None:
    print(f"{percent:3d} % {words}", file=sys.stderr)
