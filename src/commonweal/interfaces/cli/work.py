"""`commonweal worker`: work on jobs, in a process of its own."""

from __future__ import annotations

import argparse
import os

from commonweal.interfaces.cli import supervise


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say how the command is called."""
    parser = commands.add_parser(
        "worker",
        help="work on jobs (without pages; see also: run)",
        description=__doc__,
    )
    parser.add_argument(
        "--lease",
        type=float,
        default=30.0,
        metavar="SECONDS",
        help="how long a silent worker keeps its job (default 30)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Become a worker; interfaces do not import one another, the worker is above us."""
    command = supervise.worker_command("--lease", str(options.lease))
    os.execv(command[0], command)  # noqa: S606 - our own command, no shell
