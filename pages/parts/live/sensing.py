"""The sensing side: picture, Start and Stop, the check, meters and the affect map; and the person's history."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from emotion.modalities import FACE, VOICE, asked_for
from emotion.modality import Modality
from pages.parts.charts import plane
from pages.parts.live import attempts, camera, history, meters, preflight, resting
from pages.parts.shared import language, sittings, words
from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import say, t
from session.protocol import Sitting
from session.types import Snapshot

EVERY = 0.75
"""Seconds between drawings."""

MAP_HEIGHT = 330

STAND_IN = str(Path(__file__).resolve().parents[3] / "assets" / "brand" / "no-picture.svg")


def show(session: Sitting) -> None:
    """All of it, in the order in which it is needed."""
    agreed, offered = session.consent, False
    if agreed.allows(FACE) or agreed.allows(VOICE):
        with st.container(key="live-camera"):
            stream = camera.stream(session, agreed)
            offered = stream.signalling or stream.playing
            if agreed.allows(FACE) and not stream.playing:  # of the picture's size, so that nothing below it jumps
                st.image(STAND_IN, width="stretch", alt=t("picture-none"))
            _start_and_stop(session)
    _readings(session, offered)
    _senses(session)
    history.show(session)


def _start_and_stop(session: Sitting) -> None:
    streaming = sittings.streaming()
    with st.container(horizontal=True):
        (st.button if streaming else primary_button)(
            t("start"),
            key="live-start",
            icon=":material/play_arrow:",
            disabled=streaming,
            on_click=sittings.start,
            args=(session,),
            width="stretch",
        )
        st.button(
            t("stop"),
            key="live-stop",
            icon=":material/stop:",
            disabled=not streaming,
            on_click=sittings.stop,
            args=(session,),
            width="stretch",
        )


@st.fragment(run_every=EVERY)
def _readings(session: Sitting, offered: bool) -> None:
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
    leads = plane.Leads(strategy.target, tuple(strategy.path[1:]))
    st.vega_lite_chart(
        plane.affect_map_rows(language.words(), snapshot.trail, here, summary.uncertainty, leads),
        plane.affect_map(language.words()),
        height=MAP_HEIGHT,
        key="live-map-chart",
        alt=t("map-alt"),
    )


def _senses(session: Sitting) -> None:
    """What was agreed to, to be changed at any time; sensing stops until Start when the devices change."""
    with st.popover(t("senses"), icon=":material/visibility:", type="tertiary", key="senses"):
        for modality in asked_for():
            st.toggle(
                t(f"senses-{modality.consent}"),
                value=session.consent.allows(modality),
                key=f"senses-{modality.consent}",
                on_change=_change_consent,
                args=(session, modality),
            )
        st.caption(t("senses-hint"))


def _change_consent(session: Sitting, modality: Modality) -> None:
    if modality.streamed:
        sittings.stop(session)
    agreed = st.session_state[f"senses-{modality.consent}"]
    session.set_consent(session.consent.changed(modality, agreed))
