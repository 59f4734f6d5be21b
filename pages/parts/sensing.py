"""The sensing side: picture, Start and Stop, the check, meters and the affect map."""

from __future__ import annotations

import streamlit as st

from pages.parts import camera, charts, meters, preflight
from session.live import LiveSession
from session.types import Snapshot

EVERY = 0.5
"""Seconds between drawings."""

MAP_HEIGHT = 330


def show(session: LiveSession) -> None:
    """All of it, in the order in which it is needed."""
    agreed = session.consent
    if agreed.camera or agreed.microphone:
        with st.container(key="live-camera"):
            playing = camera.stream(session, agreed)
            _start_and_stop(session)
    else:
        playing = False
    _readings(session, playing)


def _start_and_stop(session: LiveSession) -> None:
    streaming = st.session_state.get("streaming", False)
    with st.container(horizontal=True):
        st.button(
            "Start",
            key="live-start",
            type="primary",
            icon=":material/play_arrow:",
            disabled=streaming,
            on_click=camera.start,
            args=(session,),
            width="stretch",
        )
        st.button(
            "Stop",
            key="live-stop",
            icon=":material/stop:",
            disabled=not streaming,
            on_click=camera.stop,
            args=(session,),
            width="stretch",
        )


@st.fragment(run_every=EVERY)
def _readings(session: LiveSession, playing: bool) -> None:
    snapshot = session.snapshot()
    streaming = st.session_state.get("streaming", False)
    now = preflight.Situation(
        snapshot=snapshot,
        consent=session.consent,
        address=st.context.url or "",
        playing=playing,
        since_start=camera.seconds_since_start() if streaming else None,
    )
    preflight.show(now)
    _trouble(snapshot)
    meters.draw(snapshot, paused=not streaming)
    with st.container(key="live-map"):
        _map(snapshot)


def _trouble(snapshot: Snapshot) -> None:
    for error in (snapshot.health.worker_error, snapshot.health.log_error):
        if error:
            st.warning(error, icon=":material/error:")


def _map(snapshot: Snapshot) -> None:
    summary, strategy = snapshot.summary, snapshot.strategy
    here = None if summary.unknown else (summary.valence, summary.arousal)
    rows = charts.affect_map_rows(snapshot.trail, here, summary.uncertainty, strategy.target, strategy.path[1:])
    st.vega_lite_chart(
        rows,
        charts.affect_map_spec(),
        height=MAP_HEIGHT,
        key="live-map-chart",
        alt="Where your feeling is and was, from unpleasant to pleasant and from calm to energetic",
    )
