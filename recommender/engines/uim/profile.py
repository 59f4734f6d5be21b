"""The enriched profile of UiM: what a person told of themselves, and what their history shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from recommender.engines.interactions import Interactions, Query

MINED = 2
"""Activity and acceptance of new items."""


@dataclass(frozen=True)
class Attributes:
    """The values training saw of each attribute; 0 is the number of any other value and of an unknown one."""

    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, data: Interactions) -> Attributes:
        """Those of the set's users."""
        return cls({name: tuple(sorted(set(told) - {""})) for name, told in data.profiles.items()})

    def numbers(self, profiles: Sequence[Mapping[str, str]]) -> np.ndarray:
        """(B, attributes) int64."""
        found = np.zeros((len(profiles), len(self.values)), np.int64)
        for column, (name, values) in enumerate(self.values.items()):
            number = {value: place for place, value in enumerate(values, start=1)}
            found[:, column] = [number.get(profile.get(name, ""), 0) for profile in profiles]
        return found

    def of_queries(self, queries: Sequence[Query]) -> np.ndarray:
        """(B, attributes) int64."""
        return self.numbers([query.state.profile for query in queries])


def off_the_beaten_track(popularity: np.ndarray) -> np.ndarray:
    """(n_items,) float32: 1 for the items that are not among the most popular ones, which hold half of all rows."""
    order = np.argsort(-popularity, kind="stable")
    before = np.concatenate([[0], np.cumsum(popularity[order])[:-1]])
    found = np.zeros(len(popularity), np.float32)
    found[order[before >= popularity.sum() / 2]] = 1
    return found


class Profile(nn.Module):
    """Attributes and mined habits -> one vector at each place of the history.

    Activity is how many items were taken so far, acceptance of new items the share of them off the beaten track: both
    of the part of the history up to that place, so that training never looks ahead.
    """

    def __init__(self, attributes: Attributes, rare: Tensor, size: int) -> None:
        super().__init__()
        self.register_buffer("rare", rare)
        self.told = nn.ModuleList(nn.Embedding(len(values) + 1, size) for values in attributes.values.values())
        for table in self.told:
            nn.init.normal_(table.weight, std=0.1)
        self.mined = nn.Linear(MINED, size)

    def forward(self, items: Tensor, numbers: Tensor) -> Tensor:
        """(B, L) int64 items, -1 at the end, and (B, attributes) int64 -> (B, L, P) float32."""
        count = torch.arange(1, items.shape[1] + 1, dtype=torch.float32)
        rare = (self.rare[items.clamp_min(0)] * (items >= 0)).cumsum(dim=1) / count
        activity = (torch.log1p(count) / 5).expand_as(rare)
        found = self.mined(torch.stack([activity, rare], dim=-1))
        for column, table in enumerate(self.told):
            found = found + table(numbers[:, column])[:, None]
        return torch.tanh(found)
