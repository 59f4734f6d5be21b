"""The personal baseline: asking for some seconds at rest, showing them pass, and what came of it."""

from __future__ import annotations

import math
import time

import streamlit as st

from emotion.modalities import FACE, MODALITIES, VOICE
from pages.parts.shared import sittings
from session.sitting.baselines import SECONDS, BaselineStatus, BaselineWish
from session.sitting.live import LiveSession
from session.types import Consent, Snapshot

ANSWER_WITHIN = 0.3
"""Seconds in which the sitting usually takes a wish up."""

_SKIPPED = "baseline_skipped"


def show(session: LiveSession, snapshot: Snapshot, agreed: Consent, connected: bool) -> None:
    """What the baseline asks for or is, while sensing is on; connected: something has arrived since Start."""
    with st.container(key="baseline", gap="xsmall"):  # stands there when empty too, so that nothing changes its place
        if not sittings.streaming():
            return
        status = snapshot.baseline
        if status.left is not None:
            st.progress(1 - status.left / SECONDS, text=counted_down(status.left, agreed))
            with st.container(horizontal=True):
                _button(session, "Cancel", "skip", BaselineWish.CANCEL)
            return
        skipped = st.session_state.get(_SKIPPED, False)
        if said := outcome(status) or ("" if skipped else request(agreed)):
            st.caption(said)
        with st.container(horizontal=True):
            again = "Take it again" if status.of or status.failed else "Set my resting state"
            _button(session, again, None, BaselineWish.TAKE, icon=":material/self_improvement:", disabled=not connected)
            if status.of:
                _button(session, "Remove", "remove", BaselineWish.REMOVE)
            elif status.failed or not skipped:
                _button(session, "Skip", "skip", BaselineWish.CANCEL)


def request(agreed: Consent) -> str:
    """What the person is asked for."""
    differ = " and ".join(["faces"] * agreed.allows(FACE) + ["voices"] * agreed.allows(VOICE)).capitalize()
    return f"{differ} differ. Be as you are at rest for {SECONDS:.0f} s{_how(agreed)}, and readings start from there."


def counted_down(left: float, agreed: Consent) -> str:
    """What to do while it is taken, and for how long still; left in s."""
    return f"At rest{_how(agreed)}: {math.ceil(left)} s"


def outcome(status: BaselineStatus) -> str:
    """What came of it; empty where nothing was tried."""
    parts = []
    if status.failed:
        parts.append("Too little was seen or heard for that, so nothing has changed.")
    if status.of:
        names = {FACE: "face", VOICE: "voice"}
        parts.append(f"Set to your resting {' and '.join(names[m] for m in MODALITIES if m in status.of)}.")
    if status.looked is not None:
        parts.append(f"It read as {status.looked.value}; if you weren't at rest, take it again.")
    return " ".join(parts)


def _how(agreed: Consent) -> str:
    if agreed.allows(FACE) and agreed.allows(VOICE):
        return ", looking at the screen, quiet or saying a sentence"
    return ", looking at the screen" if agreed.allows(FACE) else ", saying a sentence or two"


def _button(session: LiveSession, label: str, name: str | None, wish: BaselineWish, **look: object) -> None:
    key = "live-baseline" if name is None else f"live-baseline-{name}"
    st.button(label, key=key, type="tertiary", on_click=_ask, args=(session, wish), **look)


def _ask(session: LiveSession, wish: BaselineWish) -> None:
    """Ask, and wait a moment for the sitting to take it up, so that the page shows it at once."""
    before = session.snapshot().baseline
    if wish == BaselineWish.CANCEL and before.left is None:
        st.session_state[_SKIPPED] = True
        if not before.failed:
            return
    session.ask_baseline(wish)
    deadline = time.monotonic() + ANSWER_WITHIN
    while session.snapshot().baseline == before and time.monotonic() < deadline:
        time.sleep(0.02)
