"""Augmentation of log-mel clips: pace, pitch, other voices, room, noise, microphone tone, band limits, SpecAugment.

All of it works on log-mel, because one of the corpora exists only so; rooms and noise are added there as power.
A clip of every corpus passes through the same chain, which also blurs what tells the corpora apart.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from emotion.voice.logmel import HOP, MELS, SAMPLE_RATE, TOP_DB

_FRAME_SECONDS = HOP / SAMPLE_RATE
_LOG_STEP = math.log(6.4) / 27  # of Slaney's mel scale: linear to 1 kHz = 15 mel, then logarithmic


def mel_of(hertz: Tensor) -> Tensor:
    """Hertz on Slaney's mel scale, as librosa.hz_to_mel."""
    return torch.where(hertz < 1000, hertz * 3 / 200, 15 + torch.log(hertz.clamp_min(1000) / 1000) / _LOG_STEP)


def hertz_of(mel: Tensor) -> Tensor:
    """The inverse of mel_of."""
    return torch.where(mel < 15, mel * 200 / 3, 1000 * torch.exp((mel - 15) * _LOG_STEP))


_MEL_STEP = mel_of(torch.tensor(SAMPLE_RATE / 2)).item() / (MELS + 1)
_BAND_HZ = hertz_of(_MEL_STEP * torch.arange(1, MELS + 1))


def warp(clips: Tensor, lengths: Tensor, frames: int, random: torch.Generator) -> Tensor:
    """A window of `frames` frames at a random place of each clip, at another pace and pitch: (N, 128, frames).

    clips (N, 128, T), of which each has its own length (N,) >= frames; the window's values are interpolated. Pace 0.85
    to 1.2 and pitch (with formants: vocal tract length perturbation, Jaitly & Hinton 2013) 0.85 to 1.18.
    """
    n, mels, longest = clips.shape
    draw = torch.rand((4, n, 1), generator=random, device=clips.device)
    lengths = lengths.unsqueeze(1)
    pace = torch.minimum(torch.exp(math.log(0.85) + draw[0] * math.log(1.2 / 0.85)), lengths / frames)
    pitch = torch.exp((draw[1] - 0.5) * 0.33 * (draw[2] < 0.7))
    start = draw[3] * (lengths - frames * pace).clamp_min(0)
    columns = torch.minimum(start + pace * torch.arange(frames, device=clips.device), lengths - 1)
    rows = (mel_of(_BAND_HZ.to(clips.device) / pitch) / _MEL_STEP - 1).clamp(0, mels - 1)
    x = (2 * columns / (longest - 1) - 1)[:, None, :].expand(n, mels, frames)
    y = (2 * rows / (mels - 1) - 1)[:, :, None].expand(n, mels, frames)
    return F.grid_sample(clips[:, None], torch.stack([x, y], 3), padding_mode="border", align_corners=True)[:, 0]


class Acoustics:
    """Another room, noise and microphone, at times another voice, for each clip of a batch; one generator draws."""

    def __init__(self, random: torch.Generator) -> None:
        """random draws everything, on the device where the clips lie."""
        self._random = random

    def __call__(self, clips: Tensor) -> Tensor:
        """Log-mel (N, 128, T) in [0, 1] -> the same shape and range, heard elsewhere."""
        clips = clips + self._uniform(clips.shape, -0.5 / 63, 0.5 / 63)  # hides the stored corpus's 64 steps
        power = torch.pow(10.0, (clips - 1) * (TOP_DB / 10))
        power = self._room(self._company(power)) * self._tone(power)
        power = self._band_limit(self._noise(power))
        decibels = 10 * torch.log10(power.clamp_min(1e-14))
        peak = decibels.amax((1, 2), keepdim=True)
        decibels = torch.maximum(decibels, peak - TOP_DB)
        low = decibels.amin((1, 2), keepdim=True)
        return self._mask((decibels - low) / (peak - low).clamp_min(1e-3))

    def _uniform(self, shape: tuple[int, ...], low: float, high: float) -> Tensor:
        return low + (high - low) * torch.rand(shape, generator=self._random, device=self._random.device)

    def _chance(self, clips: Tensor, share: float) -> Tensor:
        return (self._uniform((len(clips), 1, 1), 0, 1) < share).float()

    def _company(self, power: Tensor) -> Tensor:
        """Another clip of the batch in the background, 6 to 25 dB under the clip's mean power."""
        other = power[torch.randperm(len(power), generator=self._random, device=power.device)]
        ratio = torch.pow(10.0, -self._uniform((len(power), 1, 1), 6, 25) / 10) * self._chance(power, 0.15)
        return power + ratio * other * power.mean((1, 2), keepdim=True) / other.mean((1, 2), keepdim=True)

    def _room(self, power: Tensor) -> Tensor:
        """Adds an exponentially decaying tail: RT60 0.15 to 0.9 s, from 15 dB under to 3 dB over the direct sound."""
        n, _, frames = power.shape
        decay = -6 * math.log(10) * _FRAME_SECONDS / self._uniform((n, 1, 1), 0.15, 0.9)
        level = torch.pow(10.0, self._uniform((n, 1, 1), -15, 3) / 10) * (1 - decay.exp()) * self._chance(power, 0.4)
        time = torch.arange(frames, device=power.device)
        passed = (time - time[:, None]).float()  # from the frame of a sound (row) to the one where it is heard
        tail = torch.where(passed >= 0, torch.exp(decay * (passed + 1)), 0)
        return power + level * (power @ tail)

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
        slope = self._uniform((n, 1, 1), -35, 5) * torch.linspace(0, 1, MELS, device=power.device)[None, :, None]
        shape = self._curve(n, 8, -6, 6) * torch.pow(10.0, slope / 10)
        swell = torch.pow(10.0, F.interpolate(self._uniform((n, 1, 5), -5, 5), frames, mode="linear") / 10)
        grain = -torch.log(self._uniform(power.shape, 1e-4, 1))  # power of Gaussian noise is exponential
        noise = shape * swell * (0.3 * grain + 0.7)
        ratio = torch.pow(10.0, -self._uniform((n, 1, 1), 0, 35) / 10)
        scale = ratio * power.mean((1, 2), keepdim=True) / noise.mean((1, 2), keepdim=True)
        return power + self._chance(power, 0.6) * scale * noise

    def _band_limit(self, power: Tensor) -> Tensor:
        """Low-pass at 2.8 to 7.5 kHz (telephone, codec) and high-pass at 80 to 350 Hz (small microphone)."""
        n, hertz = len(power), _BAND_HZ.to(power.device)[None, :, None]
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
            place = torch.arange(size, device=clips.device).view(view)
            for _ in range(2):
                width = self._uniform((n, 1, 1), 0, widest)
                start = self._uniform((n, 1, 1), 0, 1) * (size - width)
                hidden |= (place >= start) & (place < start + width)
        return torch.where(hidden, clips.mean((1, 2), keepdim=True), clips)
