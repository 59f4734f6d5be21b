"""What is learnt together and what stays at home: encoders and a head that travel, a lens and a head that do not."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

SIZE = 32
TEMPERATURE = 0.5


class Together(nn.Module):
    """The part that travels: each view's encoder, and a head over both."""

    def __init__(self, first: int, second: int, outputs: int) -> None:
        super().__init__()
        self.first = nn.Sequential(nn.Linear(first, SIZE), nn.GELU())
        self.second = nn.Sequential(nn.Linear(second, SIZE), nn.GELU())
        self.head = nn.Linear(2 * SIZE, outputs)

    def forward(self, first: Tensor, second: Tensor) -> tuple[Tensor, Tensor]:
        """(B, A) and (B, B') -> the two views, (B, SIZE) each."""
        return self.first(first), self.second(second)


class AtHome(nn.Module):
    """The part that stays: how one person's views are to be read, and what to add to what all together say."""

    def __init__(self, outputs: int) -> None:
        super().__init__()
        self.scale, self.shift = nn.Parameter(torch.ones(2 * SIZE)), nn.Parameter(torch.zeros(2 * SIZE))
        self.head = nn.Linear(2 * SIZE, outputs)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, views: Tensor, together: Together) -> Tensor:
        """(B, 2 * SIZE) -> (B, outputs)."""
        seen = views * self.scale + self.shift
        return together.head(seen) + self.head(seen)


def agreement(first: Tensor, second: Tensor) -> Tensor:
    """InfoNCE between the views of the same moments, (B, SIZE) each: each is to find its own among the other's."""
    a, b = functional.normalize(first, dim=1), functional.normalize(second, dim=1)
    scores = a @ b.T / TEMPERATURE
    own = torch.arange(len(scores))
    return (functional.cross_entropy(scores, own) + functional.cross_entropy(scores.T, own)) / 2


def arrays_of(module: nn.Module) -> list[np.ndarray]:
    """Its parameters, in order, as copies."""
    return [value.detach().numpy().copy() for value in module.state_dict().values()]


def load(module: nn.Module, arrays: list[np.ndarray]) -> None:
    """The inverse of `arrays_of`. Raises ValueError for parameters of another network."""
    names = list(module.state_dict())
    if len(names) != len(arrays):
        raise ValueError(f"{len(arrays)} parameters were sent; the network has {len(names)}")
    state: Mapping[str, Tensor] = {name: torch.from_numpy(np.array(a)) for name, a in zip(names, arrays, strict=True)}
    module.load_state_dict(dict(state))
