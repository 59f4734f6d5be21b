"""MGCE: interest and conformity told apart, after the multimodal graph disentangled causal model of the survey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import numpy as np
import torch
from scipy.sparse import csr_matrix, diags
from torch import Tensor, nn

from recommender.engines.blend import fit_weights, log_standardised
from recommender.engines.interactions import HeldOut, Interactions, Query, State
from recommender.engines.item_embeddings import co_occurrence_factors, content_embeddings, joined
from recommender.engines.linear import LinearSequence
from recommender.engines.losses import softmax_loss
from recommender.engines.mgce.network import MgceNetwork, alikeness
from recommender.engines.sequence import SequenceEngine, SequenceSettings
from recommender.engines.windows import padded

HOPS = 2
"""So many times content is passed from items to the people who took them and back."""

LATELY = 10
"""The last rows of each history, which say what is popular now."""

CELLS = 12_000_000
"""Scores that the weights of the terms are learnt from: people of val times items times terms."""

RIDGE = 1e-4


@dataclass(frozen=True)
class MgceSettings(SequenceSettings):
    """SequenceSettings and the parts of MGCE; dimension is that of each network, layers and heads go unused.

    keeps: the speeds of forgetting by which a history is read, in a set with order. embedding: most dimensions a
    modality brings. alone: how much it counts that interest explains what was taken given the items' popularity.
    differ: how much the differentiation of the two counts. conforms: the conformity side reads popularity.
    """

    dimension: int = 32
    rate: float = 3e-3
    epochs: int = 20
    patience: int = 3
    minutes: float = 30.0
    keeps: tuple[float, ...] = (0.0, 0.7, 0.95, 1.0)
    embedding: int = 64
    alone: float = 1.0
    differ: float = 1.0
    conforms: bool = True


class Terms(NamedTuple):
    """What an item's score is the sum of: (B, n_items) float32 each, the two of MGCE centred for each person."""

    base: np.ndarray
    interest: np.ndarray
    conformity: np.ndarray


class MGCE(SequenceEngine):
    """score = base + a * interest + b * conformity.

    Interest sees content alone, passed along the graph of people and items; conformity sees popularity as well. They
    are trained together to name the next item, interest also by itself with log-popularity given (Menon et al. 2021),
    so that it need not repeat it, and a differentiation loss keeps the vectors of the two sides at right angles. The
    base is `LinearSequence`; a and b are those of a conditional logit on val, never below 0.
    """

    name, kind = "mgce", "engine"
    defaults = MgceSettings()
    parts: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "popularity": {"conforms": False},
        "interest alone": {"alone": 0.0},
        "differentiation": {"differ": 0.0},
    }
    """What an ablation leaves out, one at a time."""

    settings: MgceSettings

    def __init__(self, base: Mapping[str, Any] | None = None, **settings: Any) -> None:
        """base: settings of the LinearSequence beneath."""
        super().__init__(**settings)
        self.base = LinearSequence(**base or {})
        self.weights = np.ones(3, np.float32)
        self.told_apart: dict[str, float] = {}
        self.balance = (1.0, 1.0)
        self.learnt_alone = True

    def balanced(self, interest: float, conformity: float) -> MGCE:
        """The same engine with its two terms made so many times as strong; 1, 1 is what was learnt."""
        other = copy(self)
        other.balance = (float(interest), float(conformity))
        return other

    def alone(self, term: str) -> MGCE:
        """The same engine with one of its terms, as learnt, for the whole score."""
        other = copy(self)
        other.weights = np.array([name == term for name in Terms._fields], np.float32)
        return other

    def terms(self, queries: Sequence[Query]) -> Terms:
        """The three terms of `scores`, weighed and balanced, for people with a history."""
        self._require_fitted()
        sides = self._sides(queries, self.weights[1:] > 0)
        interest, conformity = (found - found.mean(axis=1, keepdims=True) for found in sides)
        (first, a, b), (more, many) = self.weights, self.balance
        base = log_standardised(self.base._scores(queries)) if first else np.zeros_like(interest)
        return Terms(first * base, a * np.float32(more) * interest, b * np.float32(many) * conformity)

    def explained(self, sequence: Sequence[str], state: State | None, k: int) -> list[dict[str, Any]]:
        """`recommend`, and for each item its terms: {"item", "score", "base", "interest", "conformity"}.

        interest above 0: it suits this person more than the average item does; conformity above 0: more than the
        average item it is what many who are like this person take. Without any known item in the sequence all is base.
        """
        listed = self.recommend(sequence, state, k)
        index = self._index()
        history = np.array([index[item] for item in sequence if item in index], np.int32)
        rows = [index[item] for item, _ in listed]
        if len(history):
            parts = [part[0, rows] for part in self.terms([Query(history, state=state or State())])]
        else:
            parts = [np.array([score for _, score in listed]), np.zeros(len(rows)), np.zeros(len(rows))]
        return [
            {"item": item, "score": score}
            | {name: float(part[row]) for name, part in zip(Terms._fields, parts, strict=True)}
            for row, (item, score) in enumerate(listed)
        ]

    def described(self) -> dict[str, Any]:
        """The weights a and b beside that of the base, and how each term goes with log-popularity over items."""
        base, interest, conformity = (round(float(weight), 4) for weight in self.weights)
        return {"terms": {"base": base, "interest": interest, "conformity": conformity} | self.told_apart}

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        self.learnt_alone = True
        super()._fit(data, work, seed)
        self.base.fit(data, work / "base", seed)
        self.learnt_alone = False
        self.weights, self.told_apart = np.ones(3, np.float32), {}
        people = data.held_out_val.sample(max(1, min(3000, CELLS // (3 * data.n_items))), seed)
        if len(people):
            self.weights = self._weighed(people)
            self.told_apart = self._told_apart(people.sample(300, seed))

    def _network(self, data: Interactions, seed: int) -> nn.Module:
        content = content_embeddings(data, self.settings.embedding)
        self.content_aware = content.shape[1] > 0
        if not self.content_aware:  # who took an item stands in for what it is
            content = joined([co_occurrence_factors(data, self.settings.embedding)], data.n_items)
        self.keeps = self.settings.keeps if data.ordered else (1.0,)
        return self._made(torch.from_numpy(passed_on(content, data.matrix)), torch.from_numpy(popularity_of(data)))

    def _made(self, content: Tensor, popularity: Tensor) -> MgceNetwork:
        settings = self.settings
        self.log_popularity = popularity[:, :1]
        return MgceNetwork(content, popularity, self.keeps, settings.dimension, settings.dropout, settings.conforms)

    def _loss(self, network: MgceNetwork, batch: Tensor) -> Tensor:
        context, following = batch[:, :-1], batch[:, 1:]
        real, targets = following >= 0, following[following >= 0]
        tables = [side.table() for side in network.sides()]
        people = [side(context, table)[real] for side, table in zip(network.sides(), tables, strict=True)]
        total = softmax_loss(torch.cat(people, dim=1), torch.cat(tables, dim=1), targets)
        if self.settings.alone:
            given = torch.cat([people[0], people[0].new_ones(len(targets), 1)], dim=1)
            total = total + self.settings.alone * softmax_loss(
                given, torch.cat([tables[0], self.log_popularity], dim=1), targets
            )
        if self.settings.differ:
            total = total + self.settings.differ * (alikeness(*people) + alikeness(*tables))
        return total

    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        if self.learnt_alone:  # early stopping looks at the two sides; the base is fitted after them
            return np.add(*self._sides(queries))
        return sum(self.terms(queries))

    @torch.inference_mode()
    def _sides(self, queries: Sequence[Query], wanted: Sequence[bool] = (True, True)) -> tuple[np.ndarray, np.ndarray]:
        """Interest and conformity as learnt, (B, n_items) float32 each, 0 for one that is not wanted."""
        histories = [query.history[-self.settings.length :] for query in queries]
        order = np.argsort([len(history) for history in histories], kind="stable")
        found = np.zeros((2, len(queries), len(self.items)), np.float32)
        tables = self.tables or self._tables()
        for side, scores, table in compress(zip(self.network.sides(), found, tables, strict=True), wanted):
            for start in range(0, len(order), 64):  # of about one length, so that little is computed on padding
                rows = order[start : start + 64]
                items = torch.from_numpy(padded([histories[row] for row in rows]))
                last = (items >= 0).sum(dim=1) - 1
                scores[rows] = (side(items, table)[torch.arange(len(rows)), last] @ table.T).numpy()
        return found[0], found[1]

    @torch.no_grad()
    def _tables(self) -> tuple[Tensor, ...]:
        return tuple(side.table() for side in self.network.sides())

    def _weighed(self, people: HeldOut) -> np.ndarray:
        """The weights of base, interest and conformity that make likely what people of val took, of all items."""
        features = np.stack(self.terms(people.queries), axis=-1)
        labels = np.zeros(features.shape[:2], np.int8)
        for row, (seen, targets) in enumerate(zip(people.seen, people.targets, strict=True)):
            labels[row, seen] = -1
            labels[row, targets] = 1
        return np.maximum(fit_weights(features, labels, RIDGE), 0)

    def _told_apart(self, people: HeldOut) -> dict[str, float]:
        """The mean correlation over people of each side's scores with log-popularity, items taken at least once."""
        taken = self.popularity > 0
        fame = np.log(self.popularity[taken])
        found = {}
        for name, scores in zip(("interest", "conformity"), self._sides(people.queries), strict=True):
            rows = [np.corrcoef(row[taken], fame)[0, 1] for row in scores if row[taken].std() and fame.std()]
            found[f"{name} with log-popularity"] = round(float(np.mean(rows)), 4) if rows else 0.0
        return found

    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        settings, arrays = super()._state()
        base_settings, base_arrays = self.base._state()
        arrays |= {f"base.{name}": array for name, array in base_arrays.items()}
        arrays |= {"terms.weights": self.weights, "terms.log_popularity": self.log_popularity.numpy()}
        kept = {"content_aware": self.content_aware, "keeps": self.keeps, "told_apart": self.told_apart}
        return {"network": settings, "base": base_settings} | kept, arrays

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        self.keeps, self.content_aware = tuple(settings["keeps"]), settings["content_aware"]
        self.told_apart, self.learnt_alone = settings["told_apart"], False
        self.weights = arrays.pop("terms.weights")
        self._kept_popularity = torch.from_numpy(arrays.pop("terms.log_popularity"))
        base = {name.removeprefix("base."): array for name, array in arrays.items() if name.startswith("base.")}
        self.base.items, self.base.popularity = self.items, self.popularity
        self.base._restore(settings["base"], base)
        super()._restore(settings["network"], {name: a for name, a in arrays.items() if not name.startswith("base.")})

    def _empty(self, weights: Mapping[str, Tensor]) -> nn.Module:
        content, both = weights["interest.features"], weights["conformity.features"]
        popularity = both[:, content.shape[1] :] if self.settings.conforms else self._kept_popularity
        return self._made(content, popularity)


def passed_on(content: np.ndarray, taken: csr_matrix) -> np.ndarray:
    """(n_items, (HOPS + 1) * C) float32: content, and what comes of it after each hop over people and back.

    The messages of a graph convolution without weights between the hops (Wu et al. 2019, "Simplifying graph
    convolutional networks"); taken is (n_users, n_items) of 0 and 1.
    """
    by_user, by_item = (np.maximum(np.asarray(taken.sum(axis=axis)).ravel(), 1) for axis in (1, 0))
    evened = diags(1 / np.sqrt(by_user)) @ taken @ diags(1 / np.sqrt(by_item))
    hops = [content]
    for _ in range(HOPS):
        hops.append((evened.T @ (evened @ hops[-1])).astype(np.float32))
    return joined(hops, len(content))


def popularity_of(data: Interactions) -> np.ndarray:
    """(n_items, 3) float32: log of 1 + how often it was taken, the same for the ends of histories, and its rank in
    [0, 1], 1 the most popular. A set without order has no ends: there the second is 0."""
    ends = [history[-LATELY:] for history in data.train] if data.ordered else []
    late = np.bincount(np.concatenate(ends), minlength=data.n_items) if ends else np.zeros(data.n_items)
    rank = np.argsort(np.argsort(data.popularity, kind="stable")) / max(data.n_items - 1, 1)
    return np.stack([np.log1p(data.popularity), np.log1p(late), rank], axis=1).astype(np.float32)
