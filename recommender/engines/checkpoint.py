"""Where a training stands, kept in a folder, so that one that was stopped goes on."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from emotion.checkpoint import Checkpoint, optimiser_tensors, restore_optimiser
from recommender.engines.contract import EarlyStopping


class EngineCheckpoint:
    """Networks, optimiser, early stopping and the number of epochs done, of a training that key describes.

    before: time and processor time in s that the runs before this one spent on what is kept.
    """

    def __init__(self, folder: Path, key: dict[str, Any]) -> None:
        self._file = Checkpoint(folder / "checkpoint.safetensors", key)
        self._began = time.perf_counter(), time.process_time()
        self.before = (0.0, 0.0)

    def spent(self) -> tuple[float, float]:
        """Time and processor time in s since this training began, with the runs before this one."""
        now = time.perf_counter(), time.process_time()
        return tuple(before + end - start for before, start, end in zip(self.before, self._began, now, strict=True))

    def save(
        self, epoch: int, networks: list[nn.Module], optimiser: torch.optim.Optimizer, stopping: EarlyStopping
    ) -> None:
        """Keep it; epoch is how many are done."""
        parts = {f"network{place}": network.state_dict() for place, network in enumerate(networks)}
        parts |= {"best": stopping.kept, "optimiser": optimiser_tensors(optimiser)}
        numbers = {"epoch": epoch, "best": stopping.best, "since": stopping.since, "spent": self.spent()}
        self._file.save(parts, numbers)

    def restore(self, networks: list[nn.Module], optimiser: torch.optim.Optimizer, stopping: EarlyStopping) -> int:
        """Put it back and return how many epochs are done; 0 when there is none of this training."""
        saved = self._file.load()
        if saved is None:
            return 0
        for place, network in enumerate(networks):
            network.load_state_dict(saved.parts[f"network{place}"])
        restore_optimiser(optimiser, saved.parts.get("optimiser", {}))
        stopping.best, stopping.since = saved.numbers["best"], saved.numbers["since"]
        stopping.kept = saved.parts.get("best", {})
        self.before = tuple(saved.numbers["spent"])
        return saved.numbers["epoch"]

    def clear(self) -> None:
        """Remove it: the training is done."""
        self._file.clear()


def epoch_rng(seed: int, epoch: int) -> np.random.Generator:
    """The generator of one epoch, so that a training that goes on draws as one that never stopped; seeds torch too."""
    torch.manual_seed(1_000 * seed + epoch)
    return np.random.default_rng((seed, epoch))
