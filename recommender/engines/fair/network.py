"""The network of FAIR: items composed of codes, and attention that is the difference of two maps."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from emotion.precision import mixed
from recommender.engines.sequence import rotated, rotations

FOCUS = 0.8
"""At most so much of the second attention map is taken off the first."""


class FocusedBlock(nn.Module):
    """Pre-norm causal self-attention whose map is (A1 - f A2) / (1 - f), and a feed-forward part.

    A1 and A2 are softmax maps of two sets of queries and keys; f, one a head, is learnt in (0, FOCUS). What both maps
    attend to, noise, is taken off, and each row still sums to 1 (focused attention, FAIR, arXiv 2512.11254).
    With focused = False it is plain attention.
    """

    def __init__(self, size: int, heads: int, dropout: float, focused: bool) -> None:
        super().__init__()
        self.heads, self.maps = heads, 2 if focused else 1
        self.before_attention, self.before_forward = nn.LayerNorm(size), nn.LayerNorm(size)
        self.into, self.out = nn.Linear(size, (2 * self.maps + 1) * size), nn.Linear(size, size)
        self.focus = nn.Parameter(torch.full((heads, 1, 1), -1.0)) if focused else None
        self.forward_part = nn.Sequential(nn.Linear(size, 4 * size), nn.GELU(), nn.Linear(4 * size, size))
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, turns: tuple[Tensor, Tensor]) -> Tensor:
        """(B, L, D) -> (B, L, D); each place sees itself and what lies before it."""
        rows, length, size = states.shape
        mixed = self.into(self.before_attention(states)).view(rows, length, 2 * self.maps + 1, self.heads, -1)
        value, turned = torch.tensor_split(mixed.permute(2, 0, 3, 1, 4), [1])
        turned = rotated(turned, turns)
        seen, *noise = _map(turned[::2], turned[1::2]).to(value.dtype) @ value
        if self.focus is not None:
            share = FOCUS * torch.sigmoid(self.focus)
            seen = (seen - share * noise[0]) / (1 - share)
        states = states + self.dropout(self.out(seen.transpose(1, 2).reshape(rows, length, size).to(states.dtype)))
        return states + self.dropout(self.forward_part(self.before_forward(states)))


class FairNetwork(nn.Module):
    """An item is the sum of its codes' vectors and, if item_term, of a vector of its own.

    codes is (n_items, levels) int64, seen (n_items,) float32, 1 where training saw the item taken: only then has it a
    vector of its own, so that any other item stands where its codes put it. without_codes leaves the codes out.
    """

    def __init__(
        self,
        codes: Tensor,
        seen: Tensor,
        *,
        size: int,
        layers: int,
        heads: int,
        dropout: float,
        words: int,
        focused: bool,
        with_codes: bool,
        item_term: bool,
    ) -> None:
        super().__init__()
        self.size, self.heads, self.words = size, heads, words
        self.with_codes, self.item_term = with_codes, item_term
        self.register_buffer("codes", codes)
        self.register_buffer("seen", seen)
        self.code = nn.Embedding(codes.shape[1] * words, size)
        self.item = nn.Embedding(len(codes), size)
        self.missing = nn.Parameter(torch.zeros(size))
        for table in (self.code, self.item):
            nn.init.normal_(table.weight, std=0.02)
        self.blocks = nn.ModuleList(FocusedBlock(size, heads, dropout, focused) for _ in range(layers))
        self.dropout, self.norm = nn.Dropout(dropout), nn.LayerNorm(size)
        self.of_context, self.of_next = nn.Linear(size, size), nn.Linear(size, size)

    def table(self) -> Tensor:
        """(n_items, D): each item's vector, to read it and to score it with."""
        vectors = torch.zeros(len(self.codes), self.size)
        if self.with_codes:
            levels = torch.arange(self.codes.shape[1]) * self.words
            vectors = vectors + functional.embedding(self.codes + levels, self.code.weight).sum(dim=1)
        if self.item_term:
            vectors = vectors + self.item.weight * self.seen[:, None]
        return vectors

    def code_logs(self, states: Tensor) -> Tensor:
        """(M, D) states -> (M, levels, words) log-probabilities of the next item's codes, all levels at once."""
        logits = (states @ self.code.weight.T).view(len(states), -1, self.words)
        return torch.log_softmax(logits, dim=-1)

    def forward(self, items: Tensor, table: Tensor) -> Tensor:
        """(B, L) int64 -> (B, L, D) float32 states. An index of -1 is filling at the end, -2 an item hidden."""
        turns = rotations(items.shape[1], self.size // self.heads)
        vectors = functional.embedding(items.clamp_min(0), table)
        vectors = torch.where((items == -2)[..., None], self.missing, vectors)
        states = self.dropout(vectors * self.size**0.5)
        with mixed(self.training):
            for block in self.blocks:
                states = block(states, turns)
        return self.norm(states.float())


def _map(query: Tensor, key: Tensor) -> Tensor:
    """(..., L, L) causal softmax of (..., L, size) queries and keys."""
    length, size = query.shape[-2:]
    later = torch.ones(length, length, dtype=torch.bool).triu_(1)
    return torch.softmax((query @ key.transpose(-1, -2) * size**-0.5).masked_fill_(later, -1e4), dim=-1)
