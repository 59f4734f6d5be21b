"""What a network that scores items is trained by, made to be quick on one core."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from emotion.precision import narrow

ROWS = 128
"""Positions taken at once: their scores of a few thousand items stay in the cache."""


class _SoftmaxOverItems(torch.autograd.Function):
    """Sum of cross-entropies; the gradient is made on the way, so that no scores are kept."""

    @staticmethod
    def forward(context: Any, states: Tensor, table: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
        narrow_states, narrow_table = states.to(narrow()), table.to(narrow())
        by_size = narrow_table.T.contiguous()
        of_states = torch.empty_like(narrow_states)
        of_table = torch.zeros_like(table, dtype=torch.float32)
        total = states.new_zeros((), dtype=torch.float32)
        for start in range(0, len(states), ROWS):
            rows = slice(start, start + ROWS)
            hit, weight = targets[rows, None], weights[rows, None]
            shares = torch.softmax(torch.mm(narrow_states[rows], by_size).float(), dim=1)
            total -= (shares.gather(1, hit).clamp_min(1e-30).log() * weight).sum()
            shares.scatter_add_(1, hit, shares.new_full(hit.shape, -1.0)).mul_(weight)
            left = shares.to(narrow())
            of_states[rows] = torch.mm(left, narrow_table)
            of_table += torch.mm(left.T, narrow_states[rows]).float()
        context.save_for_backward(of_states, of_table)
        return total

    @staticmethod
    def backward(context: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        of_states, of_table = context.saved_tensors
        return of_states.float() * grad, of_table * grad, None, None


def softmax_loss(states: Tensor, table: Tensor, targets: Tensor, weights: Tensor | None = None) -> Tensor:
    """Mean full-softmax cross-entropy of (M, D) states over all items of an (N, D) table, in the precision `narrow`.

    targets is (M,) int64; weights (M,) weigh the positions.
    """
    weights = states.new_ones(len(states), dtype=torch.float32) if weights is None else weights
    return _SoftmaxOverItems.apply(states, table, targets, weights) / weights.sum()


def one_negative_loss(states: Tensor, table: Tensor, targets: Tensor, negatives: Tensor) -> Tensor:
    """Mean binary cross-entropy of each target and one negative, the loss of SASRec (Kang & McAuley 2018).

    states is (M, D), table (N, D), targets and negatives (M,) int64.
    """
    for_target = (states * functional.embedding(targets, table)).sum(dim=-1)
    for_negative = (states * functional.embedding(negatives, table)).sum(dim=-1)
    return -(functional.logsigmoid(for_target) + functional.logsigmoid(-for_negative)).mean()
