"""Encoders that read their answer off the signal itself, in place of trained ones; all else in these tests is real."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
import torch

from emotion.fusion import Fusion
from emotion.fusion.network import CrossModalTransformer, FusionConfig
from emotion.labels import NORMS
from emotion.modalities import FACE, MODALITIES, TEXT, TOLD, VOICE
from emotion.modality import Arrival
from emotion.models import Reader
from emotion.types import EMOTIONS, INTENTS, Box, Condition, Emotion, Modality, Observation, Reading
from emotion.voice.receiver import Sound
from recommender.catalogue.items import Catalogue
from recommender.types import Item, Kind

EMBEDDING_MARK = 0.73519264
"""Stands in every embedding, so that a test can look for it where it must not be."""

NO_FACE_GREY = 1


def observation(modality: Modality, emotion: Emotion, time: float, quality: float = 1.0) -> Observation:
    """A sure observation of an emotion."""
    probabilities = np.full(7, 0.02, np.float32)
    probabilities[EMOTIONS.index(emotion)] = 0.88
    valence, arousal = NORMS[emotion]
    intent = np.full(8, 1 / len(INTENTS), np.float32) if modality == TEXT else None
    embedding = np.full(8, EMBEDDING_MARK, np.float32)
    return Observation(modality, time, quality, probabilities, embedding, valence, arousal, intent)


def frame(emotion: Emotion) -> np.ndarray:
    """A picture that the fake face encoder reads as this emotion."""
    return np.full((48, 64, 3), 100 + EMOTIONS.index(emotion), np.uint8)


def sound(emotion: Emotion, seconds: float = 1.0, rate: int = 16_000) -> np.ndarray:
    """Samples that the fake voice encoder reads as this emotion."""
    return np.full(round(seconds * rate), (EMOTIONS.index(emotion) + 1) / 10, np.float32)


class FakeFaceEncoder:
    def encode(self, signal: np.ndarray, time: float) -> Reading:
        if signal.dtype != np.uint8 or signal.ndim != 3 or signal.shape[2] != 3 or signal.size == 0:
            return Reading(FACE, time, Condition.INVALID)
        grey = int(signal[0, 0, 0])
        if not 100 <= grey < 107:
            return Reading(FACE, time, Condition.NO_FACE, brightness=grey / 255)
        seen = observation(FACE, EMOTIONS[grey - 100], time)
        return Reading(FACE, time, Condition.OK, seen, Box(0.2, 0.2, 0.5, 0.5), brightness=grey / 255)


class FakeVoiceEncoder:
    def encode(self, window: np.ndarray, time: float) -> Reading:
        if not np.isfinite(window).all():
            return Reading(VOICE, time, Condition.INVALID)
        loudest = float(np.median(window[-8000:]))
        if loudest < 0.05:
            return Reading(VOICE, time, Condition.SILENT, level=-90.0)
        emotion = EMOTIONS[min(round(loudest * 10) - 1, 6)]
        return Reading(VOICE, time, Condition.OK, observation(VOICE, emotion, time), level=-12.0)


class FakeTextEncoder:
    def encode(self, comment: str, time: float) -> Reading:
        if not comment.strip():
            return Reading(TEXT, time, Condition.EMPTY)
        named = next((e for e in EMOTIONS if e.value in comment), Emotion.NEUTRAL)
        return Reading(TEXT, time, Condition.OK, observation(TEXT, named, time))


class FakeModels:
    """The contract of emotion.models.Models. The fusion is the real one; untrained it is a product of experts."""

    modalities = MODALITIES

    def __init__(self) -> None:
        torch.manual_seed(0)
        self.fusion = Fusion(CrossModalTransformer(FusionConfig(face=8, voice=8, text=8)))

    readers: ClassVar[dict[Modality, Reader]] = {}

    def warm_up(self) -> float:
        return 0.0

    def face_encoder(self) -> FakeFaceEncoder:
        return FakeFaceEncoder()

    def voice_encoder(self) -> FakeVoiceEncoder:
        return FakeVoiceEncoder()

    def text_encoder(self) -> FakeTextEncoder:
        return FakeTextEncoder()


def signals(
    now: float,
    face: Emotion | None = None,
    voice: Emotion | None = None,
    comments: Sequence[str] = (),
    told: tuple[float, float] | None = None,
    seconds: float = 1.0,
) -> dict[Modality, list[Arrival]]:
    """What arrives at a time: a frame, some seconds of sound, comments, a correction."""
    arrived = {TEXT: [Arrival(comment, now) for comment in comments]}
    if face is not None:
        arrived[FACE] = [Arrival(frame(face), now)]
    if voice is not None:
        arrived[VOICE] = [Arrival(Sound(sound(voice, seconds), 16_000), now)]
    if told is not None:
        arrived[TOLD] = [Arrival(told, now)]
    return arrived


def catalogue(count: int = 60) -> Catalogue:
    """Items spread evenly over the affect plane, of all kinds and several genres."""
    rng = np.random.default_rng(3)
    kinds, genres = list(Kind), ("drama", "comedy", "horror", "romance", "nature")
    items = []
    for number in range(count):
        valence, arousal = rng.uniform(-0.9, 0.9, 2)
        items.append(
            Item(
                id=f"item-{number}",
                kind=kinds[number % len(kinds)],
                title=f"Title {number}",
                year=1950 + number,
                creators=(f"Maker {number}",),
                genres=(genres[number % len(genres)],),
                description="A description.",
                tags=(),
                valence=float(valence),
                arousal=float(arousal),
                emotions=np.full(7, 1 / 7, np.float32),
                popularity=float(rng.uniform()),
            )
        )
    return Catalogue.from_items(items, rng.normal(size=(count, 384)).astype(np.float32))
