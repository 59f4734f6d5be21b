"""One network: a triple of person, item and aspect has a rating, a place beside the review's text, and a reason."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

PAD, BEGIN, END, UNKNOWN = range(4)
SPECIAL = ("", "<s>", "</s>", "<unk>")


class SermonNetwork(nn.Module):
    """Triples of person, item and the features that are spoken of -> a vector that stands for all three.

    The last row of users and of items is for whoever and whatever training never saw.
    """

    def __init__(self, users: int, items: int, features: int, vocabulary: int, text: int, size: int) -> None:
        """text: how wide a review's own vector is; size: D, of a triple."""
        super().__init__()
        self.user, self.item = nn.Embedding(users + 1, size), nn.Embedding(items + 1, size)
        self.user_bias, self.item_bias = nn.Embedding(users + 1, 1), nn.Embedding(items + 1, 1)
        self.feature = nn.EmbeddingBag(features + 1, size, mode="mean", padding_idx=features)
        self.inner = nn.Sequential(nn.Linear(3 * size, 2 * size), nn.GELU(), nn.Dropout(0.2), nn.Linear(2 * size, size))
        self.rates = nn.Linear(size, 1)
        self.of_text = nn.Linear(text, size)
        self.word = nn.Embedding(vocabulary, size, padding_idx=PAD)
        self.starts, self.told = nn.Linear(2 * size, size), nn.Linear(2 * size, size)
        self.writer = nn.GRU(2 * size, size, batch_first=True)
        self.says = nn.Linear(size, size)
        for one in (self.user, self.item, self.user_bias, self.item_bias):
            nn.init.normal_(one.weight, std=0.01)

    def triple(self, users: Tensor, items: Tensor, features: Tensor) -> Tensor:
        """(B,) users, (B,) items, (B, F) features, padded -> (B, D)."""
        parts = [self.user(users), self.item(items), self.feature(features)]
        return self.inner(torch.cat(parts, dim=1)) + parts[0] + parts[1]

    def rating(self, triples: Tensor, users: Tensor, items: Tensor) -> Tensor:
        """(B,): how far the rating lies from the usual one."""
        return (self.user_bias(users) + self.item_bias(items) + self.rates(triples))[:, 0]

    def aligned(self, triples: Tensor, texts: Tensor, temperature: float) -> Tensor:
        """InfoNCE between (B, D) triples and the (B, T) vectors of their reviews, both ways."""
        first, second = functional.normalize(triples, dim=1), functional.normalize(self.of_text(texts), dim=1)
        scores = first @ second.T / temperature
        own = torch.arange(len(scores))
        return (functional.cross_entropy(scores, own) + functional.cross_entropy(scores.T, own)) / 2

    def written(self, triples: Tensor, features: Tensor, sentences: Tensor) -> Tensor:
        """(B, D) triples, (B, F) what to speak of and (B, L) words -> (B, L, vocabulary): the word after each."""
        about = torch.cat([triples, self.feature(features)], dim=1)
        told = self.told(about)[:, None].expand(-1, sentences.shape[1], -1)
        found, _ = self.writer(torch.cat([self.word(sentences), told], dim=2), self.starts(about).tanh()[None])
        return self.says(found) @ self.word.weight.T

    @torch.no_grad()
    def sentence(self, triple: Tensor, features: Tensor, width: int, longest: int) -> list[tuple[list[int], float]]:
        """The width likeliest sentences of a triple (D,) about features (F,), with their mean log-likelihood a word."""
        beams, done = [([BEGIN], 0.0)], []
        for _ in range(longest):
            inputs = torch.tensor([words for words, _ in beams])
            count = len(beams)
            scores = self.written(triple.expand(count, -1), features.expand(count, -1), inputs)[:, -1]
            scores[:, [PAD, BEGIN, UNKNOWN]] = -torch.inf
            logs = functional.log_softmax(scores, dim=1)
            best = logs.topk(width, dim=1)
            grown = [
                ([*words, int(word)], total + float(log))
                for (words, total), row, found in zip(beams, best.values, best.indices, strict=True)
                for log, word in zip(row, found, strict=True)
            ]
            grown.sort(key=lambda one: -one[1])
            done += [one for one in grown[:width] if one[0][-1] == END]
            beams = [one for one in grown if one[0][-1] != END][:width]
            if len(done) >= width:
                break
        done = done or beams
        return sorted(
            (([word for word in words[1:] if word != END], total / len(words)) for words, total in done),
            key=lambda one: -one[1],
        )


def padded(rows: Sequence[Sequence[int]], value: int) -> Tensor:
    """(B, L) int64, value behind the shorter ones; L is at least 1."""
    longest = max((len(row) for row in rows), default=0)
    return torch.tensor([[*row, *[value] * (max(longest, 1) - len(row))] for row in rows], dtype=torch.int64)
