"""Trains the engines that the demo's list uses, on its own catalogue, and judges them on people kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file

from recommender.benchmark.judge import judge
from recommender.benchmark.metrics import RESAMPLES, accuracy, intervals
from recommender.catalogue import Catalogue
from recommender.engines.base import Engine
from recommender.engines.baselines import Markov, Popularity
from recommender.engines.interactions import HeldOut, Interactions, Query
from recommender.engines.linear import LinearSequence
from recommender.errors import EngineError
from recommender.features import Features
from recommender.learnt import FOLDERS, MODELS
from recommender.training.histories import Watched, watched
from recommender.training.simulate import simulated_sittings

SIMULATED = 4000
KEEPS = ((0.8,), (0.9,), (0.95,), (0.5, 0.95))
REGULARISATION = (30.0, 100.0, 300.0)
METRICS = ("hr@10", "ndcg@10", "mrr")


def train(catalogue: Catalogue, data: Path, out: Path = MODELS, seed: int = 0) -> dict[str, Any]:
    """Fit `sequence` and `crowd` on eight people in ten and the simulated sittings, write them under out, and judge.

    The settings of `sequence` are chosen on one person in ten, all figures are of another one: each person's last film
    is asked for among all items, those of the history removed. The object is like that of `benchmark --json`. Raises
    InteractionError for data that cannot be read, EngineError for too few people.
    """
    people = list(watched(catalogue, data))
    if len(people) < 10:
        raise EngineError(f"{data}: {len(people)} people with two films of the catalogue; at least 10 are needed")
    parts = np.random.default_rng(seed).permutation(len(people)) % 10
    learnt, chosen_on, judged_on = (
        [people[n] for n in np.flatnonzero(part)] for part in (parts > 1, parts == 1, parts == 0)
    )
    sittings = simulated_sittings(Features.of(catalogue), SIMULATED, seed)
    histories = interactions(catalogue, [*(person.rows for person in learnt), *sittings])
    liked = interactions(catalogue, [person.rows[person.liked] for person in learnt])
    with TemporaryDirectory() as scratch:
        work = Path(scratch)
        sequence = _best_sequence(histories, held_out(chosen_on), work, seed)
        crowd, rivals = Popularity(), {"popularity": Popularity(), "markov": Markov()}
        crowd.fit(liked, work, seed)
        for rival in rivals.values():
            rival.fit(histories, work, seed)
    ship(sequence, out / FOLDERS["sequence"])
    ship(crowd, out / FOLDERS["conformity"])
    asked = held_out(judged_on)
    settings = f"keeps {', '.join(map(str, sequence.keeps))}, regularisation {sequence.regularisation:g}"
    protocol = {
        "dataset": "demo_catalogue",
        "date": date.today().isoformat(),
        "judged_on": f"the last film of {len(judged_on)} people that training never saw",
        "trained_on": f"{len(learnt)} people and {len(sittings)} simulated sittings",
        "settings": f"{settings}, chosen on {len(chosen_on)} further people",
        "ranking": "all items, those of the history removed, ties count half",
        "items_ranked": len(catalogue),
        "ci": f"95 %, bootstrap over users, {RESAMPLES} draws",
        "seed": seed,
    }
    models = {name: _figures(engine, asked) for name, engine in {**rivals, "linear_sequence": sequence}.items()}
    return {"protocol": protocol, "n_users": len(judged_on), "models": models}


def lines(found: dict[str, Any]) -> Iterator[str]:
    """What `train` found, to read."""
    yield from (f"{name.replace('_', ' ')}: {value}" for name, value in found["protocol"].items())
    yield f"{'model':<16}" + "".join(f"{metric:>26}" for metric in METRICS)
    for name, model in found["models"].items():
        cells = (f"{model[metric]:.4f} [{low:.4f}, {high:.4f}]" for metric, (low, high) in model["ci"].items())
        yield f"{name:<16}" + "".join(f"{cell:>26}" for cell in cells)


def interactions(catalogue: Catalogue, histories: Sequence[np.ndarray]) -> Interactions:
    """Histories of rows of the catalogue as a data set."""
    nothing = np.zeros(0, np.int32)
    return Interactions(
        name="catalogue",
        items=tuple(item.id for item in catalogue.items),
        users=tuple(str(number) for number in range(len(histories))),
        train=tuple(histories),
        val=(nothing,) * len(histories),
    )


def held_out(people: Sequence[Watched]) -> HeldOut:
    """Each person's last film, to be found from those before it."""
    before = tuple(person.rows[:-1] for person in people)
    return HeldOut("last film", tuple(map(Query, before)), before, tuple(person.rows[-1:] for person in people))


def ship(engine: Engine, folder: Path) -> None:
    """Save an engine with its matrices in half precision."""
    engine.save(folder)
    file = folder / "arrays.safetensors"
    arrays = {name: a.astype(np.float16) if a.ndim == 2 else a for name, a in load_file(file).items()}
    save_file(arrays, file)


def _best_sequence(data: Interactions, asked: HeldOut, work: Path, seed: int) -> LinearSequence:
    fitted = []
    for keeps in KEEPS:
        for regularisation in REGULARISATION:
            engine = LinearSequence(keeps=keeps, regularisation=regularisation)
            engine.fit(data, work, seed)
            fitted.append((float(accuracy(judge(engine, asked).found)["ndcg@10"].mean()), engine))
    return max(fitted, key=lambda pair: pair[0])[1]


def _figures(engine: Engine, asked: HeldOut) -> dict[str, Any]:
    found = accuracy(judge(engine, asked).found)
    spread = intervals({metric: found[metric] for metric in METRICS})
    return {"kind": engine.kind} | {metric: float(found[metric].mean()) for metric in METRICS} | {"ci": spread}
