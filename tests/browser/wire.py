"""The wire between a phone and the node: it can be cut, also half-way through an answer.

A relay on a port of its own. Cut, it refuses connections and breaks those that stand,
as a router does that is switched off. ``swallow`` lets a form reach the node and breaks
before the answer comes back: what a node looks like that dies just after a deed.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

CHUNK = 65536
WITHIN_SECONDS = 60.0


class Wire:
    """A relay from ``url`` to the node."""

    def __init__(self, node: str) -> None:
        to = urlsplit(node)
        self._node = (to.hostname, to.port)
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._swallowed = self._awaited = b""
        self._deed: Callable[[], None] = lambda: None
        self.n_swallowed = 0
        self.n_bytes = 0
        self._broke = threading.Event()
        self._listener: socket.socket | None = None
        self._port = 0
        self.mend()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def mend(self) -> None:
        """Let everything through, now and from now on."""
        self._swallowed = b""
        self._listener = socket.create_server(("127.0.0.1", self._port))
        self._port = self._listener.getsockname()[1]
        threading.Thread(
            target=self._accept, args=[self._listener], daemon=True
        ).start()

    def cut(self) -> None:
        """Let nothing through."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        with self._lock:
            open_now = list(self._open)
        for one in open_now:
            _end(one)

    def swallow(self, path: str) -> None:
        """Cut the wire as soon as the node answers the next form sent to ``path``."""
        self._swallowed = f"POST {path}".encode()

    def when_sent(self, path: str, deed: Callable[[], None]) -> None:
        """Do something as soon as the next form for ``path`` has reached the node."""
        self._awaited, self._deed = f"POST {path}".encode(), deed

    def sent(self, said: bytes) -> None:
        if self._awaited and said.startswith(self._awaited):
            self._awaited = b""
            self._deed()

    def swallow_next(self, path: str) -> None:
        """Mend the wire, and cut it when the node answers the next form to ``path``."""
        self.mend()
        self.swallow(path)

    def broken(self) -> None:
        """Wait until the wire broke by itself."""
        assert self._broke.wait(WITHIN_SECONDS), "no form came to be swallowed"
        self._broke.clear()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                phone, _address = listener.accept()
            except OSError:
                return
            try:
                node = socket.create_connection(self._node, timeout=60)
            except OSError:
                phone.close()
                continue
            with self._lock:
                self._open |= {phone, node}
            talk = _Talk(self, phone, node)
            threading.Thread(target=talk.ask, daemon=True).start()
            threading.Thread(target=talk.answer, daemon=True).start()

    def asks(self, sent: bytes) -> bool:
        return bool(self._swallowed) and sent.startswith(self._swallowed)

    def broke(self) -> None:
        self.n_swallowed += 1
        self.cut()
        self._broke.set()

    def forget(self, *ends: socket.socket) -> None:
        with self._lock:
            self._open -= set(ends)


class _Talk:
    """One connection and both its directions."""

    def __init__(self, wire: Wire, phone: socket.socket, node: socket.socket) -> None:
        self.wire, self.phone, self.node = wire, phone, node
        self.breaks = False

    def ask(self) -> None:
        with contextlib.suppress(OSError):
            while sent := self.phone.recv(CHUNK):
                self.breaks = self.breaks or self.wire.asks(sent)
                self.node.sendall(sent)
                self.wire.sent(sent)
        self._end()

    def answer(self) -> None:
        with contextlib.suppress(OSError):
            while said := self.node.recv(CHUNK):
                if self.breaks:
                    self.wire.broke()
                    break
                self.wire.n_bytes += len(said)
                self.phone.sendall(said)
        self._end()

    def _end(self) -> None:
        _end(self.phone)
        _end(self.node)
        self.wire.forget(self.phone, self.node)


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
