"""Whatever predicts feelings in the benchmark: the emotion graph, and models that know no graph, given the same."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, GroupKFold
from threadpoolctl import threadpool_limits

from emotion.types import EMOTIONS
from recommender.engines.emotion_graph.benchmark.data import flat
from recommender.engines.emotion_graph.data import Feelings
from recommender.engines.emotion_graph.model import EmotionGraph

PROTOCOLS = {"nothing known": False, "earlier films known": True}
"""What is known of a held-out person: attributes, mood and situation alone, or the rows before as well."""

PARTS = 3
"""Into so many parts people are put to choose how firmly the models without a graph are held."""

TREES = 150
FLAT: Mapping[str, tuple[Any, dict[str, list[Any]]]] = {
    "logistic regression": (LogisticRegression(max_iter=400), {"C": [0.01, 0.03, 0.1]}),
    "random forest": (RandomForestClassifier(TREES, random_state=0), {"min_samples_leaf": [1, 3, 6]}),
}
"""Each with the settings that are tried."""

GRAPHS = {"emotion graph, R-GCN": "rgcn", "emotion graph, HGT": "hgt"}

TOGETHER = "R-GCN, regression and forest together"
BALANCED = "balanced: "
"""Before the name of a model for which rare emotions count as much as frequent ones."""

OTHERS = 20
"""Items that a viewed one is told from, for each row, in the figure of links."""


@dataclass(frozen=True)
class Evaluated:
    """What a model makes of rows: by protocol (rows, 7) probabilities, or what stands in the same order as they, and
    the area under the curve of links; and how long it took to fit, in s of the processor."""

    name: str
    feelings: dict[str, np.ndarray]
    links: dict[str, float | None]
    seconds: float


def evaluate_models(train: Feelings, test: Feelings, seed: int) -> Iterator[Evaluated]:
    """All models, trained on train and what they predict of test."""
    counts = np.bincount(train.emotion[train.emotion >= 0], minlength=len(EMOTIONS))
    viewed = dict(zip(train.items, np.bincount(train.item, minlength=len(train.items)), strict=True))
    links = link_rows(train, test, seed)
    popular = np.array([viewed.get(name, 0) for name in links[0].items])[links[1]]
    yield Evaluated(
        "majority class, popularity",
        dict.fromkeys(PROTOCOLS, np.tile(counts, (len(test), 1))),
        dict.fromkeys(PROTOCOLS, _auc(popular)),
        0.0,
    )
    plain = []
    for name in FLAT:
        found, balanced = _flat(name, train, test)
        plain.append(found)
        yield from (found, balanced)
    for name, kind in GRAPHS.items():
        found, balanced = _graph(name, kind, train, test, links, seed)
        if kind == "rgcn":
            plain.append(found)
        yield from (found, balanced)
    together = {protocol: np.mean([one.feelings[protocol] for one in plain], axis=0) for protocol in PROTOCOLS}
    yield Evaluated(TOGETHER, together, {}, sum(one.seconds for one in plain))


def link_rows(train: Feelings, test: Feelings, seed: int) -> tuple[Feelings, np.ndarray]:
    """The rows of test at items that somebody of train has viewed, and for each (rows, 1 + OTHERS) places among its
    items.

    The viewed one stands first, then others drawn from all that train holds and that the person does not view. Items
    nobody of train has viewed are left out: only the people of test lead to them, so that to know them is to know the
    answer.
    """
    joined = train.followed_by(test)
    placed = replace(
        test, items=joined.items, of_items=joined.of_items, kinds=joined.kinds, item=joined.item[len(train) :]
    )
    rng = np.random.default_rng(seed)
    rows, wanted = [np.zeros(0, np.int64)], [np.zeros((0, 1 + OTHERS), np.int64)]
    for person in range(len(placed.people)):
        viewed = np.flatnonzero(placed.person == person)
        others = np.setdiff1d(np.arange(len(train.items)), placed.item[viewed])
        viewed = viewed[placed.item[viewed] < len(train.items)]
        if len(others):
            rows.append(viewed)
            wanted.append(np.column_stack([placed.item[viewed], rng.choice(others, (len(viewed), OTHERS))]))
    return placed.take(np.concatenate(rows)), np.concatenate(wanted)


def _flat(name: str, train: Feelings, test: Feelings) -> tuple[Evaluated, Evaluated]:
    """A model without a graph, tuned over people, and the same with balanced classes."""
    model, tried = FLAT[name]
    known = train.emotion >= 0
    found: tuple[dict[str, np.ndarray], dict[str, np.ndarray]] = ({}, {})
    began = time.process_time()
    with threadpool_limits(1):
        for protocol, earlier in PROTOCOLS.items():
            features, emotion = flat(train, None, earlier)[known], train.emotion[known]
            search = GridSearchCV(model, tried, scoring="accuracy", cv=GroupKFold(PARTS))
            search.fit(features, emotion, groups=train.person[known])
            balanced = search.best_estimator_.set_params
            wanted = flat(test, train, earlier)
            found[0][protocol] = _spread(search.best_estimator_, wanted)
            found[1][protocol] = _spread(balanced(class_weight="balanced").fit(features, emotion), wanted)
    seconds = time.process_time() - began
    return Evaluated(name, found[0], {}, seconds), Evaluated(BALANCED + name, found[1], {}, seconds)


def _graph(
    name: str, kind: str, train: Feelings, test: Feelings, links: tuple[Feelings, np.ndarray], seed: int
) -> tuple[Evaluated, Evaluated]:
    """The emotion graph, and the same with no emotion thought more likely beforehand."""
    graph = EmotionGraph(kind=kind)
    began = time.process_time()
    graph.fit(train, seed)
    seconds = time.process_time() - began
    plain = {protocol: graph.predict(test, earlier) for protocol, earlier in PROTOCOLS.items()}
    even = {protocol: graph.predict(test, earlier, prior=0.0) for protocol, earlier in PROTOCOLS.items()}
    rows, wanted = links
    apart = {
        protocol: _auc(graph.links(rows, wanted, earlier)) if len(wanted) else None
        for protocol, earlier in PROTOCOLS.items()
    }
    return Evaluated(name, plain, apart, seconds), Evaluated(BALANCED + name, even, {}, seconds)


def _spread(model: Any, features: np.ndarray) -> np.ndarray:
    """(rows, 7) probabilities, 0 for emotions that training did not hold."""
    found = np.zeros((len(features), len(EMOTIONS)), np.float32)
    found[:, model.classes_] = model.predict_proba(features)
    return found


def _auc(scores: np.ndarray) -> float | None:
    """How often the first of each row is scored above the others of all rows; None where there are none."""
    if not len(scores):
        return None
    truth = np.zeros(scores.shape, int)
    truth[:, 0] = 1
    return float(roc_auc_score(truth.ravel(), scores.ravel()))
