"""A network elsewhere is asked; where no answer comes the one here reads, and it is asked again later."""

from __future__ import annotations

import logging
import threading
import time

import numpy as np
import pytest

from emotion.encoder import Encoder
from emotion.face import FaceEncoder
from emotion.modalities import FACE, TEXT, VOICE
from emotion.models import Reader
from emotion.pretrained.settings import Tier
from emotion.remote import network as module
from emotion.remote.address import Address
from emotion.remote.network import RETRY_AFTER_S, RemoteNetwork, fingerprint
from emotion.text.encoder import TextEncoder
from tests.emotion.remote.standin import Counting, reads, serving
from tests.fakes import Clock

CROPS = np.zeros((1, 48, 48), np.uint8)


def remote(address: Address, own: Counting, clock: Clock | None = None) -> RemoteNetwork:
    return RemoteNetwork(FACE, address, own, "of-these", clock or Clock())


def test_the_one_elsewhere_reads_and_the_one_here_rests() -> None:
    here, there = Counting(0.1), Counting(0.2)
    with serving(reads(there)) as address:
        network = remote(address, here)
        for rows in (1, 3):
            assert network.predict(np.zeros((rows, 48, 48), np.uint8)).probabilities.shape == (rows, 7)
        assert network.predict(CROPS).probabilities[0, 0] == np.float32(0.2)
        network.close()
    assert (there.batches, here.batches, network.state.answered) == ([1, 3, 1], [], 3)


def test_it_is_asked_under_its_senses_name_for_the_weights_that_are_here() -> None:
    asked = []
    answer = reads(Counting(0.2))
    with serving(lambda path, body, models: asked.append((path, models)) or answer(path, body, models)) as address:
        network = remote(address, Counting(0.1))
        network.predict(CROPS)
        network.close()
    assert asked == [("/face", "of-these")]


@pytest.mark.parametrize("answer", [(409, b""), (500, b""), (200, b"nonsense"), (200, b"")])
def test_no_usable_answer_costs_no_reading(answer: tuple[int, bytes], caplog: pytest.LogCaptureFixture) -> None:
    here, clock, asked = Counting(0.1), Clock(), []
    with serving(lambda *_: asked.append(1) or answer) as address:
        network = remote(address, here, clock)
        for _ in range(5):
            assert network.predict(CROPS).probabilities[0, 0] == np.float32(0.1)
        clock.now += RETRY_AFTER_S
        network.predict(CROPS)
        network.close()
    assert (len(asked), network.state.failed, len(here.batches)) == (2, 2, 6)
    assert network.state.away
    assert len([record for record in caplog.records if record.levelno == logging.WARNING]) == 1


def test_one_that_hangs_costs_one_reading_its_time_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(module.TIMEOUT_S, FACE, 0.2)
    ends = threading.Event()
    with serving(lambda *_: ends.wait(20) and (200, b"")) as address:
        network = remote(address, Counting(0.1))
        started = time.monotonic()
        for _ in range(50):
            network.predict(CROPS)
        took = time.monotonic() - started
        ends.set()
        network.close()
    assert network.state.failed == 1
    assert network.state.away == "TimeoutError"
    assert 0.2 <= took < 0.2 + 5


def test_one_that_was_killed_is_found_again_when_it_is_back(caplog: pytest.LogCaptureFixture) -> None:
    here, there, clock = Counting(0.1), Counting(0.2), Clock()
    with serving(reads(there)) as address:
        network = remote(address, here, clock)
        network.predict(CROPS)
    network.predict(CROPS)
    assert (network.state.failed, here.batches) == (1, [1])
    with serving(reads(there), address.port):
        network.predict(CROPS)
        assert here.batches == [1, 1], "not asked before it is time"
        clock.now += RETRY_AFTER_S
        assert network.predict(CROPS).probabilities[0, 0] == np.float32(0.2)
        network.close()
    assert network.state.away is None
    assert "again" in caplog.text


def test_a_connection_that_was_closed_while_nobody_asked_costs_nothing() -> None:
    here, there = Counting(0.1), Counting(0.2)
    with serving(reads(there)) as address:
        network = remote(address, here)
        network.predict(CROPS)
    with serving(reads(there), address.port):
        network.predict(CROPS)
        network.close()
    assert (network.state.failed, here.batches) == (0, [])


def test_while_it_is_away_only_one_thread_tries_again() -> None:
    clock, asked = Clock(), []
    with serving(lambda *_: (asked.append(1), time.sleep(0.1), (500, b""))[-1]) as address:
        network = remote(address, Counting(0.1), clock)
        network.predict(CROPS)
        clock.now += RETRY_AFTER_S
        threads = [threading.Thread(target=network.predict, args=(CROPS,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        network.close()
    assert len(asked) == 2


def test_nothing_is_no_request() -> None:
    network = remote(Address("localhost", 1), Counting(0.1))
    assert network.predict(CROPS[:0]).probabilities.shape == (0, 7)
    assert network.state == module.Answered()


@pytest.mark.parametrize(("encoder", "sense", "signal"), [(TextEncoder, TEXT, "so glad")])
def test_an_encoder_takes_it_for_a_network(encoder: type[Encoder], sense: str, signal: str) -> None:
    with serving(reads(Counting(1 / 7))) as address:
        network = RemoteNetwork(sense, address, Counting(0.1), "")
        assert encoder(network).encode(signal, 0.0).observation.probabilities == pytest.approx([1 / 7] * 7)
        network.close()
    assert FaceEncoder(network).encode(np.zeros((64, 64, 3), np.uint8), 0.0).observation is None


def test_other_weights_have_another_fingerprint() -> None:
    own = [fingerprint(sense, Reader()) for sense in (FACE, VOICE, TEXT)]
    assert len({*own, fingerprint(FACE, Reader(Tier.PRETRAINED, "owner/name"))}) == 4
    assert fingerprint(FACE, Reader(name="gone", problem="it is")) == own[0]
