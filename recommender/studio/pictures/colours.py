"""From a place on the affect plane to colours.

Hue and saturation carry arousal, blue and pale at the low end, red and full at the high one; brightness carries valence
(Wilms & Oberfeld 2018, Color and emotion: effects of hue, saturation, and brightness, Psychological Research 82, 896).
"""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from itertools import pairwise
from random import Random

Colour = tuple[float, float, float]
"""Red, green and blue in [0, 255]."""

_HUES = ((-1.0, 225.0), (-0.5, 190.0), (-0.1, 130.0), (0.2, 52.0), (0.6, 24.0), (1.0, 352.0))
"""Arousal, and the hue in degrees that goes with it."""


@dataclass(frozen=True)
class Palette:
    """hue in degrees; saturation and brightness in [0, 1]; accent: the hue of what stands out."""

    hue: float
    saturation: float
    brightness: float
    accent: float

    def tone(self, light: float = 0.0, full: float = 1.0, turned: float = 0.0) -> Colour:
        """A colour: lighter or darker than the palette's own, more or less full, its hue turned by degrees."""
        return _rgb(self.hue + turned, self.saturation * full, self.brightness + light)

    def bright(self, light: float = 0.25, full: float = 1.1) -> Colour:
        """A colour that stands out: a sun, a lit window."""
        return _rgb(self.accent, max(self.saturation * full, 0.2), self.brightness + light)


def palette(valence: float, arousal: float, random: Random) -> Palette:
    """The colours for a place on the affect plane, each in [-1, 1]."""
    hue = _hue(arousal) + random.uniform(-14, 14)
    return Palette(
        hue=hue,
        saturation=0.5 + 0.36 * arousal,
        brightness=0.5 + 0.26 * valence,
        accent=hue + random.choice((-150, -60, 35, 60, 165)) * (0.5 + 0.25 * (arousal + 1)),
    )


def _hue(arousal: float) -> float:
    for (low, one), (high, other) in pairwise(_HUES):
        if arousal <= high:
            way = (other - one + 180) % 360 - 180
            return one + way * max(arousal - low, 0) / (high - low)
    return _HUES[-1][1]


def _rgb(hue: float, saturation: float, lightness: float) -> Colour:
    lightness, saturation = min(max(lightness, 0.05), 0.96), min(max(saturation, 0.0), 1.0)
    red, green, blue = colorsys.hls_to_rgb(hue % 360 / 360, lightness, saturation)
    return red * 255, green * 255, blue * 255
