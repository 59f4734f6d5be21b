"""What each member adds to a blend: everything with it, less everything with the weights fitted anew without it."""

from __future__ import annotations

import numpy as np

from recommender.benchmark.metrics import accuracy, intervals
from recommender.engines.blend import CHUNK, Blend
from recommender.engines.interactions import HeldOut
from recommender.engines.ranking import mask_seen, ranks

METRICS = ("ndcg@10", "hr@10")


def ablation(blend: Blend, held_out: HeldOut) -> dict[str, dict[str, list[float]]]:
    """{member: {metric: [difference, low, high]}}: paired over people, 95 % bootstrap interval."""
    variants = np.stack([blend.weights, *blend.without])
    found: list[list[np.ndarray]] = [[] for _ in variants]
    for start in range(0, len(held_out), CHUNK):
        chunk = slice(start, start + CHUNK)
        queries = held_out.queries[chunk]
        parts = blend.parts(queries)
        for place, weights in enumerate(variants):
            scores = np.einsum("bfn,f->bn", parts, weights)
            for row, query in enumerate(queries):
                if not len(query.history):
                    scores[row] = blend.popularity
            mask_seen(scores, held_out.seen[chunk])
            found[place] += ranks(scores, held_out.targets[chunk])
    whole, *without = [accuracy(one) for one in found]
    gains = {}
    for member, rest in zip(blend.members, without, strict=True):
        differences = {metric: whole[metric] - rest[metric] for metric in METRICS}
        spread = intervals(differences)
        gains[member] = {metric: [float(differences[metric].mean()), *spread[metric]] for metric in METRICS}
    return gains
