"""EmotionStates in time: smoothed, with volatility and the length of a negative state."""

from __future__ import annotations

import math
from copy import copy
from dataclasses import dataclass, field

import numpy as np

from emotion.motion import Motion
from emotion.types import EMOTIONS, INTENTS, Emotion, EmotionState, Intent

NEGATIVE_BELOW = -0.15
"""Smoothed valence under which a state counts as negative."""

NEGATIVE_ENDS_ABOVE = -0.05
"""Smoothed valence above which a negative state has ended; the gap keeps it from flickering."""

LASTS = (20.0, 120.0)
"""Seconds of a negative state from which on, and until which, what it makes people want grows."""

LASTING = {Intent.CHEER_UP: 0.7, Intent.BE_DISTRACTED: 0.7, Intent.RELAX: 0.2, Intent.KEEP_GOING: -1.0}
"""What a negative state that has lasted adds to the log-odds of an intent. Distraction ends a low mood that turning it
over prolongs (response styles: Nolen-Hoeksema 1991, Journal of Abnormal Psychology 100, 569-582)."""

_LASTING = np.array([LASTING.get(intent, 0.0) for intent in INTENTS], np.float32)


@dataclass(frozen=True, eq=False)
class TrajectorySummary:
    """How the feeling stands and moves at one moment.

    valence and arousal in [-1, 1], probabilities (7,) and intent (8,) are smoothed; the longer a negative state lasts,
    the more the intent leans to what ends one, though a clear wish stands. The trends are changes per minute over the
    window; volatility is the root mean square of successive differences of (valence, arousal) (RMSSD: von Neumann et
    al. 1941; in affect research Jahng et al. 2008), per square root of a second; neither depends on how often states
    come. negative_for is how long, in s, the state has been negative without a break; told is whether what the person
    said leads the last state; said is whether they said something of it just now. When `unknown` the affect is (0, 0)
    and the probabilities are uniform.
    """

    time: float
    valence: float = 0.0
    arousal: float = 0.0
    probabilities: np.ndarray = field(default_factory=lambda: np.full(len(EMOTIONS), 1 / len(EMOTIONS), np.float32))
    intent: np.ndarray = field(default_factory=lambda: np.full(len(INTENTS), 1 / len(INTENTS), np.float32))
    uncertainty: float = 1.0
    valence_trend: float = 0.0
    arousal_trend: float = 0.0
    volatility: float = 0.0
    negative_for: float = 0.0
    unknown: bool = True
    told: bool = False
    said: bool = False

    @property
    def emotion(self) -> Emotion | None:
        """The most probable emotion of the smoothed state, or None when unknown."""
        return None if self.unknown else EMOTIONS[int(np.argmax(self.probabilities))]


class Trajectory:
    """Follows one person's states over the last `window` seconds.

    Smoothing is an exponential moving average for irregular times: after a gap dt the old value keeps the share
    exp(-dt / tau) (Eckner 2012), and a state counts by its certainty. A state that is told (led for one half or more)
    is taken over at once, and so is one at which the person said something: told beats sensed.
    """

    def __init__(self, tau: float = 4.0, window: float = 120.0, forget_after: float = 20.0) -> None:
        self.tau = tau
        self.window = window
        self.forget_after = forget_after
        self._motion = Motion(window)
        self._summary = TrajectorySummary(time=-math.inf)
        self._intent = self._summary.intent
        self._known_at = -math.inf
        self._negative_since: float | None = None

    def add(self, state: EmotionState, said: bool = False) -> TrajectorySummary:
        """Take in one state and return the new summary. said: the person said something of their feeling just now.

        Raises ValueError when the state is older than the last one.
        """
        if state.time < self._summary.time:
            raise ValueError(f"state at {state.time} s comes after one at {self._summary.time} s")
        if state.unknown:
            self._motion.forget_before(state.time - self.window)
        else:
            self._motion.add(state.time, state.valence, state.arousal)
        self._summary = self._updated(state, said)
        return self._summary

    def peek(self, state: EmotionState, said: bool = False) -> TrajectorySummary:
        """The summary that `add` would return; nothing is taken in."""
        other = copy(self)
        other._motion = copy(self._motion)
        return other.add(state, said)

    @property
    def summary(self) -> TrajectorySummary:
        """The summary at the last state; unknown before the first."""
        return self._summary

    def _updated(self, state: EmotionState, said: bool) -> TrajectorySummary:
        last = self._summary
        if state.unknown:
            if last.unknown or state.time - self._known_at > self.forget_after:
                self._negative_since = None
                return TrajectorySummary(time=state.time)
            return self._with_motion(state, False, last.valence, last.arousal, last.probabilities, self._intent)
        share = 1.0 if said else self._share_of_new(state, last)
        self._known_at = state.time

        def blend(old: float, new: float) -> float:
            return old + share * (new - old)

        return self._with_motion(
            state,
            said,
            blend(last.valence, state.valence),
            blend(last.arousal, state.arousal),
            blend(last.probabilities, state.probabilities),
            blend(self._intent, state.intent),
        )

    def _share_of_new(self, state: EmotionState, last: TrajectorySummary) -> float:
        if last.unknown or _is_told(state):
            return 1.0
        elapsed = max(state.time - last.time, 0.0) * (1.5 - state.uncertainty)
        return 1.0 - math.exp(-elapsed / self.tau)

    def _with_motion(self, state, said, valence, arousal, probabilities, intent) -> TrajectorySummary:
        if valence < NEGATIVE_BELOW and self._negative_since is None:
            self._negative_since = state.time
        elif valence > NEGATIVE_ENDS_ABOVE:
            self._negative_since = None
        negative_for = 0.0 if self._negative_since is None else state.time - self._negative_since
        self._intent = intent
        trend = self._motion.trend()
        return TrajectorySummary(
            time=state.time,
            valence=float(valence),
            arousal=float(arousal),
            probabilities=np.asarray(probabilities, np.float32),
            intent=_leaning(np.asarray(intent, np.float32), negative_for),
            uncertainty=float(state.uncertainty),
            valence_trend=float(trend[0]),
            arousal_trend=float(trend[1]),
            volatility=self._motion.volatility(),
            negative_for=negative_for,
            unknown=False,
            told=_is_told(state),
            said=said,
        )


def _leaning(intent: np.ndarray, negative_for: float) -> np.ndarray:
    """Intent probabilities (8,) as a state that has been negative for so many seconds makes them."""
    starts, full = LASTS
    share = intent * np.exp(_LASTING * min(max((negative_for - starts) / (full - starts), 0.0), 1.0))
    return share / share.sum()


def _is_told(state: EmotionState) -> bool:
    return state.led >= 0.5
