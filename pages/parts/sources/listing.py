"""Each system of the literature: what it does, where it serves here, its figures beside the published, its code."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from pages.parts.shared import words
from pages.parts.shared.language import t
from pages.parts.sources import systems
from pages.parts.sources.systems import System

ROOT = systems.ASSETS.parent


def show() -> None:
    """What is built, then what is not."""
    found = systems.read()
    built = [system for system in found if system.built]
    st.markdown(t("sources", built=len(built), count=len(found)))
    for system in built:
        with st.container(key=f"source-{system.name}"):
            _system(system)
    missing = [system for system in found if not system.built]
    if missing:
        st.header(t("sources-missing"), anchor=False)
        st.markdown("\n".join(f"- **{system.title}**: {_does(system)} ({_cited(system)})" for system in missing))


def _system(system: System) -> None:
    st.header(system.title, anchor=False)
    st.markdown(_cited(system))
    st.markdown(f"{_does(system)} {t(f'source-{system.name}-here')}")
    rows = [(t("sources-here"), t(f"figure-of-{one.figure}"), one.value()) for one in system.here]
    rows += [(t("sources-published"), t(f"figure-of-{one.figure}"), one.value()) for one in system.published]
    st.table(
        pd.DataFrame(rows, columns=[" ", t("sources-figure"), t("sources-value")]).set_index(" "), border="horizontal"
    )
    st.markdown(t(f"source-{system.name}-differs"))
    st.code(system.command, language=None, wrap_lines=True)
    with st.container(horizontal=True, gap="small"):
        for file in system.code:
            if st.button(file, key=f"source-{system.name}-{file}", icon=":material/code:", type="tertiary"):
                _code(file)


def _does(system: System) -> str:
    return t(f"source-{system.name}-does")


def _cited(system: System) -> str:
    cited = words.escaped(system.cited)
    return f"[{cited}]({system.link})" if system.link else cited


def _code(file: str) -> None:
    """The file itself, over the page."""

    @st.dialog(file, width="large")
    def opened() -> None:
        st.code(Path(ROOT / file).read_text(encoding="utf-8"), language="python")

    opened()
