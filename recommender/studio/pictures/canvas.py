"""A canvas to paint on: gradients, ridges, glows, discs and lines, drawn at twice the size and then made smaller."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import cv2
import numpy as np

from recommender.studio.pictures.colours import Colour

WIDTH, HEIGHT = 800, 1200
"""In pixels: the shape of the demo's covers."""

_FINER = 2

_COARSER = 8
"""What is smooth is made on so many times fewer pixels."""

_Draw = Callable[[np.ndarray, np.ndarray], object]


class Canvas:
    """Coordinates run from 0 to 1, to the right and down."""

    def __init__(self, seed: int) -> None:
        self._size = (HEIGHT * _FINER, WIDTH * _FINER)
        self._paint = np.zeros((*self._size, 3), np.float32)
        self._noise = np.random.default_rng(seed)

    def image(self) -> np.ndarray:
        """(HEIGHT, WIDTH, 3) uint8 RGB."""
        small = cv2.resize(self._paint, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
        return np.clip(small + self._noise.uniform(-0.5, 0.5, small.shape), 0, 255).astype(np.uint8)

    def gradient(self, top: Colour, low: Colour, begins: float = 0.0, ends: float = 1.0) -> None:
        """Fills the rows from `begins` to `ends` from one colour to the other."""
        rows = slice(round(begins * self._size[0]), round(ends * self._size[0]))
        share = np.linspace(0, 1, rows.stop - rows.start, dtype=np.float32)[:, None, None]
        self._paint[rows] = np.array(top, np.float32) * (1 - share) + np.array(low, np.float32) * share

    def cloud(self, colour: Colour, amount: float, stretched: float = 3.0) -> None:
        """Lays a colour over all, here more and there less, at most by `amount`."""
        self._mix(colour, np.clip(np.clip(self._field(5, stretched) - 0.45, 0, 1) * 2 * amount, 0, 1))

    def glow(self, x: float, y: float, radius: float, colour: Colour, amount: float) -> None:
        """Light around a point."""
        high, wide = (side // _COARSER for side in self._size)
        rows, columns = np.mgrid[:high, :wide].astype(np.float32)
        away = np.hypot(columns - x * wide, rows - y * high) / (radius * wide)
        self._mix(colour, cv2.resize(amount * np.exp(-(away**2)), self._size[::-1], interpolation=cv2.INTER_LINEAR))

    def disc(self, x: float, y: float, radius: float, colour: Colour, amount: float = 1.0) -> None:
        """A filled circle; its radius counts in widths."""
        self._round(x, y, radius, colour, -1, amount)

    def ring(self, x: float, y: float, radius: float, colour: Colour, thick: float, amount: float = 1.0) -> None:
        """A circle's line; its thickness counts in widths, too."""
        self._round(x, y, radius, colour, max(round(thick * self._size[1]), 1), amount)

    def shape(self, points: Sequence[tuple[float, float]], colour: Colour, amount: float = 1.0) -> None:
        """A filled polygon."""
        corners = self._pixels(points)
        self._laid(corners, 2, amount, lambda on, away: cv2.fillPoly(on, [corners - away], colour, cv2.LINE_AA))

    def line(self, points: Sequence[tuple[float, float]], colour: Colour, thick: float, amount: float = 1.0) -> None:
        """A line through points; its thickness counts in widths."""
        through, wide = self._pixels(points), max(round(thick * self._size[1]), 1)
        self._laid(
            through,
            wide + 2,
            amount,
            lambda on, away: cv2.polylines(on, [through - away], False, colour, wide, cv2.LINE_AA),
        )

    def ridge(self, base: float, high: float, rough: float, colour: Colour, low: Colour, random: Random) -> None:
        """Land below a line at about `base` that rises by up to `high`, in a colour that fades into `low` downwards.

        rough in [0, 1]: from rolling to jagged.
        """
        heights = base - high * (skyline(random, rough) - 0.5) * 2
        columns = np.interp(np.linspace(0, 1, self._size[1]), np.linspace(0, 1, len(heights)), heights)
        first = max(int(columns.min() * self._size[0]) - 2, 0)
        rows = np.arange(first, self._size[0], dtype=np.float32)[:, None] / self._size[0]
        depth = np.clip((rows - base + high) / max(1 - base + high, 0.15), 0, 1)
        edge = np.clip((rows - columns.astype(np.float32)) * (self._size[0] / 2) + 0.5, 0, 1)
        part = self._paint[first:]
        for channel, (above, beneath) in enumerate(zip(colour, low, strict=True)):
            part[..., channel] += (above + (beneath - above) * depth - part[..., channel]) * edge

    def _round(self, x: float, y: float, radius: float, colour: Colour, wide: int, amount: float) -> None:
        centre, size = self._pixels([(x, y)]), max(round(radius * self._size[1]), 1)
        self._laid(
            centre,
            size + max(wide, 0) + 2,
            amount,
            lambda on, away: cv2.circle(on, tuple((centre - away)[0].tolist()), size, colour, wide, cv2.LINE_AA),
        )

    def _pixels(self, points: Sequence[tuple[float, float]]) -> np.ndarray:
        return (np.array(points) * self._size[::-1]).round().astype(np.int32)

    def _laid(self, points: np.ndarray, margin: int, amount: float, draw: _Draw) -> None:
        """Has `draw` paint on the part of the canvas that holds the points, whose corner it is told, by an amount."""
        begins = np.maximum(points.min(axis=0) - margin, 0)
        ends = np.minimum(points.max(axis=0) + margin, self._size[::-1])
        if (begins >= ends).any():
            return
        part = (slice(begins[1], ends[1]), slice(begins[0], ends[0]))
        above = self._paint[part].copy()
        draw(above, begins)
        self._paint[part] += (above - self._paint[part]) * min(amount, 1.0)

    def _mix(self, colour: Colour, share: np.ndarray) -> None:
        self._paint += (np.array(colour, np.float32) - self._paint) * share[..., None].astype(np.float32)

    def _field(self, octaves: int, stretched: float) -> np.ndarray:
        """(height, width) in [0, 1]: smooth noise, wider than high by `stretched`."""
        high, wide = (side // _COARSER for side in self._size)
        total = np.zeros((high, wide), np.float32)
        for octave in range(octaves):
            cells = 2 ** (octave + 1)
            grid = self._noise.random((max(round(cells * 1.5), 2), max(round(2 * cells / stretched), 2)))
            total += cv2.resize(grid.astype(np.float32), (wide, high), interpolation=cv2.INTER_CUBIC) / 2**octave
        total = (total - total.min()) / (total.max() - total.min())
        return cv2.resize(total, self._size[::-1], interpolation=cv2.INTER_LINEAR)


def skyline(random: Random, rough: float, points: int = 257) -> np.ndarray:
    """(points,) heights in [0, 1]: midpoint displacement (Fournier, Fussell & Carpenter 1982)."""
    heights = np.array([random.random(), random.random(), random.random()])
    scale = 0.5
    while len(heights) < points:
        middle = (heights[:-1] + heights[1:]) / 2 + scale * np.array([random.uniform(-1, 1) for _ in heights[1:]])
        woven = np.empty(len(heights) + len(middle))
        woven[::2], woven[1::2] = heights, middle
        heights, scale = woven, scale * (0.28 + 0.32 * rough)
    if rough < 0.5:
        kernel = np.hanning(2 * round(24 * (0.5 - rough)) + 3)
        heights = np.convolve(np.pad(heights, len(kernel) // 2, mode="edge"), kernel / kernel.sum(), mode="valid")
    return (heights - heights.min()) / (np.ptp(heights) or 1)
