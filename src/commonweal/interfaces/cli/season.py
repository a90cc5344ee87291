"""`commonweal season PROBLEM.json`: a season in months, its first weeks in weeks."""

from __future__ import annotations

import argparse
import pathlib
import sys
import time

from commonweal.core.planner import (
    BadProblem,
    Params,
    Plan,
    Problem,
    Sentence,
    Status,
    Stop,
    formats,
)
from commonweal.core.planner.season import Season, Steps
from commonweal.core.planner.season import season as plan_season
from commonweal.interfaces.cli import plan_files


def add_parser(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "season", help="plan a season in coarse steps and its first weeks in fine ones"
    )
    parser.add_argument(
        "problem", type=pathlib.Path, help="a problem: JSON, or a folder of CSV"
    )
    default = Steps()
    parser.add_argument(
        "--near", type=int, default=default.near, help="periods planned one by one"
    )
    parser.add_argument(
        "--far", type=int, default=default.far, help="periods joined in each step after"
    )
    parser.add_argument(
        "--looks",
        type=int,
        default=default.looks,
        help="how often weeks are asked whether they reach what months promise; 0: never",
    )
    parser.add_argument(
        "--tolerance",
        type=float,
        default=default.tolerance,
        help="share of a need that weeks may stay below what months promise",
    )
    for name, what in (("season", "season"), ("weeks", "week")):
        parser.add_argument(
            f"--out-{name}",
            type=pathlib.Path,
            help=f"where to write the {what} plan; its own problem goes beside it",
        )
    parser.add_argument("--seconds", type=float, help="give the best plans by then")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--quiet", action="store_true", help="say no progress")
    parser.set_defaults(run=season)


def season(args: argparse.Namespace) -> int:
    """Print both plans and whether they agree, write them; 0 when both hold."""
    problem = plan_files.read_problem(args.problem)
    if problem is None:
        return plan_files.WRONG_INPUT
    try:
        found = plan_season(
            problem,
            Steps(
                near=args.near,
                far=args.far,
                looks=args.looks,
                tolerance=args.tolerance,
            ),
            params=Params(),
            seed=args.seed,
            stop=Stop(seconds=args.seconds, clock=time.monotonic),
            progress=None if args.quiet else _say,
        )
    except BadProblem as bad:
        for fault in bad.faults:
            print(f"--{fault}", file=sys.stderr)
        return plan_files.WRONG_INPUT
    return _show(found, args.out_season, args.out_weeks)


def _show(
    found: Season, out_season: pathlib.Path | None, out_weeks: pathlib.Path | None
) -> int:
    broken = 0
    print(f"The season in {len(found.coarse.steps.groups)} steps:")
    broken |= _show_plan(found.coarse.problem, found.plan, out_season)
    if found.plan.status in {Status.OPTIMAL, Status.STOPPED}:
        print(f"\nIts first {len(found.weeks.periods)} periods:")
        broken |= _show_plan(found.weeks, found.weeks_plan, out_weeks)
    print()
    for sentence in found.sentences():
        print(sentence)
    return plan_files.BROKEN if broken or found.partings else 0


def _show_plan(problem: Problem, plan: Plan, out: pathlib.Path | None) -> int:
    print(plan)
    status = plan_files.say_whether_it_holds(problem, plan)
    if out is not None:
        beside = out.with_name(f"{out.stem}-problem.json")
        out.write_text(formats.plan_to_json(plan), encoding="utf-8")
        beside.write_text(formats.problem_to_json(problem), encoding="utf-8")
        print(f"Written to {out}, and what it was made for to {beside}.")
    no_plan = plan.status in {Status.INFEASIBLE, Status.FAILED}
    return plan_files.BROKEN if status or no_plan else 0


def _say(percent: int, words: Sentence) -> None:
    print(f"{percent:3d} % {words}", file=sys.stderr)
