"""What a forecast must do better than: rules of thumb, a filter, trees. Each gives three quantiles of an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import lightgbm
import numpy as np

from recommender.forecast.benchmark.diaries import Questions
from recommender.forecast.network import QUANTILES, ForecastNetwork

Quantiles = Callable[[Questions], np.ndarray]
"""Foretells (Q, 3) quantiles, NaN where it has nothing to go by."""

RULES: Mapping[str, tuple[str, str]] = {
    "persistence": ("valence_0", "arousal_0"),
    "running mean": ("mean", "arousal_average"),
    "exponential average": ("average_0.3", "arousal_average"),
    "Kalman filter": ("expected", "expected_arousal"),
}
"""Rules that are a column of the past each: for valence, for arousal (whose running mean is the exponential one)."""

TREES = {
    "num_leaves": 31,
    "learning_rate": 0.05,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "num_threads": 1,
    "verbose": -1,
    "deterministic": True,
}
ROUNDS = 250

LAGS = tuple(f"_{place}" for place in range(4))


def truth(questions: Questions, feeling: str) -> np.ndarray:
    """(Q,) what was answered, valence or arousal."""
    return getattr(questions, feeling)


def fit(
    train: Questions, calibration: Questions, network: ForecastNetwork, seed: int
) -> dict[str, dict[str, Quantiles]]:
    """{model: {feeling: what it predicts}}; the intervals of all but the network are widened on calibration."""
    found: dict[str, dict[str, Quantiles]] = {name: {} for name in (*RULES, "autoregression", "LightGBM")}
    for place, feeling in enumerate(("valence", "arousal")):
        for name, columns in RULES.items():
            column = columns[place]
            found[name][feeling] = _around(
                lambda questions, column=column: questions.column(column), calibration, feeling
            )
        found["autoregression"][feeling] = _around(_autoregression(train, feeling), calibration, feeling)
        found["LightGBM"][feeling] = _trees(train, calibration, feeling, seed)
    found["Transformer"] = {
        feeling: lambda questions, place=place: network.predict(questions.features, questions.study)[:, place]
        for place, feeling in enumerate(("valence", "arousal"))
    }
    return found


def _around(point: Callable[[Questions], np.ndarray], calibration: Questions, feeling: str) -> Quantiles:
    """A point forecast with the quantiles of what it misses by, on people it was not fitted on (split conformal)."""
    missed = truth(calibration, feeling) - point(calibration)
    low, high = np.nanquantile(missed, [QUANTILES[0], QUANTILES[-1]])

    def predict(questions: Questions) -> np.ndarray:
        middle = point(questions)
        return np.clip(np.stack([middle + low, middle, middle + high], axis=1), -1, 1)

    return predict


def _autoregression(train: Questions, feeling: str) -> Callable[[Questions], np.ndarray]:
    """Least squares on the last answers; where fewer are known, on the exponential average."""
    columns = [f"{feeling}{lag}" for lag in LAGS]
    average = "average_0.3" if feeling == "valence" else "arousal_average"

    def design(questions: Questions) -> np.ndarray:
        recent = np.stack([questions.column(name) for name in columns], axis=1)
        fill = questions.column(average)[:, None]
        return np.concatenate([np.where(np.isnan(recent), fill, recent), np.ones((len(questions), 1))], axis=1)

    rows, answers = design(train), truth(train, feeling)
    known = ~np.isnan(answers) & ~np.isnan(rows).any(axis=1)
    weights = np.linalg.lstsq(rows[known], answers[known], rcond=None)[0]
    return lambda questions: design(questions) @ weights


def _trees(train: Questions, calibration: Questions, feeling: str, seed: int) -> Quantiles:
    answers = truth(train, feeling)
    known = ~np.isnan(answers)
    rows = np.column_stack([train.features, train.study])[known]
    boosters = []
    for level in QUANTILES:
        aim = {"objective": "l1"} if level == 0.5 else {"objective": "quantile", "alpha": level}
        data = lightgbm.Dataset(rows, answers[known], free_raw_data=True)
        boosters.append(lightgbm.train(TREES | aim | {"seed": seed}, data, ROUNDS))

    def raw(questions: Questions) -> np.ndarray:
        columns = np.column_stack([questions.features, questions.study])
        return np.sort(np.stack([booster.predict(columns) for booster in boosters], axis=1), axis=1)

    told, real = raw(calibration), truth(calibration, feeling)
    outside = np.maximum(told[:, 0] - real, real - told[:, 2])
    widening = float(np.nanquantile(outside, QUANTILES[-1] - QUANTILES[0])) * np.array([-1.0, 0.0, 1.0])
    return lambda questions: np.clip(raw(questions) + widening, -1, 1)
