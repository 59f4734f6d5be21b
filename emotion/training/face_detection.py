"""Compares YuNet with OpenCV's Haar cascade on small, tilted, narrowed and dim faces, and prints the card's table.

python -m emotion.training.face_detection DIR
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
from skimage import data

from emotion.face.detector import FaceDetector
from emotion.threads import one_thread
from emotion.training.face import FaceCorpus

Box = tuple[float, float, float, float]  # x, y, width, height
Scene = tuple[np.ndarray, Box]
Finder = Callable[[np.ndarray], list[Box]]

FRAME = 640, 480
PORTRAIT_FACE = 178.0, 62.0, 90.0, 114.0  # in scikit-image's astronaut
FOUND_OVERLAP = 0.35


def haar(width: int) -> Finder:
    """The cascade on equalised grey pictures `width` wide."""
    cascade = cv2.CascadeClassifier(cv2.data.haarcascades + "haarcascade_frontalface_default.xml")

    def find(frame: np.ndarray) -> list[Box]:
        scale = width / frame.shape[1]
        picture = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        grey = cv2.equalizeHist(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))
        return [
            tuple(box / scale) for box in np.reshape(cascade.detectMultiScale(grey, 1.1, 4, minSize=(20, 20)), (-1, 4))
        ]

    return find


def yunet(width: int) -> Finder:
    """The shipped detector on pictures `width` wide."""
    detector = FaceDetector(width, width * FRAME[1] // FRAME[0], 0.7)

    def find(frame: np.ndarray) -> list[Box]:
        scale = width / frame.shape[1]
        faces = detector.detect(cv2.resize(frame, (detector.width, detector.height), interpolation=cv2.INTER_AREA))
        return [
            (
                (face.centre.real - face.width / 2) / scale,
                (face.centre.imag - face.height / 2) / scale,
                face.width / scale,
                face.height / scale,
            )
            for face in faces
        ]

    return find


def portrait(height: float, tilt: float = 0.0, narrow: float = 1.0, gain: float = 1.0) -> Scene:
    """The astronaut in a frame: face `height` px tall, tilted by degrees, narrowed and dimmed by factors."""
    x, y, w, h = PORTRAIT_FACE
    scale = height / h
    matrix = cv2.getRotationMatrix2D((x + w / 2, y + h / 2), tilt, scale)
    matrix[0] *= narrow
    centre = matrix @ (x + w / 2, y + h / 2, 1)
    matrix[:, 2] += np.array(FRAME) / 2 - centre
    picture = cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR)
    frame = cv2.warpAffine(picture, matrix, FRAME, flags=cv2.INTER_AREA, borderValue=(90, 90, 90))
    width, height = w * scale * narrow, h * scale
    return _sensed(frame, gain), ((FRAME[0] - width) / 2, (FRAME[1] - height) / 2, width, height)


def pasted(crop: np.ndarray, side: int, gain: float = 1.0) -> Scene:
    """A crop of the corpus in the middle of a grey frame, its edge mirrored around it."""
    face = cv2.resize(crop, (side, side), interpolation=cv2.INTER_AREA if side < len(crop) else cv2.INTER_CUBIC)
    margin = int(0.3 * side)
    face = cv2.copyMakeBorder(face, margin, margin, margin, margin, cv2.BORDER_REFLECT)
    frame = np.full(FRAME[::-1], 90, np.uint8)
    top, left = (FRAME[1] - len(face)) // 2, (FRAME[0] - len(face)) // 2
    frame[top : top + len(face), left : left + len(face)] = face
    box = FRAME[0] / 2 - 0.42 * side, FRAME[1] / 2 - 0.45 * side, 0.84 * side, 0.95 * side
    return _sensed(cv2.merge([frame] * 3), gain), box


def scenes(crops: np.ndarray) -> Iterator[tuple[str, list[Scene]]]:
    """Named groups of frames with one face each."""
    for height in (20, 30):
        yield f"portrait, face {height} px", [portrait(height, tilt) for tilt in (-5, 0, 5, 8)]
    yield "60 to 400 px", [portrait(height, tilt) for height in (60, 120, 240, 400) for tilt in (-5, 0, 5, 8)]
    for tilt in (15, 30, 45):
        yield f"tilted by {tilt}°", [portrait(height, t) for height in (60, 120, 200) for t in (tilt, -tilt)]
    yield "narrowed to half", [portrait(height, narrow=0.5) for height in (60, 120, 200)]
    for gain in (0.1, 0.05):
        yield f"light {gain}", [portrait(height, gain=gain) for height in (60, 120, 200)]
    for side in (48, 96, 200):
        yield f"FER2013, {side} px", [pasted(crop, side) for crop in crops]
    yield "FER2013, 96 px, light 0.1", [pasted(crop, 96, gain=0.1) for crop in crops]


def main(folder: Path) -> None:
    """Print how many faces each detector finds and the processor time of a picture."""
    crops = FaceCorpus.read(folder, "val").images[::58]
    finders = {f"{f.__name__} {width}": f(width) for width in (320, 640) for f in (haar, yunet)}
    print("| frames |", " | ".join(finders), "|")
    for name, group in scenes(crops):
        cells = []
        for find in finders.values():
            start = time.process_time()
            hits = sum(any(_overlap(box, face) > FOUND_OVERLAP for box in find(frame)) for frame, face in group)
            cells.append(f"{hits} / {len(group)}, {(time.process_time() - start) / len(group) * 1e3:.0f} ms")
        print("|", name, "|", " | ".join(cells), "|")


def _sensed(frame: np.ndarray, gain: float) -> np.ndarray:
    noise = np.random.default_rng(0).normal(0, 2, frame.shape)
    return np.clip(frame * gain + noise, 0, 255).astype(np.uint8)


def _overlap(a: Box, b: Box) -> float:
    """Intersection over union."""
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    shared = max(0.0, width) * max(0.0, height)
    return shared / (a[2] * a[3] + b[2] * b[3] - shared)


if __name__ == "__main__":
    one_thread()
    main(Path(sys.argv[1]))
