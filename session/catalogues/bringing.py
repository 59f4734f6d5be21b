"""A table on its way to a catalogue: checked and computed in a process of its own, which nothing here waits for."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import weakref
from enum import StrEnum
from pathlib import Path
from typing import Any

from emotion.message import Message
from recommender.catalogue.imported import FIELDS, Plan
from session.catalogues.shelf import Shelf

ROOT = Path(__file__).resolve().parents[2]

MOST_ROWS = 100_000
"""A table that visitors bring may have so many rows."""

NICENESS = 15
"""The process gives way to those that sense."""


class Stage(StrEnum):
    """How far a table is."""

    COMPUTING = "computing"
    RANKING = "ranking"
    READY = "ready"
    WRONG = "wrong"
    FAILED = "failed"


class Table:
    """An uploaded file, in a folder of its own that goes with it, at the latest when nobody knows of it any more."""

    def __init__(self, name: str, data: bytes) -> None:
        """name: as its owner calls it, of which the ending counts."""
        self.folder = Path(tempfile.mkdtemp(prefix="attune-table-"))
        self._erase = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self.file = self.folder / f"table{Path(name).suffix.lower()}"
        self.file.write_bytes(data)

    def close(self) -> None:
        """Erase it."""
        self._erase()


class Bringing:
    """One table on its way. Its state may be read by any thread.

    share in [0, 1] tells how far it is; wrong names rows that are wrong, and mistakes how many there are; items and
    skipped count what became of the rows. name is what a condition calls the catalogue once it is READY.
    """

    def __init__(self, table: Table, plan: Plan, skips: bool, shelf: Shelf) -> None:
        self.stage = Stage.COMPUTING
        self.share = 0.0
        self.wrong: tuple[Message, ...] = ()
        self.mistakes = self.items = self.skipped = 0
        self.name = f"brought-{secrets.token_hex(8)}"
        self._table, self._shelf = table, shelf
        self._lock = threading.Lock()
        self._closed = False
        command = [sys.executable, "-m", "recommender", "import", str(table.file), "--out", str(self._out), "--json"]
        command += [
            f"--most={MOST_ROWS}",
            *(["--skip"] if skips else []),
            *([f"--kind={plan.kind}"] if plan.kind else []),
        ]
        command += [f"--map={field}={plan.columns.get(field, '')}" for field in FIELDS]
        self._process = subprocess.Popen(
            ["nice", "-n", str(NICENESS), *command] if os.name == "posix" else command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        threading.Thread(target=self._follow, name="attune-bringing", daemon=True).start()

    @property
    def running(self) -> bool:
        """Whether it is still on its way."""
        return self.stage in (Stage.COMPUTING, Stage.RANKING)

    def close(self) -> None:
        """Stop it, and forget what came of it."""
        with self._lock:
            self._closed = True
        self._process.kill()
        self._shelf.drop(self.name)
        self._table.close()

    @property
    def _out(self) -> Path:
        return self._table.folder / "catalogue"

    def _follow(self) -> None:
        assert self._process.stdout is not None  # it is a pipe
        with self._process.stdout as lines:
            for line in lines:
                self._take(line)
        if self._process.wait() != 0:
            self.stage = Stage.WRONG if self.wrong else Stage.FAILED
            return
        self.stage = Stage.RANKING
        try:
            ranker = self._shelf.ranked(self._out)
        except Exception:
            self.stage = Stage.FAILED
            raise
        with self._lock:
            if not self._closed:
                self._shelf.put(self.name, ranker)
                self._table.close()
                self.stage = Stage.READY

    def _take(self, line: str) -> None:
        """Something that the process says; what is no JSON comes from a library."""
        try:
            told: dict[str, Any] = json.loads(line)
        except json.JSONDecodeError:
            return
        self.share = told.get("share", self.share)
        self.items, self.skipped = told.get("items", self.items), told.get("skipped", self.skipped)
        if "wrong" in told:
            self.wrong, self.mistakes = tuple(map(Message.from_json, told["wrong"])), told["of"]
