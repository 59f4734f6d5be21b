"""Where a training stands, in one file that is whole at any time, so that one that was stopped goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

Tensors = Mapping[str, Tensor]


@dataclass(frozen=True, eq=False)
class Progress:
    """What a checkpoint held: parts by name, each with its tensors by name, and numbers that JSON can hold."""

    parts: dict[str, dict[str, Tensor]]
    numbers: dict[str, Any]


class Checkpoint:
    """A file that holds tensors and numbers together. key says which training it belongs to."""

    def __init__(self, path: Path, key: Any = None) -> None:
        self.path = path
        self._key = json.dumps(key, sort_keys=True, default=str)

    def save(self, parts: Mapping[str, Tensors], numbers: Mapping[str, Any]) -> None:
        """Replace what the file holds. Whenever the process is killed, it holds all of the old or all of the new."""
        tensors = {
            f"{part}/{name}": tensor.detach().cpu().contiguous().clone()
            for part, own in parts.items()
            for name, tensor in own.items()
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.path.with_suffix(".partial")
        save_file(tensors, partial, {"key": self._key, "numbers": json.dumps(dict(numbers))})
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.replace(self.path)

    def load(self) -> Progress | None:
        """What was saved last; None where nothing was, or what another training left."""
        if not self.path.is_file():
            return None
        with safe_open(self.path, "pt") as file:
            stored = file.metadata()
            if stored.get("key") != self._key:
                return None
            parts: dict[str, dict[str, Tensor]] = {}
            for name in file.keys():  # noqa: SIM118 - not a mapping
                part, own = name.split("/", 1)
                parts.setdefault(part, {})[own] = file.get_tensor(name)
        return Progress(parts, json.loads(stored["numbers"]))

    def clear(self) -> None:
        """Remove the file: the training is done."""
        self.path.unlink(missing_ok=True)


def optimiser_tensors(optimiser: torch.optim.Optimizer) -> dict[str, Tensor]:
    """What an optimiser remembers of each parameter, as `PLACE.NAME`."""
    states = optimiser.state_dict()["state"]
    return {f"{place}.{name}": value for place, state in states.items() for name, value in state.items()}


def restore_optimiser(optimiser: torch.optim.Optimizer, tensors: Tensors) -> None:
    """Give an optimiser back what `optimiser_tensors` took."""
    states: dict[int, dict[str, Tensor]] = {}
    for key, value in tensors.items():
        place, _, name = key.partition(".")
        states.setdefault(int(place), {})[name] = value
    optimiser.load_state_dict(optimiser.state_dict() | {"state": states})
