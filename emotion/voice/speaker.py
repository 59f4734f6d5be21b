"""Whose voice it is: whether a stretch of speech sounds like the person who spoke first.

The encoder is Resemblyzer's, a network of three LSTM layers trained so that speech of one person lies together
(Wan et al. 2018, Generalized end-to-end loss for speaker verification).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import librosa
import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from emotion.encoder import model_file
from emotion.voice.features import SAMPLE_RATE

MELS, WINDOW, HOP = 40, 400, 160
"""Bands, and samples of a frame and between frames: 25 and 10 ms."""

PIECE, STEP = 160, 80
"""Frames of a piece that the network hears, and between pieces: 1.6 and 0.8 s; their mean is the voice."""

LOUDNESS = 10 ** (-30 / 20)
"""Root mean square to which quieter speech is raised."""

FIRST_S = 10.0
"""Seconds of speech from which the person's voice is known."""

ALIKE = 0.6
"""Cosine from which on speech counts as the person's. Set so that they themselves are seldom taken for another."""


class SpeakerEncoder(nn.Module):
    """Speech to a vector (256,) of length 1. Safe to share by threads."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(MELS, 256, 3, batch_first=True)
        self.linear = nn.Linear(256, 256)

    @classmethod
    def load(cls, path: Path | None = None) -> SpeakerEncoder:
        """Load the shipped weights, or those at path. Raises ModelNotFoundError when they are missing."""
        encoder = cls()
        stored = load_file(path or model_file("speaker.safetensors"))
        encoder.load_state_dict({name: tensor.float() for name, tensor in stored.items()})
        return encoder.eval()

    def forward(self, mels: Tensor) -> Tensor:
        """Mel power (N, PIECE, MELS) -> (N, 256) of length 1."""
        _, (hidden, _) = self.lstm(mels)
        return F.normalize(self.linear(hidden[-1]).relu(), dim=1)

    @torch.inference_mode()
    def voice(self, speech: np.ndarray) -> np.ndarray:
        """The voice (256,) float32 of speech (n,) float32 at 16 kHz; shorter than 1.6 s it is padded with silence."""
        mels = _mels(speech)
        mels = np.pad(mels, ((0, max(PIECE - len(mels), 0)), (0, 0)))
        starts = sorted({*range(0, len(mels) - PIECE + 1, STEP), len(mels) - PIECE})
        pieces = torch.from_numpy(np.stack([mels[start : start + PIECE] for start in starts]))
        mean = self(pieces).mean(0)
        return (mean / mean.norm()).numpy()


class Sitter:
    """Learns a person's voice from their first speech, then tells it from others. Used by one thread.

    Nothing of it leaves memory; with this object it is gone.
    """

    def __init__(self, encoder: SpeakerEncoder | None = None) -> None:
        self._encoder = encoder or shared_speaker_encoder()
        self._sum = np.zeros(256, np.float32)
        self._seconds = 0.0

    @property
    def known(self) -> bool:
        """Whether enough of the person was heard."""
        return self._seconds >= FIRST_S

    def is_other(self, speech: np.ndarray, new: float) -> bool:
        """Whether speech (n,) float32 at 16 kHz is somebody else's; of it so many seconds were not heard before.

        False while the person's own voice is being learnt.
        """
        voice = self._encoder.voice(speech)
        if self.known:
            return float(voice @ self._sum) < ALIKE * float(np.linalg.norm(self._sum))
        self._sum += voice
        self._seconds += min(new, len(speech) / SAMPLE_RATE)
        return False


@cache
def shared_speaker_encoder() -> SpeakerEncoder:
    """The one encoder of the process, loaded when somebody asks for it first."""
    return SpeakerEncoder.load()


@cache
def _filters() -> tuple[np.ndarray, np.ndarray]:
    """The mel filters (201, 40) and the periodic Hann window (400,), both float32."""
    filters = librosa.filters.mel(sr=SAMPLE_RATE, n_fft=WINDOW, n_mels=MELS)
    return filters.T.astype(np.float32), np.hanning(WINDOW + 1)[:-1].astype(np.float32)


def _mels(speech: np.ndarray) -> np.ndarray:
    """Mel power (frames, MELS) float32 of speech of at least LOUDNESS."""
    loudness = float(np.sqrt(np.mean(np.square(speech, dtype=np.float64)))) or LOUDNESS
    filters, window = _filters()
    padded = np.pad(np.asarray(speech, np.float32) * max(LOUDNESS / loudness, 1.0), WINDOW // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    return (np.abs(np.fft.rfft(frames * window, axis=1)) ** 2 @ filters).astype(np.float32)
