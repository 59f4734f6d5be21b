"""Where a training stands, kept in a folder, so that one that was stopped goes on."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from recommender.engines.contract import EarlyStopping


class Checkpoint:
    """Networks, optimiser, early stopping and the number of epochs done, of a training that key describes.

    before: time and processor time in s that the runs before this one spent on what is kept.
    """

    def __init__(self, folder: Path, key: dict[str, Any]) -> None:
        self._numbers, self._tensors, self._key = folder / "checkpoint.json", folder / "checkpoint.safetensors", key
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
        tensors: dict[str, Tensor] = {f"best.{name}": value for name, value in stopping.kept.items()}
        for place, network in enumerate(networks):
            tensors |= {f"network{place}.{name}": value for name, value in network.state_dict().items()}
        for place, state in optimiser.state_dict()["state"].items():
            tensors |= {f"optimiser.{place}.{name}": value for name, value in state.items()}
        save_file({name: value.clone().contiguous() for name, value in tensors.items()}, self._tensors)
        numbers = {"key": self._key, "epoch": epoch, "best": stopping.best, "since": stopping.since}
        numbers["spent"] = self.spent()
        self._numbers.write_text(json.dumps(numbers), encoding="utf-8")

    def restore(self, networks: list[nn.Module], optimiser: torch.optim.Optimizer, stopping: EarlyStopping) -> int:
        """Put it back and return how many epochs are done; 0 when there is none of this training."""
        if not self._numbers.exists():
            return 0
        numbers = json.loads(self._numbers.read_text(encoding="utf-8"))
        if numbers["key"] != json.loads(json.dumps(self._key)):
            return 0
        tensors = load_file(self._tensors)
        for place, network in enumerate(networks):
            network.load_state_dict(_under(tensors, f"network{place}."))
        states: dict[int, dict[str, Tensor]] = {}
        for name, value in _under(tensors, "optimiser.").items():
            place, _, part = name.partition(".")
            states.setdefault(int(place), {})[part] = value
        optimiser.load_state_dict(optimiser.state_dict() | {"state": states})
        stopping.best, stopping.since, stopping.kept = numbers["best"], numbers["since"], _under(tensors, "best.")
        self.before = tuple(numbers["spent"])
        return numbers["epoch"]

    def clear(self) -> None:
        """Remove it: the training is done."""
        self._numbers.unlink(missing_ok=True)
        self._tensors.unlink(missing_ok=True)


def epoch_rng(seed: int, epoch: int) -> np.random.Generator:
    """The generator of one epoch, so that a training that goes on draws as one that never stopped; seeds torch too."""
    torch.manual_seed(1_000 * seed + epoch)
    return np.random.default_rng((seed, epoch))


def _under(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)}
