"""Histories with what people wrote: reviews of what they took, or tags they gave it, and the emotions in that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from emotion.types import EMOTIONS
from recommender.benchmark.data import DATASETS as TABLES
from recommender.benchmark.data import read_interactions
from recommender.benchmark.tables import by_id, ids, numbers, read_table, refuse
from recommender.engines.interactions import Interactions
from recommender.errors import InteractionError

REVIEWS, TAGS = "amazon_all_beauty_2018_reviews", "movielens_latest_small"
DATASETS = (REVIEWS, TAGS, "movielens_1m")
"""Of the last, items alone were tagged, by the people of TAGS: its own wrote nothing."""

SHRINK = 3.0
"""What is said of an item counts as much as what is usual after so many words of it."""

Reads = Callable[[Sequence[str]], np.ndarray]
"""Texts (N) -> probabilities of the seven emotions (N, 7)."""


@dataclass(frozen=True, eq=False)
class Words:
    """A data set and what was written: users (-1: a stranger) and items (W,) int32 of each piece, emotions (W, 7), and
    whether it may be learnt from, (W,) bool: not what was written of a val row. titles names the items, one a row;
    years (n_items,) float says when each came out, NaN where unknown, or is empty."""

    data: Interactions
    users: np.ndarray
    items: np.ndarray
    emotions: np.ndarray
    learnt: np.ndarray
    titles: tuple[str, ...] = ()
    years: np.ndarray = field(default_factory=lambda: np.zeros(0))

    @cached_property
    def usual(self) -> np.ndarray:
        """(7,): the mean of all that may be learnt from."""
        return self.emotions[self.learnt].mean(axis=0) if self.learnt.any() else np.full(len(EMOTIONS), 1 / 7)

    @cached_property
    def of_items(self) -> np.ndarray:
        """(n_items, 7): what was said of each item, over the usual, drawn to it where little was said."""
        rows = self.items[self.learnt]
        total, count = np.zeros((self.data.n_items, len(EMOTIONS))), np.bincount(rows, minlength=self.data.n_items)
        np.add.at(total, rows, self.emotions[self.learnt] - self.usual)
        return (total / (count[:, None] + SHRINK)).astype(np.float32)

    @cached_property
    def _own(self) -> dict[tuple[int, int], np.ndarray]:
        return {
            (user, item): felt - self.usual
            for user, item, felt in zip(self.users.tolist(), self.items.tolist(), self.emotions, strict=True)
        }

    def labels(self, user: int, history: np.ndarray) -> np.ndarray:
        """(L, 7) over the usual: what a person wrote of each item of a history, else what others said of it."""
        found = [self._own.get((user, item)) for item in history.tolist()]
        rows = [self.of_items[item] if own is None else own for item, own in zip(history.tolist(), found, strict=True)]
        return np.stack(rows) if rows else np.zeros((0, len(EMOTIONS)))

    def without(self, held: Sequence[np.ndarray]) -> Words:
        """The same, where what a user wrote of the items held back, (L,) int32 for each, may not be learnt from."""
        pairs = zip(self.users.tolist(), self.items.tolist(), strict=True)
        kept = np.array([user < 0 or item not in held[user] for user, item in pairs], bool)
        return replace(self, learnt=self.learnt & kept)

    def shuffled(self, seed: int) -> Words:
        """The same with the emotions dealt out anew."""
        order = np.random.default_rng(seed).permutation(len(self.emotions))
        return replace(self, emotions=self.emotions[order])


def read_words(folder: Path, name: str, reads: Reads) -> Words:
    """The set of that name, of DATASETS. Raises InteractionError as `read_interactions` does."""
    if name not in DATASETS:
        raise InteractionError(f"nothing that people wrote is known of {name!r}; it is of {', '.join(DATASETS)}")
    folder = folder / "recsys" if (folder / "recsys").is_dir() else folder
    data, rows = _reviews(folder) if name == REVIEWS else _tags(folder, name)
    texts, which = np.unique(rows["text"].to_numpy(str), return_inverse=True)
    emotions = reads(texts.tolist())[which] if len(texts) else np.zeros((0, len(EMOTIONS)))
    users, items = (rows[column].to_numpy(np.int32) for column in ("user", "item"))
    titles, years = (data.texts, np.zeros(0)) if name == REVIEWS else _titles_and_years(folder, data)
    return Words(data, users, items, emotions, rows["learnt"].to_numpy(bool), titles, years)


def felt_words(folder: Path, name: str) -> Words:
    """`read_words` with the emotions that the demo's own text network reads."""
    from emotion.text import TextNetwork

    network = TextNetwork.load()
    return read_words(folder, name, lambda texts: network.predict(texts).probabilities)


def _reviews(folder: Path) -> tuple[Interactions, pd.DataFrame]:
    """Of an item that a user reviewed again the first review alone; a val row of that kind is none."""
    file = folder / f"{REVIEWS}.parquet"
    table = read_table(file, ["user_id", "item_id", "position", "split", "review_text", "summary"])
    rows = pd.DataFrame({"user": ids(table, "user_id", file), "item": ids(table, "item_id", file)})
    refuse(~table["split"].isin(["train", "val"]), table["split"], "split", file, "is neither train nor val")
    rows["split"], rows["position"] = table["split"], numbers(table, "position", file)
    rows["text"] = table["summary"].fillna("") + ". " + table["review_text"].fillna("")
    rows = rows.sort_values(["user", "position"], kind="stable").drop_duplicates(["user", "item"])
    users, items = sorted(set(rows["user"])), sorted(set(rows["item"]))
    for column, names in (("user", users), ("item", items)):
        rows[column] = rows[column].map({name: row for row, name in enumerate(names)}).astype(np.int32)
    taken = {
        split: tuple(part["item"].to_numpy(np.int32) for _, part in of.groupby("user"))
        for split, of in ((s, _with_all(rows[rows["split"] == s], len(users))) for s in ("train", "val"))
    }
    taken = {split: tuple(own[own >= 0] for own in found) for split, found in taken.items()}
    again = len(table) - len(rows)
    note = f"{again} rows in which a user reviews an item again are left out"
    said = rows[rows["split"] == "train"].groupby("item")["text"].first()
    texts = tuple(str(said.get(item, ""))[:80] for item in range(len(items)))
    data = Interactions(REVIEWS, tuple(items), tuple(users), taken["train"], taken["val"], texts=texts, notes=(note,))
    return data, rows.assign(learnt=rows["split"] == "train")


def _with_all(rows: pd.DataFrame, n_users: int) -> pd.DataFrame:
    """The rows, and one of item -1 for each user, so that nobody is missing."""
    nobody = pd.DataFrame({"user": np.arange(n_users), "item": -1})
    return pd.concat([rows[["user", "item"]], nobody]).sort_values("user", kind="stable")


def _tags(folder: Path, name: str) -> tuple[Interactions, pd.DataFrame]:
    """Tags on items of the set; what was tagged and is somebody's val row tells nothing beforehand."""
    data = read_interactions(folder, name)
    file = folder / f"{TAGS}_tags.parquet"
    table = read_table(file, ["user_id", "item_id", "tag"])
    number = {user: row for row, user in enumerate(data.users)} if name == TAGS else {}
    users = ids(table, "user_id", file)
    rows = pd.DataFrame({"who": users, "item": ids(table, "item_id", file).map(data.index)})
    rows["text"] = table["tag"].fillna("").astype(str)
    rows = rows.dropna().groupby(["who", "item"], as_index=False)["text"].agg(", ".join)
    rows["user"], rows["item"] = rows["who"].map(number).fillna(-1).astype(int), rows["item"].astype(int)
    pairs = zip(rows["user"], rows["item"], strict=True)
    return data, rows.assign(learnt=[user < 0 or item not in data.val[user] for user, item in pairs])


def _titles_and_years(folder: Path, data: Interactions) -> tuple[tuple[str, ...], np.ndarray]:
    """Each item's title, its id where it has none; and when it came out, in a column or else in brackets behind."""
    file = folder / f"{TABLES[data.name].items}.parquet"
    table = by_id(read_table(file, ["item_id", "title"]), "item_id", file)
    titles = table["title"].dropna().to_dict()
    given = table["year"] if "year" in table else table["title"].str.extract(r"\((\d{4})\)\s*$")[0]
    years = pd.to_numeric(given, errors="coerce").to_dict()
    return tuple(str(titles.get(item, item)) for item in data.items), np.array(
        [years.get(item, np.nan) for item in data.items], float
    )
