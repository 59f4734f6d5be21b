"""The focus goes where the eye goes: to what has just appeared."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_CODE = {kind: Path(__file__).with_suffix(f".{kind}").read_text(encoding="utf-8") for kind in ("html", "js")}

_focus = st.components.v2.component("attune_focus", **_CODE)


def focus_on(selector: str, token: str, key: str, gently: bool = False) -> None:
    """Focus what a CSS selector finds, once for every new token; what is new is brought into view.

    gently: not from where the person has gone meanwhile.
    """
    _focus(data={"selector": selector, "token": token, "gently": gently}, key=key, height="content")
