"""Whisper tiny.en (Radford et al. 2022, Robust speech recognition via large-scale weak supervision), English only."""

from __future__ import annotations

import importlib
import logging
import math
import threading
from typing import Any

import numpy as np

from emotion.speech.recogniser import PACKAGES, Words

SURE_ENOUGH = 0.6
"""The mean probability of a word's pieces from which words are taken; other languages come out less sure."""

SILENCE = 0.6
"""Whisper's own probability that nobody speaks, from which nothing is taken; its authors' threshold."""

REPEATED = 2.4
"""Times that the text is shorter when compressed, from which it goes round in circles; its authors' threshold."""


class Whisper:
    """Safe to share by threads, which take turns. int8 on one thread; the weights are loaded when first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: Any = None

    def hear(self, speech: np.ndarray) -> Words | None:
        """The words of speech (n,) float32 at 16 kHz, of which Whisper hears at most 30 s; greedy, nothing timed."""
        with self._lock:
            if self._model is None:
                self._model = self._load()
            segments, _ = self._model.transcribe(
                speech,
                language="en",
                beam_size=1,
                temperature=0.0,
                condition_on_previous_text=False,
                without_timestamps=True,
            )
            found = list(segments)
        text = " ".join(one.text.strip() for one in found).strip()
        if not text or any(one.no_speech_prob > SILENCE or one.compression_ratio > REPEATED for one in found):
            return None
        certainty = math.exp(min(one.avg_logprob for one in found))
        return Words(text, certainty) if certainty >= SURE_ENOUGH else None

    @staticmethod
    def _load() -> Any:
        recogniser, weights = map(importlib.import_module, PACKAGES)
        folder = str(weights.get_model_path())
        # It tells of every call.
        logging.getLogger("faster_whisper").setLevel(logging.WARNING)
        return recogniser.WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)
