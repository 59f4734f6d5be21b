"""From what was heard and seen apart to what is perceived together: the fusion itself, and its baselines."""

from __future__ import annotations

import numpy as np
import torch
from scipy.optimize import minimize_scalar

from emotion.fusion.onlookers import interval
from emotion.fusion.perceiver import SENSES
from emotion.training.perception import calibrate, concentration, learn, perceived_by, seen_of
from emotion.training.votes import Votes


def attune(train: Votes, new: Votes, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """The mean of several fusions, each trained from the calibrated product on: distributions (N, 6); and whether each
    answer was given as often as the interval around it says, (N, 6) bool.
    """
    members = learn(train, seed)
    found, counts = perceived_by(members, new), new.counts["both"]
    sure = concentration(perceived_by(members, train), train.counts["both"])
    low, high = interval(found, np.broadcast_to(counts.sum(axis=1, keepdims=True), counts.shape), sure)
    return found, (low <= counts) & (counts <= high)


def linear(train: Votes, new: Votes) -> np.ndarray:
    """A linear softmax on logarithms and shares of both senses."""
    fitted = calibrate(seen_of(train, full=False), torch.from_numpy(train.perceived.astype(np.float32)))
    with torch.inference_mode():
        return sum(fitted(seen_of(new, full=False)).values()).softmax(1).numpy()


def product(train: Votes, new: Votes) -> np.ndarray:
    """voice^w · face, with the w that fits best."""
    return _best(train, new, lambda w, voice, face: _unit(voice**w * face), (0.0, 2.0))


def average(train: Votes, new: Votes) -> np.ndarray:
    """w · voice + (1 - w) · face, with the w that fits best."""
    return _best(train, new, lambda w, voice, face: w * voice + (1 - w) * face, (0.0, 1.0))


def _best(train: Votes, new: Votes, mix, bounds: tuple[float, float]) -> np.ndarray:
    own = [train.shares(sense) for sense in SENSES]
    fitted = minimize_scalar(
        lambda w: -(train.perceived * np.log(mix(w, *own))).sum(axis=1).mean(), bounds=bounds, method="bounded"
    )
    return mix(fitted.x, *(new.shares(sense) for sense in SENSES))


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / rows.sum(axis=1, keepdims=True)
