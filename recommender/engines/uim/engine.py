"""UiM: a person's enriched profile, several interests, and a simulated user (Xu et al., "User Plays a Role")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import torch
from scipy.sparse import csr_matrix
from torch import Tensor, nn

from recommender.arrays import largest
from recommender.engines.interactions import Interactions, Query, State
from recommender.engines.item_embeddings import content_embeddings, item_embeddings
from recommender.engines.ranking import mask_seen
from recommender.engines.sequence import SequenceEngine, SequenceSettings
from recommender.engines.uim.language_user import LanguageUser, ask_or_keep, language_user
from recommender.engines.uim.network import UimNetwork, best_interest_loss
from recommender.engines.uim.profile import Attributes, Profile, off_the_beaten_track
from recommender.engines.uim.simulated_user import SimulatedUser, came_after
from recommender.engines.windows import batches, cut

PROFILE_WIDTH = 16
TITLE_LENGTH = 80
REMEMBERED = 30
"""Items of the history that a language model is told of."""


@dataclass(frozen=True)
class UimSettings(SequenceSettings):
    """SequenceSettings and the parts of UiM, each of which can be left out.

    interests: K. profile: gates the history and weighs on the interests. content: item content counts beside the
    item's own vector, at most embedding dimensions a modality. listed: N; the simulated user re-ranks 2N, 0 leaves it
    out. feedback: at most so many training users whose last item is kept from the network, and teaches it.
    """

    content: bool = True
    interests: int = 3
    profile: bool = True
    embedding: int = 64
    listed: int = 10
    feedback: int = 1500


class UiM(SequenceEngine):
    """score(item) = max over interests of interest . item; the simulated user then re-orders the first 2N.

    A language model takes the simulated user's place in `recommend` where one is configured; see `language_user`.
    """

    name, kind = "uim", "engine"
    defaults = UimSettings()
    parts: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "profile": {"profile": False},
        "several interests": {"interests": 1},
        "content": {"content": False},
        "simulated user": {"listed": 0},
    }
    """What an ablation leaves out, one at a time."""

    settings: UimSettings

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.user: SimulatedUser | None = None
        self.language: LanguageUser | None = language_user()
        self.titles: tuple[str, ...] = ()
        self.attributes = Attributes({})

    def recommend(self, sequence: Sequence[str], state: State | None, k: int) -> list[tuple[str, float]]:
        """As `Engine.recommend`; a language model, where there is one, re-ranks the first 2k to k.

        The scores stay those of the places in the list, so that they run from high to low.
        """
        found = super().recommend(sequence, state, 2 * k if self.language else k)
        index = self._index()
        known = [index[item] for item in sequence if item in index]
        if self.language is None or not known or len(found) < 2:
            return found[:k]
        order = ask_or_keep(
            self.language,
            (state or State()).profile,
            [self.titles[row] for row in known[-REMEMBERED:]],
            [self.titles[index[item]] for item, _ in found],
        )
        return [(found[row][0], score) for row, (_, score) in zip(order, found, strict=True)][:k]

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        self.user = None
        self.titles = tuple(
            text[:TITLE_LENGTH] or item for text, item in zip(data.texts or data.items, data.items, strict=True)
        )
        self.attributes = Attributes.of(data)
        histories = list(data.train)
        teaching = self._teaching(data, seed)
        for person in teaching:
            histories[person] = histories[person][:-1]
        self._learnt_from = tuple(histories)
        super()._fit(data, work, seed)
        if not len(teaching):
            return
        vectors = item_embeddings(replace(data, train=self._learnt_from), self.settings.embedding)
        after, rare = came_after(histories, data.n_items), off_the_beaten_track(data.popularity)
        user = SimulatedUser(vectors, after, data.popularity, rare)
        queries = [Query(histories[person], int(person), State(data.profile(int(person)))) for person in teaching]
        candidates, scores, _ = self._candidates(self._network_scores(queries), queries)
        taken = np.array([data.train[person][-1] for person in teaching])
        user.learn(candidates, scores, [query.history for query in queries], taken)
        self.user = user

    def _teaching(self, data: Interactions, seed: int) -> np.ndarray:
        """The users whose last training item is kept from the network; at most a fifth of them."""
        able = np.array([user for user, history in enumerate(data.train) if len(set(history.tolist())) > 2], int)
        count = min(self.settings.feedback, len(able) // 5)
        if not self.settings.listed or not count:
            return able[:0]
        return np.sort(np.random.default_rng(seed).choice(able, count, replace=False))

    def _network(self, data: Interactions, seed: int) -> nn.Module:
        size = self.settings.embedding
        content = content_embeddings(data, size) if self.settings.content else np.zeros((data.n_items, 0), np.float32)
        self._numbers = self.attributes.numbers([data.profile(user) for user in range(data.n_users)])
        self.content_aware = bool(content.any())
        seen = (data.popularity > 0).astype(np.float32)
        rare = off_the_beaten_track(data.popularity)
        return self._made(torch.from_numpy(content), torch.from_numpy(seen), torch.from_numpy(rare))

    def _batches(self, data: Interactions, rng: np.random.Generator) -> list[np.ndarray]:
        """Windows with the number of their user in front."""
        windows = []
        for user, history in enumerate(self._learnt_from):
            taken = history if data.ordered else rng.permutation(history)
            windows += [np.concatenate([[user], window]) for window in cut([taken], self.settings.length, rng)]
        return list(batches(windows, self.settings.tokens, rng))

    def _loss(self, network: UimNetwork, batch: Tensor) -> Tensor:
        table, context, following = network.table(), batch[:, 1:-1], batch[:, 2:]
        numbers = torch.from_numpy(self._numbers)[batch[:, 0]]
        real = following >= 0
        return best_interest_loss(network(context, numbers, table)[real], table, following[real])

    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        found = self._network_scores(queries)
        if self.user is not None:
            candidates, scores, real = self._candidates(found, queries)
            liked = self.user.feedback(candidates, scores, [query.history for query in queries])
            order = np.argsort(np.where(real, -liked, np.inf), axis=1, kind="stable")
            np.put_along_axis(found, np.take_along_axis(candidates, order, axis=1), scores, axis=1)
        return found

    def _candidates(self, found: np.ndarray, queries: Sequence[Query]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(B, 2N) items best first, their scores, and which are real: new to the person and able to be listed."""
        open_to = found.copy()
        if not self.content_aware:
            open_to[:, self.popularity == 0] = -np.inf
        mask_seen(open_to, [query.history for query in queries])
        best = np.stack([largest(scores, 2 * self.settings.listed) for scores in open_to])
        return best, np.take_along_axis(found, best, axis=1), np.isfinite(np.take_along_axis(open_to, best, axis=1))

    def _after(self, queries: Sequence[Query], items: Tensor, last: tuple[Tensor, Tensor], table: Tensor) -> Tensor:
        """(B, n_items): the best of the interests."""
        numbers = torch.from_numpy(self.attributes.of_queries(queries))
        return (self.network(items, numbers, table)[last] @ table.T).amax(dim=1)

    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        settings, arrays = super()._state()
        user = self.user
        if user is not None:
            arrays |= {
                "user.vectors": user.vectors,
                "user.weights": user.weights,
                "user.after.data": user.after.data,
                "user.after.indices": user.after.indices,
                "user.after.indptr": user.after.indptr,
                "user.rare": user.rare,
            }
        return {"network": settings, "titles": self.titles, "attributes": self.attributes.values}, arrays

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        self.titles = tuple(settings["titles"])
        self.attributes = Attributes({name: tuple(values) for name, values in settings["attributes"].items()})
        of_user = {name: array for name, array in arrays.items() if name.startswith("user.")}
        super()._restore(settings["network"], {name: a for name, a in arrays.items() if name not in of_user})
        if of_user:
            count = len(self.items)
            parts = tuple(of_user[f"user.after.{part}"] for part in ("data", "indices", "indptr"))
            after = csr_matrix(parts, shape=(count, count))
            self.user = SimulatedUser(of_user["user.vectors"], after, self.popularity, of_user["user.rare"])
            self.user.weights = of_user["user.weights"]

    def _empty(self, weights: Mapping[str, Tensor]) -> nn.Module:
        self.content_aware = bool(weights["content"].any())
        return self._made(weights["content"], weights["seen"], weights.get("profile.rare", weights["seen"]))

    def _made(self, content: Tensor, seen: Tensor, rare: Tensor) -> UimNetwork:
        profile = Profile(self.attributes, rare, PROFILE_WIDTH) if self.settings.profile else None
        return UimNetwork(self.settings, content, seen, profile, PROFILE_WIDTH, self.settings.interests)
