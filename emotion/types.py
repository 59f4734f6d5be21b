"""The types that leave this package: what was observed, and what is believed about a person's feeling.

All are frozen. Times are seconds on the session's monotonic clock; valence and arousal lie in [-1, 1];
qualities, probabilities and uncertainty in [0, 1].
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from emotion.modality import Modality


class Emotion(StrEnum):
    """The seven classes every corpus and model is mapped onto, in the order of every (7,) vector."""

    ANGER = "anger"
    DISGUST = "disgust"
    FEAR = "fear"
    JOY = "joy"
    SADNESS = "sadness"
    SURPRISE = "surprise"
    NEUTRAL = "neutral"


EMOTIONS: tuple[Emotion, ...] = tuple(Emotion)


class Intent(StrEnum):
    """What a person wants from the next item, in the order of every (8,) intent vector."""

    RELAX = "relax"
    CHEER_UP = "cheer up"
    ENERGISE = "energise"
    FOCUS = "focus"
    EXPLORE = "explore"
    BE_MOVED = "be moved"
    BE_DISTRACTED = "be distracted"
    KEEP_GOING = "keep going"


INTENTS: tuple[Intent, ...] = tuple(Intent)


class Condition(StrEnum):
    """What an encoder states about its signal. Only OK and SEVERAL_FACES come with an observation."""

    OK = "ok"
    SEVERAL_FACES = "several faces"  # the largest was read
    NO_FACE = "no face"
    DARK = "dark"
    BLURRED = "blurred"
    SILENT = "silent"
    NOISE = "noise"  # sound, but no speech in it
    TOO_SHORT = "too short"
    SOMEONE_ELSE = "someone else"  # speech, but not the person's
    EMPTY = "empty"
    INVALID = "invalid"  # not an image, NaN samples, ...


@dataclass(frozen=True, eq=False)
class Observation:
    """One modality's evidence at one moment; whatever its encoder does not give is None.

    probabilities: (7,) float32, sums to 1. embedding: (D,) float32. intent: (8,) float32, sums to 1. leading in [0, 1]:
    the share it takes, while fresh, from all that is sensed, as the person's own word on how they feel.
    """

    modality: Modality
    time: float
    quality: float
    probabilities: np.ndarray | None = None
    embedding: np.ndarray | None = None
    valence: float | None = None
    arousal: float | None = None
    intent: np.ndarray | None = None
    leading: float = 0.0


@dataclass(frozen=True)
class Box:
    """A face's place as fractions of the frame's width and height, so that it survives rescaling.

    landmarks: (x, y) of the eyes, the nose and the mouth's corners, left before right in the picture; empty where they
    are not known.
    """

    x: float
    y: float
    width: float
    height: float
    landmarks: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, eq=False)
class Reading:
    """An encoder's answer to one signal: an observation, or the stated condition why there is none.

    box is the face read (face only). level is the loudness in dBFS, brightness the mean grey level in [0, 1].
    """

    modality: Modality
    time: float
    condition: Condition
    observation: Observation | None = None
    box: Box | None = None
    level: float | None = None
    brightness: float | None = None

    def __post_init__(self) -> None:
        has = self.observation is not None
        if has != (self.condition in (Condition.OK, Condition.SEVERAL_FACES)):
            raise ValueError(f"condition {self.condition!s} and observation {self.observation} contradict")


@dataclass(frozen=True, eq=False)
class Prediction:
    """A network's output for a batch of N signals. What the network does not give is None.

    probabilities (N, 7), embedding (N, D), valence (N,), arousal (N,), intent (N, 8): float32 arrays.
    chosen (N, 7) bool: the emotions named by a multi-label model. features (N, F) float32: what further heads read.
    """

    probabilities: np.ndarray
    embedding: np.ndarray | None = None
    valence: np.ndarray | None = None
    arousal: np.ndarray | None = None
    intent: np.ndarray | None = None
    chosen: np.ndarray | None = None
    features: np.ndarray | None = None

    def observation(self, modality: Modality, time: float, quality: float, row: int = 0) -> Observation:
        """What the network gave for one of the signals, as evidence of that quality at that time."""
        valence, arousal = self.valence, self.arousal
        return Observation(
            modality,
            time,
            quality,
            probabilities=self.probabilities[row],
            embedding=None if self.embedding is None else self.embedding[row],
            valence=None if valence is None else float(valence[row]),
            arousal=None if arousal is None else float(arousal[row]),
            intent=None if self.intent is None else self.intent[row],
        )


class Attention(dict[Modality, float]):
    """The share in [0, 1] of each modality that has one; that of any other is 0."""

    def __missing__(self, modality: Modality) -> float:
        return 0.0


@dataclass(frozen=True, eq=False)
class EmotionState:
    """What is believed about the person's feeling at one moment.

    attention sums to 1 over the modalities present and is 0 for absent, lost or stale ones; all are 0 when
    `unknown`, in which case probabilities and intent are uniform, valence and arousal 0 and uncertainty 1. led in
    [0, 1] is the share of it that the person's own word takes.
    """

    time: float
    probabilities: np.ndarray  # (7,) float32
    valence: float
    arousal: float
    uncertainty: float
    intent: np.ndarray  # (8,) float32
    attention: Attention = field(default_factory=Attention)
    unknown: bool = False
    led: float = 0.0

    @property
    def emotion(self) -> Emotion | None:
        """The most probable emotion, or None when the state is unknown."""
        return None if self.unknown else EMOTIONS[int(np.argmax(self.probabilities))]

    @classmethod
    def unknown_at(cls, time: float) -> EmotionState:
        """The state of not knowing."""
        return cls(
            time=time,
            probabilities=np.full(len(EMOTIONS), 1 / len(EMOTIONS), np.float32),
            valence=0.0,
            arousal=0.0,
            uncertainty=1.0,
            intent=np.full(len(INTENTS), 1 / len(INTENTS), np.float32),
            unknown=True,
        )
