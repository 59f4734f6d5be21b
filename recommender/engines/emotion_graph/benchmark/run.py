"""The emotion graph beside logistic regression and random forest, on people that none of them has seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from emotion.evaluation.bootstrap import draws, interval
from emotion.types import EMOTIONS
from recommender.engines.emotion_graph.benchmark.data import NAME, Encoder, feelings_of, read_table_of_feelings
from recommender.engines.emotion_graph.benchmark.models import BALANCED, FLAT, PROTOCOLS, Evaluated, evaluate_models
from recommender.errors import InteractionError

RESAMPLES = 1000
FIGURES = ("accuracy", "uar", "macro_f1")
FEWEST_PEOPLE = 5
"""Fewer people than this cannot be learnt from and tuned on."""


def measure(folder: Path, test: Path | None, folds: int, seed: int) -> dict[str, Any]:
    """The object that `graph --json` prints.

    {"protocol", "n_rows", "n_people", "models": {name: {protocol: {"accuracy", "uar", "macro_f1", "ci": {figure: [low,
    high]}, "over": {baseline: {figure: [gain, low, high]}}}, "links": {protocol: area under the curve}, "train_seconds"
    }}}; with folds the same under "cross_validated", each person of the set once held out. Raises RecommenderError for
    tables that are wrong.
    """
    folder = folder / "recsys" if (folder / "recsys").is_dir() else folder
    file = folder / f"{NAME}.parquet"
    table = read_table_of_feelings(file)
    if test:
        train_rows, test_rows = table, read_table_of_feelings(test)
        met = test_rows["person"].isin(table["person"])
        if met.any():
            row = int(np.flatnonzero(met)[0])
            raise InteractionError(
                f"{test}, row {row}, column 'user_id': person {test_rows['person'][row]} is in {file} as well; people "
                "judged by must be new"
            )
    else:
        train_rows, test_rows = table[table["split"] == "train"], table[table["split"] == "val"]
    people = table["person"].unique()
    if folds and not 2 <= folds <= len(people):
        raise InteractionError(f"{folds} folds of {len(people)} people: give from 2 to {len(people)}")
    for rows, source, fewest in ((train_rows, file, FEWEST_PEOPLE), (test_rows, test or file, 1)):
        count = rows.loc[rows["emotion"] >= 0, "person"].nunique()
        if count < fewest:
            raise InteractionError(
                f"{source}, column 'dominant_emo': known of {count} people; at least {fewest} are needed"
            )
    found = {"protocol": _protocol("test" if test else "val", seed)} | _judged([(train_rows, test_rows)], seed)
    if folds:
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
        for protocol in PROTOCOLS:
            yield ""
            yield f"{title}{part['n_people']} people held out, {part['n_rows']} rows; of a person {protocol}"
            yield f"{'':<44}{'accuracy':<24}{'UAR':<24}{'macro-F1':<24}{'links, AUC':<12}fit, s"
            for name, model in part["models"].items():
                one, link = model[protocol], model["links"].get(protocol)
                shown = "".join(
                    f"{one[figure]:.3f} [{one['ci'][figure][0]:.3f}, {one['ci'][figure][1]:.3f}]  " + " "
                    for figure in FIGURES
                )
                yield f"{name:<44}{shown}{'' if link is None else f'{link:.3f}':<12}{model['train_seconds']:.0f}"
            for name, model in part["models"].items():
                if name.startswith(BALANCED):
                    continue
                for baseline, gains in model[protocol].get("over", {}).items():
                    shown = ", ".join(
                        f"{figure} {100 * gains[figure][0]:+.1f} points "
                        f"[{100 * gains[figure][1]:+.1f}, {100 * gains[figure][2]:+.1f}]"
                        for figure in ("accuracy", "macro_f1")
                    )
                    yield f"{name} over {baseline}: {shown}"


def _protocol(judged_on: str, seed: int) -> dict[str, Any]:
    return {
        "dataset": NAME,
        "date": datetime.now(UTC).date().isoformat(),
        "judged_on": judged_on,
        "task": "the dominant emotion while watching, one of seven; rows without one are left out",
        "people": "none of those judged by is seen in training",
        "features": "person, film, situation and mood before it; not rating and last emotion, which come after",
        "baselines": "the same features, and the shares of emotions that the graph's edges hold; tuned over people",
        "balanced": "rare emotions count as much as frequent ones: UAR and macro-F1 gain, accuracy loses",
        "links": "films a person viewed above others nobody said they viewed; only films that training knows",
        "ci": f"95 %, bootstrap over people, {RESAMPLES} draws",
        "seed": seed,
    }


def _judged(splits: list[tuple[pd.DataFrame, pd.DataFrame]], seed: int) -> dict[str, Any]:
    """All models on all splits, the rows held out put together."""
    truths, owners = [], []
    found: dict[str, list[Evaluated]] = {}
    for train_rows, test_rows in splits:
        encoder = Encoder.of(train_rows)
        train, test = feelings_of(train_rows, encoder), feelings_of(test_rows, encoder)
        known = test.emotion >= 0
        truths.append(np.where(known, test.emotion, -1))
        owners.append(np.array(test.people)[test.person])
        for one in evaluate_models(train, test, seed):
            found.setdefault(one.name, []).append(one)
    truth, owner = np.concatenate(truths), np.concatenate(owners)
    known = truth >= 0
    people, person = np.unique(owner[known], return_inverse=True)
    draws = everybody_then_draws(len(people))
    named = {
        name: {p: np.concatenate([one.feelings[p] for one in parts]).argmax(axis=1)[known] for p in PROTOCOLS}
        for name, parts in found.items()
    }
    resampled = {
        name: {p: figures(confusions(truth[known], guess, person), draws) for p, guess in by_protocol.items()}
        for name, by_protocol in named.items()
    }
    return {
        "n_rows": int(known.sum()),
        "n_people": len(people),
        "models": {
            name: {p: _summed(resampled, name, p) for p in PROTOCOLS}
            | {"links": _mean_links(parts), "train_seconds": round(sum(one.seconds for one in parts), 1)}
            for name, parts in found.items()
        },
    }


def confusions(truth: np.ndarray, guess: np.ndarray, person: np.ndarray) -> np.ndarray:
    """(people, 7, 7) counts of (true, named), person by person."""
    found = np.zeros((person.max() + 1, len(EMOTIONS), len(EMOTIONS)))
    np.add.at(found, (person, truth, guess), 1)
    return found


def figures(counts: np.ndarray, draws: np.ndarray) -> dict[str, np.ndarray]:
    """(draws,) of each of FIGURES: draws is (D, people), how often each person counts. UAR and macro-F1 are means over
    the emotions that are there."""
    total = np.tensordot(draws, counts, axes=1)
    right, true, guessed = np.diagonal(total, axis1=1, axis2=2), total.sum(axis=2), total.sum(axis=1)
    there = true > 0
    recall = right / np.maximum(true, 1)
    f1 = 2 * right / np.maximum(true + guessed, 1)
    return {
        "accuracy": right.sum(axis=1) / true.sum(axis=1),
        "uar": (recall * there).sum(axis=1) / there.sum(axis=1),
        "macro_f1": (f1 * there).sum(axis=1) / there.sum(axis=1),
    }


def _summed(resampled: dict[str, dict[str, dict[str, np.ndarray]]], name: str, protocol: str) -> dict[str, Any]:
    """A model's figures with their intervals, and what it has over the models without a graph."""
    own = resampled[name][protocol]
    found: dict[str, Any] = {figure: float(own[figure][0]) for figure in FIGURES}
    found["ci"] = {figure: _interval(own[figure]) for figure in FIGURES}
    if "R-GCN" in name or "HGT" in name:
        found["over"] = {
            baseline: {
                figure: [float(gain[0]), *_interval(gain)]
                for figure in FIGURES
                for gain in [own[figure] - resampled[baseline][protocol][figure]]
            }
            for baseline in FLAT
        }
    return found


def everybody_then_draws(people: int) -> np.ndarray:
    """(1 + RESAMPLES, people): everybody once, and how often each is drawn in the replicates of the bootstrap."""
    drawn = draws(people, RESAMPLES)
    return np.concatenate([np.ones((1, people), drawn.dtype), drawn])


def _interval(values: np.ndarray) -> list[float]:
    return interval(values[1:]).tolist()


def _mean_links(parts: list[Evaluated]) -> dict[str, float | None]:
    found = {protocol: [one.links[protocol] for one in parts if one.links.get(protocol)] for protocol in PROTOCOLS}
    return {protocol: float(np.mean(values)) if values else None for protocol, values in found.items()}
