"""Times the encoders and fusion on a synthetic live signal, each as a session calls it, on one thread per model."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import cv2
import numpy as np
from skimage import data

from emotion.models import Models
from emotion.types import Modality, Observation

FRAMES = 150
WINDOWS = 30
COMMENTS = (
    "this made my day, thank you!",
    "i don't know, kind of tired and a bit down today",
    "what on earth was that ending??",
    "something calm please, work was awful and my boss shouted at me again in front of everybody",
)
REPEATS = 10


def bench(models: Models) -> dict[str, dict[str, float]]:
    """Median and 95th percentile, in ms, of the face path per 640x480 frame (detection included), of the voice path per
    3 s window, of a comment, and of a fusion of what these gave."""
    models.warm_up()
    face, voice, text = models.face_encoder(), models.voice_encoder(), models.text_encoder()
    seen: list[Observation] = []

    def read(encoder: object, signal: object, at: float) -> None:
        observation = encoder.encode(signal, at).observation
        if observation is not None:
            seen.append(observation)

    frames, windows = list(moving_portrait(FRAMES)), list(speech_windows(WINDOWS))
    times = {
        "face": timed(lambda i: read(face, frames[i], i / 15), FRAMES),
        "voice": timed(lambda i: read(voice, windows[i], float(i)), WINDOWS),
        "text": timed(lambda i: read(text, COMMENTS[i % len(COMMENTS)], float(i)), REPEATS * len(COMMENTS)),
    }
    recent = _aligned(seen)
    times["fusion"] = timed(lambda _: models.fusion.fuse(recent, 0.0), REPEATS * 10)
    return times


def timed(call: Callable[[int], object], count: int) -> dict[str, float]:
    """Median and 95th percentile in ms of call(0), ..., call(count - 1), after one call that is not counted."""
    call(0)
    spent = []
    for i in range(count):
        start = time.perf_counter()
        call(i)
        spent.append(1000 * (time.perf_counter() - start))
    return {"median_ms": float(np.median(spent)), "p95_ms": float(np.percentile(spent, 95))}


def moving_portrait(count: int, width: int = 640, height: int = 480) -> Iterator[np.ndarray]:
    """Frames (height, width, 3) uint8 BGR of a portrait (NASA, public domain) that sways and changes light."""
    photo = cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR)
    for i in range(count):
        sway = cv2.getRotationMatrix2D((224, 110), 4 * np.sin(i / 11), 1.0 + 0.06 * np.sin(i / 17))
        sway[:, 2] += (width / 2 - 224 + 30 * np.sin(i / 23), height / 2 - 130 + 12 * np.cos(i / 13))
        frame = cv2.warpAffine(photo, sway, (width, height), borderMode=cv2.BORDER_REPLICATE)
        yield cv2.convertScaleAbs(frame, alpha=1.0, beta=15 * np.sin(i / 29))


def speech_windows(count: int, rate: int = 16_000) -> Iterator[np.ndarray]:
    """Windows (48000,) float32 of 3 s at 16 kHz: a voice-like buzz through moving formants, with pauses of breath."""
    rng = np.random.default_rng(0)
    t = np.arange(3 * rate) / rate
    for i in range(count):
        pitch = 120 + 30 * np.sin(2 * np.pi * 0.7 * t + i)
        buzz = np.sign(np.sin(2 * np.pi * np.cumsum(pitch) / rate))
        formants = sum(
            np.sin(2 * np.pi * f * (1 + 0.1 * np.sin(2 * np.pi * 2.5 * t + i)) * t) for f in (500, 1500, 2500)
        )
        syllables = np.clip(np.sin(2 * np.pi * 3.5 * t), 0, 1)
        yield (0.05 * buzz * formants * syllables + 0.001 * rng.standard_normal(len(t))).astype(np.float32)


def print_bench(times: dict[str, dict[str, float]]) -> None:
    """Print timings as a table on stdout."""
    print(f"{'':<10}{'median ms':>12}{'p95 ms':>10}")
    for name, row in times.items():
        print(f"{name:<10}{row['median_ms']:>12.2f}{row['p95_ms']:>10.2f}")


def _aligned(seen: list[Observation]) -> list[Observation]:
    """The last observations of each modality, as if all had been made in the last moments before time 0."""
    recent = []
    for modality, step, count in ((Modality.FACE, 0.07, 40), (Modality.VOICE, 1.0, 4), (Modality.TEXT, 10.0, 3)):
        own = [o for o in seen if o.modality == modality][-count:]
        recent += [
            Observation(o.modality, -step * i, o.quality, o.probabilities, o.embedding, o.valence, o.arousal, o.intent)
            for i, o in enumerate(reversed(own))
        ]
    return recent
