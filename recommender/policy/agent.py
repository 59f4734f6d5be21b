"""The agent of ESMR as it is served: which strategy, for somebody whose low mood persists; a small network in NumPy.

What it sees is the same in the simulated world that trained it and in a sitting; see FEATURES.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from recommender.arrays import softmax
from recommender.errors import EngineError
from recommender.policy.strategies import STRATEGIES, spread_out

SHIPPED = Path(__file__).resolve().parents[2] / "assets" / "models" / "esmr"

FEATURES = (
    "valence",
    "arousal",
    "below_usual",
    "lasts",
    "trend",
    "volatility",
    "expected_change",
    "uncertainty",
    *(f"last_{name}" for name in STRATEGIES),
)
"""below_usual: the usual valence less the present one; lasts: log(1 + prompts below it); expected_change: the forecast
less the present valence; last_*: 1 for the strategy before. One prompt of the simulated day counts as a minute here."""


@dataclass(frozen=True, eq=False)
class Agent:
    """A multilayer perceptron with tanh: weights (in, out) and biases (out,), layer by layer."""

    weights: tuple[np.ndarray, ...]
    biases: tuple[np.ndarray, ...]

    def probabilities(self, features: np.ndarray, may: np.ndarray) -> np.ndarray:
        """(P, 14) features, (P, 6) what the rules allow -> (P, 6) chances of the strategies, LEAST or more if allowed.

        As in MaskablePPO (Huang & Ontanon 2022), what may not be has no share in the softmax.
        """
        hidden = features
        for weight, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            hidden = np.tanh(hidden @ weight + bias)
        logits = hidden @ self.weights[-1] + self.biases[-1]
        return spread_out(softmax(np.where(may, logits, -np.inf), axis=1), may)

    def save(self, file: Path) -> None:
        """Write the weights."""
        layers = enumerate(zip(self.weights, self.biases, strict=True))
        save_file({f"{kind}{n}": value for n, pair in layers for kind, value in zip("wb", pair, strict=True)}, file)

    @classmethod
    def load(cls, file: Path = SHIPPED / "agent.safetensors") -> Agent:
        """The agent in a file. Raises EngineError where it is missing."""
        try:
            stored = load_file(file)
        except (OSError, SafetensorError) as error:
            raise EngineError(f"{file}: no agent that can be read ({error}); `simulate --fit` makes it") from error
        layers = range(len(stored) // 2)
        return cls(tuple(stored[f"w{n}"] for n in layers), tuple(stored[f"b{n}"] for n in layers))


def drawn(probabilities: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """(P,) a strategy for each person by its probability (P, 6)."""
    return (probabilities.cumsum(axis=1) > random.random((len(probabilities), 1))).argmax(axis=1)
