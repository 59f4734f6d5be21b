"""A small student taught by a large teacher: what is kept of the teacher's figures, at which size and speed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from emotion.evaluation.bootstrap import interval, rows_drawn
from recommender.benchmark.data import read_held_out, read_interactions
from recommender.benchmark.judge import judge
from recommender.benchmark.metrics import RESAMPLES, accuracy
from recommender.benchmark.models import MODELS, engine_class, settings_for
from recommender.benchmark.run import protocol, served
from recommender.engines.blend import Blend
from recommender.engines.contract import Engine
from recommender.engines.distilled import Distilled
from recommender.engines.interactions import HeldOut
from recommender.engines.pruned import Pruned
from recommender.errors import EngineError

METRICS = ("ndcg@10", "hr@10")
TEACHER, TAUGHT, ALONE = "teacher", "student", "student, untaught"
MEGABYTE = 1_000_000


def distil(
    folder: Path,
    name: str,
    teacher: Path,
    test: Path | None,
    out: Path | None,
    seed: int,
    labels: int | None,
    members: int = 0,
    among: Sequence[str] = (),
    untaught: bool = False,
) -> dict[str, Any]:
    """The object that `distil --json` prints; the student is kept in out, where one is given.

    The student is a small network, beside which stands the same untaught where that is wished for, or with members > 0
    so many of a blend's own, chosen among those named, or all, beside which they stand with an equal say.

    teacher: the folder that an engine was saved in, such as FITTED/NAME/blend of `benchmark --fitted FITTED`. kept is
    the student's mean over the teacher's, and its loss the difference, with 95 % bootstrap intervals over people.
    Raises EngineError for a folder that holds no engine of the benchmark, or one of other items, and for members of a
    teacher that is no blend.
    """
    data = read_interactions(folder, name)
    held_out = read_held_out(folder, test, data)
    engine = loaded(teacher)
    if engine.items != data.items:
        raise EngineError(f"{teacher} was fitted on other items than those of {name}")
    if isinstance(engine, Blend):
        engine = engine.cross_fitted()
    settings = {} if labels is None else {"labels": labels}
    if members and not isinstance(engine, Blend):
        raise EngineError(f"{teacher} holds {engine.name}, which has no members to choose from")
    with TemporaryDirectory() as scratch:
        print(f"{TAUGHT} ...", file=sys.stderr, flush=True)
        students: dict[str, Engine] = {}
        if members and isinstance(engine, Blend):
            student = Pruned(engine, members=members, among=among, **settings)
            student.fit(data, Path(scratch) / "work", seed)
            students = {TAUGHT: student, ALONE: student.equally_weighted()}
        else:
            settings = settings_for("distilled", name) | settings
            student = students[TAUGHT] = Distilled(engine, **settings)
            student.fit(data, Path(scratch) / "work", seed)
            if untaught:
                print(f"{ALONE} ...", file=sys.stderr, flush=True)
                students[ALONE] = Distilled(**settings)
                students[ALONE].fit(data, Path(scratch) / "work", seed)
        models: dict[str, tuple[Engine, int]] = {TEACHER: (engine, size_of(engine, teacher))}
        for model, one in students.items():
            kept = out if out and model == TAUGHT else Path(scratch) / model
            one.save(kept)
            models[model] = one, size_of(one, kept)
        found = {model: _measured(one, size, held_out) for model, (one, size) in models.items()}
    values = {model: one.pop("values") for model, one in found.items()}
    for model in students:
        found[model] |= _beside(values[model], values[TEACHER])
    found[TAUGHT]["times_faster"] = found[TEACHER]["serve_ms"] / found[TAUGHT]["serve_ms"]
    found[TAUGHT] |= student.described()
    return {"protocol": protocol(data, held_out, seed) | {"teacher": engine.name}, "models": found}


def loaded(folder: Path) -> Engine:
    """The engine that a folder holds, whichever of the benchmark's it is."""
    try:
        name = json.loads((folder / "engine.json").read_text(encoding="utf-8"))["name"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EngineError(f"{folder}: no folder that an engine was saved in ({error!r})") from error
    if name not in MODELS:
        raise EngineError(f"{folder} holds {name!r}; engines of the benchmark are {', '.join(MODELS)}")
    return engine_class(name).load(folder)


def size_of(engine: Engine, folder: Path) -> int:
    """Bytes of an engine's arrays as saved, those of its members with them."""
    folders = []
    if isinstance(engine, Blend | Pruned):
        folders = [(folder.parent if isinstance(engine, Blend) else folder) / name for name in engine.members]
    return sum((one / "arrays.safetensors").stat().st_size for one in (folder, *folders))


def _measured(engine: Engine, size: int, held_out: HeldOut) -> dict[str, Any]:
    values = accuracy(judge(engine, held_out).found)
    means = {metric: float(values[metric].mean()) for metric in METRICS}
    return means | {"megabytes": size / MEGABYTE, "serve_ms": 1000 * served(engine, held_out), "values": values}


def _beside(student: dict[str, np.ndarray], teacher: dict[str, np.ndarray]) -> dict[str, Any]:
    """{"kept": {metric: [ratio, low, high]}, "loss": {metric: [difference, low, high]}}."""
    found: dict[str, dict[str, list[float]]] = {"kept": {}, "loss": {}}
    for metric in METRICS:
        pairs = np.stack([student[metric], teacher[metric]])
        drawn = np.array([pairs[:, rows].mean(axis=1) for rows in rows_drawn(pairs.shape[1], RESAMPLES)])
        own, its = pairs.mean(axis=1)
        found["kept"][metric] = [float(own / its), *interval(drawn[:, 0] / drawn[:, 1]).tolist()]
        found["loss"][metric] = [float(its - own), *interval(drawn[:, 1] - drawn[:, 0]).tolist()]
    return found


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The object as a table to read."""
    told = found["protocol"]
    yield f"{told['dataset']}, judged on {told['judged_on']}, taught by {told['teacher']}"
    yield f"{'':<20}{'MB':>8}{'ms a list':>11}" + "".join(f"{metric:>10}" for metric in METRICS) + "   kept of ndcg@10"
    for name, model in found["models"].items():
        kept = model.get("kept", {}).get("ndcg@10")
        share = "" if kept is None else f"   {kept[0]:.3f} [{kept[1]:.3f}, {kept[2]:.3f}]"
        figures = "".join(f"{model[metric]:>10.4f}" for metric in METRICS)
        yield f"{name:<20}{model['megabytes']:>8.1f}{model['serve_ms']:>11.2f}{figures}{share}"
