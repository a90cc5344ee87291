"""All commands in one list, and what happens when one cannot be done."""

from __future__ import annotations

import argparse
import importlib
import os
import traceback

from django.db import DatabaseError, InterfaceError, OperationalError

import commonweal
from commonweal.core.vf.problems import Refused
from commonweal.interfaces.cli import words
from commonweal.interfaces.cli.errors import NotDone

_HERE = "commonweal.interfaces.cli"
#: One module per command, in the order of the help. Only the one that was asked for is
#: loaded: on a small board that is seconds.
_COMMANDS = {
    "run": "run",
    "web": "web",
    "work": "work",
    "demo": "demonstrate",
    "plan": "plan",
    "check": "check",
    "backup": "backup",
    "restore": "restore",
    "export": "export",
    "import": "bring_back",
    "books": "books",
    "solve": "solve",
    "check-plan": "check_plan",
    "explain": "explain",
    "season": "season",
    "what-if": "what_if",
    "slack": "slack",
}


def parser(asked: str = "") -> argparse.ArgumentParser:
    """Return the parser of one command, or of all when it is not known."""
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
    for name in [asked] if asked in _COMMANDS else _COMMANDS:
        module = importlib.import_module(f"{_HERE}.{_COMMANDS[name]}")
        module.add_parser(commands)
    return whole


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 not done, 2 not understood."""
    options = parser(next(iter(arguments), "")).parse_args(arguments)
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
