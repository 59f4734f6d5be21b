"""What each part of an engine adds: the engine whole, and fitted anew without each of its parts in turn."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from recommender.benchmark.data import read_held_out, read_interactions
from recommender.benchmark.judge import judge
from recommender.benchmark.metrics import accuracy, intervals
from recommender.benchmark.models import engine_class, settings_for
from recommender.benchmark.run import fit_or_reuse, protocol
from recommender.engines.contract import Engine
from recommender.engines.interactions import HeldOut, Interactions
from recommender.errors import EngineError

METRICS = ("ndcg@10", "hr@10")


def part_ablation(
    folder: Path, name: str, models: Sequence[str], test: Path | None, fitted: Path | None, seed: int
) -> dict[str, Any]:
    """The object that `benchmark --ablation --json` prints.

    {"protocol", "n_users", "models": {model: {"whole": {metric: mean}, "without": {part: {metric: mean, "adds":
    {metric: [whole less without, low, high]}}}}}}; the differences are paired over people, 95 % bootstrap intervals.
    Raises EngineError for a model that has no parts to leave out.
    """
    for model in models:
        if not getattr(engine_class(model), "parts", {}):
            raise EngineError(f"{model} has no parts that can be left out; ask for fair, uim or mgce")
    data = read_interactions(folder, name)
    held_out = read_held_out(folder, test, data)
    with TemporaryDirectory() as scratch:
        kept = (fitted or Path(scratch)) / name
        found = {model: _ablated(model, data, held_out, kept, seed) for model in models}
    return {"protocol": protocol(data, held_out, seed), "n_users": len(held_out), "models": found}


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The object as a table to read."""
    yield f"{found['protocol']['dataset']}, judged on {found['protocol']['judged_on']}, {found['n_users']} users"
    for name, model in found["models"].items():
        yield ""
        yield f"{name:<28}" + "".join(f"{metric} {model['whole'][metric]:.4f}   " for metric in METRICS)
        for part, without in model["without"].items():
            figures = "".join(f"{metric} {without[metric]:.4f}   " for metric in METRICS)
            low, high = without["adds"]["ndcg@10"][1:]
            added = f"adds {without['adds']['ndcg@10'][0]:+.4f} [{low:+.4f}, {high:+.4f}] of ndcg@10"
            yield f"{'  without ' + part:<28}{figures}{added}"


def _ablated(model: str, data: Interactions, held_out: HeldOut, kept: Path, seed: int) -> dict[str, Any]:
    kind = engine_class(model)
    settings = settings_for(model, data.name)
    whole = accuracy(judge(fit_or_reuse(model, data, kept, seed)[0], held_out).found)
    without = {}
    for part, change in kind.parts.items():
        print(f"{model} without {part} ...", file=sys.stderr, flush=True)
        engine = _fitted(
            kind(**settings | dict(change)), data, kept / f"{model}-without-{part.replace(' ', '-')}", seed
        )
        rest = accuracy(judge(engine, held_out).found)
        differences = {metric: whole[metric] - rest[metric] for metric in METRICS}
        spread = intervals(differences)
        adds = {metric: [float(differences[metric].mean()), *spread[metric]] for metric in METRICS}
        without[part] = {metric: float(rest[metric].mean()) for metric in METRICS} | {"adds": adds}
    return {"whole": {metric: float(whole[metric].mean()) for metric in METRICS}, "without": without}


def _fitted(engine: Engine, data: Interactions, folder: Path, seed: int) -> Engine:
    """The engine as kept in folder, else fitted and kept there."""
    if (folder / "engine.json").exists():
        return type(engine).load(folder)
    engine.fit(data, folder.parent / "work" / folder.name, seed)
    engine.save(folder)
    return engine
