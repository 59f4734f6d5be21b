"""A worker's thread exists only while there is work, and runs it one at a time."""

from __future__ import annotations

import threading
import time

from session.worker import Worker
from tests.session.conftest import until


def threads(name: str) -> int:
    return sum(thread.name == name for thread in threading.enumerate())


def test_the_thread_ends_when_nothing_is_left_and_comes_back() -> None:
    runs: list[float] = []
    worker = Worker("test-once", lambda: runs.append(time.monotonic()))
    worker.wake()
    until(lambda: len(runs) == 1 and not threads("test-once"))
    worker.wake()
    until(lambda: len(runs) == 2 and not threads("test-once"))


def test_work_is_run_again_when_it_asks_and_at_once_when_woken() -> None:
    runs: list[float] = []
    waits = iter([0.05, 60.0, None])

    def work() -> float | None:
        runs.append(time.monotonic())
        return next(waits)

    worker = Worker("test-again", work)
    worker.wake()
    until(lambda: len(runs) == 2)
    assert 0.05 <= runs[1] - runs[0] < 0.5
    worker.wake()
    until(lambda: len(runs) == 3 and not threads("test-again"))
    assert runs[2] - runs[1] < 5


def test_what_wakes_during_work_is_not_missed() -> None:
    inside, go_on = threading.Event(), threading.Event()
    runs: list[int] = []

    def work() -> None:
        runs.append(1)
        inside.set()
        go_on.wait(5)

    worker = Worker("test-missed", work)
    worker.wake()
    assert inside.wait(5)
    worker.wake()
    go_on.set()
    until(lambda: len(runs) == 2)


def test_never_two_at_once() -> None:
    active, most = 0, 0
    lock = threading.Lock()

    def work() -> None:
        nonlocal active, most
        with lock:
            active += 1
            most = max(most, active)
        time.sleep(0.001)
        with lock:
            active -= 1

    worker = Worker("test-one", work)
    callers = [threading.Thread(target=lambda: [worker.wake() for _ in range(200)]) for _ in range(4)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert worker.close()
    assert most == 1
    assert not threads("test-one")


def test_a_closed_worker_stays_closed() -> None:
    runs: list[int] = []
    worker = Worker("test-closed", lambda: runs.append(1))
    assert worker.close()
    worker.wake()
    time.sleep(0.05)
    assert runs == []
    assert worker.closed
