"""The studies that a server holds, by the name that a link gives: a file NAME.yaml of one's own folder, or shipped."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

from session.record.database import default_folder
from session.studies.design import Study, load
from session.studies.located import FileError

SHIPPED = Path(__file__).resolve().parents[2] / "assets" / "studies"
VARIABLE = "ATTUNE_STUDIES"
"""Names the folder of one's own studies; without it they lie in `studies` in the user's data folder."""

LONGEST_NAME = 40

NO_CONTACT = "write here whom participants can ask"
"""What stands for a contact in the files that are shipped."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def find(name: str) -> Study | None:
    """The study of this name as its file stands now; None where there is none. Raises FileError for a broken file."""
    file = file_of(name)
    study = _read(file, file.stat().st_mtime_ns) if file else None
    return study if study and study.name == name else None


def own_folder() -> Path:
    """The folder of one's own studies, which need not be there."""
    return Path(named) if (named := os.environ.get(VARIABLE)) else default_folder() / "studies"


def names() -> list[str]:
    """The names of all studies there are files of, one's own first."""
    found = [file.stem for folder in (own_folder(), SHIPPED) for file in sorted(folder.glob("*.yaml"))]
    return list(dict.fromkeys(name for name in found if _NAME.fullmatch(name)))


def create(name: str, template: str) -> Path:
    """A study of one's own after the file of another one; returns its file, for its owner to change.

    Raises FileError for a name that is taken or none, and for a folder that can't be written.
    """
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
        raise FileError(f"{name!r} is no name; take lower-case letters, digits and hyphens, at most {LONGEST_NAME}")
    if name in names():
        raise FileError(f"a study is named {name!r} already; take another name")
    source = file_of(template)
    if source is None:
        raise FileError(f"no study is named {template!r}")
    text = re.sub(r"(?m)^name: .*$", f"name: {name}", source.read_text(encoding="utf-8"), count=1)
    return write(name, text)


def write(name: str, text: str) -> Path:
    """Put a study's file into one's own folder, whether or not it can be read. Raises FileError where that fails."""
    file = own_folder() / f"{name}.yaml"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(file)
    except OSError as error:
        raise FileError(f"{file} cannot be written: {error.strerror}") from None
    return file


def file_of(name: str) -> Path | None:
    """The file of the study of this name; None where there is none."""
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
        return None
    return next((file for folder in (own_folder(), SHIPPED) if (file := folder / f"{name}.yaml").is_file()), None)


def named(name: str) -> Path:
    """The file of a study, by the file's path or the study's name. Raises FileError where there is none."""
    file = Path(name) if name.endswith((".yaml", ".yml")) else file_of(name)
    if file is None:
        raise FileError(f"no study is named {name!r}; name one of assets/studies, of ${VARIABLE}, or a file")
    return file


@lru_cache(maxsize=64)
def _read(file: Path, _changed: int) -> Study:
    return load(file)
