"""`commonweal check`: recompute everything from what happened and look for differences."""

from __future__ import annotations

import argparse
import json

from django.utils import timezone

from commonweal.interfaces.cli import checking, words

_HASH_LETTERS = 12


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say how the command is called."""
    parser = commands.add_parser(
        "check",
        help="recompute everything from the entries, verify the chain; exit 1 if not",
        description=__doc__,
        epilog="Works while commonweal runs. Exit code 1 when anything differs.",
    )
    parser.add_argument(
        "--json", action="store_true", help="say it for programs, with all counts"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Say in one line that all is sound, or list what differs."""
    found = checking.check_node(at=timezone.now())
    wrong = [union for union in found if union.problems]
    if options.json:
        words.say(json.dumps(_for_programs(found), ensure_ascii=False))
        return 1 if wrong else 0
    if not wrong:
        words.say(sound(found))
        return 0
    n_problems = sum(len(union.problems) for union in wrong)
    words.complain(f"NOT sound: {n_problems} differences.")
    for union in wrong:
        words.complain(f"{union.name}:")
        words.complain_about(union.problems)
    words.complain("Nothing was changed. Compare with the last backup before going on.")
    return 1


def sound(found: tuple[checking.UnionCheck, ...]) -> str:
    """Return the one line that says all is well, with the ends of the chains."""
    n_events = sum(union.n_events for union in found)
    heads = ", ".join(
        f"{union.name} ends at {union.n_events} {union.head_hash[:_HASH_LETTERS]}"
        for union in found
    )
    unions = "1 union" if len(found) == 1 else f"{len(found)} unions"
    return (
        f"Sound: {unions}, {n_events:,} entries re-read, every amount and total "
        f"recomputed, no difference{f'; {heads}' if heads else ''}."
    )


def _for_programs(found: tuple[checking.UnionCheck, ...]) -> dict[str, object]:
    return {
        "unions": {
            str(one.union): {
                "name": one.name,
                "seq": one.n_events,
                "hash": one.head_hash,
            }
            for one in found
            if one.union.int
        },
        "counts": checking.count_rows(),
        "problems": [
            f"{one.name}: {words.worded(problem)}"
            for one in found
            for problem in one.problems
        ],
    }
