"""Trains the engines that the demo's list uses, on its own catalogue, and judges them on people kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import numpy as np
from safetensors.numpy import load_file, save_file

from recommender.arrays import standardised
from recommender.benchmark.judge import judge
from recommender.benchmark.metrics import RESAMPLES, accuracy, intervals
from recommender.catalogue.items import Catalogue
from recommender.engines.baselines import Markov, Popularity
from recommender.engines.contract import Engine
from recommender.engines.fair.engine import FAIR
from recommender.engines.interactions import HeldOut, Interactions, Query
from recommender.engines.linear import LinearSequence
from recommender.engines.mgce.engine import MGCE
from recommender.engines.opinion import OF_THE_CROWD
from recommender.engines.ranking import mean_ndcg
from recommender.engines.shipped import MODELS, engines_by_term, load
from recommender.engines.uim.engine import UiM
from recommender.errors import EngineError
from recommender.ranking.features import Features
from recommender.simulation.tastes import simulated_sittings
from recommender.training.histories import Watched, watched

SIMULATED = 4000
KEEPS = ((0.9,), (0.5, 0.95))
REGULARISATION = (100.0, 300.0)
METRICS = ("hr@10", "ndcg@10", "mrr")

SMALL: Mapping[str, Any] = {"layers": 1, "length": 50, "embedding": 32, "tokens": 2000, "patience": 3}
"""The catalogue is small, and a list must come at once."""

NETWORKS: Mapping[str, tuple[type[MGCE | FAIR | UiM], Mapping[str, Any]]] = {
    "mgce": (MGCE, SMALL | {"dimension": 32, "epochs": 8}),
    "fair": (FAIR, SMALL | {"dimension": 48, "levels": 3, "words": 64, "epochs": 9}),
    "uim": (UiM, SMALL | {"dimension": 48, "listed": 0, "epochs": 9}),
}
"""UiM goes without its simulated user: the ranker orders the list."""


def train(catalogue: Catalogue, data: Path, out: Path = MODELS, seed: int = 0) -> dict[str, Any]:
    """Fit the engines of `shipped` on eight people in ten and the simulated sittings, write them under out, and judge.

    Settings are chosen, and training is stopped, by the last films of one person in ten; of these people training sees
    what was before. All figures are of another one in ten, of whom it sees nothing: each person's last film is asked
    for among all items, those of the history removed. What is judged is what was written. The object is like that of
    `benchmark --json`. Raises InteractionError for data that cannot be read, EngineError for too few people.
    """
    people = list(watched(catalogue, data))
    if len(people) < 10:
        raise EngineError(f"{data}: {len(people)} people with two films of the catalogue; at least 10 are needed")
    parts = np.random.default_rng(seed).permutation(len(people)) % 10
    learnt, chosen_on, judged_on = (
        [people[n] for n in np.flatnonzero(part)] for part in (parts > 1, parts == 1, parts == 0)
    )
    features = Features.of(catalogue)
    sittings = simulated_sittings(features, SIMULATED, seed)
    histories = interactions(features, [person.rows for person in learnt] + sittings, chosen_on)
    liked = interactions(features, [person.rows[person.liked] for person in learnt], ())
    engines: dict[str, Engine] = {"crowd": Popularity()}
    baselines: dict[str, Engine] = {"popularity": Popularity(), "markov": Markov()}
    with TemporaryDirectory() as scratch:
        work = Path(scratch)
        base = _best_base(histories, work, seed)
        for name, (kind, settings) in NETWORKS.items():
            engines[name] = kind(**settings, **({"base": base} if kind is MGCE else {}))
        for name, engine in (engines | baselines).items():
            engine.fit(liked if name == "crowd" else histories, work / name, seed)
    for name, engine in engines.items():
        ship(engine, out / name)
    shipped = load(out)
    test = held_out(judged_on)
    judged = baselines | {"linear_sequence": shipped["mgce"].base} | {name: shipped[name] for name in NETWORKS}
    judged |= {term: Together(own) for term, own in engines_by_term(shipped).items() if term != OF_THE_CROWD}
    settings = f"keeps {', '.join(map(str, base['keeps']))}, regularisation {base['regularisation']:g}"
    protocol = {
        "dataset": "demo_catalogue",
        "date": date.today().isoformat(),
        "judged_on": f"the last film of {len(judged_on)} people that training never saw",
        "trained_on": f"{len(learnt)} people, {len(chosen_on)} more but for their last film, and "
        f"{len(sittings)} simulated sittings",
        "settings": f"linear sequence: {settings}; chosen on those last films, on which the networks were stopped "
        "early; the size of these was set by judgement",
        "together": "sequence: linear sequence and FAIR; interest: MGCE's interest and UiM; each with an equal say",
        "ranking": "all items, those of the history removed, ties count half",
        "items_ranked": len(catalogue),
        "ci": f"95 %, bootstrap over users, {RESAMPLES} draws",
        "seed": seed,
    }
    models = {name: _figures(engine, test) for name, engine in judged.items()}
    return {"protocol": protocol, "n_users": len(judged_on), "models": models}


@dataclass(frozen=True, eq=False)
class Together:
    """The engines behind a term as the list hears them, each with an equal say."""

    engines: Sequence[Engine]
    kind: ClassVar[str] = "blend"

    def scores(self, queries: Sequence[Query]) -> np.ndarray:
        """As `Engine.scores`."""
        return np.mean([standardised(engine.scores(queries)) for engine in self.engines], axis=0)


def lines(found: dict[str, Any]) -> Iterator[str]:
    """What `train` found, to read."""
    yield from (f"{name.replace('_', ' ')}: {value}" for name, value in found["protocol"].items())
    yield f"{'model':<16}" + "".join(f"{metric:>26}" for metric in METRICS)
    for name, model in found["models"].items():
        cells = (f"{model[metric]:.4f} [{low:.4f}, {high:.4f}]" for metric, (low, high) in model["ci"].items())
        yield f"{name:<16}" + "".join(f"{cell:>26}" for cell in cells)


def interactions(features: Features, histories: Sequence[np.ndarray], chosen_on: Sequence[Watched]) -> Interactions:
    """Histories of rows of the catalogue as a data set, with what is known of its items.

    Those of chosen_on come last, without the last film, which is their val row.
    """
    nothing = np.zeros(0, np.int32)
    train = [*histories, *(person.rows[:-1] for person in chosen_on)]
    return Interactions(
        name="catalogue",
        items=tuple(item.id for item in features.catalogue.items),
        users=tuple(map(str, range(len(train)))),
        train=tuple(train),
        val=(nothing,) * len(histories) + tuple(person.rows[-1:] for person in chosen_on),
        features={"content": features.likeness, "feeling": np.hstack([features.affect, features.emotions])},
    )


def held_out(people: Sequence[Watched]) -> HeldOut:
    """Each person's last film, to be found from those before it."""
    before = tuple(person.rows[:-1] for person in people)
    return HeldOut("last film", tuple(map(Query, before)), before, tuple(person.rows[-1:] for person in people))


def ship(engine: Engine, folder: Path) -> None:
    """Save an engine with its matrices in half precision."""
    engine.save(folder)
    file = folder / "arrays.safetensors"
    kept = load_file(file)
    narrow = {name for name, array in kept.items() if array.ndim == 2 and array.dtype == np.float32}
    save_file({name: array.astype(np.float16) if name in narrow else array for name, array in kept.items()}, file)


def _best_base(data: Interactions, work: Path, seed: int) -> dict[str, Any]:
    """Settings of the linear sequence model beneath MGCE."""
    fitted = []
    for keeps in KEEPS:
        for regularisation in REGULARISATION:
            settings = {"keeps": keeps, "regularisation": regularisation}
            engine = LinearSequence(**settings)
            engine.fit(data, work, seed)
            fitted.append((mean_ndcg(engine.scores, data.held_out_val), settings))
    return max(fitted, key=lambda pair: pair[0])[1]


def _figures(engine: Engine | Together, test: HeldOut) -> dict[str, Any]:
    found = accuracy(judge(engine, test).found)
    spread = intervals({metric: found[metric] for metric in METRICS})
    return {"kind": engine.kind} | {metric: float(found[metric].mean()) for metric in METRICS} | {"ci": spread}
