"""How well faces are read from pictures of several sizes: faces of a corpus before a wall, sent as a browser does.

    python -m scripts.picture_size FER2013.parquet [--faces 300]

Each face is drawn at several heights, coded in VP8 at the size's bit rate, decoded, found and read as in a sitting.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import cv2
import numpy as np

from emotion.evaluation.corpus import read_corpus
from emotion.models import Models, load_models
from emotion.threads import one_thread

SIZES = {(640, 480): 800_000, (320, 240): 250_000}
"""Pictures, and the bits a second that they are sent at."""

RATE = 10
FRAMES = 6
"""Of each face so many are sent, and the last is judged: the first is coded alone and better than the rest."""

HEIGHTS = {"40 cm": 0.55, "arm's length": 0.33, "1.2 m": 0.18, "2 m": 0.11}
"""A face's height as a share of the picture's, at about these distances from a camera that sees 45 degrees upwards."""


class Judged(NamedTuple):
    """Shares of the faces that were found, and of those found, read as labelled; ms of the processor for a frame."""

    found: float
    right: float
    ms: float


def scene(face: np.ndarray, share: float, size: tuple[int, int], number: int) -> np.ndarray:
    """A grey face (48, 48) as a head of this share of the height, before a wall that is lit from one side."""
    width, height = size
    wall = np.repeat(np.tile(np.linspace(80, 150, width, dtype=np.float32), (height, 1))[:, :, None], 3, axis=2)
    side = round(share * height)
    shift = 2 * np.sin(number) * height / 480
    left, top = (width - side) / 2 + shift, (height - side) / 2 + shift / 2
    place = np.array([[side / face.shape[1], 0, left], [0, side / face.shape[0], top]])
    drawn = cv2.warpAffine(face, place, size, flags=cv2.INTER_CUBIC if side >= 48 else cv2.INTER_AREA)
    inside = cv2.warpAffine(np.full(face.shape, 255, np.uint8), place, size)[:, :, None] / 255.0
    mixed = inside * drawn[:, :, None].astype(np.float32) + (1 - inside) * wall
    noise = np.random.default_rng(number).normal(0, 3, (height, width, 1))
    return np.clip(mixed + noise, 0, 255).astype(np.uint8)


def sent(frames: Iterator[np.ndarray], size: tuple[int, int], bits: int) -> Iterator[av.VideoFrame]:
    """Frames (H, W, 3) uint8 BGR as they arrive after VP8."""
    coder = av.CodecContext.create("libvpx", "w")
    coder.width, coder.height, coder.pix_fmt = *size, "yuv420p"
    coder.time_base, coder.framerate, coder.bit_rate = Fraction(1, RATE), Fraction(RATE), bits
    coder.options = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0", "auto-alt-ref": "0"}
    decoder = av.CodecContext.create("vp8", "r")
    for number, picture in enumerate(frames):
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="bgr24")
        frame.pts, frame.time_base = number, coder.time_base
        for packet in coder.encode(frame):
            yield from decoder.decode(av.Packet(bytes(packet)))


def judged(
    models: Models, faces: Sequence[tuple[np.ndarray, int]], share: float, size: tuple[int, int], bits: int
) -> Judged:
    """How these faces, each with its class, are read, one after the other by one camera."""
    encoder = models.face_encoder()
    found = right = frames = 0
    spent = 0.0
    for face, label in faces:
        reading = None
        shown = (scene(face, share, size, number) for number in range(FRAMES))
        for frame in sent(shown, size, bits):
            began = time.thread_time()
            reading = encoder.encode(frame.to_ndarray(format="bgr24"), frames / RATE)
            spent += time.thread_time() - began
            frames += 1
        if reading and reading.observation and reading.observation.probabilities is not None:
            found += 1
            right += int(reading.observation.probabilities.argmax()) == label
    return Judged(found / len(faces), right / max(found, 1), 1000 * spent / frames)


def main() -> None:
    """Print a line for each height and size."""
    parser = argparse.ArgumentParser(prog="python -m scripts.picture_size")
    parser.add_argument("file", type=Path)
    parser.add_argument("--faces", type=int, default=300)
    chosen = parser.parse_args()
    one_thread()
    corpus = read_corpus("face", chosen.file, "val")
    assert corpus.classes is not None
    picked = np.random.default_rng(0).permutation(len(corpus.signals))[: chosen.faces]
    faces = [(corpus.signals[one], int(corpus.classes[one])) for one in picked]
    models = load_models()
    print(f"{'face at':<14}{'picture':>10}{'found':>8}{'right':>8}{'both':>8}{'ms a frame':>12}")
    for where, share in HEIGHTS.items():
        for size, bits in SIZES.items():
            one = judged(models, faces, share, size, bits)
            picture = f"{size[0]}x{size[1]}"
            both = one.found * one.right
            print(f"{where:<14}{picture:>10}{one.found:>8.1%}{one.right:>8.1%}{both:>8.1%}{one.ms:>12.2f}", flush=True)


if __name__ == "__main__":
    main()
