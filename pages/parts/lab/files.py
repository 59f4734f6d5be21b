"""The files of results on the page Lab that hold no benchmark: read once while they stay as they are, and drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from pages.parts.lab import results
from pages.parts.shared import words
from pages.parts.shared.language import t

Part = tuple[str, tuple[str, ...], Callable[[dict[str, Any]], None]]
"""A file of results, what it must hold, and what draws it."""


def draw(parts: Sequence[Part], problem: str) -> None:
    """Whatever of the parts is there; problem: key of what is said of a file that does not hold what it must."""
    for name, needed, drawn in parts:
        file = results.RESULTS / name
        if not file.is_file():
            continue
        found = read(file, needed)
        if found is None:
            st.warning(t(problem, file=words.escaped(name)), icon=":material/warning:")
        else:
            drawn(found)


def read(file: Path, needed: tuple[str, ...]) -> dict[str, Any] | None:
    """What a file holds; None where it is not there or lacks what is needed."""
    return _read(file, file.stat().st_mtime, needed) if file.is_file() else None


@st.cache_data(max_entries=8, show_spinner=False)
def _read(file: Path, _changed: float, needed: tuple[str, ...]) -> dict[str, Any] | None:
    return results.read_file(file, needed)
