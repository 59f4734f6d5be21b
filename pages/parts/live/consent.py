"""The notice, and what the person agrees to. Before that nothing is mounted, inferred or stored."""

from __future__ import annotations

import streamlit as st

from emotion.modalities import TEXT, asked_for
from pages.parts.shared import sittings
from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import explained, t
from session.types import Consent


def ask() -> None:
    """Draw the notice; on agreement a sitting begins and the page runs again."""
    with st.container(horizontal_alignment="center"), st.container(key="live-consent", width=680):
        st.title(t("notice-title"), anchor=False)
        st.markdown(t("notice"))
        with st.container(border=True):
            agreed = [modality for modality in asked_for() if _switch(modality.consent, not modality.streamed)]
            keep = _switch("keep", value=True, disabled=TEXT not in agreed)
        st.markdown(kept())
        label = "notice-agree" if agreed else "notice-go-on"
        if primary_button(t(label), key="consent-agree", width="stretch"):
            _begin(Consent.to(*agreed, keep_comments=TEXT in agreed and keep))
        st.caption(t("notice-not-for"), text_alignment="center")


def kept() -> str:
    """Where pictures and sound go, and what is stored."""
    return f"{t('kept-where')}\n\n{t('kept-what')}"


def _switch(name: str, value: bool, disabled: bool = False) -> bool:
    return st.toggle(t(f"consent-{name}"), value=value, key=f"consent-{name}", disabled=disabled)


def _begin(agreed: Consent) -> None:
    try:
        with st.skeleton(height=320):
            sittings.begin(agreed)
    except sittings.UnavailableError as error:
        st.error(explained(error), icon=":material/error:")
        return
    st.rerun()
