"""A press counts, and once: it is taken in whole, by the run it was for or by the one that takes its place.

Streamlit 1.67 loses one in three ways. A rerun of the whole page ends the runner before it, together with the requests
that wait for that runner, and with the one that it was about to take in. And a callback that is at work when its run is
to end is cut short where it next touches `st.session_state`; the press may then be told to the page alone, as the
return value of its button. (With `runner.fastReruns` off nothing waits for a runner that is ended, but then the browser
is at times sent parts of a page whose frame it has not got, and shows nothing any more.)

And it tells some twice: the browser sends a press a moment after it was made, and what it sends for another reason in
that moment has the press in it already.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from weakref import WeakKeyDictionary

import streamlit as st
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import ScriptRunner, StopException, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import (
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
    _coalesce_widget_states,
    _has_active_trigger_value,
)
from streamlit.runtime.state.safe_session_state import SafeSessionState

_request = AppSession.request_rerun
_ready, _yields = ScriptRequests.on_scriptrunner_ready, ScriptRequests.on_scriptrunner_yield
_take_in = SafeSessionState.on_script_will_rerun

_one_at_a_time = WeakKeyDictionary[PagesManager, Lock]()
"""Runners of one tab share its state; only one of them takes in at a time."""


SAME_PRESS, SAME_WORDS = 0.2, 3.0
"""Within so many seconds the same press of a button, and the same words of a text, are one that was sent twice."""

_came = WeakKeyDictionary[AppSession, dict[str, tuple[bytes, float]]]()
"""What was pressed last in a tab, by widget, and when, in s on the monotonic clock."""


class _Handed:
    """What a runner was handed and has not taken in yet. gone: another runner has it, and this one is to end."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.states: WidgetStates | None = None
        self.gone = False


_handed = WeakKeyDictionary[ScriptRequests, _Handed]()


def _hand_at_start(self: ScriptRequests) -> ScriptRequest:
    return _hand(self, _ready)


def _hand_amid(self: ScriptRequests) -> ScriptRequest | None:
    return _hand(self, _yields)


def _hand(self: ScriptRequests, ask: Callable[[ScriptRequests], ScriptRequest | None]) -> ScriptRequest | None:
    handed = _handed.setdefault(self, _Handed())
    with handed.lock:
        request = ask(self)
        if request is not None and request.type is ScriptRequestType.RERUN:
            handed.states = request.rerun_data.widget_states
    return request


def _carry_over(self: AppSession, client_state: ClientState | None) -> None:
    """A rerun of the whole page has what the runner that it ends has not taken in."""
    if client_state:
        _drop_what_came(self, client_state.widget_states)
    runner: ScriptRunner | None = self._scriptrunner
    if client_state and not client_state.fragment_id and runner and st.get_option("runner.fastReruns"):
        requests = runner._requests
        handed = _handed.setdefault(requests, _Handed())
        with handed.lock, requests._lock:
            waits = requests._rerun_data.widget_states if requests._state is ScriptRequestType.RERUN else None
            untaken = None if handed.gone else _coalesce_widget_states(handed.states, waits)
            handed.states, handed.gone = None, True
        whole = _coalesce_widget_states(untaken, client_state.widget_states)
        if whole is not None:
            client_state.widget_states.CopyFrom(whole)
    _request(self, client_state)


def _drop_what_came(session: AppSession, states: WidgetStates) -> None:
    """Drop the presses that came just now already."""
    came, now = _came.setdefault(session, {}), time.monotonic()
    for state in [one for one in states.widgets if _has_active_trigger_value(one)]:
        told, before = state.SerializeToString(deterministic=True), came.get(state.id)
        span = SAME_PRESS if state.WhichOneof("value") == "trigger_value" else SAME_WORDS
        if before is not None and before[0] == told and now - before[1] < span:
            states.widgets.remove(state)
        else:
            came[state.id] = (told, now)


def _take_in_whole(self: SafeSessionState, *args: object, **states: object) -> None:
    """Take in the widgets' states and call what they are to call; Streamlit looks for interruptions right after."""
    context = get_script_run_ctx()
    if context is None:  # no page asks
        return _take_in(self, *args, **states)
    handed = _handed.setdefault(context.script_requests, _Handed())
    with handed.lock:
        if handed.gone:
            raise StopException
        handed.states = None
    interrupts = self._yield_callback
    with _one_at_a_time.setdefault(context.pages_manager, Lock()):
        object.__setattr__(self, "_yield_callback", lambda: None)  # as its own __init__ sets it
        try:
            _take_in(self, *args, **states)
        finally:
            object.__setattr__(self, "_yield_callback", interrupts)


PLACES = (
    (AppSession, "request_rerun", _carry_over),
    (ScriptRequests, "on_scriptrunner_ready", _hand_at_start),
    (ScriptRequests, "on_scriptrunner_yield", _hand_amid),
    (SafeSessionState, "on_script_will_rerun", _take_in_whole),
)


def keep() -> None:
    """Keep every press from now on, in all pages of this process."""
    for owner, name, own in PLACES:
        setattr(owner, name, own)
