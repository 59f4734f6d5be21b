"""Candidates and the same re-ranked, after SEALR: with the emotions in what people wrote, without, and shuffled."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from emotion.types import EMOTIONS
from recommender.benchmark.data import read_test
from recommender.benchmark.metrics import intervals
from recommender.benchmark.models import engine_class, settings_for
from recommender.benchmark.words import Words, read_words
from recommender.engines.contract import Engine
from recommender.engines.interactions import HeldOut
from recommender.engines.ranking import CHUNK, ndcg
from recommender.engines.reranker import LearntReranker, behaviour, candidates_of, emotions
from recommender.engines.uim.language_user import LanguageUser
from recommender.errors import EngineError

FOLDS = 5
CANDIDATES = "linear_sequence"
BESIDE = ("markov", "item_knn")
"""Have a say in the order of the candidates, beside what brings them."""

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
) -> dict[str, Any]:
    """The object that `rerank --json` prints: {"protocol", "models": {name: {"ndcg@10", "hr@10", "gain": [x, low,
    high]}}}; gain is of NDCG@10 over the candidates, paired over people, with 95 % bootstrap intervals.

    The re-ranker learns on val people; of those it is judged on, each by one that never saw them (FOLDS parts). source:
    the engine that brings the candidates. user: a language model that orders the first ASKED_OF for ask of them. Raises
    RecommenderError as the parts do.
    """
    from emotion.text import TextNetwork

    network = TextNetwork.load()
    words = read_words(folder, name, lambda texts: network.predict(texts).probabilities)
    val = words.data.held_out_val
    judged = read_test(test, words.data) if test else val
    with TemporaryDirectory() as scratch:
        engines = [_fitted(engine, words, Path(scratch), seed) for engine in (source, *BESIDE)]
    looks = {one.name: Look(engines, one) for one in dict.fromkeys((val, judged))}
    fold = np.random.default_rng(seed).integers(0, FOLDS, len(val)) if judged is val else None
    found: dict[str, dict[str, Any]] = {}
    before = looks[judged.name].ranks()
    values = {"candidates": _values(before)}
    variants = {"without emotions": None, "with emotions": words, "shuffled emotions": words.shuffled(seed)}
    for variant, of in variants.items():
        scores = _learnt(looks[val.name], looks[judged.name], of, fold)
        values[f"re-ranked, {variant}"] = _values(looks[judged.name].ranks(scores))
    for model, own in values.items():
        found[model] = {metric: float(own[metric].mean()) for metric in METRICS}
        if model != "candidates":
            found[model]["gain"] = _gain(own, values["candidates"])
    with_emotions = values["re-ranked, with emotions"]
    found["re-ranked, with emotions"]["over_without"] = _gain(with_emotions, values["re-ranked, without emotions"])
    found["re-ranked, with emotions"]["p95_ms"] = _p95(engines, judged, looks[val.name], words)
    if user is not None:
        found["language model"] = asked(user, looks[judged.name], words, ask, seed)
    return {
        "protocol": {
            "dataset": name,
            "judged_on": judged.name,
            "candidates_from": source,
            "candidates_hold_target": float(np.isfinite(before).mean()),
            "pieces_written": int(words.learnt.sum()),
            "notes": list(words.data.notes),
        },
        "n_users": len(judged),
        "models": found,
    }


class Look:
    """Candidates for some people, what engines say of them, and which of them was taken."""

    def __init__(self, engines: Sequence[Engine], held_out: HeldOut) -> None:
        """Raises EngineError for nobody to judge."""
        if not len(held_out):
            raise EngineError("there is nobody to judge by: no val rows")
        self.queries = held_out.queries
        chunks = [self.queries[start : start + CHUNK] for start in range(0, len(self.queries), CHUNK)]
        found = [candidates_of(engines[0].scores(chunk), chunk) for chunk in chunks]
        pairs = zip(chunks, found, strict=True)
        self.candidates = np.concatenate(found)
        self.behaviour = np.concatenate([behaviour(engines, chunk, own) for chunk, own in pairs])
        targets = np.array([own[0] for own in held_out.targets])
        hit = (self.candidates == targets[:, None]) & (targets[:, None] >= 0)
        self.taken = np.where(hit.any(axis=1), hit.argmax(axis=1), -1)

    def features(self, words: Words | None) -> np.ndarray:
        """(P, C, F): behaviour, and emotions where words are given."""
        if words is None:
            return self.behaviour
        labels = [words.labels(query.user, query.history) for query in self.queries]
        return np.concatenate([self.behaviour, emotions(labels, words.of_items, self.candidates)], axis=2)

    def ranks(self, scores: np.ndarray | None = None) -> Ranks:
        """The ranks of what was taken, as the candidates stand, or by scores (P, C)."""
        rank = self.taken.astype(float)
        if scores is not None:
            masked = np.where(self.candidates >= 0, scores, -np.inf)
            order = np.argsort(np.argsort(-masked, axis=1, kind="stable"), axis=1)
            rank = order[np.arange(len(order)), np.maximum(self.taken, 0)].astype(float)
        return np.where(self.taken >= 0, rank, np.inf)


def _learnt(val: Look, judged: Look, words: Words | None, fold: np.ndarray | None) -> np.ndarray:
    """(P, C) scores of the candidates; fold (P,): each part is scored by what learnt from the others. None: by what
    learnt from all of val."""
    learn, features = val.features(words), judged.features(words)
    if fold is None:
        parts = [(np.arange(len(learn)), np.arange(len(features)))]
    else:
        parts = [(np.flatnonzero(fold != part), np.flatnonzero(fold == part)) for part in range(FOLDS)]
    scores = np.zeros(features.shape[:2], np.float32)
    for known, asked_for in parts:
        scores[asked_for] = LearntReranker(learn[known], val.taken[known]).scores(features[asked_for])
    return scores


def _p95(engines: Sequence[Engine], held_out: HeldOut, val: Look, words: Words) -> float:
    """Milliseconds for one person, from history to order: 19 of 20 are quicker."""
    reranker, times = LearntReranker(val.features(words), val.taken), []
    for row in range(min(TIMED, len(held_out))):
        one = held_out.take([row])
        began = time.perf_counter()
        reranker.scores(Look(engines, one).features(words))
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
        query, shown = look.queries[row], [int(one) for one in look.candidates[row, :ASKED_OF] if one >= 0]
        felt = words.labels(query.user, query.history)
        taken = zip(query.history[-ASKED_OF:].tolist(), felt[-ASKED_OF:], strict=True)
        history = [f"{words.titles[item]}{_said_of(own)}" for item, own in taken]
        began = time.perf_counter()
        try:
            order = user.order(query.state.profile, history, [words.titles[item] for item in shown])
            scores[place, order] = np.arange(len(order), 0, -1)
        except EngineError as error:
            print(f"{error}; the candidates stay as they are", file=sys.stderr)
            fallbacks += 1
        times.append(time.perf_counter() - began)
    after, before = _of(look, rows, scores), _of(look, rows, None)
    return {metric: float(after[metric].mean()) for metric in METRICS} | {
        "candidates": {metric: float(before[metric].mean()) for metric in METRICS},
        "gain": _gain(after, before),
        "n_users": len(rows),
        "fallbacks": fallbacks,
        "median_ms": float(1000 * np.median(times)),
        "p95_ms": float(1000 * np.percentile(times, 95)),
    }


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


def _gain(own: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> list[float]:
    difference = own["ndcg@10"] - other["ndcg@10"]
    return [float(difference.mean()), *intervals({"gain": difference})["gain"]]


def _fitted(name: str, words: Words, scratch: Path, seed: int) -> Engine:
    print(f"{name} ...", file=sys.stderr, flush=True)
    engine = engine_class(name)(**settings_for(name, words.data.name))
    engine.fit(words.data, scratch / name, seed)
    return engine


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
