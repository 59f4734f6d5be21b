"""A study's data as a Psych-DS folder: one table a file, described column by column, with all that made it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd

from session.record.export import harmless
from session.record.log import EventLog
from session.studies import bids
from session.studies.codebook import TABLES, described
from session.studies.design import Study
from session.studies.missing import report
from session.studies.psychds import FOR_ALL, RECOMMENDED
from session.studies.store import Store
from session.studies.tables import tables, versions

UNSTATED = "not stated"

IN_R = 'tables <- sapply(list.files("data", "csv$", full.names = TRUE), read.csv, simplify = FALSE)'
IN_PANDAS = 'tables = {file.stem: pd.read_csv(file) for file in Path("data").glob("*.csv")}'
"""One line each that loads all tables, from inside the folder."""


def export(study: Study, file: Path, store: Store, log: EventLog, out: Path) -> dict[str, int]:
    """Write the folder, which must not be there or be empty; returns how many rows each table has.

    Raises LogError where the database can't be read and FileExistsError where something lies in the folder.
    """
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} is not empty; name a new folder")
    found = tables(study, store, log)
    for part in ("data", "parquet", "analysis", "results", "materials", "documentation"):
        (out / part).mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^a-zA-Z0-9]", "", study.name)
    for table, rows in found.items():
        file_of_table = out / "data" / f"study-{name}_description-{table}_data.csv"
        rows.map(harmless, na_action="ignore").to_csv(file_of_table, index=False)
        own = _dataset(f"{study.name}: {table}", TABLES[table], {table: rows})
        _write_json(file_of_table.with_suffix(".json"), own)
        rows.to_parquet(out / "parquet" / f"{table}.parquet", index=False)
    (out / "materials" / "study.yaml").write_bytes(file.read_bytes())
    _write_json(out / "dataset_description.json", _description(study, found))
    _write_json(out / "data" / FOR_ALL, _dataset(study.name, "The tables of a study, one a file.", found))
    _write_json(out / "documentation" / "versions.json", versions(study, store, log))
    codebook = pd.DataFrame(described(found), columns=["name", "description", "unitText", "minValue", "maxValue"])
    codebook.to_csv(out / "documentation" / "codebook.csv", index=False)
    bids.write(study.name, found, out / "bids")
    for text, content in _texts(study, found).items():
        (out / text).write_text(content, encoding="utf-8")
    return {table: len(rows) for table, rows in found.items()}


def _description(study: Study, found: dict[str, pd.DataFrame]) -> dict[str, Any]:
    title = next(iter(study.title.values()))
    stated = {
        "author": [{"@type": "Person", "name": study.contact}],
        "citation": title,
        "keywords": ["recommendation", "affect", study.design],
        "identifier": study.digest,
    }
    about = next(iter(study.about.values())).strip()
    return _dataset(study.name, about, found) | dict.fromkeys(RECOMMENDED, UNSTATED) | stated


def _dataset(name: str, description: str, found: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """Some tables as schema.org describes a data set."""
    kind = {"@context": "https://schema.org/", "@type": "Dataset"}
    return kind | {"name": name, "description": description, "variableMeasured": described(found)}


def _texts(study: Study, found: dict[str, pd.DataFrame]) -> dict[str, str]:
    sizes = "\n".join(f"- {table}: {len(rows)} rows, {len(rows.columns)} columns" for table, rows in found.items())
    return {
        "README.md": f"# {next(iter(study.title.values()))}\n\nOne table a file in `data/`, the same as Parquet in "
        "`parquet/`; `dataset_description.json` and `documentation/codebook.csv` say what each column holds, "
        f"`documentation/report.md` what is missing. `bids/` holds the events once more.\n\n{sizes}\n\n"
        f"All tables in R:\n\n    {IN_R}\n\nand in Python, with pandas as pd and Path of pathlib:\n\n    {IN_PANDAS}\n",
        "CHANGES.md": "# Changes\n\n- Exported as it was collected.\n",
        ".psychdsignore": "parquet/\nmaterials/\ndocumentation/\nbids/\n",
        "documentation/report.md": report(study, found),
    }


def _write_json(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False), encoding="utf-8")
