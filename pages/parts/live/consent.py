"""The notice, and what the person agrees to. Before that nothing is mounted, inferred or stored."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from emotion.modalities import TEXT, asked_for
from pages.parts.shared import sittings
from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import explained, t
from pages.parts.shared.tab import tab
from pages.parts.story.telling import ASKED
from session.types import Consent

FIRST = "mara"
"""The story that a person sees who looks on without a camera."""

WHAT_COMES = Path(__file__).resolve().parents[3] / "assets" / "brand" / "what-comes.svg"


def ask() -> None:
    """Draw the notice; on agreement, or where the person looks first, a sitting begins and the page runs again."""
    with st.container(horizontal_alignment="center"), st.container(key="live-consent", width=680):
        st.title(t("notice-title"), anchor=False)
        st.markdown(t("notice"))
        _picture()
        with st.container(border=True):
            agreed = [modality for modality in asked_for() if _switch(modality.consent)]
            keep = _switch("keep", disabled=TEXT not in agreed)
        with st.container(horizontal=True):
            if primary_button(t("notice-agree"), key="consent-agree", width="stretch"):
                _begin(Consent.to(*agreed, keep_comments=TEXT in agreed and keep))
            if st.button(t("notice-look-first"), key="look-first", width="stretch"):
                _begin(Consent.to(keep_comments=False))
            if st.button(t("story-start"), key="story-start", icon=":material/play_circle:", width="stretch"):
                _tell()
        with st.expander(t("notice-details")):
            st.markdown(kept())
            st.markdown(t("notice-not-for"))


def kept() -> str:
    """Where pictures and sound go, and what is stored."""
    return f"{t('kept-where')}\n\n{t('kept-what')}"


def _picture() -> None:
    """What comes, drawn within the page so that it is there at once and nothing jumps."""
    with st.container(key="notice-picture"):
        st.image(WHAT_COMES.read_text(encoding="utf-8"), width="stretch", alt=t("notice-picture"))


def _switch(name: str, disabled: bool = False) -> bool:
    return st.toggle(t(f"consent-{name}"), key=f"consent-{name}", disabled=disabled)


def _tell() -> None:
    tab().story = None  # the address tells it
    st.switch_page("story.py", query_params={ASKED: FIRST})


def _begin(agreed: Consent) -> None:
    try:
        with st.skeleton(height=320):
            sittings.begin(agreed)
    except sittings.UnavailableError as error:
        st.error(explained(error), icon=":material/error:")
        return
    st.rerun()
