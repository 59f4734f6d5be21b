"""Sittings take turns where all is read on this machine, and only there."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from dataclasses import replace
from types import SimpleNamespace

import pytest

from emotion.modalities import FACE
from emotion.models import Reader
from emotion.pretrained.settings import MODEL, Tier
from session.sitting import turns as module
from session.sitting.live import LiveSession
from session.sitting.shared import Shared
from session.sitting.turns import Turns, turns
from session.types import Consent
from tests import fakes
from tests.session.conftest import until

EMBEDDED = SimpleNamespace(readers=dict.fromkeys(MODEL, Reader()))
PRETRAINED = SimpleNamespace(readers=EMBEDDED.readers | {FACE: Reader(Tier.PRETRAINED)})


@pytest.mark.parametrize(("cores", "most"), [(0.4, 1), (2.0, 4), (3.6, 7)])
def test_two_for_each_core(monkeypatch: pytest.MonkeyPatch, cores: float, most: int) -> None:
    monkeypatch.setattr(module, "cores", lambda: cores)
    held = turns(EMBEDDED, elsewhere=False)
    inside, leave = [], threading.Event()

    def come(number: int) -> None:
        with held:
            inside.append(number)
            leave.wait(8)

    people = [threading.Thread(target=come, args=(number,)) for number in range(9)]
    for one in people:
        one.start()
    until(lambda: len(inside) == most)
    threading.Event().wait(0.1)
    assert len(inside) == most
    leave.set()
    for one in people:
        one.join(8)
    assert sorted(inside) == list(range(9))


def test_who_waits_longest_comes_next() -> None:
    one, came = Turns(1), []

    def come(number: int) -> None:
        with one:
            came.append(number)

    people = [threading.Thread(target=come, args=(number,)) for number in range(5)]
    with one:
        for number, person in enumerate(people):
            person.start()
            until(lambda number=number: len(one._waiting) == number + 1)
    for person in people:
        person.join(8)
    assert came == [0, 1, 2, 3, 4]


def test_what_fails_inside_gives_its_turn_back() -> None:
    one = Turns(1)
    for _ in range(2):
        with pytest.raises(OSError, match="broken"), one:
            raise OSError("broken")


def test_no_bound_where_all_wait_for_others() -> None:
    assert isinstance(turns(EMBEDDED, elsewhere=True), nullcontext)
    assert isinstance(turns(PRETRAINED, elsewhere=False), nullcontext)


def test_a_sitting_waits_for_its_turn_and_loses_nothing(shared: Shared) -> None:
    one = Turns(1)
    sittings = [LiveSession(f"sitting-{number}", replace(shared, turns=one), Consent.to(FACE)) for number in range(2)]
    for sitting in sittings:
        sitting.start()
    with one:
        for sitting in sittings:
            sitting.put_frame(lambda: fakes.frame("joy"))
            sitting.comment("told while nobody has a turn")
        threading.Event().wait(0.3)
        assert all(sitting.snapshot().health.frames_received == 0 for sitting in sittings)
    until(lambda: all(sitting.snapshot().health.frames_received == 1 for sitting in sittings))
    for sitting in sittings:
        sitting.close()
