"""A network in training: its optimiser, the moving average of its weights, and the best of these so far."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

LEARNING_RATE = 2e-3


class Learner:
    """Steps by AdamW on a one-cycle schedule; what is judged and kept is the exponential average of the weights."""

    def __init__(self, network: nn.Module, steps: int) -> None:
        self.network = network.train()
        self._optimiser = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=0.02)
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(self._optimiser, LEARNING_RATE, total_steps=steps)
        self._average = torch.optim.swa_utils.AveragedModel(
            network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995), use_buffers=True
        )
        self._best, self._kept = -np.inf, {}

    @property
    def average(self) -> nn.Module:
        """The network with its averaged weights, ready to judge."""
        return self._average.module.eval()

    def step(self, loss: Tensor) -> None:
        """Follow the gradient of a loss once."""
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self._optimiser.step()
        self._schedule.step()
        self._average.update_parameters(self.network)

    def judged(self, score: float) -> None:
        """Keep the averaged weights if their score is the highest so far."""
        if score > self._best:
            self._best = score
            self._kept = {name: value.clone() for name, value in self._average.module.state_dict().items()}

    def best(self) -> nn.Module:
        """The network with the weights kept."""
        self.network.load_state_dict(self._kept)
        return self.network.eval()
