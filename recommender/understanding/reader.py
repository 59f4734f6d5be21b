"""Who reads the feeling in comments: a text model, heads on its features, and another reader beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from emotion.encoder import Network
from emotion.text.comments import CommentHead
from emotion.text.whose import WhoseHead
from emotion.types import Prediction

TOLD = 0.6
"""What counts of the head on comments beside the network, which learnt from corpora; the shares sum to 1."""

BESIDE = 0.3
"""What counts of the reader beside; the shares sum to 1."""


@dataclass(frozen=True, eq=False)
class Reader:
    """Reads feeling in some languages by a network, and whose it is by a head on the network's features.

    told reads what the features tell of oneself, where the network learnt from reactions too. beside is a reader of the
    same words by other features.
    """

    network: Network
    whose: WhoseHead
    told: CommentHead | None = None
    beside: Reader | None = None

    def read(self, comment: str) -> tuple[Prediction, np.ndarray]:
        """The feeling in a comment, probabilities (1, 7) with valence and arousal (1,); and whose, (9,) as Whose is."""
        found = self._felt(comment)
        whose = self.whose.predict([comment], found.features)[0]
        if self.beside is None:
            return found, whose
        other, others = self.beside.read(comment)
        return _mixed(found, other.probabilities, other.valence, other.arousal, BESIDE), _joint(whose, others, BESIDE)

    def _felt(self, comment: str) -> Prediction:
        found = self.network.predict([comment])
        if self.told is None or found.features is None:
            return found
        probabilities, affect = self.told.predict([comment], found.features)
        return _mixed(found, probabilities, *affect.T, TOLD)


def _mixed(
    found: Prediction,
    probabilities: np.ndarray,
    valence: np.ndarray | None,
    arousal: np.ndarray | None,
    share: float,
) -> Prediction:
    """A prediction of which a share comes from elsewhere."""
    return replace(
        found,
        probabilities=_joint(found.probabilities, probabilities, share),
        valence=_mean(found.valence, valence, share),
        arousal=_mean(found.arousal, arousal, share),
    )


def _joint(ours: np.ndarray, theirs: np.ndarray, share: float) -> np.ndarray:
    """The geometric mean of two distributions, along the last axis."""
    joint = ours ** (1 - share) * theirs**share
    return joint / joint.sum(axis=-1, keepdims=True)


def _mean(ours: np.ndarray | None, theirs: np.ndarray | None, share: float) -> np.ndarray | None:
    """Of what is known of the two."""
    if ours is None or theirs is None:
        return theirs if ours is None else ours
    return (1 - share) * ours + share * theirs
