"""What several threads ask of a model runs together, and nobody waits for ever."""

from __future__ import annotations

import threading
import time

import pytest

from emotion.pretrained.batcher import Batcher


class TestBatcher:
    def test_gathers_what_several_threads_ask(self) -> None:
        sizes: list[int] = []
        begun = threading.Event()

        def run(items: list[int]) -> list[int]:
            sizes.append(len(items))
            begun.set()
            time.sleep(0.05)
            return [10 * item for item in items]

        batcher = Batcher(run)
        answers: dict[int, list[int]] = {}
        first = threading.Thread(target=lambda: answers.update({0: batcher([0])}))
        first.start()
        begun.wait(5)
        others = [threading.Thread(target=lambda n=n: answers.update({n: batcher([n, -n])})) for n in range(1, 6)]
        for thread in others:
            thread.start()
        for thread in [first, *others]:
            thread.join(5)
        assert answers == {0: [0]} | {n: [10 * n, -10 * n] for n in range(1, 6)}
        assert sizes == [1, 10]

    def test_an_error_reaches_its_callers_and_the_next_is_served(self) -> None:
        def run(items: list[int]) -> list[float]:
            return [1 / item for item in items]

        batcher = Batcher(run)
        with pytest.raises(ZeroDivisionError):
            batcher([0])
        assert batcher([4]) == [0.25]

    def test_a_model_that_hangs_is_given_up(self) -> None:
        hangs = threading.Event()
        batcher = Batcher(lambda items: [hangs.wait(20)] * len(items), within=0.1)
        with pytest.raises(TimeoutError, match=r"did not answer within 0\.1 s"):
            batcher([0])
        hangs.set()

    def test_no_more_wait_than_there_is_room_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("emotion.pretrained.batcher.MOST_WAITING", 3)
        hangs = threading.Event()
        batcher = Batcher(lambda items: [hangs.wait(20)] * len(items), within=0.3)
        with pytest.raises(TimeoutError):
            batcher([0])
        with pytest.raises(TimeoutError, match="no place for more"):
            batcher(range(5))
        hangs.set()

    def test_closed_it_has_no_thread_and_refuses(self) -> None:
        batcher = Batcher(lambda items: items)
        assert batcher([1]) == [1]
        assert batcher.close()
        with pytest.raises(RuntimeError, match="closed"):
            batcher([1])
