"""Mailboxes are bounded, drop the oldest and count it."""

from __future__ import annotations

import threading

from session.sitting.mailbox import Bounded, Newest


def test_the_newest_frame_takes_the_place_of_the_one_before() -> None:
    box = Newest[str]()
    for name in ("first", "second", "third"):
        box.put(name)
    assert box.take() == "third"
    assert box.take() is None
    assert (box.received, box.dropped) == (3, 2)


def test_a_full_queue_drops_its_oldest() -> None:
    box = Bounded[int](capacity=3)
    for number in range(5):
        box.put(number)
    assert box.waiting == 3
    assert box.take_all() == [2, 3, 4]
    assert box.take_all() == []
    assert (box.received, box.dropped, box.waiting) == (5, 2, 0)


def test_capacity_counts_sizes_and_what_never_fits_is_dropped() -> None:
    box = Bounded[str](capacity=1.0)
    box.put("half a second", 0.5)
    box.put("two seconds", 2.0)
    box.put("a tenth", 0.1)
    assert box.take_all() == ["a tenth"]
    assert (box.received, box.dropped) == (2.6, 2.5)


def test_nothing_is_lost_or_doubled_between_threads() -> None:
    box = Bounded[int](capacity=1_000_000)
    threads = [threading.Thread(target=lambda s=s: [box.put(s * 1000 + i) for i in range(1000)]) for s in range(4)]
    for thread in threads:
        thread.start()
    taken: list[int] = []
    while any(thread.is_alive() for thread in threads) or box.waiting:
        taken += box.take_all()
    assert sorted(taken) == list(range(4000))
