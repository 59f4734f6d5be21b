"""How long a ranking takes, on one thread, with the demo's engines, feelings and rules, in catalogues of any size."""

from __future__ import annotations

import copy
import gc
import resource
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from threadpoolctl import threadpool_limits

from emotion.trajectory import TrajectorySummary
from recommender.arrays import unit_rows
from recommender.catalogue.items import Catalogue, load_catalogue
from recommender.engines.emotion_graph.served import load_feelings
from recommender.engines.shipped import load_engines
from recommender.policy.agent import SHIPPED
from recommender.policy.iso import strategy_for
from recommender.policy.trees import Trees
from recommender.ranking.ranker import Ranker
from recommender.ranking.terms import TERMS
from recommender.types import EXPLICIT, Action, Context, Controls, Event, Goal, Item, Strategy

SIZES = (1_000, 10_000, 100_000, 1_000_000)
RECALL_OF = 100_000
"""The size at which the list is compared with that of a ranking that judges every item."""

AFFECT_NOISE, EMOTION_NOISE, EMBEDDING_NOISE = 0.2, 0.3, 0.8
"""How far a made item differs from the one it is made after."""


def bench(sizes: Sequence[int] = SIZES, repeats: int = 30) -> dict[str, dict[str, float] | float]:
    """{"rank_N": {"median_ms", "p95_ms"}} per size: a new feeling and history each time, so that nothing is reused.

    recall_100000: the share of the ten best of all items that are among the ten listed; rss_mb: the most memory that
    the process has held.
    """
    made_after, found = load_catalogue(), {}
    for size in sizes:
        ranker = made_ranker(made_after, size)
        found[f"rank_{size}"] = _measure(ranker, repeats)
        if size == RECALL_OF:
            found[f"recall_{size}"] = recall(ranker, repeats)
        del ranker
        gc.collect()
    return found | {"rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def made_ranker(made_after: Catalogue, size: int) -> Ranker:
    """The demo's ranker of a made catalogue: engines know each item as the one it is made after."""
    names = [item.id for item in made_after.items]
    return Ranker(
        made_catalogue(made_after, size),
        load_engines(),
        feelings=load_feelings(),
        known_as=lambda item_id: names[int(item_id) % len(names)],
        trees=Trees.load(SHIPPED / "engagement.safetensors"),
    )


def recall(ranker: Ranker, count: int, k: int = 10) -> float:
    """The share of the k best of all items that the ranker lists, over contexts of every goal and setting."""
    every = copy.copy(ranker)
    every.sources = ()
    random, shares = np.random.default_rng(2), []
    for number in range(count):
        context = _context(random, len(ranker.catalogue))
        controls = Controls(*random.choice([0.0, 1.0, 1.0, 2.0], 4).tolist())
        context = replace(context, goal=EXPLICIT[number % len(EXPLICIT)], controls=controls)
        strategy = strategy_for(context)
        listed, best = ({one.item.id for one in each.rank(context, strategy, k)} for each in (ranker, every))
        shares.append(len(listed & best) / len(best))
    return float(np.mean(shares))


def made_catalogue(made_after: Catalogue, size: int, seed: int = 0) -> Catalogue:
    """So many items, each made after one of a real catalogue: like it in kind and genre, near it in mood and topic."""
    random = np.random.default_rng(seed)
    rows = np.arange(size) % len(made_after)
    affect = np.column_stack([made_after.valence, made_after.arousal])[rows]
    affect = np.clip(affect + random.normal(0, AFFECT_NOISE, affect.shape), -1, 1).astype(np.float32)
    emotions = made_after.emotions[rows] * np.exp(random.normal(0, EMOTION_NOISE, (size, 7)))
    emotions = (emotions / emotions.sum(axis=1, keepdims=True)).astype(np.float32)
    popularity = random.random(size, np.float32)
    return replace(
        made_after,
        items=_MadeItems(made_after, affect, emotions, popularity),
        valence=affect[:, 0],
        arousal=affect[:, 1],
        emotions=emotions,
        popularity=popularity,
        exposure=made_after.exposure[rows],
        embeddings=_MadeEmbeddings(made_after.embeddings, size, seed),
        genres=made_after.genres[rows],
        kinds=made_after.kinds[rows],
        years=made_after.years[rows],
        minutes=made_after.minutes[rows],
        index={str(row): row for row in range(size)},
    )


class _MadeItems(Sequence):
    """Items made when they are asked for: a million at once would only fill the memory."""

    def __init__(self, made_after: Catalogue, affect: np.ndarray, emotions: np.ndarray, popularity: np.ndarray) -> None:
        self._made_after, self._affect = made_after, affect
        self._emotions, self._popularity = emotions, popularity
        self._made = lru_cache(maxsize=1000)(self._make)

    def __len__(self) -> int:
        return len(self._affect)

    def __getitem__(self, row: int) -> Item:
        if not 0 <= row < len(self):
            raise IndexError(row)
        return self._made(int(row))

    def _make(self, row: int) -> Item:
        like = self._made_after.items[row % len(self._made_after)]
        valence, arousal = self._affect[row].tolist()
        own = {"valence": valence, "arousal": arousal, "emotions": self._emotions[row]}
        own |= {"id": str(row), "title": f"{like.title} {row}", "popularity": float(self._popularity[row])}
        return Item(**vars(like) | own)


class _MadeEmbeddings:
    """(N, D) unit rows, made when they are asked for, the same each time: as if read from a file."""

    def __init__(self, made_after: np.ndarray, size: int, seed: int) -> None:
        self._made_after, self._seed, self.shape = made_after, seed, (size, made_after.shape[1])

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, part: slice) -> np.ndarray:
        rows = np.arange(self.shape[0])[part]
        random = np.random.default_rng([self._seed, *part.indices(len(self))])
        noise = random.standard_normal((len(rows), self.shape[1]), np.float32)
        return unit_rows(self._made_after[rows % len(self._made_after)] + EMBEDDING_NOISE * unit_rows(noise))


def _measure(ranker: Ranker, repeats: int) -> dict[str, float]:
    random, size = np.random.default_rng(1), len(ranker.catalogue)
    ranker.rank(context := _context(random, size), _with_all_terms(strategy_for(context)))
    elapsed = []
    with threadpool_limits(1):
        for _ in range(repeats):
            context = _context(random, size)
            strategy = _with_all_terms(strategy_for(context))
            start = time.perf_counter()
            ranker.rank(context, strategy)
            elapsed.append(1000 * (time.perf_counter() - start))
    return {"median_ms": float(np.median(elapsed)), "p95_ms": float(np.percentile(elapsed, 95))}


def _with_all_terms(strategy: Strategy) -> Strategy:
    """The strategy with the terms too that only some policies bring in."""
    brought = {term.name: term.weight for term in TERMS if not term.usual}
    return replace(strategy, weights={**strategy.weights, **brought})


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
