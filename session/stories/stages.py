"""The stories that are told at present, by the secret of the browser that watches; all its windows watch the same."""

from __future__ import annotations

import threading
from collections import OrderedDict

from session.sitting.shared import Shared
from session.stories.script import stories
from session.stories.told import ToldStory

MOST = 32
"""So many are told at once; the one that was looked at longest ago gives way."""


class Stages:
    """Begins, finds and ends stories. Safe to use from any thread."""

    def __init__(self, shared: Shared, most: int = MOST) -> None:
        self._shared = shared
        self._most = most
        self._lock = threading.Lock()
        self._told: OrderedDict[str, ToldStory] = OrderedDict()

    def begin(self, secret: str, name: str, language: str) -> ToldStory:
        """Tell a story from its beginning, in place of any other. Raises KeyError for an unknown one."""
        told = ToldStory(stories()[name], self._shared, language)
        with self._lock:
            ended = [self._told.pop(secret)] if secret in self._told else []
            self._told[secret] = told
            while len(self._told) > self._most:
                ended.append(self._told.popitem(last=False)[1])
        for one in ended:
            one.close()
        return told

    def find(self, secret: str) -> ToldStory | None:
        """The story that a browser watches; None where it watches none."""
        with self._lock:
            if secret in self._told:
                self._told.move_to_end(secret)
            return self._told.get(secret)

    def end(self, secret: str) -> None:
        """Tell it no further; nothing of it is left."""
        with self._lock:
            told = self._told.pop(secret, None)
        if told is not None:
            told.close()
