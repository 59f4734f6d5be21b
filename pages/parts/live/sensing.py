"""What senses: the picture, a strip of meters, and below, the check of the devices and what was agreed to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from emotion.modalities import FACE, VOICE, asked_for
from emotion.modality import Modality
from emotion.speech import recogniser
from pages.parts.live import attempts, camera, devices, going_on, health, meters, preflight, resting
from pages.parts.shared import sittings, words
from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import tab
from session.protocol import Sitting
from session.types import Consent, MeterStatus

EVERY, CHECKED_EVERY = 0.75, 1.5
"""Seconds between drawings of the meters, and of the check of the devices."""

EXPLAINED = ("only_me", "together")
"""What has a meaning beside its name."""

STAND_IN = str(Path(__file__).resolve().parents[3] / "assets" / "brand" / "no-picture.svg")


def show(session: Sitting) -> bool:
    """The picture with Start and Stop, and the meters beside it; whether the browser has its devices."""
    offered = False
    with st.container(horizontal=True, gap="small"):
        if _streams(session.consent):
            with st.container(key="live-camera", width="content", gap="xsmall"):
                _notice_trouble(session)
                goes_on = going_on.look(session)
                with st.container(key="live-picture"):
                    st.image(STAND_IN, width="stretch", alt=t("picture-none"))
                    stream = camera.stream(session, _usable(session.consent), goes_on)
                    offered = stream.signalling or stream.playing
                _start_and_stop(session)
        with st.container(key="live-meters", width="stretch", gap="xsmall"):
            _meters(session)
            _senses(session)
    return offered


def check(session: Sitting, offered: bool) -> None:
    """Whether the devices work, and the resting state of who agreed to be seen or heard."""
    if _streams(session.consent):
        _check(session, offered)


def _streams(agreed: Consent) -> bool:
    return any(agreed.allows(modality) for modality in asked_for() if modality.streamed)


def _usable(agreed: Consent) -> Consent:
    """What was agreed to, less what has no device: one that is refused would keep the other from beginning."""
    return replace(agreed, agreed=agreed.agreed - tab().trouble.keys())


def _notice_trouble(session: Sitting) -> None:
    """Take up what the browser tells of its devices, and begin again with those that there are."""
    trouble = devices.trouble()
    if trouble != tab().trouble:
        tab().trouble = trouble
        if sittings.streaming():
            attempts.anew(session)


def _start_and_stop(session: Sitting) -> None:
    streaming = sittings.streaming()
    with st.container(horizontal=True, gap="xsmall"):
        (st.button if streaming else primary_button)(
            t("start"),
            key="live-start",
            icon=":material/play_arrow:",
            disabled=streaming,
            on_click=sittings.start,
            args=(session,),
            width="stretch",
        )
        pressed = st.button(
            t("stop"),
            key="live-stop",
            icon=":material/stop:",
            disabled=not streaming,
            on_click=sittings.stop,
            args=(session,),
            width="stretch",
        )
    if pressed and streaming:  # while the page came here from another process, which alone knew what is to be called
        sittings.stop(session)
        st.rerun()


@st.fragment(run_every=EVERY)
def _meters(session: Sitting) -> None:
    snapshot = session.snapshot()
    gone = FACE in tab().trouble or snapshot.meters[FACE].status == MeterStatus.LOST
    with st.container(key="picture-gone" if gone else "picture-there", gap="xsmall"):
        meters.draw(snapshot, session.consent, sittings.streaming(), tab().trouble)
        for error in (snapshot.health.worker_error, snapshot.health.log_error):
            if error:
                st.warning(words.escaped(say(error)), icon=":material/error:")


@st.fragment(run_every=CHECKED_EVERY)
def _check(session: Sitting, offered: bool) -> None:
    snapshot, agreed = session.snapshot(), session.consent
    address = st.context.url or ""
    situation = preflight.Situation.of(snapshot, agreed, address, sittings.started(), offered, tab().trouble)
    checked, rests = st.columns(2, gap="medium")
    with checked:
        preflight.show(situation)
        if session.condition.senses is None:  # a study's people are there for something else
            health.show(session, snapshot.health)
    with rests:
        resting.show(session, snapshot, agreed, situation.connected)
    attempts.mind(sittings.started(), offered, situation.connected)


def _senses(session: Sitting) -> None:
    """What was agreed to, to be changed at any time; the other senses go on."""
    with st.popover(t("senses"), icon=":material/visibility:", type="tertiary", key="senses"):
        for modality in asked_for():
            st.toggle(
                t(f"senses-{modality.consent}"),
                value=session.consent.allows(modality),
                key=f"senses-{modality.consent}",
                on_change=_change_consent,
                args=(session, modality),
            )
        if session.condition.senses is None:  # a study asks in words of its own
            _further(session)
            st.page_link("together.py", label=t("senses-together-see"), icon=":material/groups:")
        st.caption(t("senses-hint"))


def _change_consent(session: Sitting, modality: Modality) -> None:
    agreed = session.consent.changed(modality, st.session_state[f"senses-{modality.consent}"])
    session.set_consent(agreed)
    if modality.streamed and sittings.streaming():
        if _streams(agreed):
            attempts.anew(session)
        else:
            sittings.stop(session)


def _further(session: Sitting) -> None:
    """What goes beyond the senses: a voice that is learnt, words said aloud, and teaching together with others."""
    offered = {"only_me": session.consent.allows(VOICE)}
    if recogniser.installed():
        offered["aloud"] = replace(session.consent, aloud=True).hears
    offered["together"] = _streams(session.consent)
    for name, possible in offered.items():
        key = f"senses-{name.replace('_', '-')}"
        st.toggle(
            t(key),
            value=getattr(session.consent, name) and possible,
            key=key,
            disabled=not possible,
            help=t(f"{key}-meaning") if name in EXPLAINED else None,
            on_change=_change_further,
            args=(session, name, key),
        )


def _change_further(session: Sitting, name: str, key: str) -> None:
    """Agree or no longer agree to it."""
    session.set_consent(replace(session.consent, **{name: st.session_state[key]}))
