"""Candidates and the same re-ranked, after SEALR: with the emotions in what people wrote, without, and shuffled."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from emotion.types import EMOTIONS
from recommender.benchmark.data import read_test
from recommender.benchmark.metrics import intervals
from recommender.benchmark.models import engine_class, settings_for
from recommender.benchmark.words import Words, felt_words
from recommender.engines.contract import Engine
from recommender.engines.interactions import HeldOut, Interactions, Query, State
from recommender.engines.known import Known
from recommender.engines.ranking import CHUNK, ndcg
from recommender.engines.reranker import LearntReranker, behaviour, candidates_of, emotions
from recommender.engines.uim.language_user import LanguageUser
from recommender.errors import EngineError

CANDIDATES = "linear_sequence"
BESIDE: Mapping[str, Mapping[str, Any]] = {"markov": {}, "item_knn": {}, "als": {"latest": 20}}
"""Engines, with settings, that have a say in the order of the candidates beside what brings them."""

HELD_BACK = 5
"""So many of the last training rows of each person, half of them at most, are learnt from."""

LEARNT_FROM = 12000
"""At most so many rows held back, drawn at random: the weights are few."""

TIMED = 100
"""So many people's lists are timed one at a time."""

METRICS = ("ndcg@10", "hr@10")
ASKED_OF = 10
"""So many of the first candidates a language model is shown."""

Ranks = np.ndarray
"""(P,) each target's rank, from 0; inf where it is no candidate."""


def rerank(
    folder: Path,
    name: str,
    test: Path | None,
    seed: int,
    source: str = CANDIDATES,
    user: LanguageUser | None = None,
    ask: int = 0,
    alone: bool = False,
) -> dict[str, Any]:
    """The object that `rerank --json` prints: {"protocol", "models": {name: {"ndcg@10", "hr@10", "gain": [x, low,
    high]}}}; gain is of NDCG@10 over the candidates, paired over people, with 95 % bootstrap intervals.

    The re-ranker learns from the last training rows of each person, by engines that never saw these; those it then
    orders for are fitted on all training rows. source: the engine that brings the candidates. user: a language model
    that orders the first ASKED_OF for ask of them; alone: nothing else is judged. Raises RecommenderError as the parts
    do.
    """
    words = felt_words(folder, name)
    engines = fitted(words.data, source, seed, {} if alone else BESIDE)
    judged = read_test(test, words.data) if test else words.data.held_out_val
    look = Look(engines, Known(words.data, words.data.times, words.years), judged)
    before = _values(look.ranks())
    found: dict[str, dict[str, Any]] = {"candidates": _means(before)}
    learnt_from = 0
    if not alone:
        models, learnt_from = _reranked(look, judged, words, before, source, seed)
        found |= models
    if user is not None:
        found["language model"] = asked(user, look, words, ask, seed)
    return {
        "protocol": {
            "dataset": name,
            "judged_on": judged.name,
            "candidates_from": source,
            "candidates_hold_target": float(np.isfinite(look.ranks()).mean()),
            "beside": [engine.name for engine in engines[1:]],
            "rows_learnt_from": learnt_from,
            "pieces_written": int(words.learnt.sum()),
            "notes": list(words.data.notes),
        },
        "n_users": len(judged),
        "models": found,
    }


def _reranked(
    look: Look, judged: HeldOut, words: Words, before: Mapping[str, np.ndarray], source: str, seed: int
) -> tuple[dict[str, dict[str, Any]], int]:
    """What the learnt re-ranker makes of candidates whose values are `before`, by variant, and from how many rows."""
    learnt, rows = look_back(words, source, seed, BESIDE)
    values, found = {}, {}
    variants = {"without emotions": None, "with emotions": words, "shuffled emotions": words.shuffled(seed)}
    for variant, of in variants.items():
        print(f"{variant} ...", file=sys.stderr, flush=True)
        reranker = LearntReranker(learnt.features(of and of.without(rows)), learnt.taken)
        own = values[variant] = _values(look.ranks(reranker.scores(look.features(of))))
        found[f"re-ranked, {variant}"] = _means(own) | {"gain": _gain(own, before)}
    found["re-ranked, with emotions"] |= {
        "over_without": _gain(values["with emotions"], values["without emotions"]),
        "p95_ms": _p95(look.engines, look.known, judged, learnt, words),
    }
    return found, len(learnt.queries)


class Look:
    """Candidates for some people, what engines say of them and what is known, and which of them was taken."""

    def __init__(self, engines: Sequence[Engine], known: Known, held_out: HeldOut) -> None:
        """Raises EngineError for nobody to judge."""
        if not len(held_out):
            raise EngineError("there is nobody to judge by: no val rows")
        self.queries = held_out.queries
        self.engines, self.known = engines, known
        self.candidates = np.concatenate([candidates_of(engines[0].scores(chunk), chunk) for chunk in self._chunks()])
        targets = np.array([own[0] for own in held_out.targets])
        hit = (self.candidates == targets[:, None]) & (targets[:, None] >= 0)
        self.taken = np.where(hit.any(axis=1), hit.argmax(axis=1), -1)

    def _chunks(self) -> list[Sequence[Query]]:
        return [self.queries[start : start + CHUNK] for start in range(0, len(self.queries), CHUNK)]

    @cached_property
    def told(self) -> np.ndarray:
        """(P, C, F): what the engines say of the candidates, and what is known of them."""
        parts, start = [], 0
        for chunk in self._chunks():
            own = self.candidates[start : start + len(chunk)]
            parts.append(np.concatenate([behaviour(self.engines, chunk, own), self.known.features(chunk, own)], axis=2))
            start += len(chunk)
        return np.concatenate(parts)

    def features(self, words: Words | None) -> np.ndarray:
        """(P, C, F): what engines say and what is known, and emotions where words are given."""
        if words is None:
            return self.told
        labels = [words.labels(query.user, query.history) for query in self.queries]
        return np.concatenate([self.told, emotions(labels, words.of_items, self.candidates)], axis=2)

    def ranks(self, scores: np.ndarray | None = None) -> Ranks:
        """The ranks of what was taken, as the candidates stand, or by scores (P, C)."""
        rank = self.taken.astype(float)
        if scores is not None:
            masked = np.where(self.candidates >= 0, scores, -np.inf)
            order = np.argsort(np.argsort(-masked, axis=1, kind="stable"), axis=1)
            rank = order[np.arange(len(order)), np.maximum(self.taken, 0)].astype(float)
        return np.where(self.taken >= 0, rank, np.inf)


def held_back(data: Interactions, seed: int) -> tuple[Interactions, HeldOut]:
    """The set without the last HELD_BACK training rows of each person, half of them at most, and those rows, each asked
    for by what was before it; at most LEARNT_FROM of them. Raises EngineError where nobody has two training rows."""
    firsts = [len(own) - min(HELD_BACK, len(own) // 2) for own in data.train]
    earlier = replace(
        data,
        train=tuple(own[:first] for own, first in zip(data.train, firsts, strict=True)),
        val=tuple(own[:0] for own in data.val),
        ratings=tuple(own[:first] for own, first in zip(data.ratings, firsts, strict=False)),
        times=tuple(own[:first] for own, first in zip(data.times, firsts, strict=False)),
    )
    asked_for = [(user, row) for user, first in enumerate(firsts) for row in range(first, len(data.train[user]))]
    if not asked_for:
        raise EngineError(f"{data.name}: nobody has two training rows, so there is nothing to learn an order from")
    queries = tuple(Query(data.train[user][:row], user, State(data.profile(user))) for user, row in asked_for)
    targets = tuple(data.train[user][row : row + 1] for user, row in asked_for)
    held = HeldOut("train", queries, tuple(query.history for query in queries), targets)
    return earlier, held.sample(LEARNT_FROM, seed)


def look_back(
    words: Words, source: str, seed: int, beside: Mapping[str, Mapping[str, Any]]
) -> tuple[Look, list[np.ndarray]]:
    """What is learnt from: a look at the rows held back, by engines that never saw them, and which items those are of,
    (L,) int32 for each user."""
    earlier, held = held_back(words.data, seed)
    look = Look(fitted(earlier, source, seed, beside), Known(earlier, words.data.times, words.years), held)
    return look, [own[len(first) :] for own, first in zip(words.data.train, earlier.train, strict=True)]


def _p95(engines: Sequence[Engine], known: Known, held_out: HeldOut, learnt: Look, words: Words) -> float:
    """Milliseconds for one person, from history to order: 19 of 20 are quicker."""
    reranker, times = LearntReranker(learnt.features(words), learnt.taken), []
    for row in range(min(TIMED, len(held_out))):
        one = held_out.take([row])
        began = time.perf_counter()
        reranker.scores(Look(engines, known, one).features(words))
        times.append(time.perf_counter() - began)
    return float(1000 * np.percentile(times, 95))


def asked(user: LanguageUser, look: Look, words: Words, count: int, seed: int) -> dict[str, Any]:
    """A language model's order of the first ASKED_OF for some people, and how often there was none in time.

    Beside its figures those of the same people's candidates; gain as in `rerank`.
    """
    rows = np.random.default_rng(seed).permutation(len(look.queries))[:count]
    scores = -np.tile(np.arange(look.candidates.shape[1], dtype=np.float32), (len(rows), 1))
    times, fallbacks = [], 0
    for place, row in enumerate(rows):
        asked_of = question(look, words, row)
        began = time.perf_counter()
        try:
            order = user.order(*asked_of)
            scores[place, order] = np.arange(len(order), 0, -1)
        except EngineError as error:
            print(f"{error}; the candidates stay as they are", file=sys.stderr)
            fallbacks += 1
        times.append(time.perf_counter() - began)
    after, before = _of(look, rows, scores), _of(look, rows, None)
    return _means(after) | {
        "candidates": _means(before),
        "gain": _gain(after, before),
        "n_users": len(rows),
        "fallbacks": fallbacks,
        "median_ms": float(1000 * np.median(times)),
        "p95_ms": float(1000 * np.percentile(times, 95)),
    }


def question(look: Look, words: Words, row: int) -> tuple[Mapping[str, str], list[str], list[str]]:
    """What a language model is told of a person: profile, last titles with their emotions, and those offered."""
    query, shown = look.queries[row], [int(one) for one in look.candidates[row, :ASKED_OF] if one >= 0]
    felt = words.labels(query.user, query.history)
    taken = zip(query.history[-ASKED_OF:].tolist(), felt[-ASKED_OF:], strict=True)
    history = [f"{words.titles[item]}{_said_of(own)}" for item, own in taken]
    return query.state.profile, history, [words.titles[item] for item in shown]


def _said_of(felt: np.ndarray) -> str:
    """The emotion that stands out most of labels (7,), in brackets; nothing where nothing was said."""
    return f" ({EMOTIONS[int(felt.argmax())]})" if felt.any() else ""


def _of(look: Look, rows: np.ndarray, scores: np.ndarray | None) -> dict[str, np.ndarray]:
    if scores is None:
        return _values(look.ranks()[rows])
    every = -np.tile(np.arange(look.candidates.shape[1], dtype=np.float32), (len(look.queries), 1))
    every[rows] = scores
    return _values(look.ranks(every)[rows])


def _values(ranks: Ranks) -> dict[str, np.ndarray]:
    return {"ndcg@10": np.array([ndcg(np.array([rank]), 10) for rank in ranks]), "hr@10": (ranks < 10).astype(float)}


def _means(values: Mapping[str, np.ndarray]) -> dict[str, Any]:
    return {metric: float(values[metric].mean()) for metric in METRICS}


def _gain(own: Mapping[str, np.ndarray], other: Mapping[str, np.ndarray]) -> list[float]:
    difference = own["ndcg@10"] - other["ndcg@10"]
    return [float(difference.mean()), *intervals({"gain": difference})["gain"]]


def fitted(data: Interactions, source: str, seed: int, beside: Mapping[str, Mapping[str, Any]]) -> list[Engine]:
    """The engine that brings the candidates, and those beside it, given with their settings."""
    engines = []
    with TemporaryDirectory() as scratch:
        for name in (source, *(other for other in beside if other != source)):
            settings = beside[name] if name != source else {}
            print(f"{name} ...", file=sys.stderr, flush=True)
            engine = engine_class(name)(**{**settings_for(name, data.name), **settings})
            engine.fit(data, Path(scratch) / name, seed)
            engines.append(engine)
    return engines


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The object as a table to read."""
    told = found["protocol"]
    held = f"{told['candidates_hold_target']:.1%} of them have what they took among the candidates"
    yield f"{told['dataset']}, judged on {told['judged_on']}, {found['n_users']} people; {held}"
    for name, model in found["models"].items():
        gains = [(key, model[key]) for key in ("gain", "over_without") if key in model]
        said = "".join(
            f"   {key.replace('_', ' ')} {x:+.4f} [{low:+.4f}, {high:+.4f}]" for key, (x, low, high) in gains
        )
        yield f"{name:<30}" + "   ".join(f"{metric} {model[metric]:.4f}" for metric in METRICS) + said
