"""LDOS-CoMoDa as `Feelings`: who saw which film in which situation, and what they felt most of the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from emotion.labels import emotion_of
from emotion.types import EMOTIONS
from recommender.benchmark.tables import ids, numbers, read_table, refuse
from recommender.engines.emotion_graph.data import LATELY, Feelings
from recommender.errors import InteractionError

NAME = "ldos_comoda"
CODES = {1: "sad", 2: "happy", 3: "scared", 4: "surprised", 5: "angry", 6: "disgusted", 7: "neutral"}
GENRES = ("genre1", "genre2", "genre3")
SITUATION = (
    "time",
    "daytype",
    "season",
    "location",
    "weather",
    "social",
    "mood",
    "physical",
    "decision",
    "interaction",
)
"""All of it known before the film begins; `end_emo` and `rating` come after it and are no features."""

PARTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "people": (("age",), ("sex", "country", "city")),
    "items": (("movie_year", "budget"), ("movie_country", "movie_language")),
    "situation": ((), SITUATION),
}
"""Of what features are made: columns of numbers, and of codes."""

FEWEST = 3
"""A code in fewer rows than this is as good as unknown."""

AGES = (5, 110)
"""Other ages are mistakes: one is 900."""


@dataclass(frozen=True)
class Encoder:
    """Turns a table into features: numbers by mean and deviation, 0 where unknown; codes as 0 and 1."""

    scales: Mapping[str, tuple[float, float]]
    codes: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, table: pd.DataFrame) -> Encoder:
        """Learnt from a table of rows to train on."""
        scales, codes = {}, {}
        for scaled, coded in PARTS.values():
            for column in scaled:
                known = _known(table, column).dropna()
                scales[column] = (float(known.mean()), float(known.std() or 1)) if len(known) > 1 else (0.0, 1.0)
            for column in coded:
                codes[column] = _frequent(table[column])
        codes["genre"] = _frequent(pd.concat([table[column] for column in GENRES]))
        return cls(scales, codes)

    def features(self, table: pd.DataFrame, part: str) -> np.ndarray:
        """(rows, features) float32 of one of PARTS; items have their genres as well."""
        scaled, coded = PARTS[part]
        found = [
            ((_known(table, column) - mean) / deviation).fillna(0).clip(-4, 4).to_numpy()[:, None]
            for column in scaled
            for mean, deviation in [self.scales[column]]
        ]
        found += [np.equal.outer(table[column].to_numpy(), self.codes[column]) for column in coded]
        if part == "items":
            found.append(self.kinds(table))
        return np.concatenate([part.reshape(len(table), -1) for part in found], axis=1, dtype=np.float32)

    def kinds(self, table: pd.DataFrame) -> np.ndarray:
        """(rows, genres) bool."""
        return np.any([np.equal.outer(table[column].to_numpy(), self.codes["genre"]) for column in GENRES], axis=0)


def read_table_of_feelings(file: Path) -> pd.DataFrame:
    """The rows in the order of time, emotion as an index into EMOTIONS or -1. Raises InteractionError, naming file, row
    and column, for a missing column, an id or code that is none, and an emotion that is not known."""
    coded = [column for scaled, codes in PARTS.values() for column in (*scaled, *codes)]
    table = read_table(file, ["user_id", "item_id", "rating", "dominant_emo", *coded, *GENRES])
    found = pd.DataFrame({"person": ids(table, "user_id", file), "item": ids(table, "item_id", file)})
    for column in [*coded, *GENRES, "rating"]:
        found[column] = numbers(table, column, file)
        refuse(found[column].isna(), table[column], column, file, "is missing; -1 says so")
    codes = numbers(table, "dominant_emo", file)
    refuse(~codes.isin([*CODES, -1]), codes, "dominant_emo", file, "is no emotion, 1 to 7, nor -1, missing")
    found["emotion"] = [EMOTIONS.index(emotion_of(CODES[code])) if code > 0 else -1 for code in codes]
    found["split"] = table.get("split", "test")
    if "order" in table:
        found = found.loc[np.argsort(numbers(table, "order", file).to_numpy(), kind="stable")]
    return found.reset_index(drop=True)


def feelings_of(table: pd.DataFrame, encoder: Encoder) -> Feelings:
    """The rows of a table; a person's and an item's features are those of their first row."""
    if table.empty:
        raise InteractionError("there are no rows of the people asked for")
    people, items = table.drop_duplicates("person"), table.drop_duplicates("item")
    return arranged(
        table,
        of_people=encoder.features(people, "people"),
        of_items=encoder.features(items, "items"),
        situation=encoder.features(table, "situation"),
        kinds=encoder.kinds(items),
    )


def arranged(table: pd.DataFrame, **described: np.ndarray) -> Feelings:
    """The rows of a table with what is known of people, items and rows: of_people, of_items, situation and kinds.

    People and items are in the order in which they first appear.
    """
    person, people = pd.factorize(table["person"])
    item, items = pd.factorize(table["item"])
    return Feelings(
        people=tuple(people),
        items=tuple(items),
        person=person.astype(np.int64),
        item=item.astype(np.int64),
        emotion=table["emotion"].to_numpy(np.int64),
        rating=table["rating"].where(table["rating"] > 0).to_numpy(np.float32),
        **described,
    )


def _known(table: pd.DataFrame, column: str) -> pd.Series:
    values = table[column].astype(float)
    if column == "age":
        return values.where(values.between(*AGES))
    values = values.where(values > 0)
    return np.log(values) if column == "budget" else values


def _frequent(values: pd.Series) -> tuple[int, ...]:
    counts = values[values >= 0].value_counts()
    return tuple(sorted(int(code) for code in counts.index[counts >= FEWEST]))


def flat(feelings: Feelings, train: Feelings | None, earlier: bool) -> np.ndarray:
    """(rows, features) float32, for models that know no graph: person, item, situation, and what the edges say.

    That is the share of each emotion among others' rows of the item, in train or, where it is None, in feelings itself
    without the row; and, if earlier, among the person's rows before it, the newest of these, and those of such items.
    Each is drawn towards no share at all, and has its count beside it.
    """
    parts = [feelings.of_people[feelings.person], feelings.of_items[feelings.item], feelings.situation]
    parts.append(_shares(_of_item(feelings, train)))
    rows = feelings.earlier(np.arange(len(feelings))) if earlier else [np.zeros(0, np.int64)] * len(feelings)
    felt = [before[feelings.emotion[before] >= 0] for before in rows]
    kinds = feelings.kinds[feelings.item]
    alike = [before[(kinds[before] & kinds[row]).any(axis=1)] for row, before in enumerate(felt)]
    for recalled in (felt, [before[-LATELY:] for before in felt], alike):
        parts.append(_shares([feelings.emotion[before] for before in recalled]))
    return np.concatenate(parts, axis=1, dtype=np.float32)


def _of_item(feelings: Feelings, train: Feelings | None) -> list[np.ndarray]:
    if train is None:
        return [
            feelings.emotion[(feelings.item == item) & (feelings.person != person)]
            for item, person in zip(feelings.item, feelings.person, strict=True)
        ]
    place = {name: row for row, name in enumerate(train.items)}
    return [train.emotion[train.item == place.get(feelings.items[item], -1)] for item in feelings.item]


def _shares(emotions: Sequence[np.ndarray]) -> np.ndarray:
    counts = np.stack([np.bincount(some[some >= 0], minlength=len(EMOTIONS)) for some in emotions]).astype(np.float32)
    total = counts.sum(axis=1, keepdims=True)
    return np.concatenate([counts / (total + 2), np.log1p(total)], axis=1)
