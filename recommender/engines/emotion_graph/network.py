"""Two relational layers over people, items and emotions, and what they say of a person with an item."""

from __future__ import annotations

from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch_geometric.data import HeteroData
from torch_geometric.nn import HeteroConv, HGTConv, SAGEConv

from recommender.engines.emotion_graph.data import METADATA, RECALLED

Kind = Literal["rgcn", "hgt"]


class EmotionGraphNetwork(nn.Module):
    """Features -> two layers -> scores of emotions for (person, item, situation), and of links.

    rgcn: one weight per relation over the mean of its messages (Schlichtkrull et al. 2018); hgt: attention over typed
    messages (Hu et al. 2020). There are no vectors of single people or items, so new ones need no training.
    """

    def __init__(
        self, widths: dict[str, int], situation: int, size: int, dropout: float, kind: Kind, heads: int = 2
    ) -> None:
        super().__init__()
        self.into = nn.ModuleDict({name: nn.Linear(width, size) for name, width in widths.items()})
        if kind == "hgt":
            self.layers = nn.ModuleList(HGTConv(size, size, METADATA, heads) for _ in range(2))
        else:
            self.layers = nn.ModuleList(
                HeteroConv({edge: SAGEConv(size, size) for edge in METADATA[1]}, aggr="sum") for _ in range(2)
            )
        self.dropout = nn.Dropout(dropout)
        features = widths["user"] + widths["item"] + (len(RECALLED) + 1) * (widths["emotion"] + 1) + situation
        self.read = nn.Sequential(
            nn.Linear(3 * size + features, size), nn.ReLU(), nn.Dropout(dropout), nn.Linear(size, size)
        )
        self.wide = nn.Linear(features, widths["emotion"])
        self.bias = nn.Parameter(torch.zeros(widths["emotion"]))
        self.link = nn.Linear(size, size)
        self.draw = nn.Linear(widths["item"] + widths["emotion"] + 1, 1)

    def forward(self, data: HeteroData) -> dict[str, Tensor]:
        """Node type -> (nodes, D)."""
        states = {name: torch.relu(layer(data[name].x)) for name, layer in self.into.items()}
        edges = {edge: data[edge].edge_index for edge in METADATA[1]}
        for layer in self.layers:
            found = layer({name: self.dropout(state) for name, state in states.items()}, edges)
            states = {name: state + torch.relu(found[name]) for name, state in states.items()}
        for name, relations in (("user", RECALLED), ("item", ("dominant_in",))):
            edges_into = [data["emotion", relation, name].edge_index for relation in relations]
            shares = [emotion_shares(found, data[name].x.shape[0], len(self.bias)) for found in edges_into]
            states[f"told of {name}"] = torch.cat([data[name].x, *shares], dim=1)
        return states

    def feelings(self, states: dict[str, Tensor], users: Tensor, items: Tensor, situation: Tensor) -> Tensor:
        """(B, emotions) scores; users and items are node indices, situation (B, S).

        What nodes are told before any layer goes to the end as well (jumping knowledge, Xu et al. 2018): in a linear
        part, which few rows settle, and beside the states of the layers.
        """
        user, item = states["user"][users], states["item"][items]
        features = torch.cat([states["told of user"][users], states["told of item"][items], situation], dim=1)
        pair = self.read(torch.cat([user, item, user * item, features], dim=1))
        return pair @ states["emotion"].T / pair.shape[1] ** 0.5 + self.wide(features) + self.bias

    def links(self, states: dict[str, Tensor], users: Tensor, items: Tensor) -> Tensor:
        """(B,) scores that these users view these items: how they go together, and how much an item draws anybody."""
        user, item = self.link(states["user"][users]), states["item"][items]
        return functional.cosine_similarity(user, item, dim=-1) + self.draw(states["told of item"][items])[:, 0]


def emotion_shares(edges: Tensor, nodes: int, emotions: int) -> Tensor:
    """(nodes, emotions + 1): each emotion's share of a node's edges, drawn towards 0 where they are few, and how many.

    edges is (2, E), from emotions to nodes.
    """
    counts = torch.zeros(nodes, emotions).index_put_((edges[1], edges[0]), torch.ones(edges.shape[1]), accumulate=True)
    total = counts.sum(dim=1, keepdim=True)
    return torch.cat([counts / (total + 2), torch.log1p(total)], dim=1)
