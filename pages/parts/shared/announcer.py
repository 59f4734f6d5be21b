"""What changes by itself, told to those who listen instead of looking: politely, and once in five seconds at most."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_CODE = {kind: Path(__file__).with_suffix(f".{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js")}

_announcer = st.components.v2.component("attune_announcer", **_CODE)


def announce(text: str) -> None:
    """Have this said where it differs from what was said last; of what comes too fast only the newest is."""
    _announcer(data={"text": text}, key="announcer", height="content")
