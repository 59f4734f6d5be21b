"""What rules as a training loss add where there is little to learn from: with and without, for people never seen."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from recommender.benchmark.data import read_interactions
from recommender.benchmark.judge import judge
from recommender.benchmark.metrics import accuracy, intervals
from recommender.engines.contract import Engine
from recommender.engines.interactions import HeldOut, Interactions, Query
from recommender.engines.logic import FEATURE, LogicSASRec
from recommender.engines.ranking import mean_ndcg
from recommender.engines.sequence import SASRecCE
from recommender.errors import EngineError

METRICS = ("ndcg@10", "hr@10")
PLAIN, FEATURES, RULES = "sasrec_ce", "sasrec_ce, genres as features", "sasrec_logic"
TRUSTS = (0.1, 0.3, 1.0)
"""Of which the one is taken that is best on the val rows of those learnt from."""

SEEDS = 3

LITTLE = {"tokens": 500, "average": 0.98, "dropout": 0.3, "patience": 8}
"""The settings of all of them: small steps, so that there are enough of few rows."""


def little_data(folder: Path, name: str, share: float, seed: int) -> dict[str, Any]:
    """The object that `rules --data --json` prints.

    A share of the people is learnt from, their val rows stop training and choose the trust; everybody else is judged,
    asked for their val row after their train rows. Figures are means of SEEDS fits; gains over the plain model are
    paired over people, with 95 % bootstrap intervals. Raises EngineError for a share outside (0, 1) and for a set
    without genres.
    """
    if not 0 < share < 1:
        raise EngineError(f"the share of people to learn from is {share}; it must lie between 0 and 1")
    data = read_interactions(folder, name)
    if FEATURE not in data.features:
        raise EngineError(f"{name}: nothing is known of its items' {FEATURE}, which the formulas speak of")
    learnt, rest = parted(data, share, seed)
    found: dict[str, dict[str, np.ndarray]] = {}
    with TemporaryDirectory() as scratch:

        def of(kind: type[Engine], settings: Mapping[str, Any]) -> tuple[dict[str, np.ndarray], float]:
            fits = [_fitted(kind, LITTLE | dict(settings), learnt, Path(scratch), seed + more) for more in range(SEEDS)]
            values = [accuracy(judge(engine, rest).found) for engine in fits]
            on_val = float(np.mean([mean_ndcg(engine.scores, learnt.held_out_val) for engine in fits]))
            return {metric: np.mean([value[metric] for value in values], axis=0) for metric in METRICS}, on_val

        found[PLAIN], _ = of(SASRecCE, {})
        found[FEATURES], _ = of(SASRecCE, {"content": True})
        trusted = {trust: of(LogicSASRec, {"trust": trust}) for trust in TRUSTS}
    best = max(trusted, key=lambda trust: trusted[trust][1])
    found[RULES] = trusted[best][0]
    return {
        "protocol": {
            "dataset": name,
            "people_learnt_from": learnt.n_users,
            "people_judged": len(rest),
            "trust": best,
            "seeds": SEEDS,
            "formulas": list(LogicSASRec.defaults.formulas),
        },
        "models": {model: _figures(values, found[PLAIN], model == PLAIN) for model, values in found.items()},
    }


def parted(data: Interactions, share: float, seed: int) -> tuple[Interactions, HeldOut]:
    """The data of a share of the people, and everybody else's val rows, asked for as of people nobody knows."""
    order = np.random.default_rng(seed).permutation(data.n_users)
    some = np.sort(order[: max(1, round(share * data.n_users))])
    own = set(some.tolist())
    learnt = replace(
        data,
        users=tuple(data.users[user] for user in some),
        train=tuple(data.train[user] for user in some),
        val=tuple(data.val[user] for user in some),
        profiles={name: tuple(values[user] for user in some) for name, values in data.profiles.items()},
        ratings=tuple(data.ratings[user] for user in some) if data.ratings else (),
        times=tuple(data.times[user] for user in some) if data.times else (),
    )
    others = data.held_out_val
    rest = others.take([row for row, query in enumerate(others.queries) if query.user not in own])
    return learnt, replace(rest, queries=tuple(Query(query.history) for query in rest.queries))


def _fitted(kind: type[Engine], settings: Mapping[str, Any], data: Interactions, scratch: Path, seed: int) -> Engine:
    told = ", ".join(f"{name} {value}" for name, value in settings.items())
    print(f"{kind.name} {told} seed {seed} ...", file=sys.stderr, flush=True)
    engine = kind(**settings)
    engine.fit(data, scratch / f"{kind.name}-{seed}", seed)
    return engine


def _figures(values: Mapping[str, np.ndarray], plain: Mapping[str, np.ndarray], itself: bool) -> dict[str, Any]:
    means = {metric: float(values[metric].mean()) for metric in METRICS}
    if itself:
        return means
    gains = {metric: values[metric] - plain[metric] for metric in METRICS}
    spread = intervals(gains)
    return means | {"gain": {metric: [float(gains[metric].mean()), *spread[metric]] for metric in METRICS}}


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The object as a table to read."""
    protocol = found["protocol"]
    people = f"learnt from {protocol['people_learnt_from']} people, judged {protocol['people_judged']} others"
    yield f"{protocol['dataset']}: {people}"
    for name, model in found["models"].items():
        gain = model.get("gain", {}).get("ndcg@10")
        over = "" if gain is None else f"   {gain[0]:+.4f} [{gain[1]:+.4f}, {gain[2]:+.4f}] of ndcg@10"
        yield f"{name:<32}" + "   ".join(f"{metric} {model[metric]:.4f}" for metric in METRICS) + over
