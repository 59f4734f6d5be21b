"""What the item and user tables say: one text per item, numeric item features, attributes of users."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from recommender.benchmark.tables import by_id, read_table
from recommender.errors import InteractionError

TEXT_COLUMNS = (
    "title",
    "genres",
    "director",
    "actors",
    "text_id",
    "tmdb_keywords",
    "plot",
    "omdb_plot",
    "tmdb_overview",
)
"""In the order of how much they say, since a text model may cut the end off."""

LIST_COLUMNS = ("visual", "acoustic")
TAG_COLUMNS = ("genres", "attribute_ids")

AGES = ((18, "under 18"), (25, "18-24"), (35, "25-34"), (45, "35-44"), (50, "45-49"), (56, "50-55"), (200, "56+"))
"""The age groups of MovieLens-1M: each ends before its number of years."""


def item_texts(table: pd.DataFrame, items: tuple[str, ...]) -> tuple[str, ...]:
    """One text per item, "" where nothing is known; empty if the table has no text at all."""
    columns = [column for column in TEXT_COLUMNS if column in table]
    if not columns:
        return ()
    known = table[columns].astype("string").fillna("")
    joined = known.apply(lambda row: ". ".join(part.replace("|", ", ").strip() for part in row if part.strip()), axis=1)
    return tuple(joined.reindex(list(items)).fillna(""))


def item_features(table: pd.DataFrame, items: tuple[str, ...], file: Path) -> dict[str, np.ndarray]:
    """{name: (n_items, D) float32}: vectors as they are, tags as 0 and 1; zeros where an item has none."""
    found = {}
    places = {item: row for row, item in enumerate(items)}
    rows = np.array([places[item] for item in table.index])
    for column in LIST_COLUMNS:
        if column in table:
            vectors = _vectors(table[column], file)
            found[column] = np.zeros((len(items), vectors.shape[1]), np.float32)
            found[column][rows] = vectors
    for column in TAG_COLUMNS:
        if column in table:
            tags = [_tags(value) for value in table[column]]
            numbers = {tag: place for place, tag in enumerate(sorted({tag for some in tags for tag in some}))}
            found[column] = np.zeros((len(items), len(numbers)), np.float32)
            for row, some in zip(rows, tags, strict=True):
                found[column][row, [numbers[tag] for tag in some]] = 1
    return found


def user_profiles(file: Path, users: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """sex (M, F), age (group) and occupation, one text per user, "" where unknown."""
    table = by_id(read_table(file, ["user_id", "gender", "age", "occupation"]), "user_id", file)
    if pd.api.types.is_numeric_dtype(table["age"]):
        table["age"] = [next((group for end, group in AGES if years < end), "") for years in table["age"]]
    known = table.reindex(list(users)).astype("string").fillna("")
    return {"sex": tuple(known["gender"]), "age": tuple(known["age"]), "occupation": tuple(known["occupation"])}


def _vectors(column: pd.Series, file: Path) -> np.ndarray:
    """(rows, D) float32 of one vector a row; a row without one is zeros."""
    given = column.dropna()
    try:
        vectors = {row: np.asarray(vector, np.float32) for row, vector in given.items()}
    except (TypeError, ValueError) as error:
        raise InteractionError(f"{file}, column {column.name!r}: holds what is no vector of numbers") from error
    width = max((vector.size for vector in vectors.values()), default=1)
    found = np.zeros((len(column), width), np.float32)
    places = {row: place for place, row in enumerate(column.index)}
    for row, vector in vectors.items():
        if vector.shape != (width,) or not np.isfinite(vector).all():
            raise InteractionError(
                f"{file}, item {row}, column {column.name!r}: is no vector of {width} finite numbers"
            )
        found[places[row]] = vector
    return found


def _tags(value: object) -> set[str]:
    if isinstance(value, str):
        return set(value.split("|")) - {"", "(no genres listed)"}
    return {str(tag) for tag in value} if isinstance(value, np.ndarray) else set()
