"""SERMON: what people rate, what they write and why, aligned in one space, after Liao et al. 2025.

Aspects are mined from the reviews; a triple of person, item and aspect is drawn to the review that was written of it
and away from others (InfoNCE); from the triple come a rating and a reason. What is written is parsed back, and only
what holds against the facts of the item is ever given out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from recommender.engines.contract import EarlyStopping, progress
from recommender.engines.sermon.aspects import WHOLE, Aspects, Reads, sentences, words
from recommender.engines.sermon.facts import Facts, Verdict
from recommender.engines.sermon.network import BEGIN, END, PAD, SPECIAL, UNKNOWN, SermonNetwork, padded
from recommender.errors import EngineError

Embeds = Callable[[Sequence[str]], np.ndarray]
"""Texts (N) -> (N, T) float32, zeros for an empty one."""


@dataclass(frozen=True)
class SermonSettings:
    """size of a triple. align: how much the alignment counts, at temperature; writes: how much the words count.

    longest: words of a sentence; width: sentences tried an aspect; about: aspects tried a reason.
    """

    size: int = 64
    align: float = 0.1
    temperature: float = 0.1
    writes: float = 0.3
    batch: int = 128
    rate: float = 3e-3
    decay: float = 0.05
    epochs: int = 40
    patience: int = 6
    longest: int = 18
    width: int = 4
    about: int = 4
    vocabulary: int = 3000


@dataclass(frozen=True, eq=False)
class Reviews:
    """Users and items (R,) int64, -1 for one training never saw, ratings (R,) float32 and what was written, "" if
    nothing was."""

    users: np.ndarray
    items: np.ndarray
    ratings: np.ndarray
    texts: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ratings)

    def take(self, rows: np.ndarray) -> Reviews:
        """Those at rows (K,)."""
        texts = tuple(self.texts[row] for row in rows)
        return Reviews(self.users[rows], self.items[rows], self.ratings[rows], texts)


@dataclass
class Reason:
    """A sentence for a person and an item, None where none held; what was written and refused, by why."""

    sentence: str | None
    first: str
    refused: Counter[Verdict] = field(default_factory=Counter)


class Sermon:
    """Learns from reviews; foretells ratings and gives reasons."""

    def __init__(self, reads: Reads, embeds: Embeds, **settings: Any) -> None:
        self._reads, self._embeds = reads, embeds
        self.settings = replace(SermonSettings(), **settings)

    def fit(self, train: Reviews, val: Reviews, n_users: int, n_items: int, seed: int) -> None:
        """Learn from train, stopping by the ratings of val. Raises EngineError if there is nothing to learn from."""
        if not len(train):
            raise EngineError("no reviews to learn from")
        torch.manual_seed(seed)
        self.n_users, self.n_items = n_users, n_items
        of_review = [sentences(text) for text in train.texts]
        every = [one for own in of_review for one in own]
        self.aspects = Aspects.mined(every, self._reads)
        said = [
            (int(user), int(item), one)
            for user, item, own in zip(train.users, train.items, of_review, strict=True)
            for one in dict.fromkeys(aspect for sentence in own for aspect in self.aspects.of(sentence))
        ]
        self.facts = Facts(self.aspects, said)
        names = Counter(one.feature for _, _, one in said)
        self.features = {name: place for place, name in enumerate(names)}
        self._usual_of_items(said)
        counted = Counter(word for one in every for word in words(one))
        kept = [word for word, count in counted.most_common(self.settings.vocabulary) if count > 1]
        self.vocabulary = (*SPECIAL, *kept)
        self._number = {word: place for place, word in enumerate(self.vocabulary)}
        self.usual = float(train.ratings.mean())
        texts = torch.from_numpy(self._embeds(train.texts))
        self.network = SermonNetwork(
            n_users, n_items, len(self.features), len(self.vocabulary), texts.shape[1], self.settings.size
        )
        self._train(train, val, of_review, texts, np.random.default_rng(seed))

    @torch.no_grad()
    def ratings(self, users: np.ndarray, items: np.ndarray) -> np.ndarray:
        """(B,) float32: the ratings that are foretold, of what is usually spoken of with the item."""
        known, taken = self._known(users, self.n_users), self._known(items, self.n_items)
        triples = self.network.triple(known, taken, self._features(items))
        return (self.usual + self.network.rating(triples, known, taken)).numpy()

    def reason(self, user: int, item: int) -> Reason:
        """The likeliest sentence that holds, of those written about the aspects most spoken of with the item."""
        liked = bool(self.ratings(np.array([user]), np.array([item]))[0] >= 3)
        reason, found = Reason(None, ""), []
        for name in self._most_spoken_of(item):
            found += self._written(user, item, name)
        found.sort(key=lambda one: -one[1])
        reason.first = found[0][0] if found else ""
        for sentence, _ in dict(found).items():
            verdict = self.facts.verdict(item, sentence, user, liked)
            if verdict == "holds":
                reason.sentence = reason.sentence or sentence
            else:
                reason.refused[verdict] += 1
        return reason

    @torch.no_grad()
    def near(self, user: int, item: int, vectors: np.ndarray) -> np.ndarray:
        """(N,): how near texts, by their vectors (N, T), lie to a person and an item in the aligned space."""
        known, taken = self._known(np.array([user]), self.n_users), self._known(np.array([item]), self.n_items)
        triple = functional.normalize(self.network.triple(known, taken, self._features(np.array([item]))), dim=1)
        return (functional.normalize(self.network.of_text(torch.from_numpy(vectors)), dim=1) @ triple[0]).numpy()

    def _written(self, user: int, item: int, feature: str) -> list[tuple[str, float]]:
        known, taken = self._known(np.array([user]), self.n_users), self._known(np.array([item]), self.n_items)
        about = torch.tensor([self.features[feature]])
        with torch.no_grad():
            triple = self.network.triple(known, taken, about[None])[0]
        found = self.network.sentence(triple, about, self.settings.width, self.settings.longest)
        return [(" ".join(self.vocabulary[word] for word in own), score) for own, score in found if own]

    def _most_spoken_of(self, item: int) -> list[str]:
        counts = Counter(self.facts.features(item)) or Counter({WHOLE: 1})
        return [name for name, _ in counts.most_common(self.settings.about) if name in self.features]

    def _usual_of_items(self, said: Sequence[tuple[int, int, Any]]) -> None:
        counts: dict[int, Counter[str]] = {}
        for _, item, one in said:
            counts.setdefault(item, Counter())[one.feature] += 1
        self._of_items = {
            item: [self.features[name] for name, _ in own.most_common(self.settings.about)]
            for item, own in counts.items()
        }

    def _features(self, items: np.ndarray) -> Tensor:
        """(B, F): what is usually spoken of with each item."""
        return padded([self._of_items.get(int(item), []) for item in items], len(self.features))

    @staticmethod
    def _known(rows: np.ndarray, count: int) -> Tensor:
        return torch.from_numpy(np.where(rows >= 0, rows, count).astype(np.int64))

    def _train(
        self,
        train: Reviews,
        val: Reviews,
        of_review: Sequence[Sequence[str]],
        texts: Tensor,
        rng: np.random.Generator,
    ) -> None:
        settings, network = self.settings, self.network
        lessons = [
            (row, [self.features[name]], self._numbered(sentence))
            for row, own in enumerate(of_review)
            for sentence in own
            for name in dict.fromkeys(one.feature for one in self.aspects.of(sentence))
            if len(words(sentence)) <= settings.longest
        ]
        written = [bool(own) for own in of_review]
        optimiser = torch.optim.AdamW(network.parameters(), lr=settings.rate, weight_decay=settings.decay)
        stopping = EarlyStopping(settings.patience)
        bar = progress(range(settings.epochs), "sermon")
        for _ in bar:
            network.train()
            order, of_lessons = rng.permutation(len(train)), rng.permutation(len(lessons))
            steps = range(0, len(train), settings.batch)
            parts = np.array_split(of_lessons, len(steps))
            for start, part in zip(steps, parts, strict=True):
                rows = order[start : start + settings.batch]
                loss = self._rates_and_aligns(train, rows, texts, written)
                if len(part):
                    loss = loss + settings.writes * self._writes(train, [lessons[one] for one in part])
                optimiser.zero_grad(set_to_none=True)
                loss.backward()
                optimiser.step()
            network.eval()
            error = rmse(self.ratings(val.users, val.items), val.ratings) if len(val) else 0.0
            stop = stopping.look(-error, {name: value.clone() for name, value in network.state_dict().items()})
            bar.set_postfix(rmse=error)
            if stop:
                break
        network.load_state_dict(stopping.kept)

    def _rates_and_aligns(self, train: Reviews, rows: np.ndarray, texts: Tensor, written: Sequence[bool]) -> Tensor:
        network = self.network
        users, items = torch.from_numpy(train.users[rows]), torch.from_numpy(train.items[rows])
        triples = network.triple(users, items, self._features(train.items[rows]))
        off = torch.from_numpy(train.ratings[rows]) - self.usual - network.rating(triples, users, items)
        loss = (off**2).mean()
        some = np.flatnonzero([written[row] for row in rows])
        if len(some) > 1 and self.settings.align:
            aligned = network.aligned(triples[some], texts[rows[some]], self.settings.temperature)
            loss = loss + self.settings.align * aligned
        return loss

    def _writes(self, train: Reviews, lessons: Sequence[tuple[int, list[int], list[int]]]) -> Tensor:
        rows = np.array([row for row, _, _ in lessons])
        about = torch.tensor([features for _, features, _ in lessons])
        said = padded([own for _, _, own in lessons], PAD)
        users, items = torch.from_numpy(train.users[rows]), torch.from_numpy(train.items[rows])
        triples = self.network.triple(users, items, about)
        scores = self.network.written(triples, about, said[:, :-1])
        return functional.cross_entropy(scores.flatten(0, 1), said[:, 1:].flatten(), ignore_index=PAD)

    def _numbered(self, sentence: str) -> list[int]:
        return [BEGIN, *(self._number.get(word, UNKNOWN) for word in words(sentence)), END]


def rmse(found: np.ndarray, meant: np.ndarray) -> float:
    """Root of the mean squared difference."""
    return float(np.sqrt(np.mean((found - meant) ** 2)))
