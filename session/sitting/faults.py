"""What goes wrong inside a sitting is logged and stated, and the sitting goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger(__name__)


class Faults:
    """The parts of a sitting's work that fail at present. Used by one thread."""

    def __init__(self) -> None:
        self._current: dict[str, str] = {}

    @contextmanager
    def watch(self, doing: str) -> Iterator[None]:
        """Catch what the block raises; a fault is logged when it starts and forgotten when the block works again."""
        try:
            yield
        except Exception as error:
            if doing not in self._current:
                logger.exception("%s failed", doing)
            self._current[doing] = f"{doing} failed ({type(error).__name__}: {error!s:.200})."
        else:
            self._current.pop(doing, None)

    @property
    def message(self) -> str | None:
        """What fails at present and what to do, in plain words; None when all is well."""
        if not self._current:
            return None
        return " ".join(self._current.values()) + " All else goes on; if this stays, press Stop and then Start."
