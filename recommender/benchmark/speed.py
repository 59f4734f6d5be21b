"""How long a ranking takes, on one thread, over catalogues of made items."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from emotion.trajectory import TrajectorySummary
from emotion.types import EMOTIONS
from recommender.catalogue.items import Catalogue
from recommender.policy.iso import strategy_for
from recommender.ranking.ranker import Ranker
from recommender.types import Action, Context, Event, Goal, Item, Kind

SIZES = (1_000, 10_000, 1_000_000)
EMBEDDING = 384
GENRES = 24


def bench(sizes: Sequence[int] = SIZES, repeats: int = 30) -> dict[str, dict[str, float]]:
    """{"rank_N": {"median_ms", "p95_ms"}} per size: a new feeling and history each time, so that nothing is reused."""
    return {f"rank_{size}": _measure(size, repeats) for size in sizes}


def made_catalogue(size: int, seed: int = 0) -> Catalogue:
    """A catalogue of made-up items with arrays of the real one's shape."""
    random = np.random.default_rng(seed)
    affect = random.uniform(-1, 1, (size, 2)).astype(np.float32)
    emotions = random.random((size, len(EMOTIONS)), np.float32)
    emotions /= emotions.sum(axis=1, keepdims=True)
    embeddings = random.standard_normal((size, EMBEDDING), np.float32)
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    popularity = random.random(size, np.float32)
    return Catalogue(
        items=_MadeItems(affect, emotions, popularity),
        valence=affect[:, 0],
        arousal=affect[:, 1],
        emotions=emotions,
        popularity=popularity,
        embeddings=embeddings,
        genres=random.random((size, GENRES), np.float32) < 0.1,
        genre_names=tuple(f"genre {number}" for number in range(GENRES)),
        index={str(row): row for row in range(size)},
    )


class _MadeItems(Sequence):
    """Items made when they are asked for: a million at once would only fill the memory."""

    def __init__(self, affect: np.ndarray, emotions: np.ndarray, popularity: np.ndarray) -> None:
        self._affect, self._emotions, self._popularity = affect, emotions, popularity

    def __len__(self) -> int:
        return len(self._affect)

    def __getitem__(self, row: int) -> Item:
        if not 0 <= row < len(self):
            raise IndexError(row)
        return Item(
            id=str(row),
            kind=tuple(Kind)[row % len(Kind)],
            title=f"Item {row}",
            year=1950 + row % 75,
            creators=("Nobody",),
            genres=("genre 0",),
            description="A made-up item.",
            tags=("made-up",),
            valence=float(self._affect[row, 0]),
            arousal=float(self._affect[row, 1]),
            emotions=self._emotions[row],
            popularity=float(self._popularity[row]),
            minutes=1 + row % 180,
        )


def _measure(size: int, repeats: int) -> dict[str, float]:
    ranker = Ranker(made_catalogue(size))
    random = np.random.default_rng(1)
    ranker.rank(context := _context(random, size), strategy_for(context))
    elapsed = []
    with threadpool_limits(1):
        for _ in range(repeats):
            context = _context(random, size)
            strategy = strategy_for(context)
            start = time.perf_counter()
            ranker.rank(context, strategy)
            elapsed.append(1000 * (time.perf_counter() - start))
    return {"median_ms": float(np.median(elapsed)), "p95_ms": float(np.percentile(elapsed, 95))}


def _context(random: np.random.Generator, size: int) -> Context:
    """Ten events, a wish and a feeling with an intent: no term is left without work."""
    valence, arousal = random.uniform(-0.8, 0.8, 2)
    actions = (Action.LIKE, Action.OPEN, Action.FINISH, Action.NO)
    rows = random.choice(size, 10, replace=False)
    return Context(
        trajectory=TrajectorySummary(
            time=100.0,
            valence=float(valence),
            arousal=float(arousal),
            intent=random.dirichlet(np.ones(8)).astype(np.float32),
            uncertainty=0.3,
            unknown=False,
        ),
        goal=Goal.LIFT,
        history=tuple(Event(str(row), actions[n % 4], float(n)) for n, row in enumerate(rows)),
        shown=tuple(str(row) for row in random.choice(size, 30, replace=False)),
    )
