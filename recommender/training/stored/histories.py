"""Histories read from Parquet, a batch of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from recommender.errors import RecommenderError

BATCH = 400_000
"""Rows read at once: with it an engine's products of a batch stay within a few hundred MB."""


@dataclass(frozen=True)
class Stored:
    """A file of interactions: columns user and item of whole numbers, a person's rows together and oldest first."""

    file: Path
    batch: int = BATCH

    def counts(self) -> np.ndarray:
        """(n,) int64: how often each item was taken, by its number. Raises RecommenderError for another file."""
        found = np.zeros(0, np.int64)
        for _, items in self._columns():
            own = np.bincount(items, minlength=len(found))
            own[: len(found)] += found
            found = own
        return found

    def histories(self) -> Iterator[tuple[np.ndarray, list[np.ndarray]]]:
        """The people of each batch and their histories, int32 item numbers. Who goes on in the next batch is read with
        it, so that each person comes once and whole."""
        left_users, left_items = np.zeros(0, np.int32), np.zeros(0, np.int32)
        for users, items in self._columns():
            users, items = np.concatenate([left_users, users]), np.concatenate([left_items, items])
            begins = np.flatnonzero(np.diff(users, prepend=users[0] - 1))
            if len(begins) > 1:
                yield users[begins[:-1]], np.split(items[: begins[-1]], begins[1:-1])
            left_users, left_items = users[begins[-1] :], items[begins[-1] :]
        if len(left_users):
            yield left_users[:1], [left_items]

    def _columns(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        try:
            with pq.ParquetFile(self.file) as file:
                for rows in file.iter_batches(self.batch, columns=["user", "item"]):
                    if len(rows):
                        yield rows["user"].to_numpy().astype(np.int32), rows["item"].to_numpy().astype(np.int32)
        except (OSError, KeyError, pa.ArrowException) as error:
            raise RecommenderError(
                f"{self.file}: no Parquet file with columns user and item ({type(error).__name__}); "
                "python -m recommender twin makes one"
            ) from error
