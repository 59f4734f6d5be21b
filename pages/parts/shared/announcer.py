"""What changes by itself, told to those who listen instead of looking: politely, and once in five seconds at most."""

from __future__ import annotations

import streamlit as st

_HTML = """
<div role="status" aria-live="polite"></div>
"""

_CSS = """
[role="status"] {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
}
"""

_JS = """
const PAUSE = 5000  // ms

export default function ({ data, parentElement }) {
    const region = parentElement.querySelector("[role=status]")
    clearTimeout(region.timer)
    region.timer = setTimeout(() => {
        if (region.textContent !== data.text) {
            region.textContent = data.text
            region.said = Date.now()
        }
    }, Math.max(PAUSE - (Date.now() - (region.said ?? 0)), 0))
}
"""

_announcer = st.components.v2.component("attune_announcer", html=_HTML, css=_CSS, js=_JS)


def announce(text: str) -> None:
    """Have this said where it differs from what was said last; of what comes too fast only the newest is."""
    _announcer(data={"text": text}, key="announcer", height="content")
