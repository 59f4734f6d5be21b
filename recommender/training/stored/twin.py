"""A made twin of MovieLens 25M, as large as is asked for: to see what an engine takes, not how good it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ITEMS = 62_423
"""Films of MovieLens 25M (Harper & Konstan 2015), which has 25,000,095 ratings by 162,541 people, 20 each at least."""

LEAST, MEDIAN, SPREAD = 20, 71, 1.13
"""Ratings of a person: at least, and the median and spread of the logarithm, so that the mean is near 154."""

GROUPS = 200
"""Films are in so many groups; a person likes a few and mostly takes the next film from where the last one was."""

LIKED, STAYS = 4, 0.7
POPULAR = 0.9
"""Exponent of how fast popularity falls with rank within a group, and over the groups."""

PEOPLE_AT_ONCE = 4_000

SCHEMA = pa.schema([("user", pa.int32()), ("item", pa.int32()), ("rating", pa.float32()), ("time", pa.int64())])


def write(file: Path, rows: int, items: int = ITEMS, seed: int = 0) -> int:
    """Write about so many ratings, person by person and each oldest first, and return how many; the same seed, the
    same file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    written, person = 0, 0
    with pq.ParquetWriter(file, SCHEMA) as out:
        for batch in _people(items, np.random.default_rng(seed)):
            users, *values = batch
            room = np.flatnonzero(np.diff(users, append=-1) != 0) + 1  # where a person ends
            ends = room[min(np.searchsorted(room, rows - written), len(room) - 1)]
            out.write_table(pa.table([users[:ends] + person, *(one[:ends] for one in values)], SCHEMA))
            written, person = written + int(ends), person + PEOPLE_AT_ONCE
            if written >= rows:
                return written
    raise AssertionError("people never end")


def _people(items: int, rng: np.random.Generator) -> Iterator[list[np.ndarray]]:
    """Columns of SCHEMA for PEOPLE_AT_ONCE people, numbered from 0, again and again."""
    groups = min(GROUPS, items)
    of_group = np.array_split(rng.permutation(items).astype(np.int32), groups)
    fame = _falling(groups)
    while True:
        lengths = np.exp(rng.normal(np.log(MEDIAN), SPREAD, PEOPLE_AT_ONCE))
        lengths = np.clip(lengths, LEAST, items // 4).astype(np.int64)
        users = np.repeat(np.arange(PEOPLE_AT_ONCE, dtype=np.int32), lengths)
        liked = np.searchsorted(fame, rng.random((PEOPLE_AT_ONCE, LIKED)))
        # Where a person goes elsewhere, and to which of the groups they like; in between they stay.
        goes = rng.random(len(users)) > STAYS
        goes[np.cumsum(lengths) - lengths] = True
        chosen = liked[users[goes], rng.integers(LIKED, size=np.count_nonzero(goes))]
        group = chosen[np.cumsum(goes) - 1]
        item = np.empty(len(users), np.int32)
        for one in range(groups):
            found = np.flatnonzero(group == one)
            item[found] = of_group[one][np.searchsorted(_falling(len(of_group[one])), rng.random(len(found)))]
        first = _first_time(users, item, items)
        users, item = users[first], item[first]
        rating = np.clip(np.round(2 * rng.normal(3.5, 1.0, len(users))) / 2, 0.5, 5.0).astype(np.float32)
        time = 1_000_000_000 + np.arange(len(users), dtype=np.int64) * 60
        yield [users, item, rating, time]


def _first_time(users: np.ndarray, item: np.ndarray, items: int) -> np.ndarray:
    """The rows, in order, in which a person takes a film for the first time: nobody rates one twice."""
    return np.sort(np.unique(users.astype(np.int64) * items + item, return_index=True)[1])


def _falling(ranks: int) -> np.ndarray:
    """The distribution function of a choice among so many, whose chance falls with rank as a power."""
    shares = np.arange(1, ranks + 1) ** -POPULAR
    return np.minimum(np.cumsum(shares) / shares.sum(), 1.0)
