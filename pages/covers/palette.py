"""Colours of a cover from the affect of its item."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from random import Random

# Angle on the affect plane in degrees (0 pleasant, 90 energetic) -> hue in OKLCH: excitement is orange, contentment
# green, calm teal, sadness blue to violet, fear and anger magenta to red. Between the points hues are interpolated.
_HUES = (
    (-180, 325),
    (-135, 275),
    (-90, 245),
    (-45, 195),
    (0, 130),
    (30, 88),
    (60, 62),
    (90, 45),
    (135, 25),
    (180, -35),
)


@dataclass(frozen=True)
class Palette:
    """Hex colours: the sky from top to low, far and near shapes before it, night for silhouettes, light and accent; the
    panel that carries the title, with ink and a paler ink on it."""

    top: str
    low: str
    far: str
    near: str
    night: str
    light: str
    accent: str
    panel: str
    ink: str
    pale: str


def palette_of(valence: float, arousal: float, random: Random) -> Palette:
    """The palette of a mood; `random` turns its hue a little, so that neighbours differ."""
    strength = min(1.0, math.hypot(valence, arousal))
    hue = _hue(math.degrees(math.atan2(arousal, valence))) + random.uniform(-14, 14)
    chroma = 0.06 + 0.05 * (arousal + 1) / 2 + 0.05 * strength
    dark = valence < 0.2
    # Orange and yellow turn to mud when they are dark: their skies are lighter, their land is red or green instead.
    yellow = max(0.0, math.cos(math.radians(hue - 85)))
    height = 0.48 + 0.2 * valence + (0.07 if dark else 0.16) * yellow  # lightness at the top of the sky
    land = hue + (60 if hue > 85 else -35) * yellow**2
    # Energy pulls the second colour across the wheel; calm keeps it a neighbour.
    second = hue + (45 if arousal < 0 else 45 + 120 * arousal) * random.choice((-1, 1))
    return Palette(
        top=oklch(height, chroma, hue + 18),
        low=oklch(min(0.93, height + 0.24), chroma * 0.85, hue - 18),
        far=oklch(height - (0.04 if dark else 0.1), chroma, land),
        near=oklch(max(0.17, height - 0.2), chroma * 0.9, land + 8),
        night=oklch(0.24, 0.06, hue),
        light=oklch(0.94, 0.06, hue - 40 if dark else 95),
        accent=oklch(0.76 if dark else 0.68, 0.15, second),
        panel=oklch(0.19, 0.035, hue) if dark else oklch(0.955, 0.018, hue),
        ink=oklch(0.96, 0.015, hue) if dark else oklch(0.27, 0.06, hue),
        pale=oklch(0.78, 0.05, hue) if dark else oklch(0.47, 0.07, hue),
    )


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """The sRGB colour of an OKLCH one (Ottosson 2020, A perceptual color space for image processing), less colourful
    where sRGB cannot show it. lightness in [0, 1], hue in degrees."""
    angle = math.radians(hue)
    while True:
        a, b = chroma * math.cos(angle), chroma * math.sin(angle)
        long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
        medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        linear = (
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        )
        if all(-0.001 <= channel <= 1.001 for channel in linear) or chroma < 0.005:
            return "#" + "".join(f"{round(255 * _encoded(channel)):02x}" for channel in linear)
        chroma *= 0.93


def _encoded(linear: float) -> float:
    linear = min(1.0, max(0.0, linear))
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


def _hue(angle: float) -> float:
    for (a, hue_a), (b, hue_b) in pairwise(_HUES):
        if a <= angle <= b:
            return hue_a + (hue_b - hue_a) * (angle - a) / (b - a)
    raise ValueError(f"angle must lie in [-180, 180] degrees, got {angle}")
