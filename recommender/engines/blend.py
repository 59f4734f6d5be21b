"""A learnt, regularised sum of what several engines say, each by its score and by the place it gives an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from importlib import import_module
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch

from recommender.engines.contract import Engine, progress
from recommender.engines.interactions import HeldOut, Interactions, Query
from recommender.engines.ranking import mask_seen
from recommender.errors import EngineError

FOLDS = 5
CHUNK = 128
PEOPLE = 4000
"""The weights are few: so many val people settle them to within their own interval."""

NEAREST, AT_RANDOM = 60, 200
"""Rivals of a target: the first of each member's ranking, and some from the rest, which stand for all of it."""

KINDS = ("score", "place")


class Blend(Engine):
    """score = sum over members of a * log-standardised score + b * -log(place), with a and b learnt on val.

    The weights are those of a conditional logit, ridge-regularised: they make what val people took likely among its
    negatives. They are fitted once on all val people, and once without each fifth of them, so that a figure on val can
    be had by weights that never saw the person it is of. A blend is kept beside its members: in a folder whose
    neighbours are named after them.
    """

    name, kind = "blend", "blend"
    content_aware = True  # each member has taken care of the items training never saw

    def __init__(self, members: Mapping[str, Engine] | None = None, ridge: float = 1e-3) -> None:
        self.members, self.ridge = dict(members or {}), ridge
        self._folds_apply = False

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        if not self.members:
            raise EngineError("a blend needs members that are fitted; give it some")
        held_out = data.held_out_val.sample(PEOPLE, seed)
        self.fold_of = np.full(data.n_users, -1, np.int32)
        if not len(held_out):  # nothing to learn weights from: all alike
            self._all_alike()
            return
        features, hits, sample_weight = self._negatives(held_out, np.random.default_rng(seed))
        self.fold_of[[query.user for query in data.held_out_val.queries]] = np.random.default_rng(seed).integers(
            0, FOLDS, len(data.held_out_val)
        )
        fold = np.array([self.fold_of[query.user] for query in held_out.queries], int)
        self.weights = fit_weights(features, hits, self.ridge, sample_weight)
        apart = [
            fit_weights(features[fold != part], hits[fold != part], self.ridge, sample_weight[fold != part])
            for part in range(FOLDS)
        ]
        self.fold_weights = np.stack(apart)
        without = []
        for place in range(len(self.members)):
            rest = [column for column in range(features.shape[2]) if column // len(KINDS) != place]
            spread = np.zeros(features.shape[2], np.float32)
            spread[rest] = fit_weights(features[:, :, rest], hits, self.ridge, sample_weight) if rest else 0
            without.append(spread)
        self.without = np.stack(without)

    def cross_fitted(self) -> Blend:
        """The same blend, in which everybody of val is scored by the weights fitted without them."""
        other = copy(self)
        other._folds_apply = True
        return other

    def parts(self, queries: Sequence[Query]) -> np.ndarray:
        """(B, 2 * members, n_items) float32: what each weight is multiplied with, member by member."""
        found = np.empty((len(queries), len(KINDS) * len(self.members), len(self.items)), np.float32)
        histories = [query.history for query in queries]
        for place, member in enumerate(self.members.values()):
            scores = member.scores(queries)
            found[:, 2 * place] = log_standardised(scores)
            mask_seen(scores, histories)
            found[:, 2 * place + 1] = -np.log1p(places(scores))
        return found

    def weights_for(self, queries: Sequence[Query]) -> np.ndarray:
        """(B, 2 * members): the weights each person is scored by."""
        if not self._folds_apply:
            return np.tile(self.weights, (len(queries), 1))
        folds = [self.fold_of[query.user] if query.user >= 0 else -1 for query in queries]
        return np.stack([self.fold_weights[fold] if fold >= 0 else self.weights for fold in folds])

    def described(self) -> dict[str, Any]:
        """The weights: {"weights": {member: {"score": a, "place": b}}}."""
        pairs = self.weights.reshape(len(self.members), len(KINDS)).round(4).tolist()
        return {
            "weights": {
                name: dict(zip(KINDS, pair, strict=True)) for name, pair in zip(self.members, pairs, strict=True)
            }
        }

    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        found = np.empty((len(queries), len(self.items)), np.float32)
        for start in range(0, len(queries), CHUNK):
            part = queries[start : start + CHUNK]
            found[start : start + CHUNK] = np.einsum("bfn,bf->bn", self.parts(part), self.weights_for(part))
        return found

    def _all_alike(self) -> None:
        count = len(KINDS) * len(self.members)
        self.weights, self.fold_weights = np.ones(count, np.float32), np.ones((FOLDS, count), np.float32)
        own = np.repeat(np.eye(len(self.members), dtype=np.float32), len(KINDS), axis=1)
        self.without = 1 - own

    def _negatives(self, held_out: HeldOut, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(P, C, F) parts of each target's negatives; (P, C) labels, 1 for targets, 0 for negatives, -1 for filling;
        and (P, C) for how many items each of them stands."""
        features, weights, hits = [], [], []
        for start in progress(range(0, len(held_out), CHUNK), "blend"):
            chunk = slice(start, start + CHUNK)
            parts = self.parts(held_out.queries[chunk])
            for row, targets in enumerate(held_out.targets[chunk]):
                first = np.argpartition(-parts[row, 1::2], min(NEAREST, len(self.items)) - 1, axis=1)[:, :NEAREST]
                out = np.union1d(held_out.seen[start + row], targets)
                near = np.setdiff1d(first, out)
                rest = np.setdiff1d(np.arange(len(self.items)), np.union1d(out, near), assume_unique=True)
                some = rng.choice(rest, min(AT_RANDOM, len(rest)), replace=False)
                features.append(parts[row][:, np.concatenate([targets, near, some]).astype(int)].T)
                weights.append(np.repeat([1, len(rest) / max(len(some), 1)], [len(targets) + len(near), len(some)]))
                hits.append(len(targets))
        width = max(len(rows) for rows in features)
        table = np.zeros((len(features), width, parts.shape[1]), np.float32)
        labels, sample_weight = (
            np.full((len(features), width), -1, np.int8),
            np.ones((len(features), width), np.float32),
        )
        for row, (rows, of_row, count) in enumerate(zip(features, weights, hits, strict=True)):
            table[row, : len(rows)], sample_weight[row, : len(rows)] = rows, of_row
            labels[row, : len(rows)], labels[row, :count] = 0, 1
        return table, labels, sample_weight

    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        kinds = kinds_of(self.members)
        arrays = {"weights": self.weights, "folds": self.fold_weights, "fold_of": self.fold_of, "without": self.without}
        return {"members": kinds, "ridge": self.ridge}, arrays

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        self.ridge, self._kinds = settings["ridge"], settings["members"]
        self.weights, self.fold_weights = arrays["weights"], arrays["folds"]
        self.fold_of, self.without = arrays["fold_of"], arrays["without"]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the blend, and its members from the neighbouring folders."""
        blend = super().load(folder)
        for name, kind in blend._kinds.items():
            blend.members[name] = loaded_member(kind, folder.parent / name)
        return blend


def kinds_of(members: Mapping[str, Engine]) -> dict[str, str]:
    """The class of each member, as `loaded_member` takes it."""
    return {name: f"{type(member).__module__}:{type(member).__name__}" for name, member in members.items()}


def loaded_member(kind: str, folder: Path) -> Engine:
    """A member of this kind, saved in a folder. Raises EngineError for a class outside this package."""
    module, _, attribute = kind.partition(":")
    if not module.startswith("recommender."):
        raise EngineError(f"{folder} is of {kind}, which is none of this package's engines")
    return getattr(import_module(module), attribute).load(folder)


def log_standardised(scores: np.ndarray) -> np.ndarray:
    """Each row less its mean, over its standard deviation, and large values drawn in by log(1 + |z|), signs kept."""
    centred = scores - scores.mean(axis=1, keepdims=True)
    deviation = np.sqrt(np.square(centred).mean(axis=1, keepdims=True))
    z = centred / np.where(deviation > 0, deviation, 1)
    return np.copysign(np.log1p(np.abs(z)), z)


def places(scores: np.ndarray) -> np.ndarray:
    """(B, N): each item's place in its row, from 0 for the best."""
    order = np.argsort(-scores, axis=1, kind="stable")
    found = np.empty(scores.shape, np.float32)
    np.put_along_axis(found, order, np.arange(scores.shape[1], dtype=np.float32)[None, :], axis=1)
    return found


def fit_weights(
    features: np.ndarray, labels: np.ndarray, ridge: float, sample_weight: np.ndarray | None = None
) -> np.ndarray:
    """(F,) float32 weights of a conditional logit: features (P, C, F); labels (P, C) 1 taken, 0 negative, -1 filling.

    Minimises the mean of -log softmax over each person's rows at what was taken, plus ridge * |weights|^2.
    sample_weight is (P, C): for how many a row stands in the softmax's sum where negatives were sampled (McFadden
    1978), else each for one.
    """
    taken = (labels == 1).astype(np.float32)
    return fit_shares(features, ridge, taken / taken.sum(axis=1, keepdims=True), sample_weight, labels < 0)[0]


def fit_shares(
    features: np.ndarray, ridge: float, shares: np.ndarray, sample_weight: np.ndarray | None, closed: np.ndarray
) -> tuple[np.ndarray, float]:
    """(F,) float32 weights with which a softmax over features (P, C, F) is nearest to shares (P, C), and how near.

    That is the mean of the cross-entropies, plus ridge * |weights|^2, at its least; closed (P, C) bool leave the
    softmax; sample_weight as in `fit_weights`.
    """
    table, share, out = torch.from_numpy(features), torch.from_numpy(shares), torch.from_numpy(closed)
    more = torch.log(torch.from_numpy(sample_weight)) if sample_weight is not None else torch.zeros(())
    weights = torch.zeros(features.shape[2], requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=60, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        logs = torch.log_softmax((table @ weights + more).masked_fill(out, -1e9), dim=1)
        total = -(logs * share).sum() / len(table) + ridge * (weights**2).sum()
        total.backward()
        return total

    optimiser.step(loss)
    return weights.detach().numpy(), float(loss().detach())
