"""Fits the families of moods on real diaries: each person's parameters, less what is chance in short diaries."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from recommender.forecast.benchmark.diaries import NAME, by_person, read_diaries, recsys
from recommender.simulation.moods import SHIPPED, Population

LEAST = 15
"""Answers a diary must have to be fitted."""

KEPT = 0.79
"""Share of a slow deviation left one prompt on: people's common inertia by maximum likelihood, see `forecast`."""

LONGEST = 150
ROUNDS = 20
STUDY_LEAST = 12
PRIOR = (0.2, 4.0)
"""Departures, and answers to stay or depart at, that a person's own are counted beside: short diaries show few."""
JITTER = 0.12
"""Of a parameter's spread, added by chance, so that nobody drawn is a person who answered."""

SHARED = ("0012", "0018")
"""Studies under CC BY 4.0, whose diaries may be published, so that pieces of them come with the demo."""

SHARED_LEAST = 40
"""Answers of a diary that is cut into pieces."""

Diary = tuple[int, np.ndarray, np.ndarray]
"""Of one person: the study's number, (T,) valence, (T,) prompt numbers."""


def fit_shipped(folder: Path, file: Path | None = None, seed: int = 0) -> None:
    """Fit the people that come with the demo on the train people of the diaries in folder, and write them."""
    diaries = read_diaries(recsys(folder) / f"{NAME}.parquet")
    rows = [(study, *diary) for study, diary in by_person(diaries.take(diaries.split == "train"))]
    shared = frozenset(diaries.studies.index(study) for study in SHARED if study in diaries.studies)
    save_population(fit_population(rows, shared, seed), file or SHIPPED)


def fit_population(diaries: list[Diary], shared: frozenset[int], seed: int = 0) -> Population:
    """People to draw, like those of the diaries; shared are the studies whose diaries may be published as they are."""
    random = np.random.default_rng(seed)
    long = [diary for diary in diaries if len(diary[1]) >= LEAST and diary[1].std() > 0.02]
    study = np.array([diary[0] for diary in long])
    ou, states = returning_of(long, study), switching_of(long, study)
    published = [(number, values) for number, values, _ in long if number in shared and len(values) >= SHARED_LEAST]
    return Population(
        ou=_within(ou + _jitter(ou, study, random), [-1, np.log(0.02), 0.02, 0.05], [1, 0, 0.98, 0.97]),
        two_state=_within(
            states + _jitter(states, study, random),
            [-1, -1, np.log(0.02), np.log(0.02), 0.02, 0.02],
            [1, 1, 0, 0, 0.95, 0.95],
        ),
        study=study.astype(np.float64),
        diaries=_padded([values for _, values in published]),
        diary_study=np.array([number for number, _ in published], np.float64),
    )


def save_population(population: Population, file: Path = SHIPPED) -> None:
    """Write the people to draw, in single precision and less."""
    kinds = {
        "ou": np.float32,
        "two_state": np.float32,
        "study": np.int16,
        "diaries": np.float16,
        "diary_study": np.int16,
    }
    save_file({name: getattr(population, name).astype(kind) for name, kind in kinds.items()}, file)


def returning_of(diaries: list[Diary], study: np.ndarray) -> np.ndarray:
    """(D, 4) parameters of `Returning`, shrunk towards their study's mean by what is chance in them."""
    count = np.array([len(values) for _, values, _ in diaries], np.float64)
    mean = np.array([values.mean() for _, values, _ in diaries])
    spread = np.array([values.std(ddof=1) for _, values, _ in diaries])
    near = np.array([_autocorrelation(values, prompts) for _, values, prompts in diaries])
    near = np.where(np.isnan(near), np.nanmean(near), near)
    share = np.clip((near + 1 / count) / KEPT, 0.02, 0.98)
    longer = 1 - share + share * (1 + KEPT) / (1 - KEPT)
    mean_chance = spread**2 * longer / count
    return np.stack(
        [
            _shrunk(mean, mean_chance, study),
            _shrunk(np.log(np.maximum(spread, 0.02)) + 0.5 * longer / count, longer / (2 * count), study),
            np.clip(_shrunk(share, (1 - near**2) ** 2 / count / KEPT**2, study), 0.02, 0.98),
            np.full(len(diaries), KEPT),
        ],
        axis=1,
    )


def switching_of(diaries: list[Diary], study: np.ndarray) -> np.ndarray:
    """(D, 6) parameters of `Switching` by Baum-Welch (Baum et al. 1970), all people at once; shrunk likewise."""
    values = _padded([one[:LONGEST] for _, one, _ in diaries])
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    count = known.sum(axis=1)
    mean, spread = np.nanmean(values, axis=1), np.maximum(np.nanstd(values, axis=1), 0.02)
    levels = np.stack([mean - 0.8 * spread, mean + 0.8 * spread])
    noise = np.stack([spread, spread]) * 0.6
    leave = np.full((2, len(values)), 0.3)
    for _ in range(ROUNDS):
        chances = np.exp(-0.5 * ((filled - levels[:, :, None]) / noise[:, :, None]) ** 2) / noise[:, :, None] + 1e-12
        chances = np.where(known, chances, 1.0)
        gamma, moves = _smoothed(chances, leave, known)
        weight = gamma * known
        total = weight.sum(axis=2) + 2.0
        levels = ((weight * filled).sum(axis=2) + 2.0 * np.stack([mean - 0.7 * spread, mean + 0.7 * spread])) / total
        squares = (weight * (filled - levels[:, :, None]) ** 2).sum(axis=2)
        noise = np.maximum(np.sqrt((squares + 2.0 * (0.6 * spread) ** 2) / total), 0.02)
        stays = (gamma[:, :, :-1] * known[:, 1:]).sum(axis=2)
        leave = np.clip((moves + PRIOR[0]) / (stays + PRIOR[1]), 0.02, 0.95)
    chance = np.maximum(spread, 0.05) ** 2 / count
    return np.stack(
        [
            _shrunk(levels[0], 2 * chance, study),
            _shrunk(levels[1], 2 * chance, study),
            _shrunk(np.log(noise[0]), 1 / count, study),
            _shrunk(np.log(noise[1]), 1 / count, study),
            np.clip(_shrunk(leave[0], leave[0] * (1 - leave[0]) * 2 / count, study), 0.02, 0.95),
            np.clip(_shrunk(leave[1], leave[1] * (1 - leave[1]) * 2 / count, study), 0.02, 0.95),
        ],
        axis=1,
    )


def _smoothed(chances: np.ndarray, leave: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(2, D, T) probabilities of the states given all answers, and (2, D) expected departures from each."""
    length = chances.shape[2]
    move = np.stack([np.stack([1 - leave[0], leave[0]]), np.stack([leave[1], 1 - leave[1]])])  # from, to, person
    ahead = np.zeros_like(chances)
    scale = np.ones(chances.shape[1:])
    now = np.full(chances.shape[:2], 0.5) * chances[:, :, 0]
    for step in range(length):
        if step:
            now = np.einsum("fd,ftd->td", ahead[:, :, step - 1], move) * chances[:, :, step]
        scale[:, step] = now.sum(axis=0)
        ahead[:, :, step] = now / scale[:, step]
    back, gamma = np.ones(chances.shape[:2]), np.zeros_like(chances)
    moves = np.zeros_like(leave)
    gamma[:, :, -1] = ahead[:, :, -1]
    for step in range(length - 2, -1, -1):
        reached = chances[:, :, step + 1] * back / scale[:, step + 1]
        moves[0] += ahead[0, :, step] * move[0, 1] * reached[1] * known[:, step + 1]
        moves[1] += ahead[1, :, step] * move[1, 0] * reached[0] * known[:, step + 1]
        back = np.einsum("ftd,td->fd", move, reached)
        gamma[:, :, step] = ahead[:, :, step] * back
    return gamma, moves


def _shrunk(values: np.ndarray, chance: np.ndarray, study: np.ndarray) -> np.ndarray:
    """Values drawn towards their study's mean until they vary as much as they would without chance."""
    found = values.copy()
    for number in np.unique(study):
        rows = study == number
        if rows.sum() < STUDY_LEAST:
            continue
        middle, varies = values[rows].mean(), values[rows].var()
        real = max(varies - chance[rows].mean(), 0.05 * varies)
        found[rows] = middle + np.sqrt(real / max(varies, 1e-9)) * (values[rows] - middle)
    return found


def _jitter(table: np.ndarray, study: np.ndarray, random: np.random.Generator) -> np.ndarray:
    spread = np.stack([table[study == number].std(axis=0) for number in study])
    return JITTER * spread * random.standard_normal(table.shape)


def _autocorrelation(values: np.ndarray, prompts: np.ndarray) -> float:
    """Lag-one autocorrelation over answers to prompts that follow each other; NaN where there are too few."""
    follows = np.diff(prompts) == 1
    if follows.sum() < 5:
        return float("nan")
    centred = values - values.mean()
    return float((centred[1:] * centred[:-1])[follows].mean() / values.var())


def _padded(rows: list[np.ndarray]) -> np.ndarray:
    table = np.full((len(rows), max((len(row) for row in rows), default=0)), np.nan)
    for number, row in enumerate(rows):
        table[number, : len(row)] = row
    return table


def _within(table: np.ndarray, low: list[float], high: list[float]) -> np.ndarray:
    return np.clip(table, low, high)
