"""What one model does for the people of one held-out set: all items ranked, seen ones removed, in chunks."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix

from recommender.benchmark.metrics import LIST, accuracy, coverage, diversity, gini, intervals, list_intervals, novelty
from recommender.engines.contract import Engine
from recommender.engines.interactions import HeldOut
from recommender.engines.ranking import CHUNK, mask_seen, ranks

COLD = (5, 10, 30)
"""Histories are cut to so many of their last items, to see what a model does for somebody new."""

LENGTHS = ((1, 5), (6, 10), (11, 30), (31, 100), (101, None))
"""Groups of people by how long their history is."""

FEWEST = 20
"""A group of fewer people than this is not reported: its figure would be chance."""

GROUPS_BY = ("sex", "age")
HEADLINE = ("hr@10", "ndcg@10", "recall@20", "ndcg@20")


@dataclass(frozen=True, eq=False)
class Judged:
    """Each person's target ranks, from 0 and ties half, the LIST best items, (n, LIST) int32, -1 where there are
    no more, and the time in s it took to score and rank."""

    found: tuple[np.ndarray, ...]
    lists: np.ndarray
    seconds: float


def judge(engine: Engine, held_out: HeldOut) -> Judged:
    """Rank all items for all people of held_out."""
    found: list[np.ndarray] = []
    lists = np.full((len(held_out), LIST), -1, np.int32)
    seconds = 0.0
    for start in range(0, len(held_out), CHUNK):
        part = slice(start, start + CHUNK)
        began = time.perf_counter()
        scores = engine.scores(held_out.queries[part])
        mask_seen(scores, held_out.seen[part])
        best = _best(scores)
        seconds += time.perf_counter() - began
        lists[part, : best.shape[1]] = best
        found += ranks(scores, held_out.targets[part])
    return Judged(tuple(found), lists, seconds)


def figures(judged: Judged, popularity: np.ndarray, taken: csr_matrix) -> dict[str, object]:
    """{metric: mean, ..., "ci": {metric: [low, high]}} over people; coverage and gini of all lists together."""
    values = accuracy(judged.found)
    values["novelty"] = novelty(judged.lists, popularity)
    values["diversity"] = diversity(judged.lists, taken)
    n_items = len(popularity)
    means = {name: float(value.mean()) for name, value in values.items()}
    means["coverage"], means["gini"] = coverage(judged.lists, n_items), gini(judged.lists, n_items)
    spread = intervals(values) | list_intervals(judged.lists, n_items)
    return means | {"ci": {name: list(ends) for name, ends in spread.items()}}


def cold(engine: Engine, held_out: HeldOut) -> dict[str, dict[str, float]]:
    """{"5": {metric: mean}, ...}: the same targets, asked by the last 5, 10, 30 items alone, of nobody known."""
    found = {}
    for length in COLD:
        short = tuple(replace(query, history=query.history[-length:], user=-1) for query in held_out.queries)
        found[str(length)] = _headline(judge(engine, replace(held_out, queries=short)).found)
    return found


def by_length(judged: Judged, held_out: HeldOut) -> dict[str, dict[str, float]]:
    """{"6-10": {"n_users", metric: mean}, ...}: people by how long their history is."""
    lengths = np.array([len(query.history) for query in held_out.queries])
    found = {}
    for low, high in LENGTHS:
        rows = np.flatnonzero((lengths >= low) & (lengths <= (high or np.inf)))
        if len(rows) >= FEWEST:
            found[f"{low}-{high}" if high else f"{low}+"] = _group(judged, rows)
    return found


def by_profile(judged: Judged, held_out: HeldOut) -> dict[str, dict[str, object]]:
    """{"sex": {"groups": {value: {"n_users", metric: mean}}, "gap": {metric: largest difference}}, ...}."""
    found: dict[str, dict[str, object]] = {}
    for attribute in GROUPS_BY:
        values = np.array([query.state.profile.get(attribute, "") for query in held_out.queries])
        sizes = {value: np.flatnonzero(values == value) for value in sorted(set(values) - {""})}
        groups = {value: _group(judged, rows) for value, rows in sizes.items() if len(rows) >= FEWEST}
        if len(groups) > 1:
            found[attribute] = {"groups": groups, "gap": _gap(groups)}
    return found


def _gap(groups: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    spread = {metric: [group[metric] for group in groups.values()] for metric in HEADLINE}
    return {metric: max(values) - min(values) for metric, values in spread.items()}


def _group(judged: Judged, rows: np.ndarray) -> dict[str, float]:
    return {"n_users": len(rows)} | _headline([judged.found[row] for row in rows])


def _headline(found: Sequence[np.ndarray]) -> dict[str, float]:
    values = accuracy(found)
    return {metric: float(values[metric].mean()) for metric in HEADLINE}


def _best(scores: np.ndarray) -> np.ndarray:
    """(B, LIST or fewer) int32: the best items of masked scores, best first, -1 for masked ones."""
    count = min(LIST, scores.shape[1])
    best = np.argpartition(-scores, count - 1, axis=1)[:, :count]
    values = np.take_along_axis(scores, best, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    listed = np.take_along_axis(best, order, axis=1).astype(np.int32)
    return np.where(np.isfinite(np.take_along_axis(values, order, axis=1)), listed, -1)
