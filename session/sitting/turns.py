"""How many sittings of a process are worked on at the same time."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import AbstractContextManager, nullcontext

from emotion.models import Models
from emotion.pretrained.settings import Tier
from session.sitting.room import cores

OF_A_CORE = 2
"""So many for each processor core: one may wait for the interpreter while another works outside it."""

NO_TURNS = nullcontext()
"""For who never waits."""


def turns(models: Models, elsewhere: bool) -> AbstractContextManager[object]:
    """What a sitting holds while it is worked on: OF_A_CORE for each core where all is read by these models here, and
    no bound where sittings wait for readings from elsewhere, or for a batch that they fill together.

    More at a time get nothing done sooner: they keep the interpreter from each other and from the network, whose
    thread then answers nobody, and a connection that is not answered for half a minute ends.
    """
    if elsewhere or any(reader.tier != Tier.EMBEDDED for reader in models.readers.values()):
        return NO_TURNS
    return Turns(max(1, round(OF_A_CORE * cores())))


class Turns(AbstractContextManager[None]):
    """So many may be inside at once; who has waited longest comes next, which threading's semaphores do not keep to."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._lock = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()

    def __enter__(self) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        called.acquire()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
