"""The rules of the Psych-DS standard for a folder of data, as far as its validator checks them (version 1.5).

https://psychds-docs.readthedocs.io; the rules stand in the validator's schema.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

NEEDED = ("name", "description", "variableMeasured")
RECOMMENDED = ("author", "citation", "license", "funder", "url", "identifier", "keywords")
OF_A_DATASET = {"@context", "@type", *NEEDED, *RECOMMENDED, "usageInfo", "version", "dateCreated"}
"""Keys that schema.org gives a data set, as far as they are used here; any other is warned of, `privacyPolicy` too,
though the standard recommends it."""

FOR_ALL = "file_metadata.json"
"""What holds for all files in data/; that there is none is warned of."""

IGNORED = ("materials", "results", "analysis", "documentation")
"""Folders in which files may be named at will."""

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

    yield from (f"{key} is no property of a data set" for key in described if key not in OF_A_DATASET)


def _of_parts(folder: Path) -> Iterator[str]:
    yield from (f"{name} is missing" for name in (*PARTS, f"data/{FOR_ALL}") if not (folder / name).exists())
    try:
        listed = (folder / ".psychdsignore").read_text(encoding="utf-8").split()
    except OSError:
        listed = []
    ignored = {*IGNORED, *(line.rstrip("/") for line in listed)}
    for file in (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file()):
        known = str(file) in ("dataset_description.json", *PARTS) or file.parts[0] in {"data", *ignored}
        if not known:
            yield f"{file} is outside of the standard, and not in .psychdsignore"


def _of_data(folder: Path, described: dict) -> Iterator[str]:
    files = sorted((folder / "data").glob("**/*.csv"))
    if not files:
        yield "data/ holds no data file"
    listed, found = _variables(described), set[str]()
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
        yield from _of_sidecar(file, header)
    yield from (f"variableMeasured lacks {name}" for name in sorted(found - listed))
    yield from (f"variableMeasured lists {name}, which no file has" for name in sorted(listed - found))


def _of_sidecar(file: Path, header: list[str]) -> Iterator[str]:
    """What beside a data file says what its columns are takes the place of what is said of all."""
    sidecar = file.with_suffix(".json")
    try:
        own = _variables(json.loads(sidecar.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        yield f"{sidecar.name} cannot be read: {error}"
    else:
        if own != set(header):
            yield f"{sidecar.name} does not list what {file.name} holds: {', '.join(sorted(own ^ set(header)))}"


def _variables(described: dict) -> set[str]:
    return {one if isinstance(one, str) else one.get("name") for one in described.get("variableMeasured", ())}
