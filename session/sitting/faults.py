"""What goes wrong inside a sitting is logged and stated, and the sitting goes on."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from emotion.message import Message

logger = logging.getLogger(__name__)


class Faults:
    """The parts of a sitting's work that fail at present. Used by one thread."""

    def __init__(self) -> None:
        self._current: dict[Message, str] = {}

    @contextmanager
    def watch(self, doing: Message) -> Iterator[None]:
        """Catch what the block raises; a fault is logged when it starts and forgotten when the block works again."""
        try:
            yield
        except Exception as error:
            if doing not in self._current:
                log_fault(doing.key, error)
            self._current[doing] = type(error).__name__
        else:
            self._current.pop(doing, None)

    @property
    def message(self) -> Message | None:
        """What fails at present and what to do; None when all is well."""
        if not self._current:
            return None
        failed = tuple(Message("fault", {"doing": doing, "kind": kind}) for doing, kind in self._current.items())
        return Message("faults", {"failed": failed})


def log_fault(doing: str, error: Exception) -> None:
    """Log where it failed and as what; what the error says may hold a person's words, and is left out."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s failed with %s at\n%s", doing, type(error).__name__, where)
