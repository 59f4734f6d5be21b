"""Augmentation of log-mel clips: pace, pitch, room, noise, microphone tone, band limits, SpecAugment.

All of it works on log-mel, because one of the corpora exists only so; rooms and noise are added there as power.
A clip of every corpus passes through the same chain, which also blurs what tells the corpora apart.
"""

from __future__ import annotations

import cv2
import librosa
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from emotion.voice.features import HOP, MELS, SAMPLE_RATE, TOP_DB

_FRAME_SECONDS = HOP / SAMPLE_RATE
_BAND_HZ = librosa.mel_frequencies(MELS + 2, fmax=SAMPLE_RATE / 2)[1:-1]
_MEL_STEP = librosa.hz_to_mel(SAMPLE_RATE / 2) / (MELS + 1)


def warp(clip: np.ndarray, frames: int, rng: np.random.Generator) -> np.ndarray:
    """A window of `frames` frames at a random place of `clip` (128, T), at another pace and pitch: (128, frames).

    Pace 0.85 to 1.2 and pitch (with formants: vocal tract length perturbation, Jaitly & Hinton 2013) 0.85 to 1.18.
    """
    pace = min(np.exp(rng.uniform(np.log(0.85), np.log(1.2))), clip.shape[1] / frames)
    pitch = np.exp(rng.uniform(-0.165, 0.165)) if rng.random() < 0.7 else 1.0
    start = rng.uniform(0, max(clip.shape[1] - frames * pace, 0))
    columns = (start + pace * np.arange(frames)).clip(0, clip.shape[1] - 1)
    rows = librosa.hz_to_mel(_BAND_HZ / pitch) / _MEL_STEP - 1
    grid_x, grid_y = np.meshgrid(columns.astype(np.float32), rows.clip(0, MELS - 1).astype(np.float32))
    return cv2.remap(clip, grid_x, grid_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


class Acoustics:
    """Another room, noise and microphone for each clip of a batch, drawn from one seeded generator."""

    def __init__(self, seed: int) -> None:
        self._random = torch.Generator().manual_seed(seed)

    def __call__(self, clips: Tensor) -> Tensor:
        """Log-mel (N, 128, T) in [0, 1] -> the same shape and range, heard elsewhere."""
        clips = clips + self._uniform(clips.shape, -0.5 / 63, 0.5 / 63)  # hides the stored corpus's 64 steps
        power = torch.pow(10.0, (clips - 1) * (TOP_DB / 10))
        power = self._room(power) * self._tone(power)
        power = self._band_limit(self._noise(power))
        decibels = 10 * torch.log10(power.clamp_min(1e-14))
        peak = decibels.amax((1, 2), keepdim=True)
        decibels = torch.maximum(decibels, peak - TOP_DB)
        low = decibels.amin((1, 2), keepdim=True)
        return self._mask((decibels - low) / (peak - low).clamp_min(1e-3))

    def _uniform(self, shape: tuple[int, ...], low: float, high: float) -> Tensor:
        return low + (high - low) * torch.rand(shape, generator=self._random)

    def _chance(self, clips: Tensor, share: float) -> Tensor:
        return (torch.rand((len(clips), 1, 1), generator=self._random) < share).float()

    def _room(self, power: Tensor) -> Tensor:
        """Adds an exponentially decaying tail: RT60 0.15 to 0.9 s, from 15 dB under to 3 dB over the direct sound."""
        n = len(power)
        decay = torch.pow(10.0, -6 * _FRAME_SECONDS / self._uniform((n, 1), 0.15, 0.9))
        gain = torch.pow(10.0, self._uniform((n, 1), -15, 3) / 10) * (1 - decay) * self._chance(power, 0.4)[:, 0]
        tail, out = torch.zeros_like(power[:, :, 0]), []
        for frame in power.unbind(2):
            tail = decay * (tail + frame)
            out.append(frame + gain * tail)
        return torch.stack(out, 2)

    def _curve(self, n: int, points: int, low: float, high: float) -> Tensor:
        """Smooth random curves over the mel bands in dB, as power factors (n, 128, 1)."""
        knots = self._uniform((n, 1, points), low, high)
        return torch.pow(10.0, F.interpolate(knots, MELS, mode="linear", align_corners=True)[:, 0, :, None] / 10)

    def _tone(self, power: Tensor) -> Tensor:
        curve = self._curve(len(power), 6, -8, 8)
        return torch.where(self._chance(power, 0.7) > 0, curve, torch.ones_like(curve))

    def _noise(self, power: Tensor) -> Tensor:
        """Coloured noise 0 to 35 dB under the clip's mean power, steady or swelling."""
        n, _, frames = power.shape
        slope = self._uniform((n, 1, 1), -35, 5) * torch.linspace(0, 1, MELS)[None, :, None]
        shape = self._curve(n, 8, -6, 6) * torch.pow(10.0, slope / 10)
        swell = torch.pow(10.0, F.interpolate(self._uniform((n, 1, 5), -5, 5), frames, mode="linear") / 10)
        grain = -torch.log(self._uniform(power.shape, 1e-4, 1))  # power of Gaussian noise is exponential
        noise = shape * swell * (0.3 * grain + 0.7)
        ratio = torch.pow(10.0, -self._uniform((n, 1, 1), 0, 35) / 10)
        scale = ratio * power.mean((1, 2), keepdim=True) / noise.mean((1, 2), keepdim=True)
        return power + self._chance(power, 0.6) * scale * noise

    def _band_limit(self, power: Tensor) -> Tensor:
        """Low-pass at 2.8 to 7.5 kHz (telephone, codec) and high-pass at 80 to 350 Hz (small microphone)."""
        n, hertz = len(power), torch.tensor(_BAND_HZ, dtype=torch.float32)[None, :, None]
        top, bottom = self._uniform((n, 1, 1), 2800, 7500), self._uniform((n, 1, 1), 80, 350)
        octaves_over = torch.log2(hertz / top).clamp_min(0) * self._chance(power, 0.3)
        octaves_under = torch.log2(bottom / hertz).clamp_min(0) * self._chance(power, 0.3)
        return power * torch.pow(10.0, -(octaves_over * 200 + octaves_under * 18) / 10)

    def _mask(self, clips: Tensor) -> Tensor:
        """SpecAugment (Park et al. 2019): two bands and two stretches of time set to the clip's mean."""
        n, mels, frames = clips.shape
        hidden = torch.zeros_like(clips, dtype=torch.bool)
        for axis, size, widest in ((1, mels, 18), (2, frames, max(frames // 8, 1))):
            view = (1, -1, 1) if axis == 1 else (1, 1, -1)
            place = torch.arange(size).view(view)
            for _ in range(2):
                width = self._uniform((n, 1, 1), 0, widest)
                start = self._uniform((n, 1, 1), 0, 1) * (size - width)
                hidden |= (place >= start) & (place < start + width)
        return torch.where(hidden, clips.mean((1, 2), keepdim=True), clips)
