"""DiffMM: a diffusion model draws likely edges in each modality, and a graph network learns with them.

After Jiang et al. 2024, "DiffMM: Multi-Modal Diffusion Model for Recommendation". Two things differ, so that it learns
on a processor within minutes and serves people it never saw: rows are noised in a latent space instead of one by one,
and a person is what they took, without a vector of their own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import torch
from scipy.sparse import coo_matrix, diags
from torch import Tensor, nn
from torch.nn import functional

from recommender.engines.contract import EarlyStopping, Engine, progress, stopping_sample
from recommender.engines.diffmm.companions import Companions
from recommender.engines.diffmm.diffusion import Bags, Denoiser, Noise, losses, regained
from recommender.engines.diffmm.network import GraphNetwork, contrast, views
from recommender.engines.interactions import Interactions, Query
from recommender.engines.item_embeddings import co_occurrence_factors, joined, narrowed, text_embeddings
from recommender.engines.ranking import CHUNK, mask_seen, mean_ndcg


@dataclass(frozen=True)
class DiffmmSettings:
    """Sizes and how it is trained.

    latent: of a denoiser; dimension: of the graph network. steps of noise, their variances from least to most. bound
    and signal: how much the bound in the latent space and the modality signal count beside the likelihood. edges: drawn
    for a person in each modality; drawn: how much they count in a person. contrasts: how much it counts that people
    look alike in all modalities, at temperature. rows of a step of a denoiser and its rate of learning; batch and rate:
    those of the graph network; sharpness, usual (the power of an item's count) and together are what it begins with.
    With a together of 0 there is no frozen graph, what a person took stays among what is told apart, and people pass
    their own edges on. minutes of processor time: no epoch of any network begins after them.
    """

    embedding: int = 64
    latent: int = 64
    steps: int = 5
    least: float = 0.01
    most: float = 0.3
    bound: float = 1.0
    signal: float = 1.0
    dropout: float = 0.3
    dimension: int = 64
    hops: int = 2
    edges: int = 5
    drawn: float = 0.2
    contrasts: float = 0.1
    temperature: float = 0.5
    rows: int = 256
    denoising: float = 5e-3
    batch: int = 512
    rate: float = 2e-3
    sharpness: float = 2.3
    together: float = 0.0
    usual: float = 0.0
    decay: float = 1e-5
    epochs: int = 30
    patience: int = 4
    minutes: float = 20.0


class DiffMM(Engine):
    """A denoiser a modality, which draws edges, and a graph network that is told of them and scores."""

    name, kind = "diffmm", "engine"
    published_by_test = True
    parts: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "drawn edges": {"drawn": 0.0, "contrasts": 0.0},
        "contrast": {"contrasts": 0.0},
        "frozen graph": {"together": 0.0},
        "modality signal": {"signal": 0.0},
    }
    """What an ablation leaves out, one at a time."""

    def __init__(self, **settings: Any) -> None:
        self.settings = replace(DiffmmSettings(), **settings)

    def drawn_for(self, sequence: Sequence[str], k: int) -> dict[str, list[tuple[str, float]]]:
        """For each modality the k most likely edges of somebody with that history, none of it among them, with their
        probability among all items. Empty without any known item."""
        self._require_fitted()
        index = self._index()
        history = np.array([index[item] for item in sequence if item in index], np.int32)
        if not len(history):
            return {}
        found = {}
        for name, row in zip(self.names, self._rows([Query(history)]), strict=True):
            shares = torch.softmax(row[0], dim=0).numpy()
            shares[history] = -1
            best = np.argsort(-shares, kind="stable")[: min(k, len(shares) - len(set(history.tolist())))]
            found[name] = [(self.items[one], float(shares[one])) for one in best]
        return found

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        torch.manual_seed(seed)
        settings, rng = self.settings, np.random.default_rng(seed)
        features = modalities(data, settings.embedding)
        self.names = tuple(features)
        self._build([torch.from_numpy(own) for own in features.values()])
        users = np.array([user for user, history in enumerate(data.train) if len(history)])
        people = [data.train[user] for user in users]
        for place, denoiser in enumerate(self.denoisers):
            self._learn(
                f"{self.name}, {self.names[place]}",
                denoiser,
                lambda place=place: self._denoising(place, people, rng),
                data,
                lambda queries, own=denoiser: self._row(own, queries).numpy(),
                settings.denoising,
            )
        self.evened, self.companions = evened(data), Companions(data.matrix) if self.settings.together else None
        with torch.no_grad():
            self.network.usual.copy_(settings.usual * torch.from_numpy(np.log(np.maximum(data.popularity, 1))))
        self._learn(
            self.name,
            self.network,
            lambda: self._graph_steps(people, users, rng),
            data,
            self._graph_scores,
            settings.rate,
        )
        with torch.no_grad():
            self.table = self.network.table(self.evened)

    def _learn(
        self,
        name: str,
        network: nn.Module,
        steps: Callable[[], Iterator[Tensor]],
        data: Interactions,
        scores: Callable[[Sequence[Query]], np.ndarray],
        rate: float,
    ) -> None:
        """Go over steps, each a loss, until val no longer improves, and keep the best."""
        settings = self.settings
        optimiser = torch.optim.AdamW(
            [one for one in network.parameters() if one.requires_grad], lr=rate, weight_decay=settings.decay
        )
        stopping, looks_at = EarlyStopping(settings.patience), stopping_sample(data)
        bar, began = progress(range(settings.epochs), name), time.process_time()
        for _ in bar:
            network.train()
            for loss in steps():
                optimiser.zero_grad(set_to_none=True)
                loss.backward()
                optimiser.step()
            network.eval()
            reached = mean_ndcg(scores, looks_at)
            stop = stopping.look(reached, {key: value.clone() for key, value in network.state_dict().items()})
            bar.set_postfix(ndcg=reached, best=stopping.best)
            if stop or time.process_time() - began > 60 * settings.minutes:
                break
        network.load_state_dict(stopping.kept)

    def _denoising(self, place: int, people: Sequence[np.ndarray], rng: np.random.Generator) -> Iterator[Tensor]:
        settings = self.settings
        for rows in _batches(len(people), settings.rows, rng):
            bound, likelihood, signal = losses(self.denoisers[place], self.noise, [people[row] for row in rows], rng)
            yield likelihood + settings.bound * bound + settings.signal * signal

    def _graph_steps(
        self, people: Sequence[np.ndarray], users: np.ndarray, rng: np.random.Generator
    ) -> Iterator[Tensor]:
        """One row of each person is to be named by the others of it, so that no item tells of itself."""
        settings, network = self.settings, self.network
        drawn = self._drawn(people)
        usable = [row for row, own in enumerate(people) if len(own) > 1]
        times = max(1, round(sum(len(people[row]) for row in usable) / max(len(usable), 1) / 2))
        for rows in (rows for _ in range(times) for rows in _batches(len(usable), settings.batch, rng)):
            histories = [people[usable[row]] for row in rows]
            asked = [int(rng.integers(len(own))) for own in histories]
            bags = [Bags([own[usable[row]] for row in rows]) for own in drawn]
            names = users[[usable[row] for row in rows]]
            table = network.table(self.evened, torch.from_numpy(names) if self.companions else None)
            others = [np.delete(own, one) for own, one in zip(histories, asked, strict=True)]
            taken = Bags(others).mean(table)
            seen = views(table, bags)
            vectors = network.people(taken, seen)
            targets = torch.tensor([int(own[one]) for own, one in zip(histories, asked, strict=True)])
            scores = network.scores(vectors, table, self._together(others, names))
            if self.companions:
                scores = scores.masked_fill(Bags(others).share(len(table)) > 0, -torch.inf)
            loss = functional.cross_entropy(scores, targets)
            if settings.contrasts:
                pairs = [contrast(vectors, one, settings.temperature) for one in seen]
                loss = loss + settings.contrasts * sum(pairs) / len(pairs)
            yield loss

    def _together(self, histories: Sequence[np.ndarray], asked: np.ndarray | None = None) -> Tensor | None:
        return self.companions.scores(histories, asked) if self.companions else None

    def _drawn(self, histories: Sequence[np.ndarray]) -> list[list[np.ndarray]]:
        """For each modality, the items drawn for each history."""
        found: list[list[np.ndarray]] = [[] for _ in self.names]
        for start in range(0, len(histories), CHUNK):
            part = histories[start : start + CHUNK]
            for own, row in zip(found, self._rows([Query(history) for history in part]), strict=True):
                own += self._first(row, part)
        return found

    def _first(self, row: Tensor, histories: Sequence[np.ndarray]) -> list[np.ndarray]:
        """The most likely items of (B, n_items) that are not in the history."""
        scores = row.numpy().copy()
        mask_seen(scores, histories)
        count = min(self.settings.edges, scores.shape[1])
        return list(np.argpartition(-scores, count - 1, axis=1)[:, :count])

    def _rows(self, queries: Sequence[Query]) -> list[Tensor]:
        """For each modality (B, n_items): the denoised row of each history."""
        return [self._row(one, queries) for one in self.denoisers]

    @torch.no_grad()
    def _row(self, denoiser: Denoiser, queries: Sequence[Query]) -> Tensor:
        return regained(denoiser, self.noise, Bags([query.history for query in queries]), denoiser.table())

    @torch.no_grad()
    def _graph_scores(self, queries: Sequence[Query]) -> np.ndarray:
        """What the graph network as it stands says of every item: (B, n_items)."""
        self.table = self.network.table(self.evened)
        return self._scores(queries)

    @torch.no_grad()
    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        histories = [query.history for query in queries]
        bags = [Bags(self._first(row, histories)) for row in self._rows(queries)]
        people = self.network.people(Bags(histories).mean(self.table), views(self.table, bags))
        return self.network.scores(people, self.table, self._together(histories)).numpy()

    def _build(self, features: Sequence[Tensor]) -> None:
        settings = self.settings
        self.noise = Noise(settings.steps, settings.least, settings.most)
        self.denoisers = [Denoiser(own, settings.latent, settings.steps, settings.dropout) for own in features]
        self.network = GraphNetwork(
            features, settings.dimension, settings.hops, settings.drawn, settings.sharpness, settings.together
        )

    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        arrays = {"table": self.table.numpy()}
        if self.companions:
            arrays |= {f"companions.{key}": value for key, value in self.companions.state().items()}
        for name, part in self._networks():
            arrays |= {f"{name}.{key}": value.numpy() for key, value in part.state_dict().items()}
        return asdict(self.settings) | {"modalities": self.names}, arrays

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        self.names = tuple(settings.pop("modalities"))
        self.settings = replace(DiffmmSettings(), **settings)
        self.table = torch.from_numpy(arrays["table"])
        self._build([torch.from_numpy(arrays[f"denoiser{place}.features"]) for place in range(len(self.names))])
        told = _part(arrays, "companions")
        self.companions = Companions.from_state(told) if told else None
        for name, part in self._networks():
            own = _part(arrays, name)
            part.load_state_dict({key: torch.from_numpy(value) for key, value in own.items()})
            part.eval()

    def _networks(self) -> list[tuple[str, nn.Module]]:
        return [("graph", self.network), *((f"denoiser{place}", one) for place, one in enumerate(self.denoisers))]


def modalities(data: Interactions, size: int) -> dict[str, np.ndarray]:
    """{name: (n_items, at most size) float32} of all that is known of items, each row about 1 long; in a set of which
    nothing is, who took an item stands in for what it is."""
    known = dict(data.features)
    if any(data.texts):
        known["text"] = text_embeddings(data.texts)
    found = {name: narrowed(vectors, size) for name, vectors in known.items()}
    found = {name: vectors for name, vectors in found.items() if vectors.any()}
    if not found:
        found = {"taken": co_occurrence_factors(data, size)}
    return {name: joined([vectors], data.n_items) for name, vectors in found.items()}


def evened(data: Interactions) -> Tensor:
    """Sparse (n_users, n_items) float32: who took what, over the roots of how much a person and how often an item was
    taken."""
    by_user, by_item = (np.maximum(np.asarray(data.matrix.sum(axis=axis)).ravel(), 1) for axis in (1, 0))
    matrix = coo_matrix(diags(1 / np.sqrt(by_user)) @ data.matrix @ diags(1 / np.sqrt(by_item)))
    places = torch.from_numpy(np.stack([matrix.row, matrix.col]).astype(np.int64))
    values = torch.from_numpy(matrix.data.astype(np.float32))
    return torch.sparse_coo_tensor(places, values, matrix.shape, check_invariants=True).coalesce()


def _batches(count: int, size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    order = rng.permutation(count)
    for start in range(0, count, size):
        yield order[start : start + size]


def _part(arrays: Mapping[str, np.ndarray], name: str) -> dict[str, np.ndarray]:
    """The arrays of one part by their own names."""
    return {key.removeprefix(f"{name}."): value for key, value in arrays.items() if key.startswith(f"{name}.")}
