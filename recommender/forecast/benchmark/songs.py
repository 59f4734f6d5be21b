"""How people feel after a song, predicted from how they felt before it, from their past, and from the song."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.linear_model import QuantileRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from recommender.benchmark.tables import ids, numbers, read_table
from recommender.errors import InteractionError
from recommender.forecast.network import QUANTILES

NAME, SONGS = "situnes_interactions", "situnes_songs"
BEFORE, AFTER = "emo_pre_valence", "emo_post_valence"
AROUSAL_BEFORE, AROUSAL_AFTER = "emo_pre_arousal", "emo_post_arousal"
REQUIRED = ("user_id", "item_id", "timestamp", BEFORE, AROUSAL_BEFORE, AFTER)

PAST = (BEFORE, AROUSAL_BEFORE, "own_after", "own_before", "own_change")
OF_SONG = ("valence", "energy")

SHRUNK = 0.003


def read_listening(file: Path, songs: Path) -> pd.DataFrame:
    """Rows of songs heard, in time, with what the person's past says and the song's valence and energy.

    Raises InteractionError, naming file and column, for tables that are wrong.
    """
    table = read_table(file, REQUIRED)
    if "split" in table and (table["split"] == "test").any():
        table = table[table["split"] == "test"]
    table = table.assign(user_id=ids(table, "user_id", file))
    for name in (BEFORE, AFTER, AROUSAL_BEFORE):
        table[name] = numbers(table, name, file)
    table = table[table[BEFORE].notna() & table[AFTER].notna()].sort_values(["user_id", "timestamp"], kind="stable")
    if table.empty:
        raise InteractionError(f"{file}, column {AFTER!r}: of no song is it known beside {BEFORE!r}")
    described = read_table(songs, ["item_id", *OF_SONG])
    table = table.merge(described[["item_id", *OF_SONG]], on="item_id", how="left", validate="many_to_one")
    by_person = table.groupby("user_id")
    change = table[AFTER] - table[BEFORE]
    past_change = change.groupby(table["user_id"]).transform(lambda values: values.shift().ewm(alpha=0.1).mean())
    before = by_person[BEFORE].transform(lambda values: values.expanding().mean())
    after = by_person[AFTER].transform(lambda values: values.expanding().mean().shift())
    return table.assign(own_before=before, own_after=after.fillna(before), own_change=past_change.fillna(0.0))


def judge(folder: Path, test: Path | None) -> dict[str, Any]:
    """{"rows", "people", "models": {name: {"mae_valence", "coverage_80"}}, "half_life", "half_life_arousal"}, judged on
    the held-out people.

    half_life: seconds in which half of the distance of valence from its mean was gone in training, None where nobody
    noted how long songs were; half_life_arousal: the same of arousal, None also where nobody noted it after a song.
    """
    songs = folder / f"{SONGS}.parquet"
    table = read_listening(folder / f"{NAME}.parquet", songs)
    if test:
        train, held = table, read_listening(test, songs)
        met = sorted(set(held["user_id"]) & set(train["user_id"]))
        if met:
            raise InteractionError(f"{test}, column 'user_id': {met[0]} is in the training table as well")
    else:
        train, held = table[table["split"] == "train"], table[table["split"] == "val"]
    centre = train[[*PAST, *OF_SONG]].mean()
    real = held[AFTER].to_numpy()
    missed = train[AFTER] - train[BEFORE]
    spread = np.quantile(missed, [QUANTILES[0], QUANTILES[-1]])
    before = held[BEFORE].to_numpy()
    told = {
        "mean": np.tile(np.quantile(train[AFTER], QUANTILES), (len(held), 1)),
        "valence before": np.stack([before + spread[0], before, before + spread[1]], axis=1),
    }
    told["mean"][:, 1] = train[AFTER].mean()
    for name, columns in (("past", PAST), ("past and song", (*PAST, *OF_SONG))):
        rows = train[list(columns)].fillna(centre)
        asked = held[list(columns)].fillna(centre)
        quantiles = []
        for level in QUANTILES:
            model = make_pipeline(StandardScaler(), QuantileRegressor(quantile=level, alpha=SHRUNK, solver="highs"))
            quantiles.append(model.fit(rows, train[AFTER]).predict(asked))
        told[name] = np.sort(np.stack(quantiles, axis=1), axis=1)
    return {
        "rows": len(held),
        "people": int(held["user_id"].nunique()),
        "models": {
            name: {
                "mae_valence": float(np.abs(quantiles[:, 1] - real).mean()),
                "coverage_80": float(((quantiles[:, 0] <= real) & (real <= quantiles[:, 2])).mean()),
            }
            for name, quantiles in told.items()
        },
        "half_life": half_life(train, BEFORE, AFTER),
        "half_life_arousal": half_life(train, AROUSAL_BEFORE, AROUSAL_AFTER),
    }


def half_life(heard: pd.DataFrame, before: str, after: str) -> float | None:
    """Seconds in which half of the distance from the mean is gone, by the median regression of after on before."""
    needed = ["duration", before, after]
    known = heard[needed].dropna() if set(needed) <= set(heard) else heard[:0]
    if known.empty:
        return None
    model = QuantileRegressor(quantile=0.5, alpha=0, solver="highs").fit(known[[before]], known[after])
    kept = float(np.clip(model.coef_[0], 0.01, 0.99))
    return float(known["duration"].median() * np.log(2) / -np.log(kept))
