"""Likeness to items that a person had to do with, each of which speaks for or against what is like it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from recommender.ranking.features import Features
from recommender.ranking.situation import Situation
from recommender.ranking.terms.term import Estimate


class Evidence(NamedTuple):
    """Rows (H,) of the items in the catalogue, how much each counts, (H,) signed, and what each is known from."""

    rows: np.ndarray
    weights: np.ndarray
    known_from: list[Any]

    def scaled(self, features: Features) -> Evidence:
        """With weights whose likeness adds up to the length W / (W + 1) for a total evidence W.

        One event says less than several, and many that agree in little still say something.
        """
        if not len(self.rows):
            return self
        total, length = np.abs(self.weights).sum(), np.linalg.norm(self.weights @ features.likeness[self.rows])
        return self if length <= 1e-6 else self._replace(weights=self.weights * (total / (1 + total) / length))

    def score(self, situation: Situation) -> np.ndarray:
        """How like each item is, (R,) in [-1, 1], centred; none is like itself here."""
        if not len(self.rows):
            return np.zeros(len(situation.rows), np.float32)
        known = situation.features.likeness[self.rows]
        likeness = situation.likeness @ (self.weights @ known)
        judged, places = situation.places(self.rows)
        likeness[places] -= (self.weights * (known**2).sum(axis=1))[judged]
        return situation.centred(likeness)

    def estimate(self, features: Features) -> Estimate:
        """The score by groups of like items."""
        groups = features.groups
        return Estimate(groups.likeness @ (self.weights @ features.likeness[self.rows]), groups.likeness_of)

    def telling(self, situation: Situation, place: int) -> list[Any]:
        """What the items are known from that speak for the one at a place, the most telling first."""
        if not len(self.rows):
            return []
        parts = self.weights * (situation.features.likeness[self.rows] @ situation.likeness[place])
        parts[(self.rows == situation.rows[place]) | (self.weights < 0)] = 0.0
        return [self.known_from[number] for number in np.argsort(-parts, kind="stable") if parts[number] > 0]
