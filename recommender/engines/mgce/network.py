"""The two parallel networks of MGCE: one reads content alone, the other content and popularity."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import torch
from torch import Tensor, nn
from torch.nn import functional


class Side(nn.Module):
    """One of the two networks: an item's features -> its vector, a history -> its person's vector at each place.

    features is (n_items, F) float32. A person is what their items are, gathered at several speeds of forgetting, keeps:
    with 0 the last item alone, with 1 all items alike. So anybody with a history has a vector.
    """

    def __init__(self, features: Tensor, keeps: Sequence[float], size: int, dropout: float) -> None:
        super().__init__()
        self.keeps = tuple(keeps)
        self.register_buffer("features", features)
        self.of_item = nn.Sequential(nn.Linear(features.shape[1], 2 * size), nn.GELU(), nn.Linear(2 * size, size))
        self.of_person = nn.Sequential(
            nn.Linear(len(self.keeps) * size, 2 * size), nn.GELU(), nn.Dropout(dropout), nn.Linear(2 * size, size)
        )
        self.norm = nn.LayerNorm(size)

    def table(self) -> Tensor:
        """(n_items, D): each item's vector."""
        return self.of_item(self.features)

    def forward(self, items: Tensor, table: Tensor) -> Tensor:
        """(B, L) int64 items, -1 at the end where shorter -> (B, L, D): the person after each of them."""
        vectors = functional.embedding(items.clamp_min(0), table)
        gathered = torch.einsum("hts,bsd->bthd", gathering(self.keeps, items.shape[1]), vectors)
        return self.norm(self.of_person(gathered.flatten(2)))


class MgceNetwork(nn.Module):
    """Interest and conformity, side by side."""

    def __init__(
        self, content: Tensor, popularity: Tensor, keeps: Sequence[float], size: int, dropout: float, conforms: bool
    ) -> None:
        """content is (n_items, C), popularity (n_items, P), float32; without conforms both sides read content alone."""
        super().__init__()
        self.interest = Side(content, keeps, size, dropout)
        with_popularity = torch.cat([content, popularity], dim=1) if conforms else content
        self.conformity = Side(with_popularity, keeps, size, dropout)

    def sides(self) -> tuple[Side, Side]:
        """Interest, then conformity."""
        return self.interest, self.conformity


@lru_cache(maxsize=256)
@torch.inference_mode(False)
def gathering(keeps: tuple[float, ...], length: int) -> Tensor:
    """(H, L, L): row t holds how much each place up to t counts, keep ** distance; each row sums to 1.

    Not to be written to.
    """
    distance = torch.arange(length)[:, None] - torch.arange(length)
    shares = torch.stack([torch.pow(float(keep), distance.clamp_min(0).float()).tril() for keep in keeps])
    return shares / shares.sum(dim=-1, keepdim=True)


def alikeness(first: Tensor, second: Tensor) -> Tensor:
    """Mean squared cosine of (..., D) vectors: 0 where the two say nothing of each other."""
    return (functional.cosine_similarity(first, second, dim=-1) ** 2).mean()
