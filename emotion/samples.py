"""A camera and a microphone without either: what timers, soaks and tests feed a sitting with."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from skimage import data

from emotion.encoder import MODEL_DIR
from emotion.voice.features import SAMPLE_RATE, decode_audio

SPEECH = MODEL_DIR.parent / "samples" / "speech.ogg"

COMMENTS = (
    "this made my day, thank you!",
    "i don't know, kind of tired and a bit down today",
    "what on earth was that ending??",
    "something calm please, work was awful and my boss shouted at me again in front of everybody",
)


def moving_portrait(count: int, width: int = 640, height: int = 480) -> Iterator[np.ndarray]:
    """Frames (height, width, 3) uint8 BGR of a portrait (NASA, public domain) that sways and changes light."""
    photo = cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR)
    for i in range(count):
        sway = cv2.getRotationMatrix2D((224, 110), 4 * np.sin(i / 11), 1.0 + 0.06 * np.sin(i / 17))
        sway[:, 2] += (width / 2 - 224 + 30 * np.sin(i / 23), height / 2 - 130 + 12 * np.cos(i / 13))
        frame = cv2.warpAffine(photo, sway, (width, height), borderMode=cv2.BORDER_REPLICATE)
        yield cv2.convertScaleAbs(frame, alpha=1.0, beta=15 * np.sin(i / 29))


def speech(seconds: float) -> np.ndarray:
    """Samples (n,) float32 at 16 kHz of the shipped sample of synthesised speech, repeated to a length."""
    sample = decode_audio(SPEECH.read_bytes())
    return np.resize(sample, int(seconds * SAMPLE_RATE))


def speech_windows(count: int) -> Iterator[np.ndarray]:
    """Windows (48000,) float32 of 3 s of speech, 1 s apart."""
    samples = speech(count + 3)
    for i in range(count):
        yield samples[i * SAMPLE_RATE : (i + 3) * SAMPLE_RATE]
