"""The notice, and what the person agrees to. Before that nothing is mounted, inferred or stored."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from emotion.modalities import TEXT, VOICE, asked_for
from emotion.modality import Modality
from emotion.remote.address import read_elsewhere
from emotion.speech import recogniser
from pages.parts.shared import sittings
from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import tab
from pages.parts.story.telling import ASKED
from session.condition import DEMO
from session.types import Consent

FIRST = "mara"
"""The story that a person sees who looks on without a camera."""

SWITCH = "consent-{}"

ASKED_EVERY = 2.0
"""Seconds after which who waits in line asks again."""

WHAT_COMES = Path(__file__).resolve().parents[3] / "assets" / "brand" / "what-comes.svg"


def ask() -> None:
    """Draw the notice; on agreement, or where the person looks first, a sitting begins and the page runs again."""
    with st.container(horizontal_alignment="center"), st.container(key="live-consent", width=680):
        st.title(t("notice-title"), anchor=False)
        st.markdown(t("notice"))
        _picture()
        if tab().catalogue != DEMO.catalogue:
            st.info(t("import-chosen"), icon=":material/menu_book:")
        with st.container(border=True):
            for modality in asked_for():
                _switch(modality.consent)
            _switch("keep", disabled=not _on(TEXT))
            if recogniser.installed():
                _switch("aloud", disabled=not (_on(TEXT) and _on(VOICE)))
        with st.container(horizontal=True):
            primary_button(t("notice-agree"), key="consent-agree", width="stretch", on_click=_agree)
            st.button(t("notice-look-first"), key="look-first", width="stretch", on_click=_look_first)
            icon = ":material/play_circle:"
            st.button(t("story-start"), key="story-start", icon=icon, width="stretch", on_click=_tell)
        _begin()
        with st.expander(t("notice-details")):
            st.markdown(kept())
            st.markdown(t("notice-not-for"))


def kept() -> str:
    """Where pictures and sound go, and what is stored."""
    told = ["kept-where-elsewhere" if read_elsewhere() else "kept-where", "kept-what"]
    if recogniser.installed():
        told.append("kept-aloud")
    return "\n\n".join(map(t, [*told, "kept-together"]))


def _picture() -> None:
    """What comes, drawn within the page so that it is there at once and nothing jumps."""
    with st.container(key="notice-picture"):
        st.image(WHAT_COMES.read_text(encoding="utf-8"), width="stretch", alt=t("notice-picture"))


def _switch(name: str, disabled: bool = False) -> None:
    st.toggle(t(f"consent-{name}"), key=SWITCH.format(name), disabled=disabled)


def _on(modality: Modality) -> bool:
    return st.session_state[SWITCH.format(modality.consent)]


def _tell() -> None:
    tab().story = None  # the address tells it
    st.switch_page("story.py", query_params={ASKED: FIRST})


def _agree() -> None:
    """To what is switched on now, which may be more or less than when the button was drawn."""
    agreed = [modality for modality in asked_for() if _on(modality)]
    keep = TEXT in agreed and st.session_state[SWITCH.format("keep")]
    aloud = {TEXT, VOICE} <= {*agreed} and st.session_state.get(SWITCH.format("aloud"), False)
    tab().agreed, tab().unagreed = Consent.to(*agreed, keep_comments=keep, aloud=aloud), None


def _look_first() -> None:
    tab().agreed, tab().unagreed = Consent.to(keep_comments=False), None


def _begin() -> None:
    """Begin a sitting as agreed, which may take a while on a server that has just started."""
    agreed = tab().agreed
    if agreed is not None:
        try:
            with st.skeleton(height=320):
                sittings.begin(agreed)
        except sittings.QueuedError:
            _wait()
        except sittings.UnavailableError as error:
            tab().agreed, tab().unagreed = None, error.args[0]
        else:
            tab().agreed = None
            st.rerun()
    if tab().unagreed is not None:
        st.error(say(tab().unagreed), icon=":material/error:")


def _wait() -> None:
    """Wait in line for a place, with the number there; who no longer wants to may leave."""
    with st.container(key="queue", gap="xsmall"):
        _ask_again()
        st.button(t("queue-leave"), key="queue-leave", type="tertiary", on_click=_leave_line)


@st.fragment(run_every=ASKED_EVERY)
def _ask_again() -> None:
    try:
        sittings.begin(tab().agreed or Consent())
    except sittings.QueuedError as queued:
        number = queued.args[1]
        st.info(t("queue-next" if number == 1 else "queue-number", number=number), icon=":material/hourglass:")
    except sittings.UnavailableError as error:
        tab().agreed, tab().unagreed = None, error.args[0]
        st.rerun()
    else:
        tab().agreed = None
        st.rerun()


def _leave_line() -> None:
    sittings.leave_line()
    tab().agreed = None
