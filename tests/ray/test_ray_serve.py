"""Ray Serve reads as this process does, many at once, and with a replica that is killed."""

from __future__ import annotations

import dataclasses
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from emotion.models import Models, load_models
from emotion.remote.address import Address
from emotion.remote.connections import Connections, RefusedError
from emotion.remote.network import RETRY_AFTER_S, asked_elsewhere, states
from emotion.remote.wire import MODELS_HEADER, pack_batch
from tests.ray.conftest import MARK

RANDOM = np.random.default_rng(0)
SIGNALS = {
    "face": RANDOM.integers(0, 255, (1, 48, 48), np.uint8),
    "voice": [RANDOM.random((128, 300), np.float32)],
    "text": ["I am so glad that you came"],
}


@pytest.fixture(scope="module")
def here() -> Models:
    return load_models()


@pytest.fixture
def there(here: Models, address: Address) -> Iterator[Models]:
    found = asked_elsewhere(here, address)
    yield found
    for sense in SIGNALS:
        getattr(found, sense).close()


def answered(models: Models, sense: str) -> tuple[int, int]:
    """How many requests were answered and how many were not."""
    state = next(state for name, state in states(models).items() if name == sense)
    return state.answered, state.failed


def replicas(address: Address, sense: str) -> list[int]:
    """The processes in which a sense is read."""
    title, mark = f"ray::ServeReplica:{sense}:Reads".encode(), f"{MARK}={address.port}".encode()
    processes = [folder for folder in Path("/proc").glob("[0-9]*") if title in read(folder / "cmdline")]
    return [int(folder.name) for folder in processes if mark in read(folder / "environ")]


def read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


@pytest.mark.parametrize("sense", SIGNALS)
def test_what_is_read_there_is_what_is_read_here(here: Models, there: Models, sense: str) -> None:
    networks = [getattr(models, sense) for models in (here, there)]
    until = time.monotonic() + 60
    while answered(there, sense)[0] == 0:  # the first answer of a busy machine may come late
        own, other = (network.predict(SIGNALS[sense]) for network in networks)
        assert time.monotonic() < until
        time.sleep(0.2)
    for field in dataclasses.fields(own):
        values, others = (getattr(one, field.name) for one in (own, other))
        assert (values is None) == (others is None)
        if values is not None:
            assert np.allclose(values, others, atol=1e-5), field.name


def test_many_at_once_run_together_and_are_not_mixed_up(here: Models, there: Models) -> None:
    crops = RANDOM.integers(0, 255, (64, 48, 48), np.uint8)
    found: dict[int, np.ndarray] = {}

    def reads(number: int) -> None:
        for own in range(number, 64, 16):
            found[own] = there.face.predict(crops[own : own + 1]).probabilities[0]

    threads = [threading.Thread(target=reads, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert np.allclose(here.face.predict(crops).probabilities, [found[n] for n in range(64)], atol=1e-5)


def test_a_killed_replica_loses_no_reading_and_comes_back(there: Models, address: Address) -> None:
    before = replicas(address, "face")
    assert len(before) == 2
    for process in before:
        os.kill(process, signal.SIGKILL)
    started = time.monotonic()
    while answered(there, "face")[0] == 0 or len(replicas(address, "face")) < 2:
        asked = time.monotonic()
        assert there.face.predict(SIGNALS["face"]).probabilities.shape == (1, 7)
        assert time.monotonic() - asked < 5, "a reading is late, and not lost"
        assert time.monotonic() - started < 120
        time.sleep(0.05)
    assert not set(replicas(address, "face")) & set(before)
    assert RETRY_AFTER_S < 15, "so that it is found again within 15 s of its being back"


@pytest.mark.parametrize(("models", "body", "status"), [("others", pack_batch(["x"]), 409), (None, b"nonsense", 400)])
def test_other_weights_and_what_is_no_batch_are_refused(
    there: Models, address: Address, models: str | None, body: bytes, status: int
) -> None:
    headers = {MODELS_HEADER: models} if models else there.text._headers
    connections = Connections(address, 10)
    with pytest.raises(RefusedError) as refused:
        connections.post("/text", body, headers)
    connections.close()
    assert refused.value.args == (status,)


def test_a_signal_of_another_form_does_not_spoil_those_beside_it(there: Models, address: Address) -> None:
    connections = Connections(address, 10)
    with pytest.raises(RefusedError):
        connections.post("/face", pack_batch([np.zeros((3, 3), np.uint8)]), there.face._headers)
    connections.close()
    assert there.face.predict(SIGNALS["face"]).probabilities.shape == (1, 7)
