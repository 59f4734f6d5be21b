"""One run of the benchmark: fit or reuse each model, rank for everybody held out, and put the figures together."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from recommender.benchmark.ablation import ablation
from recommender.benchmark.cost import Cost
from recommender.benchmark.data import read_held_out, read_interactions, split_of
from recommender.benchmark.judge import by_length, by_profile, cold, figures, judge
from recommender.benchmark.metrics import LIST, RESAMPLES, accuracy
from recommender.benchmark.models import MODELS, engine_class, settings_for
from recommender.engines.blend import Blend
from recommender.engines.contract import Engine
from recommender.engines.interactions import HeldOut, Interactions
from recommender.errors import EngineError

SERVED = 30
"""People whose list is timed one at a time."""


def run(
    folder: Path, name: str, models: Sequence[str], test: Path | None, fitted: Path | None, seed: int
) -> dict[str, Any]:
    """The object that `benchmark --json` prints. Raises RecommenderError as the parts do."""
    wanted = choose(models)
    data = read_interactions(folder, name)
    held_out = read_held_out(folder, test, data)
    with TemporaryDirectory() as scratch:
        kept = (fitted or Path(scratch)) / name
        found: dict[str, Any] = {}
        for model in wanted:
            print(f"{model} ...", file=sys.stderr, flush=True)
            engine, cost = fit_or_reuse(model, data, kept, seed, wanted)
            found[model] = {"kind": engine.kind} | _measured(engine, data, held_out) | cost
            if test and engine.published_by_test:
                found[model]["chosen on test, as published"] = _chosen_on_test(model, data, held_out, kept, seed)
    return {"protocol": protocol(data, held_out, seed), "n_users": len(held_out), "models": found}


def choose(models: Sequence[str]) -> list[str]:
    """The models asked for, `all` of them or some by name, in the order in which they build on one another."""
    unknown = [model for model in models if model not in MODELS and model != "all"]
    if unknown or not models:
        raise EngineError(f"there is no model {', '.join(unknown)!r}; there are all, {', '.join(MODELS)}")
    return [model for model in MODELS if "all" in models or model in models]


def fit_or_reuse(
    model: str, data: Interactions, kept: Path, seed: int, wanted: Sequence[str] = ()
) -> tuple[Engine, dict[str, Any]]:
    """The model as kept under kept/MODEL, else fitted and kept there; and what fitting cost."""
    folder, kind = kept / model, engine_class(model)
    if (folder / "engine.json").exists():
        engine = kind.load(folder)
        if engine.items != data.items:
            raise EngineError(f"{folder} was fitted on other items; give another folder or remove it")
        return engine, json.loads((folder / "cost.json").read_text(encoding="utf-8"))
    settings = settings_for(model, data.name)
    if issubclass(kind, Blend):
        settings["members"] = _members(data, kept, seed, wanted)
    engine = kind(**settings)
    with Cost() as cost:
        engine.fit(data, kept / "work" / model, seed)
    engine.save(folder)
    spent = cost.figures(engine.spent_before)
    (folder / "cost.json").write_text(json.dumps(spent), encoding="utf-8")
    return engine, spent


def protocol(data: Interactions, held_out: HeldOut, seed: int) -> dict[str, Any]:
    """What somebody who reads the figures must know."""
    taken = int((data.popularity > 0).sum())
    history = "train rows" if held_out.name == "val" or not data.ordered else "train and val rows"
    gone = sum(int((targets < 0).sum()) for targets in held_out.targets)
    again = sum(
        int(np.isin(targets, seen).sum()) for targets, seen in zip(held_out.targets, held_out.seen, strict=True)
    )
    notes = list(data.notes)
    if gone:
        notes.append(f"{gone} targets are in no table of the set: every model misses them")
    if again:
        notes.append(f"{again} targets are in the history already and so leave the ranking: every model misses them")
    return {
        "dataset": data.name,
        "date": date.today().isoformat(),
        "judged_on": held_out.name,
        "split": split_of(data),
        "history_and_mask": history,
        "trained_on": "train rows; val rows for early stopping and for the weights of the blend",
        "ranking": "all items, those of the history removed, ties count half",
        "items_ranked": data.n_items,
        "items_seen_in_training": taken,
        "targets_per_user": round(float(np.mean([len(targets) for targets in held_out.targets])), 3),
        "lists": f"coverage, novelty, diversity and gini are of the first {LIST}",
        "ci": f"95 %, bootstrap over users, {RESAMPLES} draws",
        "seed": seed,
        "notes": notes,
    }


def _members(data: Interactions, kept: Path, seed: int, wanted: Sequence[str]) -> dict[str, Engine]:
    """All models of this run that are no blend, to be blended."""
    names = [model for model in wanted if not issubclass(engine_class(model), Blend)]
    return {model: fit_or_reuse(model, data, kept, seed)[0] for model in names}


def _measured(engine: Engine, data: Interactions, held_out: HeldOut) -> dict[str, Any]:
    if isinstance(engine, Blend) and held_out.name == "val":
        engine = engine.cross_fitted()
    judged = judge(engine, held_out)
    found = figures(judged, data.popularity, data.matrix)
    found["by_history_length"] = by_length(judged, held_out)
    found["by_profile"] = by_profile(judged, held_out)
    found["cold"] = cold(engine, held_out.sample(2000, seed=0))
    found["score_seconds_per_user"] = judged.seconds / len(held_out)
    found["serve_seconds_per_user"] = served(engine, held_out)
    if isinstance(engine, Blend) and len(engine.members) > 1:
        found["ablation"] = ablation(engine, held_out)
    return found | engine.described()


def _chosen_on_test(model: str, data: Interactions, held_out: HeldOut, kept: Path, seed: int) -> dict[str, float]:
    """The figures of the model when its epochs are chosen by the very rows it is judged on, which flatters it."""
    print(f"{model}, chosen on test ...", file=sys.stderr, flush=True)
    val = [np.zeros(0, np.int32)] * data.n_users
    for query, targets in zip(held_out.queries, held_out.targets, strict=True):
        if query.user >= 0:
            val[query.user] = targets[targets >= 0]
    engine = engine_class(model)(**settings_for(model, data.name))
    engine.fit(replace(data, val=tuple(val)), kept / "work" / f"{model}-on-test", seed)
    return {name: float(value.mean()) for name, value in accuracy(judge(engine, held_out).found).items()}


def served(engine: Engine, held_out: HeldOut) -> float:
    """Median time in s of one list for one person."""
    times = []
    for query in held_out.sample(SERVED, seed=1).queries:
        sequence = [engine.items[row] for row in query.history]
        began = time.perf_counter()
        engine.recommend(sequence, query.state, LIST)
        times.append(time.perf_counter() - began)
    return float(np.median(times))
