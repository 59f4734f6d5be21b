"""Bootstrap intervals of the metrics, by whole speakers or subjects where a corpus names them.

A person's rows resemble each other, so drawing single rows would make intervals far too narrow: whole people are drawn
with replacement (cluster bootstrap; Davison & Hinkley 1997, Bootstrap Methods and their Application, section 3.8).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from emotion.evaluation.bootstrap import draws_in_parts, interval
from emotion.types import EMOTIONS

REPLICATES = 1000
FEWEST_PEOPLE = 4
_BINS = 15
_N = len(EMOTIONS)

Figures = dict[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class Tally:
    """What each of N rows adds to sums (K,) from which all metrics follow, so that a replicate is one product.

    figures takes sums (..., K) and gives metrics (...,) by name; NaN where a replicate drew no row of a class.
    """

    rows: np.ndarray
    figures: Callable[[np.ndarray], Figures]

    def of(self, chosen: np.ndarray) -> Tally:
        """The same of some rows, (N,) bool."""
        return Tally(self.rows[chosen], self.figures)

    def values(self) -> dict[str, float]:
        """The metrics of all rows; one that they do not give, as the recall of a class without rows, is left out."""
        figures = self.figures(self.rows.sum(axis=0))
        return {name: float(value) for name, value in figures.items() if np.isfinite(value)}

    def by_people(self, people: np.ndarray, rows: np.ndarray | None = None) -> dict:
        """Intervals that draw whole people, (N,) names, with what was drawn (`by`) and how many there are (`clusters`).

        Fewer than FEWEST_PEOPLE say nothing of how people differ, and rows are drawn instead; rows (N,) names them
        where one row stands here several times.
        """
        count = len(np.unique(people))
        rows = np.arange(len(people)) if rows is None else rows
        if FEWEST_PEOPLE <= count < len(np.unique(rows)):
            return {"by": "person", "clusters": count} | self.intervals(people)
        return {"by": "row", "clusters": len(np.unique(rows))} | self.intervals(rows)

    def intervals(self, clusters: np.ndarray, seed: int = 0) -> dict[str, list[float]]:
        """Percentile intervals [low, high] at 95 %, drawing whole clusters, (N,) labels of any kind.

        A metric that no replicate has is left out. The same seed draws the same replicates.
        """
        _, members = np.unique(clusters, return_inverse=True)
        sums = np.zeros((members.max() + 1, self.rows.shape[1]))
        np.add.at(sums, members, self.rows)
        figures = [self.figures(drawn @ sums) for drawn in draws_in_parts(len(sums), REPLICATES, seed)]
        found = {}
        for name in figures[0]:
            values = np.concatenate([part[name] for part in figures])
            if not np.isnan(values).all():
                found[name] = interval(values).tolist()
        return found


def classification(probabilities: np.ndarray, chosen: np.ndarray, truth: np.ndarray) -> Tally:
    """Tally of chosen emotions (N, 7) bool against true ones (N, 7) bool; one of each a row in single-label corpora.

    The most probable emotion, of probabilities (N, 7), is right when it is among the true ones; ECE is of that.
    """
    top, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    hit = truth[np.arange(len(truth)), top]
    gaps = np.zeros((len(truth), _BINS))
    gaps[np.arange(len(truth)), np.minimum((confidence * _BINS).astype(int), _BINS - 1)] = confidence - hit
    columns = (np.ones((len(truth), 1)), hit[:, None], truth, chosen, truth & chosen, gaps)
    return Tally(np.concatenate(columns, axis=1, dtype=np.float64), _classified)


def affect(valence: np.ndarray, arousal: np.ndarray, true_valence: np.ndarray, true_arousal: np.ndarray) -> Tally:
    """Tally of valence and arousal, each (N,) on [-1, 1]."""
    columns = [np.ones(len(valence))]
    for x, y in ((valence, true_valence), (arousal, true_arousal)):
        columns += [x, y, x * x, y * y, x * y]
    return Tally(np.stack(columns, axis=1).astype(np.float64), _affect)


def _classified(sums: np.ndarray) -> Figures:
    n, hits = sums[..., 0], sums[..., 1]
    true, chosen, both = (sums[..., 2 + i * _N : 2 + (i + 1) * _N] for i in range(3))
    with np.errstate(invalid="ignore", divide="ignore"):
        recall, f1 = both / true, np.where(true > 0, 2 * both / (true + chosen), np.nan)
        present = (true > 0).sum(axis=-1)
        figures = {
            "accuracy": hits / n,
            "uar": np.nansum(recall, axis=-1) / present,
            "macro_f1": np.nansum(f1, axis=-1) / present,
            "weighted_f1": np.nansum(f1 * true, axis=-1) / true.sum(axis=-1),
            "ece": np.abs(sums[..., 2 + 3 * _N :]).sum(axis=-1) / n,
        }
    return figures | {f"recall {emotion}": recall[..., i] for i, emotion in enumerate(EMOTIONS)}


def _affect(sums: np.ndarray) -> Figures:
    figures: Figures = {}
    for start, name in ((1, "valence"), (6, "arousal")):
        x, y, xx, yy, xy = (sums[..., start + i] / sums[..., 0] for i in range(5))
        spread_x, spread_y, shared = xx - x * x, yy - y * y, xy - x * y
        with np.errstate(invalid="ignore", divide="ignore"):
            figures[f"pearson_{name}"] = shared / np.sqrt(spread_x * spread_y)
            figures[f"ccc_{name}"] = 2 * shared / (spread_x + spread_y + (x - y) ** 2)
    return figures
