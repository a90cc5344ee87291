"""The `commonweal` command: sets Django up, then hands over to the command asked for.

Imports nothing that reads tables: those modules can only be imported once the
settings are read, and settings that cannot be read are told as a sentence.
"""

from __future__ import annotations

import importlib
import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured


def main(arguments: list[str] | None = None) -> None:
    """Run one command; ends with 0 (done), 1 (not done, and why) or 2 (not understood)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.site.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, OSError, ValueError) as trouble:
        sys.stderr.write(
            f"commonweal cannot start: {trouble}\n"
            "Look at COMMONWEAL_HOME and DATABASE_URL; the manual lists all settings.\n"
        )
        sys.exit(1)
    commands = importlib.import_module("commonweal.interfaces.cli.commands")
    sys.exit(commands.run(sys.argv[1:] if arguments is None else arguments))


if __name__ == "__main__":
    main()
