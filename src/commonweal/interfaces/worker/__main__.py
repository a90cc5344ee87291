"""The worker process: ``python -m commonweal.interfaces.worker``."""

from __future__ import annotations

import argparse
import importlib
import os
import signal
from datetime import timedelta
from types import FrameType

import django
from django.utils import timezone

from commonweal.interfaces.cli import processes


def main() -> None:
    """Work until SIGTERM; killed in any other way, nothing is lost either."""
    options = _options()
    processes.die_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.site.settings")
    django.setup()
    # Only now: these modules read tables, which need the settings.
    work = importlib.import_module("commonweal.interfaces.worker.work")
    handlers = importlib.import_module("commonweal.interfaces.worker.handlers")
    schedule = importlib.import_module("commonweal.interfaces.worker.schedule")
    worker = work.Worker(
        handlers=handlers.HANDLERS,
        clock=timezone.now,
        lease=timedelta(seconds=options.lease),
        schedule=schedule.Schedule(),
    )

    def stop(_signal: int, _frame: FrameType | None) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker.work()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="commonweal worker", description=__doc__)
    parser.add_argument(
        "--lease",
        type=float,
        default=30.0,
        metavar="SECONDS",
        help="how long a silent worker keeps its job (default 30)",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
