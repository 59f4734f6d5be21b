"""What was taken next after the last item."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from recommender.engines.contract import Engine
from recommender.engines.interactions import Interactions, Query


class Followers(Engine):
    """Counts of what followed what; among equals, what is taken most often."""

    name, kind = "followers", "engine"

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        self.counts = np.zeros((data.n_items, data.n_items), np.float32)
        for history in data.train:
            np.add.at(self.counts, (history[:-1], history[1:]), 1)

    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        last = [query.history[-1] for query in queries]
        return self.counts[last] + 1e-3 * self.popularity / self.popularity.max()

    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        return {}, {"counts": self.counts}

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        self.counts = arrays["counts"]
