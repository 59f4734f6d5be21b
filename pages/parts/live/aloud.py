"""What was said aloud a moment ago, as words; what it asks for waits for the person's yes."""

from __future__ import annotations

import streamlit as st

from pages.parts.live.statement import ECHOED, ELLIPSIS
from pages.parts.shared import sittings
from pages.parts.shared.language import t
from pages.parts.shared.tab import tab
from session.protocol import Sitting

EVERY = 0.75
"""Seconds between looks whether something was said."""


def show(session: Sitting) -> None:
    """The words, where the person agreed to that."""
    if session.consent.hears:
        _heard(session)


@st.fragment(run_every=EVERY)
def _heard(session: Sitting) -> None:
    heard = session.snapshot().heard
    if heard is None or " ".join(heard.text.split()) == tab().said:  # it is a comment by now
        return
    shown = heard.text if len(heard.text) <= ECHOED else heard.text[:ECHOED] + ELLIPSIS
    with st.container(key="live-heard", gap="xxsmall"):
        st.text(t("heard", words=shown))
        if heard.asks:
            st.button(
                t("heard-confirm"),
                key="heard-confirm",
                type="tertiary",
                icon=":material/check:",
                on_click=_confirm,
                args=(session, heard.text),
            )


def _confirm(session: Sitting, text: str) -> None:
    """Make a comment of it, which counts in full."""
    with sittings.answered(session):
        taken = session.comment(text)
    tab().said, tab().hurried = (" ".join(text.split()), False) if taken else (tab().said, True)
