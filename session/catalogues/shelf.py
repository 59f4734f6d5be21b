"""Rankers of catalogues besides the demo's, by the names that conditions have for them."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from recommender.catalogue.items import COMPUTED, Catalogue, load_catalogue
from recommender.ranking.ranker import Ranker
from recommender.shipped import shipped_ranker

FOLDER = "ATTUNE_CATALOGUES"
"""Names the folder in which each of the operator's catalogues has one of its own, under the name that it goes by."""

MOST_BROUGHT = 4
"""So many catalogues that visitors brought are kept; the sittings that began with an older one keep theirs."""


def catalogue_names() -> tuple[str, ...]:
    """The names of the operator's catalogues; none where the environment names no folder."""
    folder = os.environ.get(FOLDER)
    return tuple(sorted(file.parent.name for file in Path(folder).glob(f"*/{COMPUTED}"))) if folder else ()


class Shelf(Mapping[str, Ranker]):
    """The operator's catalogues, each read when it is first asked for, and those that visitors brought.

    Safe to use from any thread; who asks for a catalogue that is not read yet waits for it. Raises CatalogueError for
    one that is broken.
    """

    def __init__(self, ranked: Callable[[Catalogue], Ranker] = shipped_ranker) -> None:
        self._ranked = ranked
        self._lock = threading.Lock()
        self._read: dict[str, Ranker] = {}
        self._brought: OrderedDict[str, Ranker] = OrderedDict()

    def __getitem__(self, name: str) -> Ranker:
        with self._lock:
            if name in self._brought:
                return self._brought[name]
            if name not in self._read:
                if name not in catalogue_names():
                    raise KeyError(name)
                self._read[name] = self.ranked(Path(os.environ[FOLDER]) / name)
            return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._brought or name in catalogue_names()

    def __iter__(self) -> Iterator[str]:
        return iter((*catalogue_names(), *self._brought))

    def __len__(self) -> int:
        return len(catalogue_names()) + len(self._brought)

    def ranked(self, folder: Path) -> Ranker:
        """A ranker of the catalogue in a folder. Raises CatalogueError."""
        return self._ranked(load_catalogue(folder))

    def put(self, name: str, ranker: Ranker) -> None:
        """Add a catalogue that a visitor brought; beyond MOST_BROUGHT the oldest goes."""
        with self._lock:
            self._brought[name] = ranker
            while len(self._brought) > MOST_BROUGHT:
                self._brought.popitem(last=False)

    def drop(self, name: str) -> None:
        """Forget a catalogue that a visitor brought."""
        with self._lock:
            self._brought.pop(name, None)
