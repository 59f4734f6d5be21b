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


class Batcher(Generic[Item, Result]):
    """Runs `run` on one thread of its own, on all items that came within WAIT of the first, at most MOST at once.

    run takes a list of items and gives one result for each, in order. What it raises is raised to every caller whose
    item was in the batch.
    """

    def __init__(self, run: Callable[[list[Item]], Sequence[Result]]) -> None:
        self._run = run
        self._waiting: queue.SimpleQueue[tuple[Item, Future[Result]]] = queue.SimpleQueue()
        threading.Thread(target=self._work, name="attune-batcher", daemon=True).start()

    def __call__(self, items: Sequence[Item]) -> list[Result]:
        """The results of some items, which may run together with those of other threads; waits for them."""
        futures: list[Future[Result]] = [Future() for _ in items]
        for item, future in zip(items, futures, strict=True):
            self._waiting.put((item, future))
        return [future.result() for future in futures]

    def _work(self) -> None:
        while True:
            batch = self._gather()
            try:
                results = self._run([item for item, _ in batch])
                for (_, future), result in zip(batch, results, strict=True):
                    future.set_result(result)
            except Exception as error:  # belongs to the callers; this thread goes on for the others
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)

    def _gather(self) -> list[tuple[Item, Future[Result]]]:
        batch = [self._waiting.get()]
        closes = time.monotonic() + WAIT
        while len(batch) < MOST:
            try:
                batch.append(self._waiting.get(timeout=max(closes - time.monotonic(), 0)))
            except queue.Empty:
                break
        return batch
