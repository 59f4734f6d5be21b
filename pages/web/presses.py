"""No press is lost: what a person did is taken in whole before the run of the page that does so may be interrupted.

Streamlit 1.67 would lose one in two ways. With `runner.fastReruns`, which is off here, a rerun of the whole page ends
the run before it together with what still waits for that run. And a rerun that is asked for while a run begins, or
while it calls what a widget is to call, ends that run at the next touch of `st.session_state`: what was pressed is then
forgotten, or is told to the page alone as the return value of a button, and nothing is called.
"""

from __future__ import annotations

from functools import wraps

from streamlit.runtime.state.safe_session_state import SafeSessionState

_take_in = SafeSessionState.on_script_will_rerun


@wraps(_take_in)
def _whole(self: SafeSessionState, *args: object, **states: object) -> None:
    """Take in the widgets' states and call what they are to call; Streamlit looks for interruptions right after."""
    interrupts = self._yield_callback
    object.__setattr__(self, "_yield_callback", lambda: None)  # as its own __init__ sets it
    try:
        _take_in(self, *args, **states)
    finally:
        object.__setattr__(self, "_yield_callback", interrupts)


def keep() -> None:
    """Keep every press from now on, in all pages of this process."""
    SafeSessionState.on_script_will_rerun = _whole
