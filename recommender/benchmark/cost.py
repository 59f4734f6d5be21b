"""What fitting costs: time and memory."""

from __future__ import annotations

import threading
import time
from types import TracebackType
from typing import Self

import psutil

EVERY = 0.1
"""Seconds between two looks at the memory."""


class Cost:
    """Around a block: its time, its processor time, and how far the process's memory rose above where it began."""

    def __enter__(self) -> Self:
        self._process = psutil.Process()
        self._began, self._worked = time.perf_counter(), time.process_time()
        self._before = self._highest = self._process.memory_info().rss
        self._done = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._watcher.join()
        self.seconds = time.perf_counter() - self._began
        self.cpu_seconds = time.process_time() - self._worked
        self.memory_mb = (self._highest - self._before) / 2**20

    def figures(self, before: tuple[float, float] = (0.0, 0.0)) -> dict[str, float]:
        """train_seconds, train_cpu_seconds and train_memory_mb; before: of runs that this one went on from."""
        return {
            "train_seconds": round(before[0] + self.seconds, 2),
            "train_cpu_seconds": round(before[1] + self.cpu_seconds, 2),
            "train_memory_mb": round(self.memory_mb, 1),
        }

    def _watch(self) -> None:
        while not self._done.wait(EVERY):
            self._highest = max(self._highest, self._process.memory_info().rss)
