"""`commonweal demo`: load the demo union, which anybody may explore."""

from __future__ import annotations

import argparse

from django.utils import timezone

from commonweal.commons.people import queries as people
from commonweal.interfaces.cli import demo, prepare, words
from commonweal.interfaces.cli.errors import NotDone


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say how the command is called."""
    parser = commands.add_parser(
        "demo",
        help="load the demo union into an empty database (see also: run --demo)",
        description=__doc__,
    )
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    """Load the demo; loading it again changes nothing."""
    prepare.migrate()
    words.say(f"The demo union is here: {load()}.")
    return 0


def load() -> str:
    """Load the demo unless it is here, and return how to sign in.

    Not beside a union of real people: its sign-ins are shown to everybody.
    """
    unions = people.list_unions()
    if any(not union.is_demo for union in unions):
        names = ", ".join(union.name for union in unions if not union.is_demo)
        raise NotDone(
            f"The demo is for an empty node, and {names} lives here. Start without "
            "--demo, or set COMMONWEAL_HOME to another folder for the demo."
        )
    if unions:
        loaded = demo.load_demo(timezone.now())
    else:
        with words.step("Loading the demo union"):
            loaded = demo.load_demo(timezone.now())
    return (
        f"sign in as {demo.STEWARD} (steward), {demo.ASSOCIATE} (associate) or "
        f"{demo.FOUNDER} (key-holder), password {loaded.password}"
    )
