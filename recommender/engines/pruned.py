"""A few members of a blend that say nearly what all of them say, chosen and weighed to that end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any, Self

import numpy as np

from recommender.engines.blend import Blend, fit_shares, kinds_of, loaded_member, log_standardised
from recommender.engines.contract import Engine, progress
from recommender.engines.distilled import CHUNK, DistilledSettings, labels_of
from recommender.engines.interactions import Interactions, Query
from recommender.errors import EngineError

AT_RANDOM = 100
"""Items from behind the teacher's best that stand for all of them."""


class Pruned(Engine):
    """score = sum over a few of a blend's members of a * log-standardised score.

    Members are added one at a time, each the one that brings the sum's softmax nearest to the teacher's shares of its
    best items after whole training histories, by cross-entropy: an ensemble is pruned (Caruana et al. 2004) by soft
    targets (Hinton et al. 2015). After beginnings the members would know by heart what came next, which they never do
    when asked for a list. The teacher's places, which cost a sort each, are left out. members: so many, chosen among
    those named, or all; labels: histories that the teacher is asked about; best, heat as in `DistilledSettings`.
    """

    name, kind = "pruned", "engine"
    content_aware = True  # each member has taken care of the items training never saw

    def __init__(
        self,
        teacher: Blend | None = None,
        members: int = 2,
        among: Sequence[str] = (),
        labels: int = 3000,
        best: int = 50,
        heat: float = 0.3,
        ridge: float = 1e-4,
    ) -> None:
        self.teacher, self.count, self.among, self.ridge = teacher, members, tuple(among), ridge
        self.labelling = DistilledSettings(labels=labels, best=best, heat=heat)
        self.members: dict[str, Engine] = {}

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        """Raises EngineError where there is no blend of the same items to prune. Where there is no history to ask it
        about, its first members have an equal say."""
        if self.teacher is None or self.teacher.items != data.items:
            raise EngineError("there is no blend of these items to prune; give it one that is fitted")
        unknown = set(self.among) - set(self.teacher.members)
        if unknown:
            raise EngineError(f"the blend has no members {', '.join(sorted(unknown))}")
        names = [name for name in self.teacher.members if name in (self.among or self.teacher.members)]
        features, *said = self._table(self.teacher, names, data, seed)
        chosen, self.weights = self._chosen(features, said) if len(features) else self._first(len(names))
        self.members = {names[place]: self.teacher.members[names[place]] for place in chosen}

    def _chosen(self, features: np.ndarray, said: Sequence[np.ndarray]) -> tuple[list[int], np.ndarray]:
        """The places of the members and their weights, from what `_table` found."""
        chosen, weights = list[int](), np.zeros(0, np.float32)
        while len(chosen) < min(self.count, features.shape[2]):
            rest = [place for place in range(features.shape[2]) if place not in chosen]
            fits = [fit_shares(features[:, :, [*chosen, place]], self.ridge, *said) for place in rest]
            nearest = int(np.argmin([loss for _, loss in fits]))
            chosen, weights = [*chosen, rest[nearest]], fits[nearest][0]
        return chosen, weights

    def _first(self, count: int) -> tuple[list[int], np.ndarray]:
        chosen = list(range(min(self.count, count)))
        return chosen, np.ones(len(chosen), np.float32)

    def equally_weighted(self) -> Pruned:
        """The same members with an equal say each: what the weights add."""
        other = copy(self)
        other.weights = np.ones_like(self.weights)
        return other

    def _table(self, teacher: Blend, names: Sequence[str], data: Interactions, seed: int) -> tuple[np.ndarray, ...]:
        """(P, C, M) what each member says of the teacher's best and of items at random; (P, C) the teacher's shares,
        for how many items each stands, and whether it is none, being in the history or there twice."""
        labels, rng = labels_of(teacher, data, self.labelling, seed, whole=True), np.random.default_rng(seed)
        some = rng.integers(0, data.n_items, (len(labels.items), min(AT_RANDOM, data.n_items)))
        table = np.concatenate([labels.items, some], axis=1)
        known = labels.items.shape[1]
        shares, closed = np.zeros(table.shape, np.float32), np.zeros(table.shape, bool)
        shares[:, :known] = labels.shares
        stands_for = np.where(np.arange(table.shape[1]) < known, 1, data.n_items / some.shape[1])
        features = np.empty((*table.shape, len(names)), np.float32)
        for row, (own, best, others) in enumerate(zip(labels.histories, labels.items, some, strict=True)):
            closed[row, known:] = np.isin(others, np.concatenate([own, best]))
        for start in progress(range(0, len(table), CHUNK), "members"):
            part = slice(start, start + CHUNK)
            queries = [Query(history) for history in labels.histories[part]]
            for place, name in enumerate(names):
                said = log_standardised(teacher.members[name].scores(queries))
                features[part, :, place] = np.take_along_axis(said, table[part], axis=1)
        return features, shares, np.broadcast_to(stands_for, table.shape).astype(np.float32), closed

    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        said = log_standardised(np.concatenate([member.scores(queries) for member in self.members.values()]))
        return np.tensordot(self.weights, said.reshape(len(self.members), len(queries), -1), axes=1)

    def described(self) -> dict[str, Any]:
        """{"weights": {member: a}}, in the order in which they were chosen."""
        return {"weights": dict(zip(self.members, self.weights.round(4).tolist(), strict=True))}

    def save(self, folder: Path) -> None:
        """As `Engine.save`, each member in a folder of its own within."""
        super().save(folder)
        for name, member in self.members.items():
            member.save(folder / name)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """As `Engine.load`, members and all."""
        engine = super().load(folder)
        for name, kind in engine._kinds.items():
            engine.members[name] = loaded_member(kind, folder / name)
        return engine

    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        return {"members": kinds_of(self.members)}, {"weights": self.weights}

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        self._kinds: Mapping[str, str] = settings["members"]
        self.weights = arrays["weights"]
