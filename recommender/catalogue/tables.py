"""Tables that people bring along, as rows of plain values: CSV with a header, JSON Lines and Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from emotion.message import Message
from recommender.errors import TableError

Row = dict[str, Any]

ENDINGS = ("csv", "jsonl", "ndjson", "parquet")

LONGEST_CELL = 2**20
"""Characters of one cell of a CSV that are read."""

CHUNK = 4096

csv.field_size_limit(LONGEST_CELL)


def rows(file: Path) -> Iterator[Row]:
    """The rows of a table, the first one first: values by the name of their column, None where there is none.

    Raises TableError, as soon as it gets there, for what cannot be read.
    """
    ending = file.suffix.lower().removeprefix(".")
    if ending not in ENDINGS:
        raise TableError(Message("table-ending", {"endings": ", ".join(ENDINGS)}))
    try:
        yield from {"csv": _csv, "parquet": _parquet}.get(ending, _json_lines)(file)
    except UnicodeDecodeError:
        raise TableError(Message("table-not-utf8")) from None
    except (OSError, csv.Error, pa.ArrowException) as error:
        raise TableError(Message("table-unreadable", {"problem": " ".join(str(error).split())[:200]})) from None


def _csv(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        for number, row in enumerate(reader, start=1):
            if None in row:
                named = {"row": number, "columns": len(reader.fieldnames or ())}
                raise TableError(Message("table-fields", named))
            yield row


def _json_lines(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate((line for line in lines if line.strip()), start=1):
            try:
                row = json.loads(line)
            except (json.JSONDecodeError, RecursionError):
                row = None
            if not isinstance(row, dict):
                raise TableError(Message("table-no-object", {"row": number}))
            yield row


def _parquet(file: Path) -> Iterator[Row]:
    with pq.ParquetFile(file) as table:
        for batch in table.iter_batches(CHUNK):
            yield from batch.to_pylist()
