"""The one contract of all engines and baselines: fit, score all items, recommend, keep in a folder."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar, Literal, Self, TypeVar

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file
from tqdm import tqdm

from recommender.arrays import largest_finite
from recommender.engines.interactions import HeldOut, Interactions, Query, State
from recommender.engines.ranking import mask_seen
from recommender.errors import EngineError

T = TypeVar("T")


class Engine(ABC):
    """Learns from histories; scores all items for a person.

    A subclass sets name and kind and writes `_fit`, `_scores`, `_state` and `_restore`; this class takes care of people
    without history, items that training never saw, item ids and files. Settings go to the subclass's constructor, all
    of them with defaults. content_aware: it can place an item by its content though training never saw it taken.
    published_by_test: the figures it was published with are of the epoch that was best on the test rows themselves.
    """

    name: ClassVar[str]
    kind: ClassVar[Literal["baseline", "engine", "blend"]]
    content_aware: ClassVar[bool] = False
    published_by_test: ClassVar[bool] = False
    spent_before: tuple[float, float] = (0.0, 0.0)
    """Time and processor time in s of runs that were stopped, which the last `fit` went on from."""

    items: tuple[str, ...] = ()
    popularity: np.ndarray = np.zeros(0, np.float32)

    def fit(self, data: Interactions, work: Path, seed: int) -> None:
        """Learn from data.train, stopping early by data.val where training is iterative; the same seed, the same model.

        work is a folder of its own for checkpoints. Raises EngineError if there is nothing to learn from.
        """
        if not data.popularity.any():
            raise EngineError(f"{data.name}: no training rows; {self.name} has nothing to learn from")
        work.mkdir(parents=True, exist_ok=True)
        self.items, self.popularity = data.items, data.popularity
        self._fit(data, work, seed)

    def scores(self, queries: Sequence[Query]) -> np.ndarray:
        """(B, n_items) float32, finite, higher is better: every item for every query, seen ones included.

        A person without history gets each item's popularity. Items that training never saw come last, all alike,
        unless the engine is content_aware.
        """
        self._require_fitted()
        rows = [row for row, query in enumerate(queries) if len(query.history)]
        if rows and len(rows) == len(queries):
            found = self._scores(queries)
        else:
            found = np.tile(self.popularity, (len(queries), 1))
            if rows:
                found[rows] = self._scores([queries[row] for row in rows])
        unseen = self.popularity == 0
        if not self.content_aware and unseen.any():
            found[:, unseen] = found.min(axis=1, keepdims=True) - 1
        return found

    def recommend(self, sequence: Sequence[str], state: State | None, k: int) -> list[tuple[str, float]]:
        """The k best items for anybody, as (item id, score), best first, without those of the sequence.

        sequence holds item ids, oldest first; ids that are not in the catalogue are skipped. Without any known item
        it is the popular list. Fewer than k come back if the catalogue holds fewer that are new to the person.
        """
        self._require_fitted()
        if k < 1:
            raise EngineError(f"k is {k}; at least 1 item can be asked for")
        index = self._index()
        history = np.array([index[item] for item in sequence if item in index], np.int32)
        found = self.scores([Query(history, state=state or State())])
        mask_seen(found, [history])
        return [(self.items[row], float(found[0, row])) for row in largest_finite(found[0], k)]

    def save(self, folder: Path) -> None:
        """Write engine.json and arrays.safetensors into folder, made if need be."""
        self._require_fitted()
        settings, arrays = self._state()
        folder.mkdir(parents=True, exist_ok=True)
        kept = {"engine.popularity": self.popularity} | arrays
        save_file({name: np.ascontiguousarray(array) for name, array in kept.items()}, folder / "arrays.safetensors")
        described = {"name": self.name, "settings": settings, "items": self.items}
        (folder / "engine.json").write_text(json.dumps(described), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; arrays may be in half precision. Raises EngineError if it is missing, broken or of
        another engine."""
        try:
            described = json.loads((folder / "engine.json").read_text(encoding="utf-8"))
            found = load_file(folder / "arrays.safetensors")
            arrays = {name: a.astype(np.float32) if a.dtype == np.float16 else a for name, a in found.items()}
            name, items = described["name"], tuple(described["items"])
            if name != cls.name:
                raise EngineError(f"{folder} holds {name}, not {cls.name}")
            engine = cls()
            engine.items, engine.popularity = items, arrays.pop("engine.popularity")
            engine._restore(described["settings"], arrays)
        except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
            raise EngineError(f"{folder}: not a folder that {cls.name} was saved in ({error!r})") from error
        return engine

    def described(self) -> dict[str, Any]:
        """What a report should print of a fitted engine besides its figures; fit for JSON."""
        return {}

    @abstractmethod
    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        """Learn. items and popularity are set."""

    @abstractmethod
    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        """(B, n_items) float32, finite; every history has at least one item."""

    @abstractmethod
    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """All that `_restore` needs: settings fit for JSON, and arrays."""

    @abstractmethod
    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        """The inverse of `_state`, on an engine made with the defaults; items and popularity are set."""

    def _index(self) -> dict[str, int]:
        if getattr(self, "_indexed", None) is None:
            self._indexed = {item: row for row, item in enumerate(self.items)}
        return self._indexed

    def _require_fitted(self) -> None:
        if not self.items:
            raise EngineError(f"{self.name} is not fitted; call fit or load first")


class EarlyStopping:
    """Keeps the best of what training has reached, and says when it has not improved for patience looks."""

    def __init__(self, patience: int) -> None:
        self.patience, self.best, self.kept, self.since = patience, -np.inf, None, 0

    def look(self, figure: float, state: Any) -> bool:
        """Take the figure (higher is better) and what reached it; True when it is time to stop."""
        if figure > self.best:
            self.best, self.kept, self.since = figure, state, 0
        else:
            self.since += 1
        return self.since >= self.patience


def progress(steps: Iterable[T], name: str, total: int | None = None) -> tqdm[T]:
    """A progress bar on stderr, at most one line a second in a log."""
    return tqdm(steps, desc=name, total=total, mininterval=1.0, dynamic_ncols=True)


def stopping_sample(data: Interactions, n: int = 3000) -> HeldOut:
    """The val people an engine looks at for early stopping: the same ones for every engine."""
    return data.held_out_val.sample(n, seed=0)
