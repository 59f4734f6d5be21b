"""The models of a tier, loaded once per process and shared by all sessions."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import torch

from emotion.face import FaceEncoder, FaceNetwork
from emotion.fusion import Fusion
from emotion.text import TextEncoder, TextNetwork
from emotion.voice import VoiceEncoder, VoiceNetwork


@dataclass(frozen=True)
class Models:
    """Trained networks, safe to share by threads. Encoders are cheap and belong to one session each."""

    face: FaceNetwork
    voice: VoiceNetwork
    text: TextNetwork
    fusion: Fusion

    def face_encoder(self) -> FaceEncoder:
        """A new encoder, with a face track of its own."""
        return FaceEncoder(self.face)

    def voice_encoder(self) -> VoiceEncoder:
        """A new encoder, with a speech gate of its own."""
        return VoiceEncoder(self.voice)

    def text_encoder(self) -> TextEncoder:
        """A new encoder."""
        return TextEncoder(self.text)

    def warm_up(self) -> float:
        """Run everything once, so that no visitor waits for a first call; returns the seconds it took."""
        start = time.perf_counter()
        frame = np.full((480, 640, 3), 127, np.uint8)
        self.face_encoder().encode(frame, 0.0)
        self.face.predict(np.full((1, 48, 48), 127, np.uint8))
        tone = 0.1 * np.sin(np.arange(48_000, dtype=np.float32) * 0.1)
        self.voice_encoder().encode(tone, 0.0)
        self.voice.predict([np.zeros((128, 94), np.float32)])
        reading = self.text_encoder().encode("hello there", 0.0)
        self.fusion.fuse([reading.observation] if reading.observation else [], 0.0)
        return time.perf_counter() - start


def load_models() -> Models:
    """Load the embedded tier, one thread per model.

    Raises ModelNotFoundError, naming the command that trains it, when a weights file is missing.
    """
    torch.set_num_threads(1)
    return Models(FaceNetwork.load(), VoiceNetwork.load(), TextNetwork.load(), Fusion.load())
