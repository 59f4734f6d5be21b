"""A sequence engine that is taught rules as well: what it says is to be true to formulas about items' genres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from recommender.engines.interactions import Interactions
from recommender.engines.sequence import SequenceEngine, SequenceNetwork, SequenceSettings
from recommender.errors import EngineError
from recommender.logic.formula import Atom, Formula, atoms, parse, truth

FORMULAS = (
    "takes(person, genre) and has(item, genre) -> likes(person, item)",
    "not takes(person, genre) and has(item, genre) -> not likes(person, item)",
)
"""For every person, item and genre, after Carraro 2023 (Overcoming recommendation limitations with neuro-symbolic
integration, RecSys)."""

PREDICATES = {"takes": ("person", "genre"), "has": ("item", "genre"), "likes": ("person", "item")}
FEATURE = "genres"

POSITIONS, ITEMS = 64, 128
"""So many steps of a batch, and items beside those, are asked whether the formulas hold of them."""


@dataclass(frozen=True)
class LogicSettings(SequenceSettings):
    """trust: how much it counts in the loss that the formulas hold."""

    trust: float = 0.3
    formulas: tuple[str, ...] = FORMULAS


class LogicSASRec(SequenceEngine):
    """SASRec with cross-entropy over all items, and beside it how far formulas are from holding.

    has: an item is of a genre. takes: the genre's share of the history so far, over that plus its share of all that was
    taken, so 0.5 where a person takes as much of it as anybody. likes: the logistic of an item's score over that of the
    average one, so 0.5 at a share of 1 in n_items. A formula holds for all, over each genre that an item has, by the
    mean of squared lacks, as in Logic Tensor Networks (Badreddine et al. 2022: guarded quantifiers, p-mean error with
    p = 2). In a set without genres there is nothing to break.
    """

    name, kind = "sasrec_logic", "engine"
    defaults = LogicSettings()

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.stated = [_checked(text) for text in self.settings.formulas]

    def _network(self, data: Interactions, seed: int) -> nn.Module:
        genres = data.features.get(FEATURE, np.zeros((data.n_items, 0)))
        self._genres = torch.from_numpy((genres > 0).astype(np.float32))
        taken = torch.from_numpy(data.popularity) @ self._genres
        self._usual = taken / taken.sum().clamp_min(1)
        return super()._network(data, seed)

    def _loss(self, network: SequenceNetwork, batch: Tensor) -> Tensor:
        return super()._loss(network, batch) + self.settings.trust * (1 - self.satisfaction(network, batch))

    def satisfaction(self, network: SequenceNetwork, batch: Tensor) -> Tensor:
        """How far the formulas hold, in [0, 1], over steps and items drawn at random; batch (B, L), -1 behind."""
        table, before = network.table(), batch[:, :-1]
        real = (batch[:, 1:] >= 0).nonzero()
        some = real[torch.randperm(len(real))[:POSITIONS]]
        steps = some[:, 0], some[:, 1]
        scores = network(before, table)[steps] @ table.T
        items = torch.cat([batch[:, 1:][steps], torch.randint(len(table), (ITEMS,))])
        of, genres = self._genres[items].nonzero(as_tuple=True)
        if not len(of):
            return scores.new_ones(())
        over_usual = scores - torch.logsumexp(scores, dim=1, keepdim=True) + np.log(len(table))
        given = {
            "takes": self._takes(before)[steps][:, genres],
            "has": scores.new_ones(len(of)),
            "likes": torch.sigmoid(over_usual[:, items[of]]),
        }
        held = [1 - (1 - self._truth(formula, given)).square().mean().sqrt() for formula in self.stated]
        return torch.stack(held).mean()

    def _truth(self, formula: Formula, given: dict[str, Tensor]) -> Tensor:
        return truth(formula, lambda atom: given[atom.predicate])

    def _takes(self, before: Tensor) -> Tensor:
        """(B, L, G): how true it is after each step that the person takes a genre."""
        own = self._genres[before.clamp_min(0)] * (before >= 0)[:, :, None]
        so_far = own.cumsum(dim=1)
        share = so_far / so_far.sum(dim=2, keepdim=True).clamp_min(1)
        return share / (share + self._usual).clamp_min(1e-9)

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        super()._restore(settings | {"formulas": tuple(settings["formulas"])}, arrays)


def _checked(text: str) -> Formula:
    try:
        formula = parse(text)
    except ValueError as error:
        raise EngineError(f"a formula means nothing: {error}") from error
    wrong: Sequence[Atom] = [atom for atom in atoms(formula) if PREDICATES.get(atom.predicate) != atom.variables]
    if wrong:
        known = ", ".join(f"{name}({', '.join(of)})" for name, of in PREDICATES.items())
        raise EngineError(
            f"nothing is known of {wrong[0].predicate}({', '.join(wrong[0].variables)}); there are {known}"
        )
    return formula
