"""The systems of the literature that Attune follows, from assets/sources.toml. Pure."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

ASSETS = Path(__file__).resolve().parents[3] / "assets"
FILE = ASSETS / "sources.toml"


class Figure(BaseModel):
    """What was measured, by the key of its name, and what it came to: as `says` states it, or as it stands in a result
    at the end of a way.

    card: the model card that holds it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    figure: str
    says: str = ""
    card: str = ""
    result: str = ""
    at: tuple[str, ...] = ()

    def value(self, assets: Path = ASSETS) -> str:
        """The figure as it is shown. Raises OSError or LookupError where the file or the way in it is missing."""
        if not self.result:
            return self.says
        found: Any = json.loads((assets / "results" / self.result).read_text(encoding="utf-8"))
        for key in self.at:
            found = found[key]
        return f"{found:.3f}"


class System(BaseModel):
    """One system: cited is where it was published; code are paths from the root of the repository."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    cited: str
    link: str = ""
    code: tuple[str, ...] = ()
    command: str = ""
    here: tuple[Figure, ...] = ()
    published: tuple[Figure, ...] = ()

    @property
    def built(self) -> bool:
        """Whether Attune has it."""
        return bool(self.command)

    @model_validator(mode="after")
    def _whole(self) -> System:
        if len({bool(self.command), bool(self.code), bool(self.here)}) > 1:
            raise ValueError(f"{self.name}: what is built has a command, code and a figure; what is not has none")
        return self


def read(file: Path = FILE) -> Sequence[System]:
    """All systems, in the order of the file. Raises ValueError for what does not fit."""
    return [System(**row) for row in tomllib.loads(file.read_text(encoding="utf-8"))["systems"]]
