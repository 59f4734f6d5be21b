"""The data sets of the benchmark, read from DIR/recsys into `Interactions`, and a test file into `HeldOut`.

Leave-one-out sets hold each user's rows in order: train, then one val row; the test asks for the interaction after it,
with the val row in the history. TikTok and Baby have the split they were published with and no order: train alone is
the history, and leaves the ranking, also at test. movielens_1m_tenths cuts each user's rows 8:1:1 in time order, as UiM
was published with; it brings its own test, the last tenth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from recommender.benchmark.content import item_features, item_texts, user_profiles
from recommender.benchmark.tables import by_id, ids, numbers, read_table, refuse
from recommender.engines.interactions import HeldOut, Interactions, Query, State
from recommender.errors import InteractionError


@dataclass(frozen=True)
class Dataset:
    """Where a set's tables lie, without their ending, and whether its histories have an order.

    tenths: the rows are cut anew, the first eight tenths of a user's to train on, then one for val, then one for test.
    note: what to know of the set beside its figures.
    """

    rows: str
    items: str | None = None
    users: str | None = None
    ordered: bool = True
    tenths: bool = False
    note: str = ""


TENTHS_NOTE = (
    "tenths: ratings below 3 are left out where ratings are known, half of the users' are not; the last row of each "
    "user is not in these tables; hr counts a user once who takes any of the targets, recall the share of them, "
    "and the paper does not say which of them, nor what leaves the ranking, its figures go by"
)

WRITTEN_NOTE = (
    "item texts are the ids that IDGenRec (Tan et al. 2024) wrote from title, brand and categories; its writer is "
    "trained together with a recommender, so what text adds here may owe something to that"
)

DATASETS: Mapping[str, Dataset] = {
    "movielens_1m": Dataset("movielens_1m_ratings", "movielens_1m_movies", "movielens_1m_users"),
    "movielens_1m_tenths": Dataset(
        "movielens_1m_ratings", "movielens_1m_movies", "movielens_1m_users", tenths=True, note=TENTHS_NOTE
    ),
    "movielens_100k": Dataset("movielens_100k_ratings", "movielens_100k_movies", "movielens_100k_users"),
    "movielens_latest_small": Dataset("movielens_latest_small_ratings", "movielens_latest_small_movies"),
    "amazon_beauty_5core": Dataset("amazon_beauty_5core_interactions", "amazon_beauty_5core_items", note=WRITTEN_NOTE),
    "amazon_beauty_bert4rec": Dataset("amazon_beauty_bert4rec_interactions"),
    "amazon_baby": Dataset("amazon_baby_interactions", ordered=False),
    "tiktok": Dataset("tiktok_interactions", "tiktok_item_features", ordered=False),
}

LIKED = 3.0
"""In tenths, a rating below this is no row; rows without a rating are."""


def read_interactions(folder: Path, name: str) -> Interactions:
    """The set of that name; items are those of its rows and of its item table, and position alone gives the order.

    Raises InteractionError, naming file, row and column, for a missing file or column, a missing or wrong value, a
    user who takes an item twice, a position given twice, an item or a user described twice and vectors of several
    lengths. Timestamps that run against the positions are kept and counted in the notes: real sets have some.
    """
    if name not in DATASETS:
        raise InteractionError(f"there is no data set {name!r}; there are {', '.join(DATASETS)}")
    dataset = DATASETS[name]
    folder = folder / "recsys" if (folder / "recsys").is_dir() else folder
    file = folder / f"{dataset.rows}.parquet"
    rows = _rows(file, dataset.ordered, split=True)
    if dataset.tenths:
        rows = in_tenths(rows)
    table = None
    listed: set[str] = set()
    if dataset.items:
        described = folder / f"{dataset.items}.parquet"
        table = by_id(read_table(described, ["item_id"]), "item_id", described)
        listed = set(table.index)
    items = _in_order(listed | set(rows["item"]))
    users = _in_order(set(rows["user"]))
    rows["item"] = rows["item"].map({item: row for row, item in enumerate(items)}).astype(np.int32)
    rows["user"] = rows["user"].map({user: row for row, user in enumerate(users)}).astype(np.int32)
    if (
        not dataset.ordered
    ):  # their rows stand by item number, which counts up by first appearance: a leak, not an order
        rows = rows.sample(frac=1, random_state=0)
    train = rows[rows["split"] == "train"]
    people = folder / f"{dataset.users}.parquet" if dataset.users else None
    return Interactions(
        name=name,
        items=items,
        users=users,
        train=_per_user(train, "item", len(users)),
        val=_per_user(rows[rows["split"] == "val"], "item", len(users)),
        ordered=dataset.ordered,
        texts=item_texts(table, items) if table is not None else (),
        features=item_features(table, items, described) if table is not None else {},
        profiles=user_profiles(people, users) if people else {},
        ratings=_per_user(train, "rating", len(users)) if "rating" in train else (),
        times=_per_user(train, "timestamp", len(users)) if "timestamp" in train else (),
        notes=(*_notes(rows), *([dataset.note] if dataset.note else [])),
    )


def read_test(file: Path, data: Interactions) -> HeldOut:
    """The held-out rows of file, a table like that of the set itself; if it marks rows as `test`, those alone.

    Every user of the file is asked for; one whom the set does not know has no history. Raises InteractionError as
    `read_interactions` does.
    """
    rows = _rows(file, ordered=False, split=False)
    return _asked(rows, data)


def _asked(rows: pd.DataFrame, data: Interactions) -> HeldOut:
    """Each user of rows asked for their items, with what the set knows of them as history."""
    rows = rows.assign(item=rows["item"].map(data.index).fillna(-1).astype(np.int32))
    number = {user: row for row, user in enumerate(data.users)}
    queries, seen, targets = [], [], []
    for name, taken in rows.groupby("user", sort=False)["item"]:
        user = number.get(name, -1)
        history = np.zeros(0, np.int32)
        if user >= 0:
            history = np.concatenate([data.train[user], data.val[user]]) if data.ordered else data.train[user]
        queries.append(Query(history, user, State(data.profile(user) if user >= 0 else {})))
        seen.append(history)
        targets.append(taken.to_numpy(np.int32))
    return HeldOut("test", tuple(queries), tuple(seen), tuple(targets))


def split_of(data: Interactions) -> str:
    """In words, how the rows of a set are split."""
    if data.name in DATASETS and DATASETS[data.name].tenths:
        return "each user's rows 8:1:1 in time order"
    return "leave one out in time order" if data.ordered else "as published, random for each user"


def read_held_out(folder: Path, test: Path | None, data: Interactions) -> HeldOut:
    """Who the models are judged by: the rows of test, else the set's own test where it has one, else its val rows."""
    if test:
        return read_test(test, data)
    dataset = DATASETS[data.name]
    if not dataset.tenths:
        return data.held_out_val
    folder = folder / "recsys" if (folder / "recsys").is_dir() else folder
    rows = in_tenths(_rows(folder / f"{dataset.rows}.parquet", dataset.ordered, split=True))
    return _asked(rows[rows["split"] == "test"], data)


def in_tenths(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, in order, with their split anew: of a user's n liked ones the first 0.8 n to train on, those up to
    0.9 n val, the rest test."""
    if "rating" in rows:
        rows = rows.loc[~(rows["rating"] < LIKED)]
    by_user = rows.groupby("user")["item"]
    share = (by_user.cumcount() + 0.5) / by_user.transform("size")
    return rows.assign(split=np.select([share < 0.8, share < 0.9], ["train", "val"], "test"))


def _rows(file: Path, ordered: bool, split: bool) -> pd.DataFrame:
    """user, item and, where the file has them, split, rating, timestamp; sorted by user and position."""
    table = read_table(file, ["user_id", "item_id", *(["position"] if ordered else []), *(["split"] if split else [])])
    if not split and "split" in table and (table["split"] == "test").any():
        table = table[table["split"] == "test"]
    rows = pd.DataFrame({"user": ids(table, "user_id", file), "item": ids(table, "item_id", file)})
    refuse(rows.duplicated(), rows["item"], "item_id", file, "is there twice for its user")
    if split:
        refuse(~table["split"].isin(["train", "val"]), table["split"], "split", file, "is neither train nor val")
        rows["split"] = table["split"]
    if ordered:
        rows["position"] = numbers(table, "position", file)
        refuse(rows["position"].isna(), table["position"], "position", file, "is missing")
        refuse(
            rows.duplicated(["user", "position"]), table["position"], "position", file, "is there twice for its user"
        )
        rows = rows.sort_values(["user", "position"], kind="stable")
    if split and "rating" in table:
        rows["rating"] = numbers(table, "rating", file)
        some = rows["rating"].notna().groupby(rows["user"]).transform("any")
        refuse(some & rows["rating"].isna(), rows["rating"], "rating", file, "is missing; the user's others are known")
    if split and "timestamp" in table:
        rows["timestamp"] = numbers(table, "timestamp", file)
    if split and ordered:
        late = rows["split"].eq("train") & rows["split"].shift().eq("val") & rows["user"].eq(rows["user"].shift())
        refuse(late, rows["split"], "split", file, "stands after the val row of its user")
    return rows


def _notes(rows: pd.DataFrame) -> tuple[str, ...]:
    """What a reader of the figures should know of the rows."""
    if "timestamp" not in rows:
        return ()
    back = int((rows.groupby("user")["timestamp"].diff() < 0).sum())
    return (f"{back} timestamps run backwards; position gives the order",) if back else ()


def _per_user(rows: pd.DataFrame, column: str, n_users: int) -> tuple[np.ndarray, ...]:
    values = rows[column].to_numpy(np.int32 if column == "item" else np.float64)
    users = rows["user"].to_numpy()
    order = np.argsort(users, kind="stable")
    ends = np.cumsum(np.bincount(users, minlength=n_users))[:-1]
    return tuple(np.split(values[order], ends))


def _in_order(names: set[str]) -> tuple[str, ...]:
    """Whole numbers by their value, then other ids by the alphabet."""
    return tuple(sorted(names, key=lambda name: (0, int(name), "") if name.isdecimal() else (1, 0, name)))
