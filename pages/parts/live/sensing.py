"""The sensing side: picture, Start and Stop, the check, meters and the affect map; and the person's history."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from emotion.modalities import FACE, VOICE, asked_for
from emotion.modality import Modality
from pages.parts.charts import plane
from pages.parts.live import attempts, camera, history, meters, preflight, resting
from pages.parts.shared import sittings, words
from pages.parts.shared.language import say
from session.sitting.live import LiveSession
from session.types import Snapshot

EVERY = 0.75
"""Seconds between drawings."""

MAP_HEIGHT = 330

STAND_IN = str(Path(__file__).resolve().parents[3] / "assets" / "brand" / "no-picture.svg")

SENSES = {"camera": "Face, by camera", "microphone": "Voice, by microphone", "text": "Words I type"}


def show(session: LiveSession) -> None:
    """All of it, in the order in which it is needed."""
    agreed, offered = session.consent, False
    if agreed.allows(FACE) or agreed.allows(VOICE):
        with st.container(key="live-camera"):
            stream = camera.stream(session, agreed)
            offered = stream.signalling or stream.playing
            if agreed.allows(FACE) and not stream.playing:  # of the picture's size, so that nothing below it jumps
                st.image(STAND_IN, width="stretch", alt="No picture yet")
            _start_and_stop(session)
    _readings(session, offered)
    _senses(session)
    history.show(session)


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


@st.fragment(run_every=EVERY)
def _readings(session: LiveSession, offered: bool) -> None:
    snapshot, agreed = session.snapshot(), session.consent
    if agreed.allows(FACE) or agreed.allows(VOICE):
        address = st.context.url or ""
        situation = preflight.Situation.of(snapshot, agreed, address, sittings.started(), offered)
        resting.show(session, snapshot, agreed, situation.connected)
        preflight.show(situation)
        attempts.mind(sittings.started(), offered, situation.connected)
    with st.container():  # of its own, so that a message moves nothing to another place
        for error in (snapshot.health.worker_error, snapshot.health.log_error):
            if error:
                st.warning(words.escaped(say(error)), icon=":material/error:")
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
        for modality in asked_for():
            st.toggle(
                SENSES[modality.consent],
                value=session.consent.allows(modality),
                key=f"senses-{modality.consent}",
                on_change=_change_consent,
                args=(session, modality),
            )
        st.caption("What you switch off is no longer read, from this moment on.")


def _change_consent(session: LiveSession, modality: Modality) -> None:
    if modality.streamed:
        sittings.stop(session)
    agreed = st.session_state[f"senses-{modality.consent}"]
    session.set_consent(session.consent.changed(modality, agreed))
