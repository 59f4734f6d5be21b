"""Ratings with what people wrote of them: reviews of All Beauty, or MovieLens ratings with the tags beside them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from recommender.benchmark.tables import ids, numbers, read_table, refuse
from recommender.engines.sermon.model import Reviews
from recommender.errors import InteractionError

REVIEWS, TAGS = "amazon_all_beauty_2018_reviews", "movielens_latest_small"
DATASETS = (REVIEWS, TAGS)


@dataclass(frozen=True, eq=False)
class Rated:
    """Train, val and, where a file of it was given, test; users and items are numbered by train and val together."""

    name: str
    train: Reviews
    judged: Reviews
    val: Reviews
    n_users: int
    n_items: int
    judged_on: str


def read_reviews(folder: Path, name: str, test: Path | None) -> Rated:
    """The set of that name, of DATASETS. What somebody tagged stands with their rating of it, a sentence a tag.

    Raises InteractionError, naming file, row and column, for a missing file or column and for a wrong value.
    """
    if name not in DATASETS:
        raise InteractionError(f"nothing is known of ratings with words in {name!r}; there are {', '.join(DATASETS)}")
    folder = folder / "recsys" if (folder / "recsys").is_dir() else folder
    file = folder / (f"{REVIEWS}.parquet" if name == REVIEWS else f"{TAGS}_ratings.parquet")
    tags = _tags(folder / f"{TAGS}_tags.parquet") if name == TAGS else None
    rows = _rows(file, tags, split=True)
    users = {user: row for row, user in enumerate(sorted(set(rows["user"])))}
    items = {item: row for row, item in enumerate(sorted(set(rows["item"])))}
    train, val = (_numbered(rows[rows["split"] == split], users, items) for split in ("train", "val"))
    judged = _numbered(_rows(test, tags, split=False), users, items) if test else val
    return Rated(name, train, judged, val, len(users), len(items), "test" if test else "val")


def _rows(file: Path, tags: pd.Series | None, split: bool) -> pd.DataFrame:
    """user, item, rating, text and, where asked for, split; of an item rated again by a user the first row alone."""
    needed = ["user_id", "item_id", "rating", *(["review_text"] if tags is None else [])]
    table = read_table(file, [*needed, *(["split"] if split else [])])
    rows = pd.DataFrame({"user": ids(table, "user_id", file), "item": ids(table, "item_id", file)})
    rows["rating"] = numbers(table, "rating", file)
    refuse(rows["rating"].isna(), table["rating"], "rating", file, "is missing")
    if split:
        refuse(~table["split"].isin(["train", "val"]), table["split"], "split", file, "is neither train nor val")
        rows["split"] = table["split"]
    if tags is None:
        rows["text"] = table["review_text"].fillna("").astype(str)
    else:
        rows["text"] = [tags.get((user, item), "") for user, item in zip(rows["user"], rows["item"], strict=True)]
    return rows.drop_duplicates(["user", "item"])


def _tags(file: Path) -> pd.Series:
    table = read_table(file, ["user_id", "item_id", "tag"])
    rows = pd.DataFrame({"user": ids(table, "user_id", file), "item": ids(table, "item_id", file)})
    rows["tag"] = table["tag"].fillna("").astype(str) + "."
    return rows.groupby(["user", "item"])["tag"].agg(" ".join)


def _numbered(rows: pd.DataFrame, users: dict[str, int], items: dict[str, int]) -> Reviews:
    return Reviews(
        rows["user"].map(users).fillna(-1).to_numpy(np.int64),
        rows["item"].map(items).fillna(-1).to_numpy(np.int64),
        rows["rating"].to_numpy(np.float32),
        tuple(rows["text"]),
    )
