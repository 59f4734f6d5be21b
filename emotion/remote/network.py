"""A network that runs elsewhere, behind the interface of those that run here."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from http.client import HTTPException
from typing import Any

from emotion.encoder import MODEL_DIR, Network
from emotion.modalities import FACE, TEXT, VOICE
from emotion.models import Models, Reader
from emotion.remote.address import Address
from emotion.remote.connections import Connections, RefusedError
from emotion.remote.wire import MODELS_HEADER, WireError, pack_batch, unpack_prediction
from emotion.types import Modality, Prediction

logger = logging.getLogger(__name__)

TIMEOUT_S = {FACE: 0.3, VOICE: 1.0, TEXT: 2.0}
"""Seconds after which an answer is no longer waited for: a face is old by then, a comment comes once."""

RETRY_AFTER_S = 5.0
"""Seconds for which all is read here once an answer did not come."""

SENSES = (FACE, VOICE, TEXT)


@dataclass(frozen=True)
class Answered:
    """How the network elsewhere does: requests it answered, those it did not, and why it is not asked at the moment."""

    answered: int = 0
    failed: int = 0
    away: str | None = None


class RemoteNetwork:
    """Asks a network elsewhere, and reads with one of its own where no answer comes. Safe to share by threads.

    An answer that does not come costs one reading its time: it is late by TIMEOUT_S at most. For RETRY_AFTER_S from
    then on all is read here without asking; then one request tries again.
    """

    def __init__(
        self,
        sense: Modality,
        address: Address,
        own: Network,
        models: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """models: which weights `own` has, as `fingerprint` says; an answer of others is refused."""
        self.own = own
        self._sense = sense
        self._headers = {MODELS_HEADER: models, "Content-Type": "application/octet-stream"}
        self._connections = Connections(address, TIMEOUT_S[sense])
        self._clock = clock
        self._lock = threading.Lock()
        self._asks_again_at = 0.0
        self._state = Answered()

    @property
    def state(self) -> Answered:
        """How it does at present."""
        return self._state

    @property
    def signals(self) -> Any:
        """In which form a pretrained network takes its signals."""
        return self.own.signals

    def predict(self, batch: Sequence) -> Prediction:
        """As the network's own, see Network."""
        if not len(batch) or not self._may_ask():
            return self.own.predict(batch)
        try:
            body = self._connections.post(f"/{self._sense}", pack_batch(batch), self._headers)
            prediction = unpack_prediction(body, len(batch))
        except RefusedError as error:
            self._failed(f"status {error.args[0]}")
        except (OSError, HTTPException, WireError) as error:
            self._failed(type(error).__name__)
        else:
            self._succeeded()
            return prediction
        return self.own.predict(batch)

    def close(self) -> None:
        """Let go of the connections."""
        self._connections.close()

    def _may_ask(self) -> bool:
        """Whether to ask elsewhere now. After a failure one thread does when it is time, and the others still don't."""
        with self._lock:
            if self._state.away is None:
                return True
            now = self._clock()
            if now < self._asks_again_at:
                return False
            self._asks_again_at = now + RETRY_AFTER_S
            return True

    def _failed(self, why: str) -> None:
        with self._lock:
            before, self._asks_again_at = self._state.away, self._clock() + RETRY_AFTER_S
            self._state = replace(self._state, failed=self._state.failed + 1, away=why)
        if before != why:
            logger.warning("The %s is read in this process: elsewhere gave no answer (%s)", self._sense, why)

    def _succeeded(self) -> None:
        with self._lock:
            before = self._state.away
            self._state = replace(self._state, answered=self._state.answered + 1, away=None)
        if before is not None:
            logger.warning("The %s is read elsewhere again", self._sense)


def asked_elsewhere(models: Models, address: Address) -> Models:
    """The same models, with face, voice and words read at an address. Ranking and fusion stay here: both are done in
    less time than it takes to ask."""
    found = {
        sense: RemoteNetwork(sense, address, getattr(models, sense.name), fingerprint(sense, models.readers[sense]))
        for sense in SENSES
    }
    return replace(models, face=found[FACE], voice=found[VOICE], text=found[TEXT])


def states(models: Models) -> dict[Modality, Answered]:
    """How each sense does that is asked elsewhere; empty where all run here."""
    networks = {sense: getattr(models, sense.name, None) for sense in SENSES}
    networks = {sense: getattr(one, "network", one) for sense, one in networks.items()}
    return {sense: one.state for sense, one in networks.items() if isinstance(one, RemoteNetwork)}


@cache
def fingerprint(sense: Modality, reader: Reader) -> str:
    """Which weights read a sense: of those that come with the demo a digest, and the name of a pretrained one."""
    digest = hashlib.sha256(str(reader.name if reader.problem is None else None).encode())
    for file in sorted(MODEL_DIR.glob(f"{sense}*")):
        if file.suffix in (".onnx", ".safetensors"):
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:32]
