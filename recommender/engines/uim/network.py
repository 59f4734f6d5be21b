"""The network of UiM: a history gated by its person's profile, routed into K interest capsules."""

from __future__ import annotations

from functools import reduce
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from emotion.precision import mixed, narrow
from recommender.engines.losses import ROWS
from recommender.engines.sequence import Block, SequenceSettings, rotations
from recommender.engines.uim.profile import Profile

ITERATIONS = 2
"""Of the routing: the first by the capsules' horizons alone, the others by agreement."""

HORIZONS = (0.02, 0.5)
"""How fast the first and the last capsule forget at the start, a share an item; learnt from there."""


class InterestCapsules(nn.Module):
    """K capsules at each place of the history by dynamic routing (Sabour et al. 2017; Li et al. 2019), causal.

    Capsule k at place t is the squashed sum over items i <= t of c_ik * a_i * f_k^(t - i) * W_k e_i: a is the
    profile's gate, f how much a capsule keeps from one item to the next, and c, a softmax over the capsules, how well
    the item agrees with each. f is this engine's addition: which item comes next depends on the order.
    """

    def __init__(self, size: int, capsules: int) -> None:
        super().__init__()
        self.capsules = capsules
        self.votes = nn.Linear(size, size * capsules // 2, bias=False)
        forgets = torch.logspace(*(torch.tensor(HORIZONS).log10().tolist()), capsules)
        self.forgets = nn.Parameter(forgets.expm1().log())

    def forward(self, states: Tensor, gate: Tensor) -> Tensor:
        """(B, L, D) items in context and (B, L) gates in (0, 1) -> (B, L, K, D / 2) capsules shorter than 1."""
        rows, length, _ = states.shape
        votes = self.votes(states).view(rows, length, self.capsules, -1).transpose(1, 2)
        age = torch.arange(length)[:, None] - torch.arange(length)
        kept = torch.exp(-functional.softplus(self.forgets)[:, None, None] * age.clamp_min(0)).tril()
        kept = kept * gate[:, None, None, :].float()
        capsules = squashed((kept / self.capsules).to(votes.dtype) @ votes)
        for _ in range(ITERATIONS - 1):
            agreement = torch.softmax((capsules @ votes.transpose(-1, -2)).float(), dim=1)
            capsules = squashed((agreement * kept).to(votes.dtype) @ votes)
        return capsules.transpose(1, 2)


class UimNetwork(nn.Module):
    """Items (own vector and content), in context by self-attention, gated by the profile, routed into interests.

    The self-attention stands where the paper has the item-item relations of its backbone. An interest is the state of
    the last item plus what its capsule and the profile, weighed by that capsule, add to it. content is (n_items, C)
    float32, seen (n_items,) float32, 1 where training saw the item taken: only then has it a vector of its own.
    """

    def __init__(
        self, settings: SequenceSettings, content: Tensor, seen: Tensor, profile: Profile | None, width: int, count: int
    ) -> None:
        super().__init__()
        size = settings.dimension
        self.size, self.heads, self.profile, self.width = size, settings.heads, profile, width
        self.register_buffer("content", content)
        self.register_buffer("seen", seen)
        self.item = nn.Embedding(len(seen), size)
        nn.init.normal_(self.item.weight, std=0.02)
        self.from_content = nn.Linear(content.shape[1], size, bias=False) if content.shape[1] else None
        if self.from_content is not None:
            nn.init.normal_(self.from_content.weight, std=0.02)
        self.blocks = nn.ModuleList(Block(settings) for _ in range(settings.layers))
        self.dropout, self.norm = nn.Dropout(settings.dropout), nn.LayerNorm(size)
        self.gate = nn.Sequential(nn.Linear(size + width, size // 2), nn.ReLU(), nn.Linear(size // 2, 1))
        self.interests = InterestCapsules(size, count)
        self.weigh = nn.Sequential(nn.Linear(size // 2 + width, size), nn.ReLU(), nn.Linear(size, width))
        self.add = nn.Sequential(nn.Linear(size // 2 + width, size), nn.ReLU(), nn.Linear(size, size))

    def table(self) -> Tensor:
        """(n_items, D): each item's vector, to read it and to score it with."""
        own = self.item.weight * self.seen[:, None]
        return own + self.from_content(self.content) if self.from_content is not None else own

    def forward(self, items: Tensor, numbers: Tensor, table: Tensor) -> Tensor:
        """(B, L) int64 items, -1 at the end, and (B, attributes) int64 -> (B, L, K, D) float32 interests."""
        turns = rotations(items.shape[1], self.size // self.heads)
        states = self.dropout(functional.embedding(items.clamp_min(0), table) * self.size**0.5)
        with mixed(self.training):
            for block in self.blocks:
                states = block(states, turns)
            states = self.norm(states.float())
            if self.profile is None:
                profile = states.new_zeros(*items.shape, self.width)
                gate = torch.ones_like(items, dtype=torch.float32)
            else:
                profile = self.profile(items, numbers)
                gate = torch.sigmoid(self.gate(torch.cat([states, profile], dim=-1)))[..., 0]
            capsules = self.interests(states, gate)
            profile = profile[:, :, None].expand(*capsules.shape[:3], -1)
            weights = torch.sigmoid(self.weigh(torch.cat([capsules, profile], dim=-1)))
            added = self.add(torch.cat([capsules, weights * profile], dim=-1))
        return states[:, :, None] + self.dropout(added.float())


def squashed(vectors: Tensor) -> Tensor:
    """The same directions, lengths n -> n^2 / (1 + n^2)."""
    square = (vectors.float() ** 2).sum(dim=-1, keepdim=True)
    return (vectors * (square / (1 + square) / torch.sqrt(square + 1e-9))).to(vectors.dtype)


class _SoftmaxOverBestInterest(torch.autograd.Function):
    """Sum of cross-entropies of max over interests; the gradient is made on the way, so that no scores are kept."""

    @staticmethod
    def forward(context: Any, interests: Tensor, table: Tensor, targets: Tensor) -> Tensor:
        narrow_interests, narrow_table = interests.to(narrow()), table.to(narrow())
        by_size = narrow_table.T.contiguous()
        of_interests = torch.zeros_like(narrow_interests)
        of_table = torch.zeros_like(table, dtype=torch.float32)
        total = interests.new_zeros((), dtype=torch.float32)
        for start in range(0, len(interests), ROWS):
            rows = slice(start, start + ROWS)
            hit = targets[rows, None]
            each = [torch.mm(narrow_interests[rows, k], by_size) for k in range(interests.shape[1])]
            best = reduce(torch.maximum, each)
            shares = torch.softmax(best.float(), dim=1)
            total -= shares.gather(1, hit).clamp_min(1e-30).log().sum()
            shares.scatter_add_(1, hit, shares.new_full(hit.shape, -1.0))
            left = shares.to(narrow())
            for k, scores in enumerate(each):  # of equal interests the first has it all
                own = left * torch.eq(scores, best, out=scores)
                left = left - own
                of_interests[rows, k] = torch.mm(own, narrow_table)
                of_table += torch.mm(own.T, narrow_interests[rows, k]).float()
        context.save_for_backward(of_interests, of_table)
        return total

    @staticmethod
    def backward(context: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        of_interests, of_table = context.saved_tensors
        return of_interests.float() * grad, of_table * grad, None


def best_interest_loss(interests: Tensor, table: Tensor, targets: Tensor) -> Tensor:
    """Mean full-softmax cross-entropy over all items of an (N, D) table, each scored by the best of K interests.

    interests is (M, K, D), targets (M,) int64; in the precision `narrow`. What is trained is what retrieval goes by.
    """
    return _SoftmaxOverBestInterest.apply(interests, table, targets) / max(len(targets), 1)
