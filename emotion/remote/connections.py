"""HTTP connections to one server, kept open between requests."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException

from emotion.remote.address import Address
from emotion.remote.wire import MOST_BYTES

MOST_IDLE = 32


class RefusedError(Exception):
    """The server answered with another status than 200, which is its argument."""


class Connections:
    """Posts bytes and reads bytes. Safe to share by threads: each request has a connection of its own."""

    def __init__(self, address: Address, timeout: float) -> None:
        """timeout: seconds for each of connecting, sending and reading."""
        self._address = address
        self._timeout = timeout
        self._idle: deque[HTTPConnection] = deque()

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        """The answer's body. Raises OSError, HTTPException, or RefusedError.

        A connection that was kept may have been closed by the server meanwhile; a new one is then tried once.
        """
        try:
            kept = self._idle.pop()
        except IndexError:
            return self._ask(self._new(), path, body, headers)
        try:
            return self._ask(kept, path, body, headers)
        except TimeoutError:
            raise
        except (OSError, HTTPException):
            return self._ask(self._new(), path, body, headers)

    def close(self) -> None:
        """Close those that are kept."""
        while self._idle:
            self._idle.pop().close()

    def _new(self) -> HTTPConnection:
        return HTTPConnection(self._address.host, self._address.port, timeout=self._timeout)

    def _ask(self, connection: HTTPConnection, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        try:
            connection.request("POST", path, body, dict(headers))
            answer = connection.getresponse()
            content = answer.read(MOST_BYTES + 1)
        except BaseException:
            connection.close()
            raise
        if answer.status != 200 or not answer.isclosed() or len(self._idle) >= MOST_IDLE:
            connection.close()
        else:
            self._idle.append(connection)
        if answer.status != 200:
            raise RefusedError(answer.status)
        return content
