"""Shows how the list moved: each row glides from where its item stood before. Nothing moves for who wants it still."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from session.types import Snapshot

_CODE = {kind: Path(__file__).with_suffix(f".{kind}").read_text(encoding="utf-8") for kind in ("html", "js")}

_moves = st.components.v2.component("attune_moves", **_CODE)


def show(snapshot: Snapshot) -> None:
    """Once for each version of the list; below the rows, so that they are there already."""
    data = {"version": snapshot.list_version, "from": [one.previous_rank for one in snapshot.recommendations]}
    _moves(data=data, key="moves", height="content")
