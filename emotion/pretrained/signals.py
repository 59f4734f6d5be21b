"""Signals as pretrained models take them: one class a sense, each around the processor saved beside the model."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from transformers import AutoFeatureExtractor, AutoImageProcessor, AutoTokenizer

from emotion.errors import PretrainedError
from emotion.face.crop import aligned_crop
from emotion.face.detector import Face
from emotion.face.geometry import FRONTAL, Similarity
from emotion.modalities import FACE, VOICE
from emotion.pretrained.source import FROM_DISK
from emotion.text.normalise import normalise
from emotion.types import Modality
from emotion.voice.features import CLIP_SECONDS, SAMPLE_RATE

Inputs = dict[str, np.ndarray]
"""A model's inputs by name, first axis N."""

MAX_TOKENS = 128


class Signals(Protocol):
    """What lies between a signal and a model's inputs."""

    def item(self, signal: object) -> object:
        """One signal, prepared as far as it can be by itself."""

    def collate(self, items: Sequence) -> Inputs:
        """Prepared signals as one batch."""

    def examples(self) -> list:
        """Two signals of different content, for tracing."""

    def save(self, folder: Path) -> None:
        """Write the processor into a model folder."""


class FaceSignals:
    """Aligned face crops, (H, W, 3) uint8 RGB or (H, W) uint8 grey, through the model's own image processor."""

    def __init__(self, folder: Path, grey_side: int | None = None) -> None:
        """grey_side: the model was trained on grey crops of that side in px, and so is shown such crops live."""
        # The backend that needs no torchvision.
        self._processor = AutoImageProcessor.from_pretrained(folder, backend="pil", **FROM_DISK)
        self._grey_side = grey_side
        self.side = grey_side or self.item(np.zeros((224, 224, 3), np.uint8)).shape[-1]

    def crop(self, frame: np.ndarray, face: Face) -> np.ndarray:
        """The face of a (H, W, 3) BGR frame, its landmarks on their usual places, in the form of the training."""
        if self._grey_side:
            grey = aligned_crop(frame, face)
            return grey if len(grey) == self._grey_side else cv2.resize(grey, (self._grey_side, self._grey_side))
        upright = Similarity.fit(face.landmarks, self.side * FRONTAL)
        return cv2.cvtColor(upright.sample(frame, self.side), cv2.COLOR_BGR2RGB)

    def item(self, signal: np.ndarray) -> np.ndarray:
        picture = np.asarray(signal)
        if picture.dtype != np.uint8 or picture.ndim not in (2, 3) or picture.shape[2:] not in ((), (3,)):
            raise ValueError(f"a crop is (H, W) or (H, W, 3) uint8, got {picture.dtype} {picture.shape}")
        colours = picture if picture.ndim == 3 else np.repeat(picture[..., None], 3, axis=2)
        pixels = self._processor(colours, input_data_format="channels_last", return_tensors="np")["pixel_values"][0]
        return np.ascontiguousarray(pixels, np.float32)

    def collate(self, items: Sequence[np.ndarray]) -> Inputs:
        return {"pixel_values": np.stack(items)}

    def examples(self) -> list[np.ndarray]:
        ramp = np.tile(np.linspace(0, 255, self.side).astype(np.uint8), (self.side, 1))
        return [ramp, ramp.T]

    def save(self, folder: Path) -> None:
        self._processor.save_pretrained(folder)


class VoiceSignals:
    """Speech (n,) float32 at 16 kHz as windows of one length through the model's own feature extractor."""

    SAMPLES = int(CLIP_SECONDS * SAMPLE_RATE)

    def __init__(self, folder: Path) -> None:
        self._extractor = AutoFeatureExtractor.from_pretrained(folder, **FROM_DISK)
        if self._extractor.sampling_rate != SAMPLE_RATE:
            raise PretrainedError(f"{folder} takes {self._extractor.sampling_rate} Hz; {SAMPLE_RATE} Hz is needed")

    def item(self, signal: np.ndarray) -> np.ndarray:
        """(48000,): the first 3 s; what is shorter is repeated, so that no model reads padding and windows of any
        length form a batch that has no influence on their results."""
        samples = np.asarray(signal, np.float32)
        if samples.ndim != 1 or not len(samples):
            raise ValueError(f"speech is (n,) samples with n > 0, got {samples.shape}")
        window = np.resize(samples, self.SAMPLES)
        values = self._extractor(window, sampling_rate=SAMPLE_RATE, return_tensors="np")["input_values"][0]
        return np.ascontiguousarray(values, np.float32)

    def collate(self, items: Sequence[np.ndarray]) -> Inputs:
        return {"input_values": np.stack(items)}

    def examples(self) -> list[np.ndarray]:
        time = np.arange(self.SAMPLES, dtype=np.float32) / SAMPLE_RATE
        return [0.1 * np.sin(2 * np.pi * 150 * time), 0.1 * np.sin(2 * np.pi * 220 * time)]

    def save(self, folder: Path) -> None:
        self._extractor.save_pretrained(folder)


class TextSignals:
    """Comments through the model's own tokenizer, after the same clean-up as in the embedded tier."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(folder, **FROM_DISK)
        self._longest = min(MAX_TOKENS, self._tokenizer.model_max_length)
        self._one_at_a_time = threading.Lock()  # tokenizers refuse to change their padding while another thread encodes

    def item(self, signal: str) -> str:
        return normalise(signal)

    def collate(self, items: Sequence[str]) -> Inputs:
        with self._one_at_a_time:
            tokens = self._tokenizer(
                list(items), truncation=True, max_length=self._longest, padding=True, return_tensors="np"
            )
        return {name: tokens[name].astype(np.int64) for name in ("input_ids", "attention_mask")}

    def examples(self) -> list[str]:
        return ["this made my day, thank you!", "i don't know, kind of tired and a bit down"]

    def save(self, folder: Path) -> None:
        self._tokenizer.save_pretrained(folder)


def signals_of(modality: Modality, folder: Path, notes: dict) -> FaceSignals | VoiceSignals | TextSignals:
    """The signals of a model folder, whose notes are the entry of its config written by fine-tuning."""
    if modality == FACE:
        return FaceSignals(folder, notes.get("grey_side"))
    return VoiceSignals(folder) if modality == VOICE else TextSignals(folder)
