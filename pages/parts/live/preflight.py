"""The check before and at the start of sensing: what is ready, what is not, and the remedy. Pure but for `show`."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import urlsplit

import streamlit as st

from emotion.message import Message
from emotion.modalities import FACE, VOICE
from emotion.modality import Modality
from emotion.types import Condition
from pages.parts.shared.language import say, t
from pages.parts.shared.sittings import Started
from pages.parts.shared.tab import tab
from session.types import Consent, Meter, MeterStatus, Snapshot

LEVEL_HEARD = -50.0
"""dBFS from which a microphone counts as heard."""

GIVE_UP_AFTER = 10.0
"""Seconds after Start without a frame or a sound until the devices count as refused or missing."""


DEVICES = ("connection", "camera", "microphone")
"""Checks that open the folded list again when they fail in the middle of a sitting."""


HICCUP = 3.0
"""Seconds a device may fail before the folded list opens for it."""


_READ = (MeterStatus.ON, MeterStatus.NOTHING, MeterStatus.STALE)
"""Statuses of a signal that arrives and is looked at."""


class Mark(Enum):
    """How a check stands."""

    FINE = ":material/check_circle:"
    OPEN = ":material/radio_button_unchecked:"
    LEFT_OUT = ":material/remove:"
    TROUBLE = ":material/error:"


@dataclass(frozen=True)
class Check:
    """One line: what was looked at, how it stands, and what to do where it is not well; each names its words."""

    name: str
    mark: Mark
    stands: str
    remedy: str = ""

    @property
    def title(self) -> Message:
        """The check and how it stands."""
        return Message("check", {"name": self._name, "stands": Message(f"stands-{self.stands}")})

    @property
    def advice(self) -> Message:
        """The check and what to do; only where there is a remedy."""
        return Message("check-advice", {"name": self._name, "remedy": Message(f"remedy-{self.remedy}")})

    @property
    def _name(self) -> Message:
        return Message(f"check-{self.name}")


@dataclass(frozen=True)
class Situation:
    """What the checks are made from.

    since_start is in s, None while nothing streams; frames and sound (in s) came since. offered: the browser has its
    devices and offers to connect. trouble: the senses whose device it says that it cannot have.
    """

    snapshot: Snapshot
    consent: Consent
    address: str
    since_start: float | None = None
    frames: int = 0
    sound: float = 0.0
    offered: bool = False
    trouble: Mapping[Modality, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        consent: Consent,
        address: str,
        started: Started | None,
        offered: bool = False,
        trouble: Mapping[Modality, str] | None = None,
    ) -> Situation:
        """The situation now, given when Start was pressed."""
        if started is None:
            return cls(snapshot, consent, address, trouble=trouble or {})
        return cls(
            snapshot,
            consent,
            address,
            since_start=time.monotonic() - started.time,
            frames=snapshot.health.frames_received - started.health.frames_received,
            sound=snapshot.health.audio_seconds_received - started.health.audio_seconds_received,
            offered=offered,
            trouble=trouble or {},
        )

    @property
    def connected(self) -> bool:
        """Whether anything has arrived since Start."""
        return self.frames > 0 or self.sound > 0

    @property
    def overdue(self) -> bool:
        """Whether what has not arrived by now counts as refused or missing."""
        return self.since_start is not None and self.since_start > GIVE_UP_AFTER


def checks(now: Situation) -> list[Check]:
    """All seven checks, in the order in which they matter."""
    face, voice = now.snapshot.meters[FACE], now.snapshot.meters[VOICE]
    return [
        _secure(now),
        Check("models", Mark.FINE, "ready"),
        _connection(now),
        _device(now, "camera", now.consent.allows(FACE), now.frames > 0, face),
        _light(now, face),
        _face(now, face),
        _microphone(now, voice),
    ]


def _secure(now: Situation) -> Check:
    parts = urlsplit(now.address)
    if parts.scheme == "https" or parts.hostname in ("localhost", "127.0.0.1", "::1"):
        return Check("secure", Mark.FINE, "yes")
    return Check("secure", Mark.TROUBLE, "no", "secure")


def _connection(now: Situation) -> Check:
    if now.since_start is None:
        return Check("connection", Mark.OPEN, "after-start")
    if now.connected:
        return Check("connection", Mark.FINE, "good")
    if now.overdue and now.offered:
        return Check("connection", Mark.TROUBLE, "blocked", "connection")
    return Check("connection", Mark.OPEN, "connecting" if now.offered else "waits-for-devices")


def _device(now: Situation, name: str, agreed: bool, arrived: bool, meter: Meter) -> Check:
    if not agreed:
        return Check(name, Mark.LEFT_OUT, "off")
    if meter.modality in now.trouble:
        return Check(name, Mark.TROUBLE, now.trouble[meter.modality], f"{name}-refused")
    if now.since_start is None:
        return Check(name, Mark.OPEN, "after-start")
    if arrived and meter.status == MeterStatus.LOST:
        return Check(name, Mark.TROUBLE, "gone", f"{name}-gone")
    if arrived:
        return Check(name, Mark.FINE, "works")
    if now.overdue and (now.connected or not now.offered):
        return Check(name, Mark.TROUBLE, "refused", f"{name}-refused")
    return Check(name, Mark.OPEN, "starting")


def _light(now: Situation, face: Meter) -> Check:
    if not now.consent.allows(FACE):
        return Check("light", Mark.LEFT_OUT, "not-needed")
    if face.status not in _READ:
        return Check("light", Mark.OPEN, _later(now))
    if face.condition == Condition.DARK:
        return Check("light", Mark.TROUBLE, "too-dark", "light")
    return Check("light", Mark.FINE, "enough")


def _face(now: Situation, face: Meter) -> Check:
    if not now.consent.allows(FACE):
        return Check("face", Mark.LEFT_OUT, "not-needed")
    if face.status not in _READ:
        return Check("face", Mark.OPEN, _later(now))
    if face.status == MeterStatus.ON:
        return Check("face", Mark.FINE, "found")
    return Check("face", Mark.TROUBLE, "not-found", "face")


def _microphone(now: Situation, voice: Meter) -> Check:
    device = _device(now, "microphone", now.consent.allows(VOICE), now.sound > 0, voice)
    if device.mark != Mark.FINE or voice.level is None or voice.status not in _READ:
        return device
    if voice.level >= LEVEL_HEARD:
        return Check("microphone", Mark.FINE, "hears-you")
    return Check("microphone", Mark.OPEN, "quiet", "microphone-quiet")


def _later(now: Situation) -> str:
    return "after-start" if now.since_start is None else "waits"


def show(now: Situation) -> None:
    """The check as an expander that folds up once all is well, and opens again when a device fails or sensing stops."""
    found = checks(now)
    waits = any(check.mark in (Mark.OPEN, Mark.TROUBLE) for check in found)
    passed = now.since_start is not None and (not waits or tab().checks_passed)
    tab().checks_passed = passed
    with (
        st.container(key="live-preflight"),
        st.expander(say(title(found, now)), expanded=passed and _stays_broken(found)),
    ):
        left, right = st.columns(2, gap="small")
        half = (len(found) + 1) // 2
        for column, part in ((left, found[:half]), (right, found[half:])):
            column.markdown("  \n".join(f"{check.mark.value} {say(check.title)}" for check in part))
        advice = [say(check.advice) for check in found if check.remedy]
        st.caption("  \n".join(advice) or t("checks-hint"))


def _stays_broken(found: list[Check]) -> bool:
    """Whether a device has failed for so long that it is no mere hiccup, for which the page must not jump."""
    if not any(check.mark == Mark.TROUBLE and check.name in DEVICES for check in found):
        tab().broken_since = None
        return False
    since = tab().broken_since = tab().broken_since or time.monotonic()
    return time.monotonic() - since > HICCUP


def title(found: list[Check], now: Situation) -> Message:
    """The check in a few words."""
    troubled = next((check for check in found if check.mark == Mark.TROUBLE), None)
    if troubled is not None:
        return troubled.title
    if now.since_start is None:
        return Message("checks-before")
    return Message("checks-going" if any(check.mark == Mark.OPEN for check in found) else "checks-done")
