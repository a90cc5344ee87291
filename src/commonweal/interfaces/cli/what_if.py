"""`commonweal what-if PROBLEM.json [PLAN.json] --yields 0.8`: what becomes of a plan."""

from __future__ import annotations

import argparse
import functools
import pathlib
import sys
import time
from collections.abc import Callable, Iterator

from commonweal.core.planner import (
    BadProblem,
    Illness,
    LateArrival,
    LateReady,
    LateStart,
    Outcome,
    People,
    Plan,
    Prices,
    Purses,
    Rooms,
    Status,
    Stocks,
    Stop,
    Tier,
    WhatIf,
    Yields,
    formats,
    outcomes,
    solve,
)
from commonweal.interfaces.cli import plan_files

_Asked = tuple[str | None, float]
_Options = argparse.Namespace
#: Option, what it may name, what its figure means, and the what-if it becomes.
_KINDS: tuple[tuple[str, str, str, Callable[[_Asked, _Options], WhatIf]], ...] = (
    (
        "yields",
        "RECIPE",
        "a recipe gives this many times as much (all: no name)",
        lambda asked, _: Yields(asked[1], asked[0]),
    ),
    (
        "illness",
        "SKILL",
        "this share of the hours is lost",
        lambda asked, args: Illness(asked[1], asked[0], args.place, args.periods),
    ),
    (
        "rooms",
        "CAPACITY",
        "only this share of land, rooms or machines can be used",
        lambda asked, args: Rooms(asked[1], asked[0], args.place, args.periods),
    ),
    (
        "late",
        "RECIPE",
        "a season begins and ends so many periods later",
        lambda asked, _: LateStart(int(asked[1]), asked[0]),
    ),
    (
        "ready",
        "RECIPE",
        "what a recipe gives is ready so many periods later",
        lambda asked, _: LateReady(int(asked[1]), asked[0]),
    ),
    (
        "arrivals",
        "GOOD",
        "what is to come in comes so many periods later",
        lambda asked, args: LateArrival(int(asked[1]), asked[0], args.place),
    ),
    (
        "stock",
        "GOOD",
        "only this share of the opening stock is left",
        lambda asked, args: Stocks(asked[1], asked[0], args.place),
    ),
    (
        "purse",
        "CURRENCY",
        "only this share may be spent outside",
        lambda asked, _: Purses(asked[1], asked[0]),
    ),
    (
        "prices",
        "GOOD",
        "outside prices are so many times as high",
        lambda asked, _: Prices(asked[1], asked[0]),
    ),
    (
        "people",
        "GROUP",
        "a group is so many times as large",
        lambda asked, _: People(asked[1], asked[0]),
    ),
)
_LATE = frozenset({"late", "ready", "arrivals"})  # their figure counts periods


def add_parser(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "what-if", help="say what becomes of a plan if yields, hours or money fail"
    )
    parser.add_argument(
        "problem", type=pathlib.Path, help="a problem: JSON, or a folder of CSV"
    )
    parser.add_argument(
        "plan", type=pathlib.Path, nargs="?", help="a plan of it; without, it is solved"
    )
    for option, name, meaning, _ in _KINDS:
        parser.add_argument(
            f"--{option}",
            type=_asked_periods if option in _LATE else _asked,
            action="append",
            default=[],
            metavar=f"[{name}=]N",
            help=meaning,
        )
    parser.add_argument("--place", help="illness, rooms, stock, arrivals: only there")
    parser.add_argument(
        "--periods",
        type=_periods,
        metavar="FROM-TO",
        help="illness, rooms: only in these periods, counted from 0",
    )
    parser.add_argument("--out", type=pathlib.Path, help="where to write the new plan")
    parser.add_argument(
        "--problem-out", type=pathlib.Path, help="where to write the changed problem"
    )
    parser.add_argument("--seconds", type=float, help="give the best plan by then")
    parser.set_defaults(run=what_if)


def what_if(args: argparse.Namespace) -> int:
    """Say what becomes of a plan; 0, 1 when no plan holds, 2 when something is unread."""
    problem = plan_files.read_problem(args.problem)
    plan = args.plan and plan_files.read(args.plan, formats.plan_from_json)
    if problem is None or (args.plan and plan is None):
        return plan_files.WRONG_INPUT
    supposed = tuple(_supposed(args))
    if not supposed:
        print("Say what happens: --yields 0.8, --illness 0.5, …", file=sys.stderr)
        return plan_files.WRONG_INPUT
    stop = Stop(seconds=args.seconds, clock=time.monotonic)
    solver = functools.partial(solve, stop=stop)
    try:
        first = plan or solver(problem)
        outcome = outcomes.compare(problem, first, *supposed, solver=solver)
    except BadProblem as bad:
        for fault in bad.faults:
            print(fault.words, file=sys.stderr)
        return plan_files.WRONG_INPUT
    return _tell(outcome, args)


def _supposed(args: argparse.Namespace) -> Iterator[WhatIf]:
    for option, _, _, made in _KINDS:
        for asked in getattr(args, option):
            yield made(asked, args)


def _tell(outcome: Outcome, args: argparse.Namespace) -> int:
    print(outcome)
    print()
    print("\n".join(_table(outcome)))
    status = plan_files.say_whether_it_holds(outcome.problem, outcome.after)
    _write(args.problem_out, lambda: formats.problem_to_json(outcome.problem))
    _write(args.out, lambda: formats.plan_to_json(outcome.after))
    no_plan = outcome.after.status in {Status.INFEASIBLE, Status.FAILED}
    return plan_files.BROKEN if status or no_plan else 0


def _write(path: pathlib.Path | None, written: Callable[[], str]) -> None:
    if path is not None:
        path.write_text(written(), encoding="utf-8")
        print(f"Written to {path}.")


def _table(outcome: Outcome) -> Iterator[str]:
    """Lay the two plans side by side: how far needs are met, what it takes."""
    rows: list[tuple[str, ...]] = [("", "before", "after")]
    plans = (outcome.before, outcome.after)
    for is_wish in (False, True):
        for tier in Tier:
            levels = [_levels(plan, tier, is_wish=is_wish) for plan in plans]
            if any(levels):
                kind = "wishes" if is_wish else "needs"
                rows.append((f"{tier} {kind}, least", *map(_least, levels)))
                rows.append((f"{tier} {kind}, in full", *map(_in_full, levels)))
    rows.append(("hours", *(f"{plan.totals.effort_hours:.1f}" for plan in plans)))
    rows.append(("kg CO2e", *(f"{plan.totals.footprint:.1f}" for plan in plans)))
    spent = [dict(plan.totals.spent) for plan in plans]
    for currency in sorted({*spent[0], *spent[1]}):
        sums = (f"{one.get(currency, 0.0):.2f}" for one in spent)
        rows.append((f"{currency} spent", *sums))
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    for first, *figures in rows:
        told = (
            one.rjust(width) for one, width in zip(figures, widths[1:], strict=True)
        )
        yield "  ".join((first.ljust(widths[0]), *told))


def _levels(plan: Plan, tier: Tier, *, is_wish: bool) -> list[float]:
    return [
        line.level
        for line in plan.fulfilment
        if line.tier == tier and line.is_wish is is_wish
    ]


def _least(levels: list[float]) -> str:
    return f"{100 * min(levels):.0f} %" if levels else ""


def _in_full(levels: list[float]) -> str:
    n_met = sum(level >= 1.0 - 1e-6 for level in levels)
    return f"{n_met} of {len(levels)}"


def _asked(text: str) -> _Asked:
    """Read "NAME=FIGURE" or a figure alone."""
    name, is_named, figure = text.rpartition("=")
    try:
        return (name if is_named else None), float(figure)
    except ValueError:
        said = f"{text!r} is neither a figure nor NAME=FIGURE"
        raise argparse.ArgumentTypeError(said) from None


def _asked_periods(text: str) -> _Asked:
    """Read a whole number of periods, named or not."""
    name, figure = _asked(text)
    if not figure.is_integer():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of periods")
    return name, figure


def _periods(text: str) -> tuple[int, ...]:
    """Read "2-4" or "2"."""
    first, _, last = text.partition("-")
    try:
        periods = tuple(range(int(first), int(last or first) + 1))
    except ValueError:
        periods = ()
    if not periods:
        raise argparse.ArgumentTypeError(f"{text!r} says no periods, like 2-4 or 2")
    return periods
