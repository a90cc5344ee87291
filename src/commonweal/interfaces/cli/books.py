"""`commonweal books UNION --as hledger`: the books as text of other programs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from commonweal.interfaces.cli import acting, archive, words
from commonweal.rooms.purse.services import bank_books


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say how the command is called."""
    parser = commands.add_parser(
        "books",
        help="write the books of a union's purse as Beancount or hledger text",
        description=__doc__,
        epilog=(
            "Every associate may do this: put a token into COMMONWEAL_TOKEN, or sign "
            "in when asked. Names, notes and bank lines are not in it. Look at it with "
            "`bean-check books.beancount` or `hledger -f books.journal balance`."
        ),
    )
    parser.add_argument("union", help="name (or its beginning) or id of the union")
    parser.add_argument(
        "--as",
        dest="style",
        choices=bank_books.STYLES,
        default="hledger",
        help="for which program (default: hledger)",
    )
    parser.add_argument(
        "--file", type=Path, help="where to write it (default: the terminal)"
    )
    parser.add_argument(
        "--replace", action="store_true", help="replace the file if it is there"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the books to a file, or to the terminal."""
    now = timezone.now()
    union = acting.union_named(options.union)
    actor = acting.who_acts(union, scope="associate", at=now)
    with actor.held:
        books = bank_books.books_file(
            style=options.style, union=union.id, by=actor.person, at=now
        )
    if options.file is None:
        sys.stdout.write(books.content.decode())
        return 0
    with archive.new_file(options.file, replace=options.replace) as draft:
        draft.write_bytes(books.content)
    words.say(f"The books of {union.name} are written to {options.file}.")
    return 0
