"""The menu of a narrow screen, which closes by itself."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_CODE = {kind: Path(__file__).with_suffix(f".{kind}").read_text(encoding="utf-8") for kind in ("html", "js")}

_menu = st.components.v2.component("attune_menu", **_CODE)


def close_after(page: str) -> None:
    """Close the menu where it is open and this page is another one than before."""
    _menu(data={"page": page}, key="menu", height="content")
