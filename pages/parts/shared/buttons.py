"""Buttons that are named and legible for everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

ICON_WIDTH = 24
"""Pixels: room for the icon and for none of the label, and the least that a finger should have."""


def icon_button(
    label: str, icon: str, key: str, on_click: Callable[..., None] | None = None, args: tuple[Any, ...] = ()
) -> bool:
    """A button that shows an icon alone; the label is its name and a pointer's tip, and is cut off beside the icon."""
    return st.button(
        label, icon=icon, key=key, type="tertiary", width=ICON_WIDTH, wrap=False, on_click=on_click, args=args
    )


def primary_button(label: str, key: str, **look: Any) -> bool:
    """The button that leads on; its words take the theme's violetTextColor, legible on either primary colour."""
    return st.button(f":violet[{label}]", key=key, type="primary", **look)
