"""How well an item serves each of the eight intents: a stated mapping from its affect, emotions, genres and length.

Each intent is a recipe: parts that speak for an item, each in about [0, 1], times a weight. A recipe's total is then
centred on the catalogue's mean and divided by twice its spread, so that all intents share one scale. `keep going` has
no recipe: it asks for more of what the person feels now, which no item has by itself (see the intent term).
"""

from __future__ import annotations

import numpy as np

from emotion.types import EMOTIONS, INTENTS, Emotion, Intent
from recommender.catalogue.items import Catalogue
from recommender.catalogue.vocabulary import GENRES

SHORT_MINUTES, UNKNOWN_MINUTES = 20.0, 120.0


def serves(catalogue: Catalogue) -> np.ndarray:
    """(N, 8) float32 in [-1, 1], each column's mean about 0: how well every item serves every intent."""
    pleasant, energetic = catalogue.valence, catalogue.arousal
    share = {emotion: catalogue.emotions[:, column] for column, emotion in enumerate(EMOTIONS)}
    distress = share[Emotion.ANGER] + share[Emotion.DISGUST] + share[Emotion.FEAR]
    short = _shortness(catalogue)

    def genre(intent: Intent) -> np.ndarray:
        serving = [name in GENRES and intent in GENRES[name].serves for name in catalogue.genre_names]
        return catalogue.genres[:, serving].any(axis=1).astype(np.float32)

    recipes = {
        Intent.RELAX: _near(energetic, -0.5) + 0.5 * _above(pleasant, 0.0) - distress + 0.4 * genre(Intent.RELAX),
        Intent.CHEER_UP: _above(pleasant, 0.2) + share[Emotion.JOY] - distress + 0.6 * genre(Intent.CHEER_UP),
        Intent.ENERGISE: _above(energetic, 0.2) + 0.5 * _above(pleasant, 0.0) + 0.5 * genre(Intent.ENERGISE),
        Intent.FOCUS: _near(energetic, -0.2) + share[Emotion.NEUTRAL] - distress + 0.3 * short + genre(Intent.FOCUS),
        Intent.EXPLORE: (1 - catalogue.popularity) + share[Emotion.SURPRISE] + 0.6 * genre(Intent.EXPLORE),
        Intent.BE_MOVED: share[Emotion.SADNESS] + 0.5 * share[Emotion.JOY] + 0.6 * genre(Intent.BE_MOVED),
        Intent.BE_DISTRACTED: _above(energetic, 0.0)
        - share[Emotion.SADNESS]
        - distress
        + 0.6 * genre(Intent.BE_DISTRACTED),
    }
    columns = np.zeros((len(catalogue), len(INTENTS)), np.float32)
    for intent, values in recipes.items():
        columns[:, INTENTS.index(intent)] = _standardised(values)
    return columns


def _near(values: np.ndarray, point: float) -> np.ndarray:
    """1 at the point, falling to about 0.14 one unit of the affect plane away."""
    return np.exp(-2 * (values - point) ** 2)


def _above(values: np.ndarray, point: float) -> np.ndarray:
    """A soft step in [0, 1] at the point."""
    return 1 / (1 + np.exp(-5 * (values - point)))


def _shortness(catalogue: Catalogue) -> np.ndarray:
    """1 for a song, towards 0 for what takes hours or an unknown time."""
    return SHORT_MINUTES / (SHORT_MINUTES + np.nan_to_num(catalogue.minutes, nan=UNKNOWN_MINUTES))


def _standardised(values: np.ndarray) -> np.ndarray:
    values = np.asarray(values, np.float64)
    spread = values.std()
    centred = values - values.mean()
    return np.clip(centred / (2 * spread), -1, 1) if spread > 1e-9 else np.zeros_like(centred)
