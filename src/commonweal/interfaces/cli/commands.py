"""All commands in one list, and what happens when one cannot be done."""

from __future__ import annotations

import argparse
import os
import traceback

from django.db import DatabaseError, InterfaceError, OperationalError

import commonweal
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.cli import (
    backup,
    books,
    bring_back,
    check,
    check_plan,
    demonstrate,
    explain,
    export,
    plan,
    restore,
    solve,
    web,
    words,
    work,
)
from commonweal.interfaces.cli import run as run_command
from commonweal.interfaces.cli.errors import NotDone

#: One module per command, in the order of the help.
_COMMANDS = (
    run_command,
    web,
    work,
    demonstrate,
    plan,
    check,
    backup,
    restore,
    export,
    bring_back,
    books,
    solve,
    check_plan,
    explain,
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    whole = argparse.ArgumentParser(
        prog="commonweal",
        description="The common life of communal unions: needs, plans, provision.",
        epilog="`commonweal COMMAND --help` explains a command.",
    )
    whole.add_argument(
        "--version",
        action="version",
        version=f"commonweal {commonweal.__version__}",
    )
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in _COMMANDS:
        module.add_parser(commands)
    return whole


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 not done, 2 not understood."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except Refused as refused:
        words.complain("Not done:")
        words.complain_about(refused.problems)
    except NotDone as trouble:
        words.complain(str(trouble))
    except (OperationalError, InterfaceError) as trouble:
        words.complain(f"The database cannot be used: {str(trouble).strip()}")
        words.complain(
            "If it was never prepared, `commonweal run` does that; else look at "
            "DATABASE_URL, COMMONWEAL_HOME and the disk."
        )
    except DatabaseError as trouble:
        words.complain(f"The database refused: {str(trouble).strip()}")
        words.complain("If it was never prepared, `commonweal run` does that.")
    except KeyboardInterrupt:
        words.complain("Stopped.")
    except Exception as trouble:  # noqa: BLE001 - the outermost door
        _broken(trouble)
    return 1


def _broken(trouble: Exception) -> None:
    """Say that the mistake is ours, and where, without a page of Python."""
    if os.environ.get("COMMONWEAL_DEBUG") == "1":
        traceback.print_exc()
    last = traceback.extract_tb(trouble.__traceback__)[-1]
    words.complain(
        f"This should not have happened, and it is our mistake: "
        f"{type(trouble).__name__} at {last.filename}:{last.lineno}. Nothing was half "
        f"done. COMMONWEAL_DEBUG=1 shows more; please report it."
    )
