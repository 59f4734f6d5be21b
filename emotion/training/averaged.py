"""A network in training beside the moving average of its weights, which is what is kept."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from emotion.checkpoint import Checkpoint, optimiser_tensors, restore_optimiser

EMA_DECAY = 0.998


class Averaged:
    """Model, its running average and the optimiser, which a checkpoint holds together.

    average has the model's form and becomes what is judged; step counts the steps since the last beginning.
    """

    def __init__(self, model: nn.Module, average: nn.Module, optimizer: torch.optim.Optimizer) -> None:
        self.model, self.average, self.optimizer = model, average.eval().requires_grad_(False), optimizer
        self.average.load_state_dict(model.state_dict())
        self.step = 0

    def begin_anew(self) -> None:
        """Go on from the averaged weights, without what the optimiser remembers."""
        self.model.load_state_dict(self.average.state_dict())
        self.optimizer.state.clear()

    def follow(self, loss: Tensor) -> float:
        """Follow the gradient of a loss once, and have the average follow the weights; returns the loss."""
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimizer.step()
        self.step += 1
        weight = 1 - min(EMA_DECAY, (1 + self.step) / (10 + self.step))
        for kept, new in zip(self.average.state_dict().values(), self.model.state_dict().values(), strict=True):
            if kept.is_floating_point():
                kept.lerp_(new, weight)
        return float(loss.detach())

    def save(self, checkpoint: Checkpoint, epochs_done: int) -> None:
        """Write what a later run needs to go on."""
        parts = {"model": self.model.state_dict(), "average": self.average.state_dict()}
        checkpoint.save(parts | {"optimiser": optimiser_tensors(self.optimizer)}, {"epochs": epochs_done})

    def load(self, checkpoint: Checkpoint) -> int:
        """Take up a checkpoint; returns how many epochs it has behind it, 0 where there is none."""
        saved = checkpoint.load()
        if saved is None:
            return 0
        self.model.load_state_dict(saved.parts["model"])
        self.average.load_state_dict(saved.parts["average"])
        restore_optimiser(self.optimizer, saved.parts["optimiser"])
        return saved.numbers["epochs"]
