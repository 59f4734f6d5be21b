"""A small server in place of Ray Serve: answers what a test has it answer."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import numpy as np

from emotion.remote.address import Address
from emotion.remote.wire import pack_prediction, unpack_batch
from emotion.types import Prediction

Answer = Callable[[str, bytes, str], tuple[int, bytes]]
"""(path, body, models asked for) -> (status, body)."""


class Counting:
    """A network whose every probability is the share that `says` is, and which counts what it is asked."""

    def __init__(self, says: float) -> None:
        self.says = says
        self.batches: list[int] = []

    def predict(self, batch: object) -> Prediction:
        self.batches.append(len(batch))
        return Prediction(np.full((len(batch), 7), self.says, np.float32), valence=np.zeros(len(batch), np.float32))


def reads(network: Counting) -> Answer:
    """Answers with what a network predicts."""
    return lambda _path, body, _models: (200, pack_prediction(network.predict(unpack_batch(body))))


@contextmanager
def serving(answer: Answer, port: int = 0) -> Iterator[Address]:
    """The address of a server, until the block ends; its connections are then closed too."""
    open_now = set()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            open_now.add(self.connection)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, content = answer(self.path, body, self.headers["X-Attune-Models"])
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                self.close_connection = True

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    server = Server(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield Address("127.0.0.1", server.server_port)
    finally:
        server.shutdown()
        server.server_close()
        for connection in open_now:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
