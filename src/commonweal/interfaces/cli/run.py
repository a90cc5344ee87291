"""`commonweal run`: everything in one command — prepare, serve pages, work on jobs."""

from __future__ import annotations

import argparse
import http.client
import socket
import time

from django.conf import settings

from commonweal.interfaces.cli import (
    demonstrate,
    prepare,
    processes,
    supervise,
    web,
    words,
)
from commonweal.interfaces.cli.errors import NotDone

#: The first answer may take a while on a small board computer.
_FIRST_ANSWER = 60.0


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say how the command is called."""
    parser = commands.add_parser(
        "run",
        help="prepare the database, then serve pages and work on jobs",
        description=__doc__,
    )
    web.add_address(parser)
    parser.add_argument(
        "--demo",
        action="store_true",
        help="load the demo union if the database is empty, and show its sign-in",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve and work until told to stop."""
    listener = web.listen(options.host, options.port)
    prepare.everything()
    sign_in = f", {demonstrate.load()}" if options.demo else ""
    with listener:
        supervisor = supervise.Supervisor(_children(listener, is_demo=options.demo))
        supervisor.catch_signals()
        try:
            _serve(supervisor, listener, sign_in)
        finally:
            supervisor.stop_children()
    words.say("Stopped.")
    return 0


def _serve(
    supervisor: supervise.Supervisor, listener: socket.socket, sign_in: str
) -> None:
    until = time.monotonic() + _FIRST_ANSWER
    while not supervisor.is_stopping and not _answers(listener):
        supervisor.round()
        if time.monotonic() > until:
            raise NotDone(
                f"No page answered within {_FIRST_ANSWER:.0f} s; see the lines above."
            )
    if not supervisor.is_stopping:
        words.say(
            f"Commonweal is ready: open {processes.address_of(listener)}{sign_in}"
        )
    while not supervisor.is_stopping:
        supervisor.round()


def _children(
    listener: socket.socket, *, is_demo: bool
) -> tuple[supervise.Child, supervise.Child]:
    shown = {"COMMONWEAL_DEMO": "1"} if is_demo else {}
    return (
        supervise.Child(
            "web",
            supervise.our_command("web"),
            pass_fds=(listener.fileno(),),
            env={**shown, processes.SOCKET: str(listener.fileno())},
        ),
        supervise.Child("worker", supervise.worker_command(), env=shown),
    )


def _answers(listener: socket.socket) -> bool:
    """Ask for a page: any HTTP answer will do, the socket alone accepts always."""
    host, port = listener.getsockname()[:2]
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    asked = http.client.HTTPConnection(reachable, port, timeout=5)
    try:
        asked.request("GET", "/", headers={"Host": _own_name()})
        return asked.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def _own_name() -> str:
    named = [h for h in settings.ALLOWED_HOSTS if h != "*"]
    return named[0].lstrip(".") if named else "localhost"
