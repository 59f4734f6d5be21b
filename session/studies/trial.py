"""Pilots sent through a study in a process of their own, where the clock may leap, and with a record of their own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Trial:
    """Simulated people on their way, with a database of their own that goes when this is closed."""

    def __init__(self, file: Path, people: int, seed: int) -> None:
        """Begin; `file` is the study's."""
        self._folder = tempfile.TemporaryDirectory(prefix="attune-pilot-")
        self.database = f"sqlite:///{Path(self._folder.name) / 'pilot.db'}"
        self.people = people
        command = [sys.executable, "-m", "session", "pilot", str(file), "--people", str(people), "--seed", str(seed)]
        self._output = (Path(self._folder.name) / "output").open("w+b")
        self._process = subprocess.Popen(
            [*command, "--database", self.database], cwd=ROOT, stdout=self._output, stderr=subprocess.STDOUT
        )

    @property
    def running(self) -> bool:
        """Whether they are still on their way."""
        return self._process.poll() is None

    @property
    def failed(self) -> bool:
        """Whether it ended otherwise than it should."""
        return self._process.poll() not in (None, 0)

    def output(self) -> str:
        """What was printed so far."""
        return Path(self._output.name).read_text(encoding="utf-8", errors="replace")

    def close(self) -> None:
        """End it, and erase what it made."""
        self._process.kill()
        self._process.wait()
        self._output.close()
        self._folder.cleanup()
