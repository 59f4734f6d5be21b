"""Files for rows that could not be written before the process ended; the next process writes them."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from session.record import schema
from session.record.buffer import Row
from session.record.database import Database, default_folder


class Leftover:
    """The files of one database: beside it, or in the user's data folder where that cannot be written."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def leave(self, batch: Sequence[Row]) -> Path:
        """Write rows into a new file that only this user can read, and return it. Raises OSError."""
        *folders, last = self._folders()
        for folder in folders:
            with contextlib.suppress(OSError):
                return _write(folder / self._named(secrets.token_hex(8)), batch)
        return _write(last / self._named(secrets.token_hex(8)), batch)

    def files(self) -> list[Path]:
        """The files that were left."""
        return [file for folder in self._folders() for file in sorted(folder.glob(self._named("*")))]

    def _folders(self) -> list[Path]:
        file = self._database.file
        return list(dict.fromkeys(([file.parent] if file else []) + [default_folder()]))

    def _named(self, part: str) -> str:
        whose = hashlib.sha256(self._database.place.encode()).hexdigest()[:12]
        return f"attune-{whose}-{schema.REVISION}-{part}.jsonl"


def rows_of(file: Path) -> list[Row]:
    """The rows of a file that was left. They are of this schema, whose number is part of the file's name."""
    lines = [json.loads(line, object_hook=_decoded) for line in file.read_text(encoding="utf-8").splitlines()]
    return [(schema.metadata.tables[name], row) for name, row in lines]


def remove(file: Path) -> None:
    """Overwrite a file and take it away."""
    with file.open("r+b") as out:
        out.write(bytes(file.stat().st_size))
        out.flush()
        os.fsync(out.fileno())
    file.unlink()


def _write(file: Path, batch: Sequence[Row]) -> Path:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as out:
        for table, row in batch:
            out.write(json.dumps([table.name, row], default=_encoded) + "\n")
        out.flush()
        os.fsync(out.fileno())
    return part.rename(file)


def _encoded(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    raise TypeError(f"{type(value).__name__} cannot be left")


def _decoded(value: dict[str, Any]) -> Any:
    return base64.b64decode(value["base64"]) if value.keys() == {"base64"} else value
