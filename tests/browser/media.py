"""What the fake camera and microphone play: a moving portrait and synthetic speech, made on the spot.

The portrait is scikit-image's astronaut (NASA, public domain).
"""

from __future__ import annotations

import math
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
import soundfile
from scipy.signal import resample_poly
from skimage.data import astronaut

from tests.browser.tools import espeak

WIDTH, HEIGHT = 640, 480
RATE = 30
"""Frames a second at which Chromium plays an .mjpeg file."""

SAMPLE_RATE = 48_000

WORDS = (
    "What a wonderful day. I am so happy that you are here! We won the prize, and everybody is dancing in the street.",
    "I did not expect that at all. Tell me more about it, please. What happened then?",
)


def portrait() -> np.ndarray:
    """(480, 640, 3) uint8 BGR: the astronaut's head and shoulders, her face some 190 pixels high."""
    crop = astronaut()[5:260, 50:390, ::-1]
    return cv2.resize(np.ascontiguousarray(crop), (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)


def moving(picture: np.ndarray, seconds: float) -> Iterator[np.ndarray]:
    """The picture swaying, nearing, nodding and lit differently over time; it ends as it began, so it can loop."""
    frames = round(seconds * RATE)
    for number in range(frames):
        turn = 2 * math.pi * number / frames
        warp = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), 4 * math.sin(3 * turn), 1 + 0.08 * math.sin(2 * turn))
        warp[:, 2] += (28 * math.sin(2 * turn), 12 * math.sin(5 * turn))
        moved = cv2.warpAffine(picture, warp, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
        yield cv2.convertScaleAbs(moved, alpha=1 + 0.2 * math.sin(turn), beta=8 * math.sin(4 * turn))


def black(seconds: float) -> Iterator[np.ndarray]:
    """A covered lens."""
    return (np.zeros((HEIGHT, WIDTH, 3), np.uint8) for _ in range(round(seconds * RATE)))


def empty_room(seconds: float) -> Iterator[np.ndarray]:
    """A lit wall with nobody before it."""
    shade = np.linspace(90, 170, WIDTH, dtype=np.float32)
    wall = np.repeat(np.tile(shade, (HEIGHT, 1))[:, :, None], 3, axis=2)
    noise = np.random.default_rng(0)
    for _ in range(round(seconds * RATE)):
        yield np.clip(wall + noise.normal(0, 4, wall.shape), 0, 255).astype(np.uint8)


def write_video(path: Path, frames: Iterable[np.ndarray]) -> Path:
    """Write frames as the .mjpeg that Chromium's fake camera reads: JPEG pictures one after the other."""
    with path.open("wb") as file:
        for frame in frames:
            file.write(cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 88])[1].tobytes())
    return path


def write_speech(path: Path, sentences: Iterable[str] = WORDS, pause: float = 0.6) -> Path:
    """Write sentences spoken by espeak-ng as a 48 kHz 16-bit mono wav, each followed by a pause in s.

    Raises ToolMissingError without espeak-ng.
    """
    spoken = []
    for sentence in sentences:
        subprocess.run([str(espeak()), "-v", "en-gb", "-s", "150", "-w", str(path), sentence], check=True)
        samples, rate = soundfile.read(path, dtype="float32")
        spoken += [resample_poly(samples, SAMPLE_RATE, rate), np.zeros(round(pause * SAMPLE_RATE), np.float32)]
    soundfile.write(path, np.clip(np.concatenate(spoken), -1, 1), SAMPLE_RATE, subtype="PCM_16")
    return path


def write_face(path: Path) -> Path:
    """A face all the time, 12 s."""
    return write_video(path, moving(portrait(), 12))


def write_interrupted_face(path: Path) -> Path:
    """A face for 10 s, a covered lens for 8 s, an empty room for 8 s, the face again for 6 s."""
    picture = portrait()

    def frames() -> Iterator[np.ndarray]:
        yield from moving(picture, 10)
        yield from black(8)
        yield from empty_room(8)
        yield from moving(picture, 6)

    return write_video(path, frames())
