"""What stands between a browser and a server, and can be shut: each connection is dropped, and none comes about."""

from __future__ import annotations

import contextlib
import socket
import threading
import urllib.parse


class Gate:
    """Passes connections on to the server at a URL, from a port of its own."""

    def __init__(self, url: str) -> None:
        self._target = (urllib.parse.urlsplit(url).hostname, urllib.parse.urlsplit(url).port)
        self._listens = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._shut = False
        self.url = f"http://localhost:{self._listens.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def shut(self) -> None:
        """Drop every connection, and let none through from now on."""
        with self._lock:
            self._shut = True
            dropped, self._sockets = self._sockets, set()
        for one in dropped:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def open(self) -> None:
        """Let connections through again."""
        self._shut = False

    def close(self) -> None:
        """Be there no more."""
        self.shut()
        self._listens.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                self._let_through(self._listens.accept()[0])

    def _let_through(self, came: socket.socket) -> None:
        try:
            with self._lock:
                if self._shut:
                    raise ConnectionError
                goes = socket.create_connection(self._target)
                self._sockets |= {came, goes}
        except OSError:
            came.close()
            return
        for source, sink in ((came, goes), (goes, came)):
            threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while said := source.recv(65_536):
                sink.sendall(said)
        for one in (source, sink):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
