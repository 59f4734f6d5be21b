"""The notice, and what the person agrees to. Before that nothing is mounted, inferred or stored."""

from __future__ import annotations

import streamlit as st

from emotion.modalities import FACE, TEXT, VOICE
from pages.parts.shared import sittings
from session.types import Consent

NOTICE = """
Attune reads how you feel, as well as it can, and keeps a list of films, songs, books and short reads in step with it.
It is an **emotion recognition system**, and you should know that before it starts (EU AI Act, Article 50(3)).
Its readings are estimates, sometimes wrong, never facts about you.
"""

KEPT = """
**Where it goes.** Picture and sound go to the computer that runs this page's server and nowhere else. They are read in
its memory and dropped at once.

**What is kept there.** The readings, once a second; the lists you saw and what you opened, liked or waved away; your
corrections; that you set a resting state, though not what it is; which items a history holds that you bring along, but
not your ratings; your comments, unless you switch that off. Never pictures, sound, or anything a face or voice could be
rebuilt from. It is filed under a random number instead of a name, and the page About deletes it for good.
"""


def ask() -> None:
    """Draw the notice; on agreement a sitting begins and the page runs again."""
    with st.container(horizontal_alignment="center"), st.container(key="live-consent", width=680):
        st.title("A list that listens to how you feel", anchor=False)
        st.markdown(NOTICE)
        with st.container(border=True):
            camera = _switch("camera", "Face", "the expression of the nearest face, through your camera", value=False)
            microphone = _switch("microphone", "Voice", "how you sound, through your microphone", value=False)
            text = _switch("text", "Words", "what the comments you type say of your mood", value=True)
            keep = _switch(
                "keep", "Keep my comments", "store their words with the sitting", value=True, disabled=not text
            )
        st.markdown(KEPT)
        label = "Agree and continue" if camera or microphone or text else "Continue without sensing"
        if st.button(label, key="consent-agree", type="primary", width="stretch"):
            agreed = {FACE: camera, VOICE: microphone, TEXT: text}
            _begin(Consent(frozenset(m for m in agreed if agreed[m]), keep_comments=text and keep))
        st.caption("Not made for decisions about people, nor for work or school.", text_alignment="center")


def _switch(name: str, label: str, meaning: str, value: bool, disabled: bool = False) -> bool:
    return st.toggle(f"**{label}** · {meaning}", value=value, key=f"consent-{name}", disabled=disabled)


def _begin(agreed: Consent) -> None:
    try:
        with st.skeleton(height=320):
            sittings.begin(agreed)
    except sittings.UnavailableError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.rerun()
