"""What people watched, from MovieLens, in the films of a catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from recommender.benchmark.tables import ids, numbers, read_table
from recommender.catalogue.items import Catalogue
from recommender.catalogue.titles import plain, split_year
from recommender.types import Kind

SETS = ("movielens_latest_small", "movielens_1m")

LIKED = 4.0
"""From this rating on, of 5, a person liked a film."""


@dataclass(frozen=True, eq=False)
class Watched:
    """One person's films: rows of the catalogue, (L,) int32, oldest first, and which of them they liked, (L,) bool.

    Where a set does not tell ratings, nothing is liked.
    """

    rows: np.ndarray
    liked: np.ndarray


def watched(catalogue: Catalogue, folder: Path) -> Iterator[Watched]:
    """Everybody of SETS with at least two films of the catalogue; folder holds recsys, or is it.

    Raises InteractionError, naming file, row and column, as `read_table` and `ids` do.
    """
    folder = folder / "recsys" if (folder / "recsys").is_dir() else folder
    for name in SETS:
        known = film_rows(catalogue, folder / f"{name}_movies.parquet")
        file = folder / f"{name}_ratings.parquet"
        table = read_table(file, ["user_id", "item_id", "position", "rating"])
        rows = pd.DataFrame({"user": ids(table, "user_id", file), "item": ids(table, "item_id", file)})
        rows["position"], rows["rating"] = numbers(table, "position", file), numbers(table, "rating", file)
        rows = rows[rows["item"].isin(known)].sort_values(["user", "position"], kind="stable")
        for _, one in rows.groupby("user", sort=False):
            if len(one) > 1:
                found = np.array([known[item] for item in one["item"]], np.int32)
                yield Watched(found, (one["rating"] >= LIKED).to_numpy())


def film_rows(catalogue: Catalogue, file: Path) -> dict[str, int]:
    """MovieLens item id -> row of the catalogue, by its MovieLens id, else its TMDB id, else its title and year.

    Raises InteractionError if the table of films cannot be read.
    """
    table = read_table(file, ["item_id", "title"])
    films = [(row, item) for row, item in enumerate(catalogue.items) if item.kind == Kind.FILM]
    by_id = {str(item.movielens_id): row for row, item in films if item.movielens_id is not None}
    by_tmdb = {item.tmdb_id: row for row, item in films if item.tmdb_id is not None}
    by_title = {(plain(item.title), item.year): row for row, item in films}
    tmdb = table["tmdb_id"] if "tmdb_id" in table else pd.Series(pd.NA, table.index)
    titles = table["title_raw"] if "title_raw" in table else table["title"]
    found: dict[str, int] = {}
    for item_id, tmdb_id, title in zip(ids(table, "item_id", file), tmdb, titles, strict=True):
        name, year = split_year(title)
        row = by_id.get(item_id)
        if row is None and not pd.isna(tmdb_id):
            row = by_tmdb.get(int(tmdb_id))
        if row is None:
            row = by_title.get((plain(name), year))
        if row is not None:
            found[item_id] = row
    return found
