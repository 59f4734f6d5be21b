"""The emotion graph beside logistic regression and random forest, on people that none of them has seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, GroupKFold
from threadpoolctl import threadpool_limits

from emotion.types import EMOTIONS
from recommender.benchmark.feelings import NAME, Encoder, feelings_of, flat, read_table_of_feelings
from recommender.engines.emotion_graph import EmotionGraph
from recommender.engines.emotion_graph_data import Feelings

PROTOCOLS = {"nothing known": False, "earlier films known": True}
"""What is known of a held-out person: attributes, mood and situation alone, or the rows before as well."""

FOREST = {"n_estimators": 300, "random_state": 0}
GRAPH: dict[str, Any] = {}
"""Settings of the graph that differ from its defaults."""

RESAMPLES = 1000
OTHERS = 50
"""Items that a viewed one is told from in the figure of links."""

MODELS = (
    "majority",
    "logistic regression",
    "logistic regression, balanced",
    "random forest",
    "random forest, balanced",
    "emotion graph",
    "emotion graph, hgt",
)

Predicts = Callable[[Feelings, bool], np.ndarray]


def measure(folder: Path, test: Path | None, folds: int, seed: int) -> dict[str, Any]:
    """The object that `graph --json` prints.

    {"protocol", "n_rows", "n_people", "models": {name: {"nothing known": {"accuracy", "macro_f1", "ci"}, "earlier films
    known": ..., "train_seconds"}}, "links": {...}}; with folds the same under "cross_validated", each person of the
    set once held out. Raises RecommenderError for tables that are wrong.
    """
    folder = folder / "recsys" if (folder / "recsys").is_dir() else folder
    table = read_table_of_feelings(folder / f"{NAME}.parquet")
    if test:
        told, asked = table, read_table_of_feelings(test)
    else:
        told, asked = table[table["split"] == "train"], table[table["split"] == "val"]
    found = {"protocol": _protocol("test" if test else "val", seed)} | _judged([(told, asked)], seed)
    if folds:
        people = table["person"].unique()
        part = dict(zip(people, np.random.default_rng(seed).permutation(len(people)) % folds, strict=True))
        place = table["person"].map(part)
        found["cross_validated"] = {"folds": folds} | _judged(
            [(table[place != fold], table[place == fold]) for fold in range(folds)], seed
        )
    return found


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The object as tables to read."""
    for name, value in found["protocol"].items():
        yield f"{name.replace('_', ' ')}: {value}"
    for title, part in (("", found), ("cross-validated over people: ", found.get("cross_validated"))):
        if not part:
            continue
        yield ""
        yield f"{title}{part['n_people']} people held out, {part['n_rows']} rows"
        yield f"{'':<32}" + "".join(f"{protocol:<46}" for protocol in PROTOCOLS)
        for name, model in part["models"].items():
            figures = (model[protocol] for protocol in PROTOCOLS)
            yield (
                f"{name:<32}"
                + "".join(
                    "accuracy {:.3f} [{:.3f}, {:.3f}]  macro-F1 {:.3f}   ".format(
                        one["accuracy"], *one["ci"]["accuracy"], one["macro_f1"]
                    )
                    for one in figures
                )
                + f"fit {model['train_seconds']:.0f} s"
            )
        yield "links, area under the curve: " + ", ".join(
            f"{name} {value:.3f}" for name, value in part["links"].items()
        )


def _protocol(judged_on: str, seed: int) -> dict[str, Any]:
    return {
        "dataset": NAME,
        "judged_on": judged_on,
        "task": "the dominant emotion while watching, one of seven; rows without one are left out",
        "people": "none of those judged by is seen in training",
        "features": "person, film, situation and mood before it; not rating and last emotion, which come after",
        "baselines": "the same features, and the shares of emotions that the graph's edges hold; tuned over people",
        "ci": f"95 %, bootstrap over people, {RESAMPLES} draws",
        "seed": seed,
    }


def _judged(splits: list[tuple[pd.DataFrame, pd.DataFrame]], seed: int) -> dict[str, Any]:
    """All models on all splits, the rows held out put together."""
    truths, owners = [], []
    guesses: dict[str, dict[str, list[np.ndarray]]] = {name: {p: [] for p in PROTOCOLS} for name in MODELS}
    seconds = dict.fromkeys(MODELS, 0.0)
    links: dict[str, list[float]] = {protocol: [] for protocol in PROTOCOLS}
    for told_rows, asked_rows in splits:
        encoder = Encoder.of(told_rows)
        told, asked = feelings_of(told_rows, encoder), feelings_of(asked_rows, encoder)
        known = asked.emotion >= 0
        truths.append(asked.emotion[known])
        owners.append(np.array(asked.people)[asked.person[known]])
        for name in MODELS:
            began = time.process_time()
            predicts = _fitted(name, told, seed)
            seconds[name] += time.process_time() - began
            for protocol, earlier in PROTOCOLS.items():
                guesses[name][protocol].append(predicts(asked, earlier)[known])
                if name == "emotion graph":
                    links[protocol].append(_link_auc(predicts.__self__, asked, earlier, seed))
    truth, owner = np.concatenate(truths), np.concatenate(owners)
    models = {
        name: {protocol: _figures(truth, np.concatenate(parts), owner) for protocol, parts in by_protocol.items()}
        | {"train_seconds": round(seconds[name], 1)}
        for name, by_protocol in guesses.items()
    }
    return {
        "n_rows": len(truth),
        "n_people": len(np.unique(owner)),
        "models": models,
        "links": {protocol: float(np.mean(values)) for protocol, values in links.items()},
    }


def _fitted(name: str, told: Feelings, seed: int) -> Predicts:
    """The model's probabilities, or scores, as a function of rows asked and whether the earlier ones are known."""
    if name.startswith("emotion graph"):
        graph = EmotionGraph(kind="hgt" if name.endswith("hgt") else "rgcn", **GRAPH)
        graph.fit(told, seed)
        return graph.predict
    known = told.emotion >= 0
    if name == "majority":
        counts = np.bincount(told.emotion[known], minlength=len(EMOTIONS))
        return lambda asked, earlier: np.tile(counts, (len(asked), 1))
    balanced = "balanced" if name.endswith("balanced") else None
    fitted = {}
    for earlier in PROTOCOLS.values():
        if name.startswith("logistic"):
            search = GridSearchCV(
                LogisticRegression(max_iter=300, class_weight=balanced), {"C": [0.01, 0.03, 0.1, 0.3]}, cv=GroupKFold(5)
            )
        else:
            forest = RandomForestClassifier(class_weight=balanced and "balanced_subsample", **FOREST)
            search = GridSearchCV(forest, {"min_samples_leaf": [1, 3, 6]}, cv=GroupKFold(5))
        search.set_params(scoring="f1_macro" if balanced else "accuracy")
        with threadpool_limits(1):
            fitted[earlier] = search.fit(
                flat(told, None, earlier)[known], told.emotion[known], groups=told.person[known]
            )
    return lambda asked, earlier: _spread(fitted[earlier], flat(asked, told, earlier))


def _spread(model: Any, features: np.ndarray) -> np.ndarray:
    """(rows, 7) probabilities, 0 for emotions that training did not hold."""
    found = np.zeros((len(features), len(EMOTIONS)), np.float32)
    found[:, model.classes_] = model.predict_proba(features)
    return found


def _figures(truth: np.ndarray, guessed: np.ndarray, owner: np.ndarray) -> dict[str, Any]:
    named = guessed.argmax(axis=1)
    rng = np.random.default_rng(0)
    rows = [np.flatnonzero(owner == person) for person in np.unique(owner)]
    drawn = [np.concatenate([rows[i] for i in rng.integers(0, len(rows), len(rows))]) for _ in range(RESAMPLES)]
    low, high = np.percentile([(truth[some] == named[some]).mean() for some in drawn], [2.5, 97.5])
    present = np.unique(truth)
    return {
        "accuracy": float((truth == named).mean()),
        "macro_f1": float(f1_score(truth, named, labels=present, average="macro", zero_division=0)),
        "ci": {"accuracy": [float(low), float(high)]},
    }


def _link_auc(graph: EmotionGraph, asked: Feelings, earlier: bool, seed: int) -> float:
    """How often a viewed item is scored above others, drawn from all items as often as they are viewed by others."""
    rng = np.random.default_rng(seed)
    others = rng.integers(0, len(asked.items), (len(asked), OTHERS))
    scores = graph.links(asked, np.column_stack([asked.item, others]), earlier)
    truth = np.zeros(scores.shape, int)
    truth[:, 0] = 1
    return float(roc_auc_score(truth.ravel(), scores.ravel()))
