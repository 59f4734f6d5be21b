"""The sensing side: picture, Start and Stop, the check, meters and the affect map."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import attempts, camera, meters, preflight, sittings, statement
from pages.parts.charts import plane
from session.live import LiveSession
from session.types import Consent, Snapshot

EVERY = 0.5
"""Seconds between drawings."""

MAP_HEIGHT = 330

STAND_IN = str(Path(__file__).resolve().parents[2] / "assets" / "brand" / "no-picture.svg")

SENSES = {"camera": "Face, by camera", "microphone": "Voice, by microphone", "text": "Words I type"}


def show(session: LiveSession, said: DeltaGenerator) -> None:
    """All of it, in the order in which it is needed; `said` is where the leading sentence goes."""
    agreed, picture, offered = session.consent, st.empty(), False
    if agreed.camera or agreed.microphone:
        with st.container(key="live-camera"):
            offered = camera.stream(session, agreed)
            picture = st.container()
            _start_and_stop(session)
    _beat(session, said, picture, offered)
    _senses(session)


@st.fragment(run_every=EVERY, key="beat")
def _beat(session: LiveSession, said: DeltaGenerator, picture: DeltaGenerator, offered: bool) -> None:
    """All that follows the reading, drawn from one snapshot: each fragment costs the browser a pass over the page."""
    snapshot = session.snapshot()
    with said:
        statement.draw(snapshot)
    with picture:
        _stand_in(snapshot, session.consent)
    _readings(session, snapshot, offered)


def _stand_in(snapshot: Snapshot, agreed: Consent) -> None:
    """A frame of the picture's size until the first picture is there, so that nothing below it jumps."""
    seen = st.session_state.get("pictured", False) or snapshot.picture is not None
    st.session_state.pictured = sittings.streaming() and seen
    if agreed.camera and not st.session_state.pictured:
        st.image(STAND_IN, width="stretch", alt="No picture yet")
    else:
        st.empty()


def _start_and_stop(session: LiveSession) -> None:
    streaming = sittings.streaming()
    with st.container(horizontal=True):
        st.button(
            "Start",
            key="live-start",
            type="secondary" if streaming else "primary",
            icon=":material/play_arrow:",
            disabled=streaming,
            on_click=sittings.start,
            args=(session,),
            width="stretch",
        )
        st.button(
            "Stop",
            key="live-stop",
            icon=":material/stop:",
            disabled=not streaming,
            on_click=sittings.stop,
            args=(session,),
            width="stretch",
        )


def _readings(session: LiveSession, snapshot: Snapshot, offered: bool) -> None:
    agreed = session.consent
    if agreed.camera or agreed.microphone:
        address = st.context.url or ""
        situation = preflight.Situation.of(snapshot, agreed, address, sittings.started(), offered)
        preflight.show(situation)
        attempts.mind(sittings.started(), offered, situation.connected)
    with st.container():  # of its own, so that a message moves nothing to another place
        for error in (snapshot.health.worker_error, snapshot.health.log_error):
            if error:
                st.warning(error, icon=":material/error:")
    meters.draw(snapshot, agreed, sittings.streaming())
    with st.container(key="live-map"):
        _map(snapshot)


def _map(snapshot: Snapshot) -> None:
    summary, strategy = snapshot.summary, snapshot.strategy
    here = None if summary.unknown else (summary.valence, summary.arousal)
    rows = plane.affect_map_rows(snapshot.trail, here, summary.uncertainty, strategy.target, strategy.path[1:])
    st.vega_lite_chart(
        rows,
        plane.affect_map(),
        height=MAP_HEIGHT,
        key="live-map-chart",
        alt="Where your feeling is and was, from unpleasant to pleasant and from calm to energetic",
    )


def _senses(session: LiveSession) -> None:
    """What was agreed to, to be changed at any time; sensing stops until Start when the devices change."""
    with st.popover("What is sensed", icon=":material/visibility:", type="tertiary", key="senses"):
        for name, label in SENSES.items():
            st.toggle(
                label,
                value=getattr(session.consent, name),
                key=f"senses-{name}",
                on_change=_change_consent,
                args=(session, name),
            )
        st.caption("What you switch off is no longer read, from this moment on.")


def _change_consent(session: LiveSession, name: str) -> None:
    if name != "text":
        sittings.stop(session)
    session.set_consent(replace(session.consent, **{name: st.session_state[f"senses-{name}"]}))
