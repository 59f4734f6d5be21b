"""Requests of several sessions, gathered for a few milliseconds into one batch: what a GPU needs to serve many."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WAIT = 0.004
"""Seconds the first request of a batch waits for others."""

MOST = 32
MOST_WAITING = 8 * MOST
"""Items that may wait; who comes when so many do waits for a place, and gives up in the end."""

ANSWER_WITHIN = 30.0
"""Seconds a caller waits at most, for a place and for its results together."""


class Batcher(Generic[Item, Result]):
    """Runs `run` on one thread of its own, on all items that came within WAIT of the first, at most MOST at once.

    run takes a list of items and gives one result for each, in order. What it raises is raised to every caller whose
    item was in the batch.
    """

    def __init__(self, run: Callable[[list[Item]], Sequence[Result]], within: float = ANSWER_WITHIN) -> None:
        self._run = run
        self._within = within
        self._waiting: queue.Queue[tuple[Item, Future[Result]] | None] = queue.Queue(MOST_WAITING)
        self._closed = self._ended = False
        self._thread = threading.Thread(target=self._work, name="attune-batcher", daemon=True)
        self._thread.start()

    def __call__(self, items: Sequence[Item]) -> list[Result]:
        """The results of some items, which may run together with those of other threads; waits for them.

        Raises TimeoutError when they do not come in time, RuntimeError once closed.
        """
        ends = time.monotonic() + self._within
        futures: list[Future[Result]] = [Future() for _ in items]
        for item, future in zip(items, futures, strict=True):
            if self._closed:
                raise RuntimeError("the batcher is closed")
            try:
                self._waiting.put((item, future), timeout=max(ends - time.monotonic(), 0))
            except queue.Full:
                raise TimeoutError(f"the model had no place for more within {self._within:g} s") from None
        return [self._result(future, ends) for future in futures]

    def close(self, timeout: float = 10.0) -> bool:
        """End the thread after the batch in progress; what still waits is refused. Returns whether it is gone."""
        self._closed = True
        self._refuse_waiting()
        self._waiting.put(None)
        self._thread.join(timeout)
        self._refuse_waiting()
        return not self._thread.is_alive()

    def _result(self, future: Future[Result], ends: float) -> Result:
        try:
            return future.result(timeout=max(ends - time.monotonic(), 0))
        except TimeoutError:
            future.cancel()
            raise TimeoutError(f"the model did not answer within {self._within:g} s") from None

    def _refuse_waiting(self) -> None:
        while True:
            try:
                request = self._waiting.get_nowait()
            except queue.Empty:
                return
            if request is not None:
                request[1].set_exception(RuntimeError("the batcher is closed"))

    def _work(self) -> None:
        while batch := self._gather():
            batch = [(item, future) for item, future in batch if future.set_running_or_notify_cancel()]
            try:
                results = self._run([item for item, _ in batch]) if batch else []
                for (_, future), result in zip(batch, results, strict=True):
                    future.set_result(result)
            except Exception as error:  # belongs to the callers; this thread goes on for the others
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)

    def _gather(self) -> list[tuple[Item, Future[Result]]]:
        """The next batch; empty at the end."""
        batch: list[tuple[Item, Future[Result]]] = []
        closes = None
        while len(batch) < MOST and not self._ended:
            try:
                request = self._waiting.get(timeout=None if closes is None else max(closes - time.monotonic(), 0))
            except queue.Empty:
                break
            if request is None:
                self._ended = True
                break
            batch.append(request)
            closes = closes or time.monotonic() + WAIT
        return batch
