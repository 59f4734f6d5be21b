"""Fits what people have in common, and the network, on the answers of some people."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from scipy.optimize import minimize

from recommender.forecast.benchmark.diaries import (
    NAME,
    Diaries,
    Questions,
    calibrating,
    questions,
    read_diaries,
    recsys,
)
from recommender.forecast.kalman import Dynamics, Kalman
from recommender.forecast.network import QUANTILES, SHIPPED, ForecastNetwork

LONGEST = 80
"""The filter's parameters are fitted on so many first answers of each person."""

COVERED = 0.8
PEAK_RATE = 4e-3


def fit_shipped(folder: Path, file: Path | None, seed: int = 0) -> None:
    """Fit filters and network on the train people and write them."""
    diaries = read_diaries(recsys(folder) / f"{NAME}.parquet")
    train = diaries.take(diaries.split == "train")
    filters = {"valence": fit_dynamics(train, train.valence), "arousal": fit_dynamics(train, train.arousal)}
    known = questions(train, *filters.values())
    calibrates = calibrating(diaries)[known.person]
    network = fit_network(known.take(~calibrates), known.take(calibrates), len(diaries.studies), seed)
    network.save(file or SHIPPED, diaries.studies, {name: asdict(one) for name, one in filters.items()})


def fit_dynamics(diaries: Diaries, values: np.ndarray) -> Dynamics:
    """The most likely parameters, given (R,) values of the diaries' rows, NaN where unknown."""
    kept = ~np.isnan(values) & (diaries.place < LONGEST)
    rows, values = diaries.take(kept), values[kept]
    place = rows.place
    order = np.argsort(place, kind="stable")
    steps = np.split(order, np.searchsorted(place[order], np.arange(1, place.max() + 1)))
    spread = float(values.std())

    def dynamics(free: np.ndarray) -> Dynamics:
        between, within, noise = (math.exp(value) for value in free[1:4])
        return Dynamics(float(free[0]), between, within, noise, 1 / (1 + math.exp(-free[4])))

    def surprise(free: np.ndarray) -> float:
        kalman, last, total = Kalman(dynamics(free), len(rows.people)), np.zeros(len(rows.people)), 0.0
        for step in steps:
            who = rows.person[step]
            gap = rows.prompt[step] - last[who] if place[step[0]] else np.zeros(len(step))
            expected, deviation = kalman.predict(who, gap)
            total += float((0.5 * ((values[step] - expected) / deviation) ** 2 + np.log(deviation)).sum())
            kalman.take_in(who, gap, values[step])
            last[who] = rows.prompt[step]
        return total / len(values)

    start = np.array([values.mean(), *np.log([spread * 0.7, spread * 0.5, spread * 0.4]), 0.5])
    return dynamics(minimize(surprise, start, method="Nelder-Mead", options={"maxfev": 250, "fatol": 1e-5}).x)


def fit_network(
    train: Questions,
    calibration: Questions,
    studies: int,
    seed: int = 0,
    epochs: int = 8,
    batch: int = 512,
    report: Callable[[str], None] = print,
) -> ForecastNetwork:
    """Fit on one group of people; a second says how far the intervals must be widened to cover what they say.

    The widening is conformalised quantile regression (Romano, Patterson & Candes 2019).
    """
    torch.manual_seed(seed)
    network = ForecastNetwork(studies)
    filled = np.where(np.isnan(train.features).all(axis=0), 0.0, train.features)
    scale = np.nanstd(filled, axis=0)
    network.centre.copy_(torch.from_numpy(np.nanmean(filled, axis=0)))
    network.scale.copy_(torch.from_numpy(np.where(scale > 1e-6, scale, 1.0)))
    past = torch.from_numpy(train.features)
    study = torch.from_numpy(train.study)
    truth = torch.from_numpy(np.stack([train.valence, train.arousal], axis=1)).float()
    levels = torch.tensor(QUANTILES)
    random = torch.Generator().manual_seed(seed)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=1e-2)
    total = epochs * (len(past) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, PEAK_RATE, total_steps=total, pct_start=0.1)
    for epoch in range(epochs):
        network.train()
        order = torch.randperm(len(past), generator=random)
        for start in range(0, len(past) // batch * batch, batch):
            rows = order[start : start + batch]
            unknown = torch.rand(batch, generator=random) < 0.1
            predicted = network(past[rows], torch.where(unknown, -1, study[rows]))
            error = truth[rows][:, :, None] - predicted
            loss = torch.maximum(levels * error, (levels - 1) * error)
            weight = torch.tensor([1.0, 2.0, 1.0])  # the median is what is judged most
            known = ~error.isnan()
            loss = (torch.where(known, loss, 0.0) * weight).sum() / known.sum()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        predicted = network.predict(calibration.features, calibration.study)
        report(f"epoch {epoch + 1}: MAE of valence {np.abs(predicted[:, 0, 1] - calibration.valence).mean():.4f}")
    predicted = network.predict(calibration.features, calibration.study)
    for place, answers in enumerate((calibration.valence, calibration.arousal)):
        known = ~np.isnan(answers)
        outside = np.maximum(predicted[known, place, 0] - answers[known], answers[known] - predicted[known, place, 2])
        network.widening[place] = float(np.quantile(outside, COVERED)) if known.any() else 0.0
    return network
