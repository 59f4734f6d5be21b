"""Which devices the browser cannot have, known as soon as it is: refused by the person, or not there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import streamlit as st

from emotion.modalities import asked_for
from emotion.modality import Modality

Trouble = Literal["refused", "missing"]

KEY = "devices"

_CODE = {kind: Path(__file__).with_suffix(f".{kind}").read_text(encoding="utf-8") for kind in ("html", "js")}

_devices = st.components.v2.component("attune_devices", **_CODE)


def trouble() -> dict[Modality, Trouble]:
    """The streamed senses whose device cannot be had; the page runs anew when that changes.

    Empty where the browser does not tell.
    """
    told = _devices(key=KEY, height="content", on_trouble_change=_nothing).trouble
    return of_senses(told) if isinstance(told, Mapping) else {}


def of_senses(told: Mapping[str, str]) -> dict[Modality, Trouble]:
    """The trouble by sense, from what the browser tells by device; anything else that it tells is left out."""
    known = ("refused", "missing")
    return {m: told[m.consent] for m in asked_for() if m.streamed and told.get(m.consent) in known}


def _nothing() -> None:
    pass
