"""The studies that a server holds, by the name that a link gives: a file NAME.yaml of one's own folder, or shipped."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

from session.studies.design import Study, load

SHIPPED = Path(__file__).resolve().parents[2] / "assets" / "studies"
VARIABLE = "ATTUNE_STUDIES"
"""Names the folder of one's own studies."""

LONGEST_NAME = 40

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def find(name: str) -> Study | None:
    """The study of this name as its file stands now; None where there is none. Raises FileError for a broken file."""
    file = file_of(name)
    study = _read(file, file.stat().st_mtime_ns) if file else None
    return study if study and study.name == name else None


def file_of(name: str) -> Path | None:
    """The file of the study of this name; None where there is none."""
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
        return None
    folders = [Path(own)] if (own := os.environ.get(VARIABLE)) else []
    return next((file for folder in [*folders, SHIPPED] if (file := folder / f"{name}.yaml").is_file()), None)


@lru_cache(maxsize=64)
def _read(file: Path, _changed: int) -> Study:
    return load(file)
