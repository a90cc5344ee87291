"""Small habits of our processes: die with the parent, listen on one socket.

Not a process library: Linux is assumed where it helps and done without elsewhere.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys

#: From <sys/prctl.h>: the signal this process gets when its parent dies.
_PR_SET_PDEATHSIG = 1

#: The supervisor tells its children who it is, so that a child born in the moment of
#: its death notices too.
PARENT = "COMMONWEAL_SUPERVISOR"
#: The supervisor opens the socket and hands it down: while a web process is replaced,
#: callers wait in its queue instead of being turned away.
SOCKET = "COMMONWEAL_SOCKET"

#: Callers that may wait while the web process is busy or being replaced.
_BACKLOG = 256


def die_with_parent() -> None:
    """Ask the kernel to end this process when its supervisor ends, however it ends."""
    parent = os.environ.get(PARENT)
    if parent is None:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):
        raise SystemExit(0)


def listen(host: str, port: int) -> socket.socket:
    """Open the socket to serve on; OSError says why it cannot be had."""
    family, kind, proto, _name, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, proto)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def inherited_socket() -> socket.socket | None:
    """Return the socket the supervisor handed down, if it did."""
    number = os.environ.get(SOCKET)
    return None if number is None else socket.socket(fileno=int(number))


def address_of(listener: socket.socket) -> str:
    """Return the address to open in a browser."""
    host, port = listener.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        host = "localhost"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
