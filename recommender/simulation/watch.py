"""What a recommender knows of simulated people: their sensed moods, what it showed them and what they opened of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recommender.forecast.kalman import Dynamics
from recommender.forecast.network import ForecastNetwork
from recommender.forecast.past import Past
from recommender.policy.agent import FEATURES
from recommender.policy.persistence import Persistence, likely_low
from recommender.policy.strategies import STRATEGIES
from recommender.simulation.world import PER_DAY, TASTES, Happened, Items

DWELL = 1.0
"""Prompts for which a mood must be low to persist: the second in a row."""

OPENS_OFTEN = 0.3
"""About the share of listed items that is opened, from which tastes are told."""


@dataclass(frozen=True, eq=False)
class Forecaster:
    """The forecast that comes with the demo, and the filters it goes by."""

    network: ForecastNetwork
    valence: Dynamics
    arousal: Dynamics


class Watch:
    """Follows P people from what is sensed of them, never from what the world alone knows."""

    def __init__(self, people: int, items: Items, forecaster: Forecaster | None) -> None:
        """Without a forecaster nothing is foretold: persists, expected and features stay as they begin."""
        self.items, self._forecaster = items, forecaster
        self._past = Past(people, forecaster.valence, forecaster.arousal) if forecaster else None
        self._who, self._time = np.arange(people), -1
        self._persistence = Persistence(people, DWELL)
        self._last = np.zeros((people, len(STRATEGIES)))
        self._before = np.zeros(people)
        self._precision = np.tile(2 * np.eye(TASTES), (people, 1, 1))
        self._evidence = np.zeros((people, TASTES))
        self.seen = np.zeros((people, len(items.affect)))
        self.valence = self.arousal = self.usual = self.expected = np.zeros(people)
        self.persists = np.zeros(people, bool)
        self.features = np.zeros((people, len(FEATURES)))

    def sense(self, valence: np.ndarray, arousal: np.ndarray) -> None:
        """Take in what is sensed at the next prompt, (P,) each."""
        self._time += 1
        self._before = self.valence if self._time else valence
        self.valence, self.arousal = valence, arousal
        if self._forecaster is not None and self._past is not None:
            self._foretell(self._forecaster, self._past)

    def _foretell(self, forecaster: Forecaster, past: Past) -> None:
        valence, arousal = self.valence, self.arousal
        time = np.full(len(valence), float(self._time))
        day, hour = time // PER_DAY, 9 + 4 * (time % PER_DAY)
        past.take_in(self._who, valence, arousal, time, day, hour)
        beep = (time + 1) % PER_DAY
        rows = past.table(self._who, time + 1, (time + 1) // PER_DAY, beep, 9 + 4 * beep)
        predicted = forecaster.network.predict(rows, np.full(len(valence), -1))[:, 0].astype(np.float64)
        self.expected, deviation = predicted[:, 1], (predicted[:, 2] - predicted[:, 0]) / 2.56
        self.usual, spread = past.usual, past.spread
        # A single forecast is uncertain by what any answer is; the mood behind it by about half of that.
        low = likely_low(self.usual - self.expected, deviation / 2, spread)
        self.persists = self._persistence.update(low, self._time)
        self.features = np.column_stack(
            [
                valence,
                arousal,
                self.usual - valence,
                np.log1p(self._persistence.lasts(self._time)),
                valence - self._before,
                spread,
                self.expected - valence,
                deviation,
                self._last,
            ]
        )

    def learn(self, lists: np.ndarray, happened: Happened, strategy: np.ndarray) -> None:
        """Take in what came of lists (P, 5), and the strategy (P,) each followed, -1 for none."""
        taste = self.items.taste[lists] * happened.here[:, None, None]
        self._precision += np.einsum("pki,pkj->pij", taste, taste)
        self._evidence += np.einsum("pki,pk->pi", taste, happened.opened - OPENS_OFTEN)
        np.add.at(self.seen, (self._who[:, None], lists), happened.opened)
        self.seen *= 0.97
        self._last = (strategy[:, None] == np.arange(len(STRATEGIES))).astype(np.float64)

    @property
    def likely_taste(self) -> np.ndarray:
        """(P, N) how much each item is each one's taste, by ridge regression on what they opened."""
        taste = np.linalg.solve(self._precision, self._evidence[:, :, None])[:, :, 0]
        return taste @ self.items.taste.T * 4
