"""FAIR: a generative recommender that names all codes of the next item at once (Xiao et al. 2025, arXiv 2512.11254)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from recommender.engines.fair.codes import residual_codes
from recommender.engines.fair.network import FairNetwork
from recommender.engines.interactions import Interactions
from recommender.engines.item_embeddings import item_embeddings
from recommender.engines.losses import softmax_loss
from recommender.engines.sequence import SequenceEngine, SequenceSettings

HIDDEN, SWAPPED = 0.1, 0.1
"""Of the items of a perturbed copy, how many are hidden and how many are swapped for any other."""

PAIRS = 512
"""Positions whose next items are told apart in the mutual-information objective."""

TEMPERATURE = 0.1


@dataclass(frozen=True)
class FairSettings(SequenceSettings):
    """SequenceSettings, the size of the codes and the parts of FAIR, each of which can be left out.

    levels and words: how many codes an item has, and of how many each. embedding: most dimensions a modality brings to
    what is quantised. focused: attention is the difference of two maps. item_term: beside its codes an item has a
    vector of its own, and the sum is trained by softmax over items. codes: how much the codes' own cross-entropy
    counts, 0 leaves the codes out. robust: how much it counts that a perturbed history leads to the same states;
    perturbed: the share of histories it is tried on. mutual: how much InfoNCE of context and next item counts.
    """

    levels: int = 4
    words: int = 128
    embedding: int = 64
    focused: bool = True
    item_term: bool = True
    codes: float = 0.1
    robust: float = 0.1
    perturbed: float = 0.25
    mutual: float = 0.02


class FAIR(SequenceEngine):
    """score(item) = sum over levels of log p(code | context) + context . item's own vector.

    The codes' normalisers are the same for all items, so the score ranks as one product of the context with the sum of
    the codes' vectors and the item's own. The last is this engine's addition: codes that several items share cannot
    tell them apart.
    """

    name, kind = "fair", "engine"
    defaults = FairSettings()
    parts: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "focused attention": {"focused": False},
        "codes": {"codes": 0.0},
        "item's own vector": {"item_term": False},
        "noise robustness": {"robust": 0.0},
        "mutual information": {"mutual": 0.0},
    }
    """What an ablation leaves out, one at a time."""

    settings: FairSettings

    def _network(self, data: Interactions, seed: int) -> nn.Module:
        codes = residual_codes(
            item_embeddings(data, self.settings.embedding), self.settings.levels, self.settings.words, seed
        )
        self.content_aware = bool(self.settings.codes) and (any(data.texts) or bool(data.features))
        return self._made(torch.from_numpy(codes), torch.from_numpy((data.popularity > 0).astype(np.float32)))

    def _loss(self, network: FairNetwork, batch: Tensor) -> Tensor:
        settings, table = self.settings, network.table()
        context, following = batch[:, :-1], batch[:, 1:]
        states = network(context, table)
        reached, targets = states[following >= 0], following[following >= 0]
        total = states.new_zeros(())
        if settings.item_term or not settings.codes:
            total = total + softmax_loss(reached, table, targets)
        if settings.codes:
            logs = network.code_logs(reached).gather(2, network.codes[targets][..., None])
            total = total - (settings.codes if settings.item_term else 1.0) * logs.mean()
        if settings.robust:
            total = total + settings.robust * self._unsteadiness(network, table, context, states)
        if settings.mutual:
            some = torch.randperm(len(targets))[:PAIRS]
            total = total + settings.mutual * _info_nce(
                network.of_context(reached[some]), network.of_next(table[targets[some]]), targets[some]
            )
        return total

    def _unsteadiness(self, network: FairNetwork, table: Tensor, context: Tensor, states: Tensor) -> Tensor:
        """How far the states of some histories move when items of theirs are hidden or swapped: 1 - cosine."""
        rows = torch.randperm(len(context))[: max(1, round(self.settings.perturbed * len(context)))]
        original = context[rows]
        chance, known = torch.rand(original.shape), original >= 0
        other = torch.randint(len(table), original.shape)
        changed = torch.where(known & (chance < HIDDEN), torch.tensor(-2), original)
        changed = torch.where(known & (chance > 1 - SWAPPED), other, changed)
        moved = network(changed, table)
        steady = known & (changed == original)
        return (1 - functional.cosine_similarity(moved[steady], states[rows][steady], dim=-1)).sum() / max(
            int(steady.sum()), 1
        )

    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        settings, arrays = super()._state()
        return settings | {"content_aware": self.content_aware}, arrays

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        self.content_aware = settings.pop("content_aware")
        super()._restore(settings, arrays)

    def _empty(self, weights: Mapping[str, Tensor]) -> nn.Module:
        return self._made(weights["codes"], weights["seen"])

    def _made(self, codes: Tensor, seen: Tensor) -> FairNetwork:
        settings = self.settings
        return FairNetwork(
            codes,
            seen,
            size=settings.dimension,
            layers=settings.layers,
            heads=settings.heads,
            dropout=settings.dropout,
            words=settings.words,
            focused=settings.focused,
            with_codes=settings.codes > 0,
            item_term=settings.item_term or not settings.codes,
        )


def _info_nce(context: Tensor, following: Tensor, targets: Tensor) -> Tensor:
    """InfoNCE (van den Oord et al. 2018) of (P, D) contexts and their next items among those of the others.

    It bounds the mutual information of the two from below; a negative that is the same item is none.
    """
    alike = functional.normalize(context, dim=-1) @ functional.normalize(following, dim=-1).T / TEMPERATURE
    same = (targets[:, None] == targets) & ~torch.eye(len(targets), dtype=torch.bool)
    return functional.cross_entropy(alike.masked_fill(same, -1e4), torch.arange(len(targets)))
