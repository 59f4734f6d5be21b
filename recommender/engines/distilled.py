"""A small sequence engine that learns from a large teacher what comes next, as well as from what came next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from recommender.engines.contract import Engine, progress
from recommender.engines.interactions import Interactions, Query, State
from recommender.engines.ranking import mask_seen
from recommender.engines.sequence import SequenceEngine, SequenceNetwork, SequenceSettings
from recommender.engines.windows import padded

CHUNK = 64

STOPS_BY, AT_MOST = 0.2, 1000
"""The share of people, and how many at most, whose last training row says when to stop."""


@dataclass(frozen=True)
class DistilledSettings(SequenceSettings):
    """share: how much the teacher counts in the loss; labels: beginnings of histories that it is asked about; best: so
    many of the items that it likes best make a label; heat: the temperature of their softmax; asked: labels a step."""

    dimension: int = 64
    layers: int = 1
    share: float = 0.5
    labels: int = 12_000
    best: int = 50
    heat: float = 1.0
    asked: int = 64


@dataclass(frozen=True, eq=False)
class Labels:
    """What a teacher says: beginnings of histories, the items it likes best after each (P, K), and their shares."""

    histories: tuple[np.ndarray, ...]
    items: np.ndarray
    shares: np.ndarray


class Distilled(SequenceEngine):
    """SASRec that is taught by another engine, as DLLM2Rec teaches one by a language model (Cui et al. 2024).

    Beside the item that came next, the loss holds the cross-entropy with the teacher's shares of its best items (Hinton
    et al. 2015, Distilling the knowledge in a neural network) after beginnings of histories, drawn at random. No whole
    history is among these: what is asked later was not answered before. It stops early by the last training rows of
    some people, so that val is new to it. Without a teacher it is a small SASRec.
    """

    name, kind = "distilled", "engine"
    defaults = DistilledSettings()

    def __init__(self, teacher: Engine | None = None, **settings: Any) -> None:
        super().__init__(**settings)
        self.teacher, self._labels = teacher, None

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        if self.teacher is not None:
            self._labels = labels_of(self.teacher, data, self.settings, seed)
        super()._fit(stopping_by_train(data, seed), work, seed)

    def _loss(self, network: nn.Module, batch: Tensor) -> Tensor:
        came = super()._loss(network, batch)
        if self._labels is None or not len(self._labels.histories):
            return came
        return (1 - self.settings.share) * came + self.settings.share * self._said(network, self._labels)

    def _said(self, network: SequenceNetwork, labels: Labels) -> Tensor:
        """Mean cross-entropy with what the teacher says after some beginnings, drawn anew."""
        rows = torch.randint(len(labels.histories), (self.settings.asked,)).numpy()
        items = torch.from_numpy(padded([labels.histories[row][-self.settings.length :] for row in rows]))
        table = network.table()
        last = torch.arange(len(rows)), (items >= 0).sum(dim=1) - 1
        likely = torch.log_softmax(network(items, table)[last] @ table.T, dim=1)
        best = torch.from_numpy(labels.items[rows])
        return -(torch.from_numpy(labels.shares[rows]) * likely.gather(1, best)).sum(dim=1).mean()


def stopping_by_train(data: Interactions, seed: int) -> Interactions:
    """The set with the last training rows of STOPS_BY of its people, drawn at random, as its only val."""
    able = [user for user, history in enumerate(data.train) if len(history) > 1]
    count = min(int(STOPS_BY * len(able)), AT_MOST)
    held = set(np.random.default_rng(seed).permutation(able)[:count].tolist())
    train = tuple(own[:-1] if user in held else own for user, own in enumerate(data.train))
    val = tuple(own[len(kept) :] for own, kept in zip(data.train, train, strict=True))
    return replace(data, train=train, val=val, ratings=(), times=())


def labels_of(
    teacher: Engine, data: Interactions, settings: DistilledSettings, seed: int, whole: bool = False
) -> Labels:
    """What a teacher says after beginnings of the histories of data.train, one history as likely as it has any, or
    after whole ones alone, where they leave something to like."""
    rng = np.random.default_rng(seed)
    ends = [range(len(own) if whole else 1, len(own) + whole) for own in data.train]
    places = [(user, end) for user, own in enumerate(ends) for end in own if 0 < end < data.n_items]
    drawn = rng.permutation(len(places))[: settings.labels]
    queries = [
        Query(data.train[user][:end], user, State(data.profile(user))) for user, end in (places[row] for row in drawn)
    ]
    best = min(settings.best, data.n_items)
    items, shares = np.zeros((len(queries), best), np.int64), np.zeros((len(queries), best), np.float32)
    for start in progress(range(0, len(queries), CHUNK), "teacher"):
        part = slice(start, start + CHUNK)
        items[part], shares[part] = _best(teacher, queries[part], best, settings.heat)
    return Labels(tuple(query.history for query in queries), items, shares)


def _best(teacher: Engine, queries: Sequence[Query], count: int, heat: float) -> tuple[np.ndarray, np.ndarray]:
    """(B, K) the items that the teacher likes best of those that are new, and their shares by softmax."""
    scores = teacher.scores(queries)
    mask_seen(scores, [query.history for query in queries])
    found = np.argpartition(-scores, count - 1, axis=1)[:, :count]
    kept = np.take_along_axis(scores, found, axis=1) / heat
    likely = np.exp(kept - kept.max(axis=1, keepdims=True))
    return found, likely / likely.sum(axis=1, keepdims=True)
