"""A sitting without trained models: encoders that read what the test says, and a small catalogue of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from emotion.labels import NORMS
from emotion.modalities import FACE, MODALITIES, TEXT, TOLD, VOICE
from emotion.models import Reader
from emotion.pretrained.settings import MODEL
from emotion.types import EMOTIONS, Attention, Box, Condition, Emotion, EmotionState, Modality, Observation, Reading
from recommender.catalogue.items import Catalogue
from recommender.types import Item, Kind

TRICKY = "**x** <b>y</b> $z$ [a](b) :red[c] :tada:"
"""A title or comment full of what Markdown, HTML, formulas and directives would change."""

_EMOTION_OF_WORD = {"happy": Emotion.JOY, "sad": Emotion.SADNESS, "angry": Emotion.ANGER}


def probabilities(emotion: Emotion, share: float = 0.7) -> np.ndarray:
    """(7,) float32 with this share for one emotion and the rest spread evenly."""
    spread = np.full(len(EMOTIONS), (1 - share) / (len(EMOTIONS) - 1), np.float32)
    spread[EMOTIONS.index(emotion)] = share
    return spread


def _observation(modality: Modality, emotion: Emotion, time: float) -> Observation:
    valence, arousal = NORMS[emotion]
    return Observation(modality, time, 0.8, probabilities(emotion), np.zeros(4, np.float32), valence, arousal)


class FakeFace:
    """Reads every bright frame as joy; a dark one is dark."""

    def encode(self, frame: np.ndarray, time: float) -> Reading:
        brightness = float(np.mean(frame)) / 255
        if brightness < 0.1:
            return Reading(FACE, time, Condition.DARK, brightness=brightness)
        seen = _observation(FACE, Emotion.JOY, time)
        return Reading(FACE, time, Condition.OK, seen, Box(0.35, 0.2, 0.3, 0.45), brightness=brightness)


class FakeVoice:
    """Reads loud sound as surprise and the rest as silence."""

    def encode(self, window: np.ndarray, time: float) -> Reading:
        level = 20 * np.log10(max(float(np.sqrt(np.mean(np.square(window)))), 1e-6))
        if level < -50:
            return Reading(VOICE, time, Condition.SILENT, level=level)
        return Reading(VOICE, time, Condition.OK, _observation(VOICE, Emotion.SURPRISE, time), level=level)


class FakeText:
    """Reads a comment by the first word it knows."""

    def encode(self, comment: str, time: float) -> Reading:
        found = next((e for word, e in _EMOTION_OF_WORD.items() if word in comment.lower()), Emotion.NEUTRAL)
        return Reading(TEXT, time, Condition.OK, _observation(TEXT, found, time))


class FakeFusion:
    """Weighs the newest observation of each modality evenly; a told one leads."""

    def fuse_each(self, sequences: Sequence[Sequence[Observation]], now: float) -> list[EmotionState]:
        return [self.fuse(observations, now) for observations in sequences]

    def fuse(self, observations: Sequence[Observation], now: float) -> EmotionState:
        reach = {FACE: 2.0, VOICE: 2.0, TEXT: 60.0, TOLD: 300.0}
        newest = {o.modality: o for o in sorted(observations, key=lambda o: o.time) if now - o.time < reach[o.modality]}
        if not newest:
            return EmotionState.unknown_at(now)
        weights = {m: (6.0 if m == TOLD else 1.0) for m in newest}
        attention = {m: weights.get(m, 0.0) / sum(weights.values()) for m in MODALITIES}
        felt = [o for o in newest.values() if o.probabilities is not None]
        mixed = np.mean([o.probabilities for o in felt], axis=0) if felt else probabilities(Emotion.NEUTRAL)
        return EmotionState(
            time=now,
            probabilities=mixed.astype(np.float32),
            valence=sum(attention[m] * o.valence for m, o in newest.items()),
            arousal=sum(attention[m] * o.arousal for m, o in newest.items()),
            uncertainty=0.4,
            intent=np.full(8, 1 / 8, np.float32),
            attention=Attention(attention),
        )


@dataclass(frozen=True)
class FakeModels:
    """Stands in for emotion.models.Models."""

    fusion: FakeFusion = field(default_factory=FakeFusion)
    readers: dict[Modality, Reader] = field(default_factory=lambda: dict.fromkeys(MODEL, Reader()))
    modalities: tuple[Modality, ...] = MODALITIES

    def face_encoder(self) -> FakeFace:
        return FakeFace()

    def voice_encoder(self) -> FakeVoice:
        return FakeVoice()

    def text_encoder(self) -> FakeText:
        return FakeText()

    def warm_up(self) -> float:
        return 0.0


def small_catalogue(count: int = 24) -> Catalogue:
    """Items spread over the affect plane, of all kinds; the first has a tricky title."""
    random = np.random.default_rng(7)
    kinds = list(Kind)
    items = []
    for n in range(count):
        valence, arousal = random.uniform(-0.8, 0.8, 2)
        items.append(
            Item(
                id=f"item-{n}",
                kind=kinds[n % len(kinds)],
                title=TRICKY if n == 0 else f"Title number {n}",
                year=1990 + n,
                creators=("A. Maker",),
                genres=(("drama", "comedy", "thriller")[n % 3],),
                description=f"What happens in number {n}.",
                tags=("quiet", "warm"),
                valence=float(valence),
                arousal=float(arousal),
                emotions=probabilities(EMOTIONS[n % 7]),
                popularity=1.0 if n == 0 else float(random.uniform(0.1, 0.9)),
                minutes=90 + n,
            )
        )
    return Catalogue.from_items(items, random.normal(size=(count, 8)))
