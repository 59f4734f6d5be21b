"""A graph network over people and items that is told of generated edges, one set of them a modality."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from recommender.engines.diffmm.diffusion import Bags


class GraphNetwork(nn.Module):
    """Items by what they are and what goes with them; a person by their items and by those drawn for them.

    features: (n_items, F) float32 of each modality. A person has no vector of their own, so one whom training never
    saw is as good as any. evened is the sparse (n_users, n_items) matrix of who took what, rows and columns evened out.
    sharpness: the logarithm of how much the cosine of person and item counts to begin with; together: what the frozen
    graph over companions does, if it is there.
    """

    def __init__(
        self, features: Sequence[Tensor], size: int, hops: int, drawn: float, sharpness: float, together: float
    ) -> None:
        super().__init__()
        self.item = nn.Embedding(len(features[0]), size)
        nn.init.normal_(self.item.weight, std=0.05)
        self.modalities = nn.ParameterList(nn.Parameter(own, requires_grad=False) for own in features)
        self.of_features = nn.ModuleList(nn.Linear(own.shape[1], size, bias=False) for own in features)
        self.shares = nn.Parameter(torch.zeros(len(features)))
        self.usual = nn.Parameter(torch.zeros(len(features[0])))
        self.sharpness = nn.Parameter(torch.tensor(sharpness))
        self.together = nn.Parameter(torch.tensor(together))
        self.hops, self.drawn = hops, drawn

    def table(self, evened: Tensor, asked: Tensor | None = None) -> Tensor:
        """(n_items, D): own vector and what each modality shows, passed along the graph over people and back.

        asked are rows of evened that pass nothing on: a person is not to be known by their own edges in training.
        """
        shares = torch.softmax(self.shares, dim=0)
        own = self.item.weight
        for share, place, features in zip(shares, self.of_features, self.modalities, strict=True):
            own = own + share * functional.normalize(place(features), dim=1)
        found = passed = own
        for _ in range(self.hops):
            people = torch.sparse.mm(evened, passed)
            if asked is not None:
                people = people.index_fill(0, asked, 0.0)
            passed = torch.sparse.mm(evened.t(), people)
            found = found + passed
        return found / (self.hops + 1)

    def people(self, taken: Tensor, drawn: Sequence[Tensor]) -> Tensor:
        """(B, D) unit vectors, of the mean vector of what each took, and that of what each modality drew for them."""
        shares = torch.softmax(self.shares, dim=0)
        added = sum(share * one for share, one in zip(shares, drawn, strict=True))
        return functional.normalize(functional.normalize(taken, dim=1) + self.drawn * added, dim=1)

    def scores(self, people: Tensor, table: Tensor, companions: Tensor | None = None) -> Tensor:
        """(B, n_items): cosine as sharp as was learnt, how often an item is taken anyway, and companions' scores."""
        found = self.sharpness.exp() * people @ functional.normalize(table, dim=1).T + self.usual
        return found if companions is None else found + self.together * companions


def views(table: Tensor, drawn: Sequence[Bags]) -> list[Tensor]:
    """For each modality (B, D) unit vectors: people as the items drawn for them show them."""
    return [functional.normalize(bags.mean(table), dim=1) for bags in drawn]


def contrast(first: Tensor, second: Tensor, temperature: float) -> Tensor:
    """InfoNCE of (B, D) unit vectors: a row of one is to find its own among the rows of the other."""
    return functional.cross_entropy(first @ second.T / temperature, torch.arange(len(first)))
