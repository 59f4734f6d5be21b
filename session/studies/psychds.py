"""The rules of the Psych-DS standard for a folder of data, as far as its validator checks them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

NEEDED = ("name", "description", "variableMeasured")
RECOMMENDED = ("author", "citation", "license", "funder", "url", "identifier", "privacyPolicy", "keywords")
PARTS = ("README.md", "CHANGES.md", ".psychdsignore", "analysis", "results", "materials", "documentation")
KEYWORDS = {"study", "site", "subject", "session", "task", "condition", "trial", "stimulus", "description"}

_NAME = re.compile(r"[a-z]+-[a-zA-Z0-9]+(_[a-z]+-[a-zA-Z0-9]+)*_data\.csv")


def problems(folder: Path) -> list[str]:
    """What keeps a folder from being a Psych-DS data set without a warning; empty where nothing does."""
    try:
        described = json.loads((folder / "dataset_description.json").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        return [f"dataset_description.json cannot be read: {error}"]
    return [*_of_description(described), *_of_parts(folder), *_of_data(folder, described)]


def _of_description(described: dict) -> Iterator[str]:
    if described.get("@type") != "Dataset" or not str(described.get("@context", "")).startswith("https://schema.org"):
        yield "@type must be Dataset and @context https://schema.org/"
    yield from (f"{key} is missing" for key in (*NEEDED, *RECOMMENDED) if not described.get(key))
    for key, value in described.items():
        objects = [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]
        if any("@type" not in one for one in objects):
            yield f"an object in {key} has no @type"


def _of_parts(folder: Path) -> Iterator[str]:
    yield from (f"{name} is missing" for name in PARTS if not (folder / name).exists())


def _of_data(folder: Path, described: dict) -> Iterator[str]:
    files = sorted((folder / "data").glob("**/*.csv"))
    if not files:
        yield "data/ holds no data file"
    listed = {one if isinstance(one, str) else one.get("name") for one in described.get("variableMeasured", ())}
    found: set[str] = set()
    for file in files:
        if not _NAME.fullmatch(file.name):
            yield f"{file.name} is no name of a data file"
        elif strange := {part.split("-")[0] for part in file.name.split("_")[:-1]} - KEYWORDS:
            yield f"{file.name}: {', '.join(sorted(strange))} is no keyword of the standard"
        with file.open(encoding="utf-8", newline="") as lines:
            header, *rows = [*csv.reader(lines)] or [[]]
        if not header or len(set(header)) < len(header) or not all(header):
            yield f"{file.name}: every column needs a name of its own"
        if any(len(row) != len(header) for row in rows):
            yield f"{file.name}: not all rows are as wide as the header"
        if "row_id" in header and len({row[header.index("row_id")] for row in rows}) < len(rows):
            yield f"{file.name}: row_id is not unique"
        found |= set(header)
    yield from (f"variableMeasured lacks {name}" for name in sorted(found - listed))
    yield from (f"variableMeasured lists {name}, which no file has" for name in sorted(listed - found))
