"""Forecasts of people whom nobody learnt from, beside rules of thumb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from recommender.benchmark.tables import read_table
from recommender.errors import InteractionError
from recommender.forecast.benchmark import models, songs
from recommender.forecast.benchmark.diaries import NAME, Questions, calibrating, questions, read_diaries, recsys
from recommender.forecast.kalman import Dynamics
from recommender.forecast.network import load


def measure(folder: Path, tests: Sequence[Path], seed: int = 0) -> dict[str, Any]:
    """The object that `forecast --json` prints.

    {"judged_on", "people", "rows", "models": {name: {"mae_valence", "mae_arousal", "coverage_80",
    "coverage_80_arousal"}}, "songs": {"rows", "people", "models": {name: {"mae_valence", "coverage_80"}},
    "half_life"}}. tests are held-out tables in the format of ema_affect or of situnes_interactions; without one the
    set's val people are judged on. Raises RecommenderError for tables or weights that are missing or wrong.
    """
    folder = recsys(folder)
    of_songs = next((file for file in tests if songs.AFTER in read_table(file, ["user_id"])), None)
    of_diaries = next((file for file in tests if file is not of_songs), None)
    network, studies, dynamics = load()
    filters = [Dynamics(**dynamics[feeling]) for feeling in ("valence", "arousal")]
    diaries = read_diaries(folder / f"{NAME}.parquet", studies)
    train_rows = diaries.take(diaries.split == "train")
    held = diaries.take(diaries.split == "val")
    if of_diaries:
        held = read_diaries(of_diaries, studies)
        met = set(held.people) & {diaries.people[person] for person in np.unique(diaries.person)}
        if met:
            raise InteractionError(
                f"{of_diaries}, column 'user_id': {min(met)} is in {NAME} as well; people must be new"
            )
    asked = questions(held, *filters)
    if not len(asked):
        raise InteractionError(f"{of_diaries or NAME}, column 'valence': nobody answered twice")
    known = questions(train_rows, *filters)
    calibrates = calibrating(diaries)[known.person]
    fitted = models.fit(known.take(~calibrates), known.take(calibrates), network, seed)
    return {
        "judged_on": str(of_diaries.name) if of_diaries else "val people",
        "people": len(np.unique(asked.person)),
        "rows": len(asked),
        "models": {name: _figures(by_feeling, asked) for name, by_feeling in fitted.items()},
        "songs": songs.judge(folder, of_songs),
    }


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The object as tables to read."""
    yield f"next answer of {found['people']} people nobody learnt from ({found['judged_on']}), {found['rows']} answers"
    yield f"{'':<22}{'MAE valence':>12}{'MAE arousal':>12}{'in 80 %':>9}{'arousal':>9}"
    for name, one in found["models"].items():
        yield (
            f"{name:<22}{one['mae_valence']:>12.4f}{one['mae_arousal']:>12.4f}"
            f"{one['coverage_80']:>9.1%}{one['coverage_80_arousal']:>9.1%}"
        )
    heard = found["songs"]
    yield f"valence after a song, {heard['people']} people nobody learnt from, {heard['rows']} songs"
    for name, one in heard["models"].items():
        yield f"{name:<22}{one['mae_valence']:>12.4f}{'':>12}{one['coverage_80']:>9.1%}"
    for feeling, name in (("valence", "half_life"), ("arousal", "half_life_arousal")):
        if heard[name] is not None:
            yield f"half of the distance of {feeling} from its mean is gone in {heard[name]:.0f} s"


def _figures(by_feeling: dict[str, models.Quantiles], asked: Questions) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for feeling, suffix in (("valence", ""), ("arousal", "_arousal")):
        told, real = by_feeling[feeling](asked), models.truth(asked, feeling)
        known = ~np.isnan(real) & ~np.isnan(told).any(axis=1)
        missed = np.abs(told[known, 1] - real[known])
        inside = (told[known, 0] <= real[known]) & (real[known] <= told[known, 2])
        found[f"mae_{feeling}"] = float(missed.mean()) if known.any() else None
        found[f"coverage_80{suffix}"] = float(inside.mean()) if known.any() else None
    return {name: found[name] for name in ("mae_valence", "mae_arousal", "coverage_80", "coverage_80_arousal")}
