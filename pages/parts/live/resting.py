"""The personal baseline: asking for some seconds at rest, showing them pass, and what came of it."""

from __future__ import annotations

import math

import streamlit as st

from emotion.message import Message
from emotion.modalities import FACE, MODALITIES, VOICE
from emotion.mood import mood_of
from pages.parts.shared import sittings
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import tab
from session.protocol import Sitting
from session.sitting.baselines import SECONDS, BaselineStatus, BaselineWish
from session.types import Consent, Snapshot

ANSWER_WITHIN = 0.3
"""Seconds in which the sitting usually takes a wish up."""


def show(session: Sitting, snapshot: Snapshot, agreed: Consent, connected: bool) -> None:
    """What the baseline asks for or is, while sensing is on; connected: something has arrived since Start."""
    with st.container(key="baseline", gap="xsmall"):  # stands there when empty too, so that nothing changes its place
        if not sittings.streaming():
            return
        status = snapshot.baseline
        if status.left is not None:
            st.progress(1 - status.left / SECONDS, text=say(counted_down(status.left, agreed)))
            with st.container(horizontal=True):
                _button(session, "baseline-cancel", "skip", BaselineWish.CANCEL)
            return
        _offer(session, status, agreed, connected)


def _offer(session: Sitting, status: BaselineStatus, agreed: Consent, connected: bool) -> None:
    skipped = tab().baseline_skipped
    told = outcome(status) or ([] if skipped else [request(agreed)])
    if told:
        st.caption(" ".join(map(say, told)))
    with st.container(horizontal=True):
        again = "baseline-again" if status.of or status.failed else "baseline-take"
        _button(session, again, None, BaselineWish.TAKE, icon=":material/self_improvement:", disabled=not connected)
        if status.of:
            _button(session, "baseline-remove", "remove", BaselineWish.REMOVE)
        elif status.failed or not skipped:
            _button(session, "baseline-skip", "skip", BaselineWish.CANCEL)


def request(agreed: Consent) -> Message:
    """What the person is asked for."""
    return Message(f"baseline-request-{_senses(agreed)}", {"seconds": SECONDS})


def counted_down(left: float, agreed: Consent) -> Message:
    """What to do while it is taken, and for how long still; left in s."""
    return Message(f"baseline-rest-{_senses(agreed)}", {"seconds": math.ceil(left)})


def outcome(status: BaselineStatus) -> list[Message]:
    """What came of it; empty where nothing was tried."""
    told = [Message("baseline-failed")] if status.failed else []
    if status.of:
        resting = tuple(Message(f"baseline-of-{modality}") for modality in MODALITIES if modality in status.of)
        told.append(Message("baseline-set", {"senses": resting}))
    if status.looked is not None:
        told.append(Message("baseline-looked", {"emotion": mood_of(status.looked)}))
    return told


def _senses(agreed: Consent) -> str:
    return "both" if agreed.allows(FACE) and agreed.allows(VOICE) else "face" if agreed.allows(FACE) else "voice"


def _button(session: Sitting, label: str, name: str | None, wish: BaselineWish, **look: object) -> None:
    key = "live-baseline" if name is None else f"live-baseline-{name}"
    st.button(t(label), key=key, type="tertiary", on_click=_ask, args=(session, wish), **look)


def _ask(session: Sitting, wish: BaselineWish) -> None:
    """Ask, and wait a moment for the sitting to take it up, so that the page shows it at once."""
    before = session.snapshot().baseline
    if wish == BaselineWish.CANCEL and before.left is None:
        tab().baseline_skipped = True
        if not before.failed:
            return
    session.ask_baseline(wish)
    session.settle(ANSWER_WITHIN)
