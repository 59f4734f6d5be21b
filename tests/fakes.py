"""Encoders that read their answer off the signal itself, in place of trained ones; all else in these tests is real."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch

from emotion.encoder import Network
from emotion.fusion import Fusion
from emotion.fusion.network import CrossModalTransformer, FusionConfig
from emotion.fusion.onlookers import Onlookers
from emotion.labels import NORMS
from emotion.modalities import FACE, MODALITIES, TEXT, TOLD, VOICE
from emotion.modality import Arrival
from emotion.models import Reader
from emotion.pretrained.settings import MODEL
from emotion.types import EMOTIONS, INTENTS, Box, Condition, Emotion, Modality, Observation, Reading
from emotion.voice.receiver import Sound
from recommender.catalogue.items import Catalogue
from recommender.types import Item, Kind
from recommender.understanding.bereavement import tells_of_a_death
from recommender.understanding.crisis import speaks_of_crisis
from recommender.understanding.gazetteer import Gazetteer
from recommender.understanding.grammar import read_request
from recommender.understanding.lexicon import lexicon
from recommender.understanding.understood import Request, Understood

TRICKY = "**x** <b>y</b> $z$ [a](b) :red[c] :tada:"
"""A title or comment full of what Markdown, HTML, formulas and directives would change."""

EMBEDDING_MARK = 0.73519264
"""Stands in every embedding, so that a test can look for it where it must not be."""

NO_FACE_GREY = 1
BRIGHT = 107
"""From this grey on a picture is read as joy; one that is black is dark; see `frame` for those in between."""

WORDS = {emotion.value: emotion for emotion in EMOTIONS} | {
    "happy": Emotion.JOY,
    "sad": Emotion.SADNESS,
    "angry": Emotion.ANGER,
}


class Clock:
    """A clock that a test sets, in s."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def probabilities(emotion: Emotion, share: float = 0.88) -> np.ndarray:
    """(7,) float32 with this share for one emotion and the rest spread evenly."""
    spread = np.full(len(EMOTIONS), (1 - share) / (len(EMOTIONS) - 1), np.float32)
    spread[EMOTIONS.index(emotion)] = share
    return spread


def observation(modality: Modality, emotion: Emotion, time: float, quality: float = 1.0) -> Observation:
    """A sure observation of an emotion."""
    valence, arousal = NORMS[emotion]
    intent = np.full(8, 1 / len(INTENTS), np.float32) if modality == TEXT else None
    embedding = np.full(8, EMBEDDING_MARK, np.float32)
    return Observation(modality, time, quality, probabilities(emotion), embedding, valence, arousal, intent)


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
        if grey == 0:
            return Reading(FACE, time, Condition.DARK, brightness=0.0)
        if grey < 100:
            return Reading(FACE, time, Condition.NO_FACE, brightness=grey / 255)
        seen = observation(FACE, Emotion.JOY if grey >= BRIGHT else EMOTIONS[grey - 100], time)
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
        named = next((e for word, e in WORDS.items() if word in comment), Emotion.NEUTRAL)
        return Reading(TEXT, time, Condition.OK, observation(TEXT, named, time))


class FakeUnderstanding:
    """Reads feelings as the fake text encoder does, the writer's own where they say I; requests by the real grammar."""

    def __init__(self, titles: Sequence[str] = ()) -> None:
        self._names = Gazetteer.of(titles, ())

    def among(self, items: Iterable[Item]) -> FakeUnderstanding:
        return FakeUnderstanding([item.title for item in items])

    def request(self, comment: str) -> Request:
        return read_request(comment, lexicon("en"), self._names)

    def read(self, comment: str) -> Understood:
        named = next((e for word, e in WORDS.items() if word in comment), Emotion.NEUTRAL)
        crisis, request = speaks_of_crisis(comment), self.request(comment)
        own = crisis or bool({"i", "i'm", "me", "my", "so", "such"} & set(comment.lower().split()))
        language = "unknown" if comment.startswith("xx") else "en"
        bereaved = tells_of_a_death(comment, language)
        return Understood(language, own, crisis, named, *NORMS[named], 0.9, request, bereaved)


def _untrained_fusion() -> Fusion:
    torch.manual_seed(0)
    return Fusion(CrossModalTransformer(FusionConfig(face=8, voice=8, text=8)))


@dataclass(frozen=True)
class FakeModels:
    """The contract of emotion.models.Models. The fusion is the real one; untrained it is a product of experts."""

    fusion: Fusion = field(default_factory=_untrained_fusion)
    readers: dict[Modality, Reader] = field(default_factory=lambda: dict.fromkeys(MODEL, Reader()))
    modalities: tuple[Modality, ...] = MODALITIES
    onlookers: Onlookers | None = None
    text: Network | None = None  # nothing here reads with it: see FakeTextEncoder and FakeUnderstanding

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
    """Items spread evenly over the affect plane, of four kinds and several genres; the first has a tricky title."""
    rng = np.random.default_rng(3)
    kinds, genres = [Kind.FILM, Kind.SONG, Kind.BOOK, Kind.READ], ("drama", "comedy", "horror", "romance", "nature")
    items = []
    for number in range(count):
        valence, arousal = rng.uniform(-0.9, 0.9, 2)
        items.append(
            Item(
                id=f"item-{number}",
                kind=kinds[number % len(kinds)],
                title=f"Title {number}" if number else TRICKY,
                year=1950 + number,
                creators=(f"Maker {number}",),
                genres=(genres[number % len(genres)],),
                description=f"What happens in number {number}.",
                tags=("quiet", "warm"),
                valence=float(valence),
                arousal=float(arousal),
                emotions=np.full(7, 1 / 7, np.float32),
                popularity=float(rng.uniform(0.1, 0.9)) if number else 1.0,
                minutes=90 + number,
            )
        )
    return Catalogue.from_items(items, rng.normal(size=(count, 384)).astype(np.float32))
