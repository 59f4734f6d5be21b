"""A study's tables: from the record, or from a folder that was exported from it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from session.record.log import EventLog
from session.studies.analysis.measures import Tables
from session.studies.design import Study, load
from session.studies.located import FileError
from session.studies.store import Store
from session.studies.tables import tables, versions


@dataclass(frozen=True)
class Collected:
    """What was collected in a study, and under which versions of the code, the models and the catalogue."""

    study: Study
    tables: Tables
    versions: Sequence[Mapping[str, Any]]


def of_record(study: Study, store: Store, log: EventLog) -> Collected:
    """What the record holds now. Raises LogError."""
    return Collected(study, tables(study, store, log), versions(study, store, log))


def of_folder(folder: Path) -> Collected:
    """What a folder of `session export` holds. Raises FileError for any other folder.

    Tables come from `parquet/`, where each is as it was; without it from the CSV files in `data/`.
    """
    file = folder / "materials" / "study.yaml"
    if not file.is_file():
        raise FileError(f"{folder} is no exported study: {file} is missing")
    found = {one.stem: pd.read_parquet(one) for one in sorted((folder / "parquet").glob("*.parquet"))}
    if not found:
        found = {_named(one): pd.read_csv(one) for one in sorted((folder / "data").glob("*_data.csv"))}
    if "participants" not in found:
        raise FileError(f"{folder} holds no table of participants")
    noted = folder / "documentation" / "versions.json"
    return Collected(load(file), found, json.loads(noted.read_text(encoding="utf-8")) if noted.is_file() else ())


def _named(file: Path) -> str:
    return file.stem.removesuffix("_data").split("-")[-1]
