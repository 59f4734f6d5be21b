"""A thread that exists only while there is work for it."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Worker:
    """Runs `work` on one daemon thread of its own; work never runs twice at once.

    work() does all that is due and returns in how many seconds it wants to run again, or None when it has nothing left
    to do: the thread then ends, and the next wake() starts a new one. work must not raise.
    """

    def __init__(self, name: str, work: Callable[[], float | None]) -> None:
        self._name = name
        self._work = work
        self._condition = threading.Condition()
        self._thread: threading.Thread | None = None
        self._woken = False
        self._closed = False

    def wake(self) -> None:
        """Have work() run soon, whatever it waits for. Called by any thread; does nothing once closed."""
        with self._condition:
            if self._closed:
                return
            self._woken = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            else:
                self._condition.notify()

    def close(self, timeout: float = 10.0) -> bool:
        """End for good, after the work in progress; waits up to timeout s and returns whether the thread is gone."""
        with self._condition:
            self._closed = True
            self._condition.notify()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout)
        return thread is None or not thread.is_alive()

    @property
    def closed(self) -> bool:
        """Whether close() was called."""
        return self._closed

    def _run(self) -> None:
        while True:
            with self._condition:
                self._woken = False
            again = self._work()
            with self._condition:
                if again is not None and not self._woken and not self._closed:
                    self._condition.wait(again)
                if self._closed or (again is None and not self._woken):
                    self._thread = None
                    return
