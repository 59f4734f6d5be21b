"""What is left of each model when the people it is judged by take unpopular items as often as popular ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from emotion.evaluation.bootstrap import interval, rows_drawn
from recommender.benchmark.data import read_held_out, read_interactions
from recommender.benchmark.judge import judge
from recommender.benchmark.metrics import RESAMPLES, accuracy
from recommender.benchmark.run import choose, fit_or_reuse, protocol
from recommender.engines.blend import Blend
from recommender.engines.contract import Engine
from recommender.engines.interactions import HeldOut
from recommender.engines.mgce.engine import MGCE

SHIFTS = (0.0, 0.5, 1.0)
"""A person counts popularity ** -shift, by the training rows of what they took: at 0 as the split has it, at 1 every
item weighs alike (the intervened test sets of Zheng et al. 2021, by weighing instead of drawing)."""

HEAVIEST = 20.0
"""Nobody counts more than so many times the average person, so that a few rare items do not decide."""

METRICS = ("ndcg@10", "hr@10")

BALANCES = {"without conformity": (1.0, 0.0), "half the conformity": (1.0, 0.5), "without interest": (0.0, 1.0)}
"""Interest and conformity of MGCE, each so many times as strong as learnt."""


def popularity_shift(
    folder: Path, name: str, models: Sequence[str], test: Path | None, fitted: Path | None, seed: int
) -> dict[str, Any]:
    """The object that `benchmark --shift --json` prints.

    {"protocol", "n_users", "people": {shift: how many equal ones they are worth}, "models": {model: {shift: {metric:
    [mean, low, high]}, "kept": {metric: figure at the last shift / figure at the first}}}}. MGCE is judged with its
    terms in other balances as well.
    """
    wanted = choose(models)
    data = read_interactions(folder, name)
    held_out = read_held_out(folder, test, data)
    weights = {shift: shifted(held_out, data.popularity, shift) for shift in SHIFTS}
    found: dict[str, Any] = {}
    with TemporaryDirectory() as scratch:
        kept = (fitted or Path(scratch)) / name
        for model in wanted:
            engine = fit_or_reuse(model, data, kept, seed, wanted)[0]
            if isinstance(engine, Blend) and not test:
                engine = engine.cross_fitted()
            found[model] = _judged(engine, held_out, weights)
            if isinstance(engine, MGCE):
                for title, balance in BALANCES.items():
                    found[f"{model}, {title}"] = _judged(engine.balanced(*balance), held_out, weights)
    people = {str(shift): round(float(weight.sum() ** 2 / (weight**2).sum()), 1) for shift, weight in weights.items()}
    return {"protocol": protocol(data, held_out, seed), "n_users": len(held_out), "people": people, "models": found}


def shifted(held_out: HeldOut, popularity: np.ndarray, shift: float) -> np.ndarray:
    """(n_people,) how much each person counts, 1 on average; items that training never saw count as seen once."""
    known = [targets[targets >= 0] for targets in held_out.targets]
    rare = [np.mean(np.maximum(popularity[targets], 1.0) ** -shift) if len(targets) else 0.0 for targets in known]
    weights = np.array(rare)
    for _ in range(20):  # what is cut off the heaviest is shared out among the others
        weights = np.minimum(weights / max(weights.mean(), 1e-12), HEAVIEST)
    return weights / max(weights.mean(), 1e-12)


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The object as a table to read."""
    yield f"{found['protocol']['dataset']}, judged on {found['protocol']['judged_on']}, {found['n_users']} users"
    yield "ndcg@10 with 95 % interval as popularity is shifted: a user counts popularity ** -shift"
    yield "shift" + "".join(f"{shift:>12} (worth {count:.0f} users)" for shift, count in found["people"].items())
    for name, model in found["models"].items():
        figures = "".join("   {:.4f} [{:.4f}, {:.4f}]".format(*model[shift]["ndcg@10"]) for shift in found["people"])
        yield f"{name:<28}{figures}   kept {100 * model['kept']['ndcg@10']:.0f} %"


def _judged(engine: Engine, held_out: HeldOut, weights: dict[float, np.ndarray]) -> dict[str, Any]:
    values = accuracy(judge(engine, held_out).found)
    found: dict[str, Any] = {
        str(shift): {metric: weighed(values[metric], weight) for metric in METRICS} for shift, weight in weights.items()
    }
    first, last = (found[str(shift)] for shift in (SHIFTS[0], SHIFTS[-1]))
    found["kept"] = {metric: last[metric][0] / first[metric][0] if first[metric][0] else 0.0 for metric in METRICS}
    return found


def weighed(values: np.ndarray, weights: np.ndarray, seed: int = 0) -> list[float]:
    """[mean, low, high]: the weighed mean over people and its 95 % bootstrap interval."""
    drawn = np.stack(list(rows_drawn(len(values), RESAMPLES, seed)))
    means = (values * weights)[drawn].sum(axis=1) / np.maximum(weights[drawn].sum(axis=1), 1e-12)
    return [float(values @ weights / weights.sum()), *interval(means).tolist()]
