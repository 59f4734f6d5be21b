"""A page that was sensed goes on being sensed at another server process, which knows nothing of it but its sitting.

What widgets hold is sent along when a page connects to a process that does not know it, and gone after a reload: so
one that nobody sees holds whether the page is sensed.
"""

from __future__ import annotations

import streamlit as st

from pages.parts.live import attempts
from pages.parts.shared import sittings
from session.protocol import Sitting

KEY = "going-on"


def look(session: Sitting) -> bool:
    """Begin to sense where the process that did is gone, as nobody has pressed Stop; whether that is so."""
    unknown = KEY not in st.session_state
    if not unknown:
        st.session_state[KEY] = sittings.streaming()
    sensed = st.checkbox("sensed", key=KEY, label_visibility="collapsed")
    if unknown and sensed and not sittings.streaming():
        sittings.start(session)
        attempts.goes_on()
        return True
    return False
