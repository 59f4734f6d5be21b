"""Fits the linear sequence engine on a file of interactions in bounded memory, and judges it on people kept apart."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from recommender.engines.interactions import Query
from recommender.engines.linear import LinearSequence
from recommender.engines.ranking import mask_seen
from recommender.errors import RecommenderError
from recommender.training.stored.histories import Stored

JUDGED_EVERY = 64
"""One person in so many is not learnt from: what they took last is foretold from all before it."""

MOST_JUDGED = 2_000
TOP = 10
JUDGED_AT_ONCE = 250


def fit(file: Path, most_items: int, out: Path | None = None) -> dict[str, Any]:
    """Learn the items that were taken most; figures of what it took and of what was foretold.

    hr_10, popularity_hr_10: the share of people kept apart whose last item is among the ten best of all items they had
    not taken; an item outside the most_items counts as missed. peak_mb: the most memory the process ever held.
    Raises RecommenderError for a file that is none, or holds nobody.
    """
    started = time.perf_counter()
    stored = Stored(file)
    counts = stored.counts()
    if not counts.any():
        raise RecommenderError(f"{file}: no rows")
    counted = time.perf_counter()
    kept = np.sort(np.argsort(-counts, kind="stable")[: min(most_items, np.count_nonzero(counts))])
    place = np.full(len(counts), -1, np.int32)
    place[kept] = np.arange(len(kept))
    engine, apart = LinearSequence(keeps=(0.8,)), []
    engine.fit_pieces(tuple(map(str, kept)), counts[kept].astype(np.float32), _learnt_from(stored, place, apart))
    fitted = time.perf_counter()
    found = _judged(engine, apart[:MOST_JUDGED])
    if out:
        engine.save(out)
    return {
        "rows": int(counts.sum()),
        "items": int(np.count_nonzero(counts)),
        "items_learnt": len(kept),
        "share_of_rows_learnt": float(counts[kept].sum() / counts.sum()),
        "people_judged": min(len(apart), MOST_JUDGED),
        **found,
        "seconds_counting": counted - started,
        "seconds_fitting": fitted - counted,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The figures for people."""
    yield f"{found['rows']:,} rows, {found['items']:,} items"
    yield f"learnt: {found['items_learnt']:,} items, {100 * found['share_of_rows_learnt']:.1f} % of the rows"
    yield f"counted in {found['seconds_counting']:.0f} s, fitted in {found['seconds_fitting']:.0f} s"
    yield f"HR@{TOP} of {found['people_judged']:,} people kept apart: {found['hr_10']:.3f}"
    yield f"of the most popular: {found['popularity_hr_10']:.3f}"
    yield f"most memory held: {found['peak_mb']:,.0f} MB"


def _learnt_from(stored: Stored, place: np.ndarray, apart: list[np.ndarray]) -> Iterator[list[np.ndarray]]:
    """Pieces of the histories that are learnt from, as places among the kept items; the others go into apart, whole and
    with -1 for what is not kept."""
    for users, histories in stored.histories():
        piece = []
        for user, history in zip(users, histories, strict=True):
            places = place[history]
            if user % JUDGED_EVERY == 0:
                apart.append(places)
            else:
                piece.append(places[places >= 0])
        yield piece


def _judged(engine: LinearSequence, apart: list[np.ndarray]) -> dict[str, float]:
    hits, popular = [], []
    for start in range(0, len(apart), JUDGED_AT_ONCE):
        people = apart[start : start + JUDGED_AT_ONCE]
        seen = [history[:-1][history[:-1] >= 0] for history in people]
        found = engine.scores([Query(history) for history in seen])
        for scores, hit in ((found, hits), (np.tile(engine.popularity, (len(people), 1)), popular)):
            mask_seen(scores, seen)
            best = np.argpartition(-scores, TOP, axis=1)[:, :TOP]
            hit.extend(history[-1] in row for history, row in zip(people, best, strict=True))
    return {"hr_10": float(np.mean(hits)), "popularity_hr_10": float(np.mean(popular))}
