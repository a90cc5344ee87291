"""`commonweal web`: serve the pages and the API from one process, with waitress."""

from __future__ import annotations

import argparse
import logging
import os
import socket

import waitress
from django.conf import settings
from django.utils.module_loading import import_string

from commonweal.interfaces.cli import processes, words
from commonweal.interfaces.cli.errors import NotDone

#: Requests worked on at once; with one writer on SQLite more would only wait.
_THREADS = 8
#: Far above what any page takes: what is too large is refused by the page, in words.
_LARGEST_BODY = 64 * 1024 * 1024
_PORT = 8000


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say how the command is called."""
    parser = commands.add_parser(
        "web",
        help="serve pages and API (without worker; see also: run)",
        description=__doc__,
    )
    add_address(parser)
    parser.set_defaults(run=run)


def add_address(parser: argparse.ArgumentParser) -> None:
    """Take --host and --port."""
    parser.add_argument(
        "--host",
        default=os.environ.get("COMMONWEAL_HOST", "127.0.0.1"),
        help="address to listen on (default 127.0.0.1: this machine only)",
    )
    parser.add_argument(
        "--port",
        type=_port,
        default=os.environ.get("COMMONWEAL_PORT", str(_PORT)),
        help="port to listen on; 0 takes any free one (default 8000, COMMONWEAL_PORT)",
    )


def listen(host: str, port: int) -> socket.socket:
    """Open the socket, or say in a sentence why not."""
    try:
        return processes.listen(host, port)
    except OSError as trouble:
        raise NotDone(
            f"Cannot listen on {host}:{port}: {trouble.strerror}. Perhaps commonweal "
            f"runs already; otherwise choose another port with --port {port + 1}."
        ) from None


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop."""
    processes.die_with_parent()
    listener = processes.inherited_socket()
    if listener is None:
        listener = listen(options.host, options.port)
        words.say(f"Serving on {processes.address_of(listener)}")
    # A request that waits a moment for a free thread is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    behind_tls = (
        {
            "trusted_proxy": "127.0.0.1",
            "trusted_proxy_headers": {"x-forwarded-proto", "x-forwarded-for"},
        }
        if settings.TLS
        else {}
    )
    waitress.serve(  # type: ignore[no-untyped-call]
        import_string(settings.WSGI_APPLICATION),
        sockets=[listener],
        threads=_THREADS,
        max_request_body_size=_LARGEST_BODY,
        clear_untrusted_proxy_headers=True,
        ident=None,
        _quiet=True,
        **behind_tls,
    )
    return 0


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:  # noqa: PLR2004 - what TCP has
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return port
