"""How people would read somebody whose face and voice say different things, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from scipy.special import betaln
from torch import nn

from emotion.encoder import model_file
from emotion.fusion.perceiver import ASKED, CLASSES, SENSES, SMOOTHING, Calibrated, Perceiver, described
from emotion.fusion.tokens import FLOOR
from emotion.types import EMOTIONS, Emotion

PEOPLE = 10
"""As many answered a clip of what this was learnt from."""

SURE = 0.8
"""How likely the number of answers lies in the interval that is stated."""


@dataclass(frozen=True)
class Answer:
    """How many of PEOPLE would name an emotion: expected, and between which numbers with the chance SURE."""

    emotion: Emotion
    expected: float
    low: int
    high: int


class Onlookers(nn.Module):
    """From what a face and a voice say to what people would answer who perceive both.

    A linear softmax per sense turns a network's probabilities into what people answer who only see or only hear, and
    the mean of some perceivers these into what they answer who do both.
    """

    def __init__(self, members: int) -> None:
        super().__init__()
        size = described(np.full((1, CLASSES), 1 / CLASSES)).shape[1]
        self.apart = nn.ModuleDict({sense: nn.Linear(len(EMOTIONS), CLASSES) for sense in SENSES})
        self.members = nn.ModuleList(Perceiver(Calibrated(size), size) for _ in range(members))
        self.register_buffer("concentration", torch.ones(()))

    @classmethod
    def load(cls, path: Path | None = None) -> Onlookers:
        """Load the shipped weights, or those at path. Raises ModelNotFoundError when they are missing."""
        with safe_open(path or model_file("perception.safetensors"), framework="pt") as stored:
            onlookers = cls(int(stored.metadata()["members"]))
            onlookers.load_state_dict({name: stored.get_tensor(name) for name in stored.keys()})  # noqa: SIM118
        return onlookers.eval()

    def save(self, path: Path) -> None:
        """Write the weights to a safetensors file that `load` reads."""
        save_file(self.state_dict(), path, metadata={"members": str(len(self.members))})

    @torch.inference_mode()
    def answers_apart(self, sense: str, probabilities: np.ndarray) -> np.ndarray:
        """A network's probabilities (N, 7) -> the shares (N, 6) of the answers of who has this sense alone."""
        logs = np.log(np.maximum(probabilities, FLOOR)).astype(np.float32)
        return self.apart[sense](torch.from_numpy(logs)).softmax(1).numpy()

    @torch.inference_mode()
    def answers_together(self, apart: Mapping[str, np.ndarray]) -> np.ndarray:
        """Shares (N, 6) of the answers by `voice` and by `face`, smoothed -> of who hears and sees."""
        seen = {sense: described(apart[sense]) for sense in SENSES}
        return torch.stack([member(seen).softmax(1) for member in self.members]).mean(0).numpy()

    def read(self, voice: np.ndarray, face: np.ndarray) -> tuple[Answer, ...]:
        """What ten people would answer, likeliest first, from each network's probabilities (7,)."""
        apart = {"voice": self.answers_apart("voice", voice[None]), "face": self.answers_apart("face", face[None])}
        total = PEOPLE + SMOOTHING * CLASSES
        shares = self.answers_together({s: (PEOPLE * p + SMOOTHING) / total for s, p in apart.items()})[0]
        low, high = interval(shares, np.full(CLASSES, PEOPLE), float(self.concentration))
        bounds = zip(ASKED, (PEOPLE * shares).tolist(), low.tolist(), high.tolist(), strict=True)
        answers = [Answer(*answer) for answer in bounds]
        return tuple(sorted(answers, key=lambda answer: -answer.expected))


def interval(shares: np.ndarray, people: np.ndarray, concentration: float) -> tuple[np.ndarray, np.ndarray]:
    """Between which numbers, of so many people, those lie who give an answer, with the chance SURE.

    shares, those expected, and people are of one shape, and so are both results.
    """
    chances = np.exp(log_chances(shares, people, concentration)).cumsum(axis=-1)
    return tuple((chances >= part).argmax(axis=-1) for part in ((1 - SURE) / 2, (1 + SURE) / 2))


def log_chances(shares: np.ndarray, people: np.ndarray, concentration: float) -> np.ndarray:
    """Logarithms (..., 1 + most) of the chances of 0 to `most` answers; -inf for more than there are people.

    Beta-binomial: the share of a scene is itself known only as well as `concentration` answers would tell it.
    """
    count, people = np.arange(int(people.max()) + 1), people[..., None]
    alpha, beta = concentration * shares[..., None], concentration * (1 - shares[..., None])
    others = np.maximum(people - count, 0)
    ways = -np.log(people + 1) - betaln(others + 1, count + 1)
    return np.where(count <= people, ways + betaln(count + alpha, others + beta) - betaln(alpha, beta), -np.inf)
