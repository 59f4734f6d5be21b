"""Reading Parquet tables with checks whose errors name file, row and column."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from recommender.errors import InteractionError


def read_table(file: Path, required: Iterable[str]) -> pd.DataFrame:
    """The table in file. Raises InteractionError if it cannot be read, is empty or lacks a required column."""
    try:
        table = pd.read_parquet(file)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise InteractionError(f"{file}: not a Parquet table that can be read ({error})") from error
    missing = [column for column in required if column not in table.columns]
    if missing:
        raise InteractionError(f"{file}: no column {missing[0]!r}; there are {', '.join(map(str, table.columns))}")
    if table.empty:
        raise InteractionError(f"{file}: no rows")
    return table.reset_index(drop=True)


def ids(table: pd.DataFrame, column: str, file: Path) -> pd.Series:
    """A column of ids as text; whole numbers and text are ids, nothing else is."""
    values = table[column]
    refuse(values.isna(), values, column, file, "is missing; an id is a whole number or text")
    if pd.api.types.is_float_dtype(values):
        refuse(values != np.floor(values), values, column, file, "is no whole number")
        values = values.astype(np.int64)
    elif not (pd.api.types.is_integer_dtype(values) or pd.api.types.is_string_dtype(values)):
        raise InteractionError(f"{file}, column {column!r}: holds {values.dtype}; ids are whole numbers or text")
    return values.astype(str)


def by_id(table: pd.DataFrame, column: str, file: Path) -> pd.DataFrame:
    """The table with its index the ids of column, each of which must be there once."""
    names = ids(table, column, file)
    refuse(names.duplicated(), names, column, file, "is there twice")
    return table.set_axis(pd.Index(names), axis=0)


def numbers(table: pd.DataFrame, column: str, file: Path) -> pd.Series:
    """A column as float64, NaN where it is missing."""
    values = table[column]
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        raise InteractionError(f"{file}, column {column!r}: holds {values.dtype}, not numbers")
    found = values.astype("Float64").to_numpy(np.float64, na_value=np.nan)
    refuse(np.isinf(found), values, column, file, "is no finite number")
    return pd.Series(found, index=table.index)


def refuse(wrong: pd.Series | np.ndarray, values: pd.Series, column: str, file: Path, why: str) -> None:
    """Raise InteractionError for the first row, counted from 0, where wrong is true."""
    found = np.flatnonzero(np.asarray(wrong, dtype=bool))
    if len(found):
        row = int(found[0])
        more = f" (and {len(found) - 1} more rows)" if len(found) > 1 else ""
        raise InteractionError(f"{file}, row {values.index[row]}, column {column!r}: {values.iloc[row]!r} {why}{more}")
