"""How the browser is asked to begin the stream: again where a connection hangs, no more where devices are refused.

streamlit-webrtc 0.79 may open several connections at once and then wait for ever; and as long as it is to play it asks
for refused devices again and again, which jams the tab.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import streamlit as st

from pages.parts.live.preflight import GIVE_UP_AFTER
from pages.parts.shared.sittings import Started
from pages.parts.shared.tab import tab
from session.protocol import Sitting

PATIENCE = 6.0
"""Seconds that the first attempt may take once the browser has its devices; each further one may take twice as long."""

REST = 1.0


@dataclass(frozen=True)
class Attempt:
    """One attempt to begin. started and begins are in s on the monotonic clock; it rests until it begins."""

    started: float
    begins: float
    number: int = 0
    resting: bool = False
    given_up: bool = False


def plays(started: Started | None) -> bool:
    """Whether the component is to play now."""
    if started is None:
        return False
    attempt = _attempt(started)
    return not (attempt.resting or attempt.given_up)


def anew(session: Sitting) -> None:
    """Have the stream begin again with what is to be used now; sensing goes on and nobody has to press Start."""
    now = time.monotonic()
    tab().started = Started(now, session.snapshot().health)
    tab().attempt = Attempt(now, now + REST, resting=True)


def goes_on() -> None:
    """The stream goes on at another process: the browser notices after some seconds that the first one is gone."""
    started = tab().started
    if started is not None:
        tab().attempt = Attempt(started.time, started.time, number=1)


def mind(started: Started | None, offered: bool, connected: bool) -> None:
    """Look after the attempt; runs the page anew when the component is to do something else."""
    if started is None:
        return
    attempt = _attempt(started)
    following = after(attempt, time.monotonic(), offered, connected)
    if following != attempt:
        tab().attempt = following
        st.rerun()


def after(attempt: Attempt, now: float, offered: bool, connected: bool = False) -> Attempt:
    """The attempt as it goes on at a time; offered: the browser has its devices, connected: something has arrived.

    What arrived just as the attempt came to rest was cut off, so that one begins anew all the same.
    """
    waited = now - attempt.begins
    if attempt.given_up or waited < 0 or (connected and not attempt.resting):
        return attempt
    if attempt.resting:
        return replace(attempt, resting=False)
    if offered and waited > PATIENCE * 2**attempt.number:
        return replace(attempt, begins=now + REST, number=attempt.number + 1, resting=True)
    if not offered and now - attempt.started > GIVE_UP_AFTER and waited > GIVE_UP_AFTER:
        return replace(attempt, given_up=True)
    return attempt


def _attempt(started: Started) -> Attempt:
    attempt = tab().attempt
    if attempt is None or attempt.started != started.time:
        attempt = tab().attempt = Attempt(started.time, started.time)
    return attempt
