"""Trains the network behind `film_feelings` on LDOS-CoMoDa, on what the demo knows as well, and judges just that."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from safetensors.numpy import save_file
from torch import nn

from emotion.evaluation.bootstrap import interval
from emotion.types import EMOTIONS
from recommender.catalogue.items import Catalogue
from recommender.engines.emotion_graph.benchmark.data import GENRES as GENRE_COLUMNS
from recommender.engines.emotion_graph.benchmark.data import NAME, arranged, read_table_of_feelings
from recommender.engines.emotion_graph.benchmark.run import (
    FIGURES,
    RESAMPLES,
    confusions,
    everybody_then_draws,
    figures,
)
from recommender.engines.emotion_graph.data import RECALLED, Feelings
from recommender.engines.emotion_graph.model import EmotionGraph
from recommender.engines.emotion_graph.network import EmotionGraphNetwork
from recommender.engines.emotion_graph.served import FOLDER, GENRES, MOODS, decade_of
from recommender.errors import InteractionError
from recommender.types import Kind

CODES = dict(zip((1, 3, 4, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23), GENRES, strict=True))
"""The data names genres by number alone. These are IMDb's genres in the order of the alphabet, which is the one order
that fits how they go together (14 with 21 and fear; 4 with 3 and 11); 6 would be biography, 2 and 5 have one film."""

FOLDS = 5
WEIGHTS = tuple(np.linspace(0, 1, 11).round(1))
ALONE, GRAPH, TOGETHER = "catalogue's emotions by genre", "emotion graph", "together"
MODELS = ("majority class", ALONE, GRAPH, "emotion graph, films seen not known", TOGETHER)


def train(catalogue: Catalogue, data: Path, out: Path | None = None, seed: int = 0) -> dict[str, Any]:
    """Judge over people, choose the weight, fit on everybody and write the network to out, by default the demo's own.

    The weight is the one of WEIGHTS with the least log loss on the people who are not of val, each predicted by
    networks that did not see them, when what is known of the film is the mean of the catalogue's emotions for its
    genres. The object is {"protocol", "weight", "n_people", "n_rows", "models": {name: {figure: value, "log_loss",
    "ci"}}, "val": the same of the people of val, where there are any}. Raises InteractionError for data that cannot be
    read or hold too few people.
    """
    file = (data / "recsys" if (data / "recsys").is_dir() else data) / f"{NAME}.parquet"
    table = read_table_of_feelings(file)
    people = table.loc[table["emotion"] >= 0, "person"].unique()
    if len(people) < 2 * FOLDS:
        raise InteractionError(
            f"{file}, column 'dominant_emo': known of {len(people)} people; at least {2 * FOLDS} are needed"
        )
    part = dict(zip(people, np.random.default_rng(seed).permutation(len(people)) % FOLDS, strict=True))
    fold = table["person"].map(part)
    rows, likely = [], {name: [] for name in (*MODELS[:-1], "shares")}
    for number in range(FOLDS):
        train_rows, test_rows = table[fold != number], table[(fold == number) & (table["emotion"] >= 0)]
        graph = _fitted(train_rows, seed)
        usual = _shares(train_rows)
        rows.append(test_rows)
        likely["shares"].append(np.tile(usual, (len(test_rows), 1)))
        likely["majority class"].append(np.tile(usual, (len(test_rows), 1)))
        likely[ALONE].append(_scaled(usual * _of_catalogue(catalogue, test_rows)))
        likely[GRAPH].append(graph.predict(known_to_both(test_rows)))
        likely["emotion graph, films seen not known"].append(graph.predict(known_to_both(test_rows), earlier=False))
    judged = pd.concat(rows, ignore_index=True)
    found = {name: np.concatenate(parts) for name, parts in likely.items()}
    lifts = found[GRAPH] / found["shares"]
    truth, train_rows = judged["emotion"].to_numpy(), (judged["split"] != "val").to_numpy()
    losses = {w: _log_loss(_scaled(found[ALONE] * lifts**w), truth)[train_rows].mean() for w in WEIGHTS}
    weight = float(min(losses, key=losses.get))
    found[TOGETHER] = _scaled(found[ALONE] * lifts**weight)
    write(_fitted(table, seed), _moods(table), weight, out or FOLDER)
    return {
        "protocol": {
            "dataset": NAME,
            "date": datetime.now(UTC).date().isoformat(),
            "known": "of films genres and decade, of people the mood before and which films they saw or rated well",
            "judged": f"{FOLDS} folds over people",
            "ci": f"95 %, bootstrap over people, {RESAMPLES} draws",
            "seed": seed,
        },
        "weight": weight,
        **_judged(judged, found, np.ones(len(judged), bool)),
    } | ({} if train_rows.all() else {"val": _judged(judged, found, ~train_rows)})


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The object as tables to read."""
    for name, value in found["protocol"].items():
        yield f"{name}: {value}"
    yield f"weight beside the catalogue's emotions: {found['weight']}"
    for title, part in (("all people, each held out once", found), ("of them those of val", found.get("val"))):
        if not part:
            continue
        yield ""
        yield f"{title}: {part['n_people']} people, {part['n_rows']} rows"
        for name, model in part["models"].items():
            shown = "  ".join(
                f"{figure} {model[figure]:.3f} [{model['ci'][figure][0]:.3f}, {model['ci'][figure][1]:.3f}]"
                for figure in (*FIGURES, "log_loss")
            )
            yield f"{name:<40}{shown}"


def known_to_both(table: pd.DataFrame) -> Feelings:
    """The rows with those features of films that the demo's catalogue has too, and the mood before."""
    films = table.drop_duplicates("item")
    kinds = _genres(films)
    return arranged(
        table,
        of_people=np.zeros((table["person"].nunique(), 0), np.float32),
        of_items=np.column_stack([kinds, decade_of(films["movie_year"].to_numpy(float))]).astype(np.float32),
        situation=np.equal.outer(table["mood"].to_numpy(), np.arange(1, len(MOODS) + 1)).astype(np.float32),
        kinds=kinds,
    )


def write(graph: EmotionGraph, moods: np.ndarray, weight: float, folder: Path) -> None:
    """Write the network for `FilmFeelings`: what the relations do that somebody new has, and nobody's rows."""
    arrays = {"shares": graph.shares, "moods": moods.astype(np.float32)}
    for number, member in enumerate(graph.members):
        arrays |= {f"{number}.{name}": array for name, array in _exported(member).items()}
    folder.mkdir(parents=True, exist_ok=True)
    save_file({name: np.ascontiguousarray(array) for name, array in arrays.items()}, folder / "feelings.safetensors")
    kept = {"genres": GENRES, "members": len(graph.members), "prior": graph.settings.prior, "weight": weight}
    (folder / "feelings.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _exported(network: EmotionGraphNetwork) -> dict[str, np.ndarray]:
    """The arrays of `FilmFeelings`. Relations without edges leave their root and bias alone; columns of what nobody
    tells, feelings of the person and of others about the film, are always 0 and left out."""
    found: dict[str, nn.Parameter | Any] = {}
    for name, layer in network.into.items():
        found |= {f"into.{name}": layer.weight, f"into.{name}.bias": layer.bias}
    for number, layer in enumerate(network.layers):
        for (_, relation, target), conv in layer.convs.items():
            root, bias = f"{number}.{target}.root", f"{number}.{target}.bias"
            found[root] = found.get(root, 0) + conv.lin_r.weight
            found[bias] = found.get(bias, 0) + conv.lin_l.bias
            if relation in ("viewed_by", "rated_by"):
                found[f"{number}.{relation}"] = conv.lin_l.weight
    size, emotions = network.link.in_features, len(EMOTIONS) + 1
    user, item = (int(network.into[kind].in_features) for kind in ("user", "item"))
    columns = np.concatenate(
        [
            np.arange(user),
            user + len(RECALLED) * emotions + np.arange(item),
            user + (len(RECALLED) + 1) * emotions + item + np.arange(len(MOODS)),
        ]
    )
    first, _, _, second = network.read
    found["read.0"] = first.weight[:, np.concatenate([np.arange(3 * size), 3 * size + columns])]
    found |= {"read.0.bias": first.bias, "read.1": second.weight, "read.1.bias": second.bias}
    found |= {"wide": network.wide.weight[:, columns], "bias": network.bias + network.wide.bias}
    return {name: value.detach().numpy().astype(np.float32) for name, value in found.items()}


def _fitted(table: pd.DataFrame, seed: int) -> EmotionGraph:
    graph = EmotionGraph(alone=True, links=0.0)
    graph.fit(known_to_both(table), seed)
    return graph


def _judged(rows: pd.DataFrame, found: Mapping[str, np.ndarray], held: np.ndarray) -> dict[str, Any]:
    truth = rows["emotion"].to_numpy()[held]
    person = np.unique(rows["person"][held], return_inverse=True)[1]
    people = int(person.max()) + 1
    draws = everybody_then_draws(people)
    models = {}
    for name in MODELS:
        likely = found[name][held]
        values = figures(confusions(truth, likely.argmax(axis=1), person), draws)
        loss = np.bincount(person, _log_loss(likely, truth), people)
        values["log_loss"] = draws @ loss / (draws @ np.bincount(person, minlength=people))
        models[name] = {figure: float(value[0]) for figure, value in values.items()}
        models[name]["ci"] = {figure: interval(value[1:]).tolist() for figure, value in values.items()}
    return {"n_people": people, "n_rows": len(truth), "models": models}


def _genres(films: pd.DataFrame) -> np.ndarray:
    """(films, len(GENRES)) bool."""
    named = {code: GENRES.index(name) for code, name in CODES.items()}
    found = np.zeros((len(films), len(GENRES)), bool)
    for column in GENRE_COLUMNS:
        places = films[column].map(named)
        known = places.notna().to_numpy()
        found[np.flatnonzero(known), places[known].astype(int)] = True
    return found


def _of_catalogue(catalogue: Catalogue, rows: pd.DataFrame) -> np.ndarray:
    """(rows, 7): what the catalogue's films of the same genres leave on average, over what all its films leave."""
    films = [
        (item.genres, emotions)
        for item, emotions in zip(catalogue.items, catalogue.emotions, strict=True)
        if item.kind == Kind.FILM
    ]
    usual = np.mean([emotions for _, emotions in films], axis=0)
    of_genre = np.array(
        [np.mean([emotions for genres, emotions in films if genre in genres] or [usual], axis=0) for genre in GENRES]
    )
    genres = _genres(rows).astype(float)
    count = genres.sum(axis=1, keepdims=True)
    return np.where(count > 0, genres @ of_genre / np.maximum(count, 1), usual) / usual


def _moods(table: pd.DataFrame) -> np.ndarray:
    counts = np.array([(table["mood"] == number).sum() for number in range(1, len(MOODS) + 1)], float)
    return counts / counts.sum()


def _shares(table: pd.DataFrame) -> np.ndarray:
    counts = np.bincount(table["emotion"][table["emotion"] >= 0], minlength=len(EMOTIONS)) + 1.0
    return counts / counts.sum()


def _scaled(likely: np.ndarray) -> np.ndarray:
    return likely / likely.sum(axis=1, keepdims=True)


def _log_loss(likely: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """(rows,) of what was felt."""
    return -np.log(np.maximum(likely[np.arange(len(truth)), truth], 1e-6))
