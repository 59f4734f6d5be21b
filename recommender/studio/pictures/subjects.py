"""What pictures show: land, water, woods, weather, towns, rooms, and shapes that show nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from recommender.studio.pictures.canvas import Canvas, skyline
from recommender.studio.pictures.colours import Palette


@dataclass(frozen=True)
class Scene:
    """What a subject is painted with; calm and dark in [0, 1] say how far the feeling is so."""

    canvas: Canvas
    colours: Palette
    random: Random
    calm: float
    dark: float

    def sky(self, horizon: float = 1.0) -> None:
        """A sky down to the horizon, with clouds the less calm it is."""
        self.canvas.gradient(self.colours.tone(-0.08, 0.9, -12), self.colours.tone(0.24, 0.7, 14), ends=horizon)
        self.canvas.cloud(self.colours.tone(0.3 - 0.35 * self.dark, 0.5), 0.5 - 0.25 * self.calm)

    def light(self, low: float) -> tuple[float, float]:
        """A sun or a moon above `low`, and where it stands."""
        x, y = self.random.uniform(0.22, 0.78), self.random.uniform(0.14, low - 0.1)
        radius = self.random.uniform(0.06, 0.13)
        self.canvas.glow(x, y, radius * 4.5, self.colours.bright(0.3, 0.9), 0.5)
        self.canvas.disc(x, y, radius, self.colours.bright(0.32, 0.9))
        return x, y


def hills(scene: Scene) -> None:
    """Ridges behind ridges under a low sun."""
    scene.sky()
    scene.light(0.5)
    _ridges(scene, round(4 + 2 * (1 - scene.calm)), 0.48, 0.05 + 0.05 * (1 - scene.calm), 0.1)


def mountains(scene: Scene) -> None:
    """Jagged ranges."""
    scene.sky()
    scene.light(0.36)
    _ridges(scene, 4, 0.46, 0.14 + 0.08 * (1 - scene.calm), 0.75)


def dunes(scene: Scene) -> None:
    """Wide land under a wide sky."""
    scene.sky()
    scene.light(0.55)
    _ridges(scene, 3, 0.66, 0.035, 0.0)


def _ridges(scene: Scene, count: int, top: float, high: float, rough: float) -> None:
    for number in range(count):
        near = number / max(count - 1, 1)
        base = top + (0.9 - top) * near**1.2
        colour = scene.colours.tone(0.17 - 0.42 * near, 0.6 + 0.5 * near, 18 * near)
        low = scene.colours.tone(0.25 - 0.42 * near, 0.5 + 0.4 * near, 18 * near)
        scene.canvas.ridge(base, high * (1 - 0.3 * near), rough, colour, low, scene.random)


def sea(scene: Scene) -> None:
    """Water to the horizon, and light on it."""
    horizon = scene.random.uniform(0.42, 0.6)
    scene.sky()
    x, _ = scene.light(horizon)
    colours, canvas, random = scene.colours, scene.canvas, scene.random
    canvas.gradient(colours.tone(0.12, 0.8, -20), colours.tone(-0.22, 1.1, -28), begins=horizon)
    for number in range(90):
        depth = (number / 90) ** 1.6
        y = horizon + 0.004 + (0.99 - horizon) * depth
        wide, swell = 0.05 + 0.35 * depth, (0.001 + 0.012 * depth) * (1.3 - scene.calm)
        for _ in range(2):
            near_light = random.random() < 0.45
            start = random.gauss(x, 0.04 + 0.1 * depth) - wide / 2 if near_light else random.uniform(-0.2, 1.0)
            colour = colours.bright(0.26, 0.8) if near_light else colours.tone(random.uniform(-0.2, 0.16), 0.9, -20)
            points = [(start + wide * t / 12, y + swell * math.sin(t * 0.9 + number)) for t in range(13)]
            canvas.line(points, colour, 0.0012 + 0.005 * depth, 0.5)


def forest(scene: Scene) -> None:
    """Trunks, the near ones dark."""
    scene.sky()
    colours, canvas, random = scene.colours, scene.canvas, scene.random
    canvas.glow(random.uniform(0.3, 0.7), random.uniform(0.25, 0.5), 0.5, colours.bright(0.3, 0.7), 0.6)
    for layer in range(4):
        near = layer / 3
        colour = colours.tone(0.16 - 0.44 * near, 0.6 + 0.4 * near, -10 * near)
        for _ in range(round(15 - 7 * near)):
            x, wide = random.uniform(-0.05, 1.05), (0.008 + 0.03 * near) * random.uniform(0.6, 1.3)
            lean = random.uniform(-0.05, 0.05) * (1.3 - scene.calm)
            canvas.shape([(x + lean, -0.02), (x + lean + wide * 0.6, -0.02), (x + wide, 1.02), (x, 1.02)], colour)
            for _ in range(round(2 + 3 * near)):
                y, way = random.uniform(0.05, 0.6), random.choice((-1, 1))
                reach = random.uniform(0.05, 0.16)
                at = x + wide / 2 + lean * (1 - y)
                canvas.line([(at, y), (at + way * reach, y - reach * 0.6)], colour, 0.003 + 0.006 * near)
        canvas.ridge(0.8 + 0.06 * layer, 0.02, 0.3, colour, colours.tone(-0.02 - 0.3 * near), random)


def town(scene: Scene) -> None:
    """Houses with lit windows."""
    scene.sky()
    scene.light(0.34)
    colours, canvas, random = scene.colours, scene.canvas, scene.random
    for layer in range(3):
        near, x = layer / 2, -0.05
        wall = colours.tone(0.02 - 0.28 * near, 0.8, -15)
        lit = 0.08 + 0.5 * (1 - scene.calm)
        while x < 1.05:
            wide = random.uniform(0.1, 0.2)
            top = 0.42 + 0.2 * near + random.uniform(-0.1, 0.12)
            roof = random.uniform(0, 0.05) * (layer > 0)
            canvas.shape([(x, 1.02), (x, top), (x + wide / 2, top - roof), (x + wide, top), (x + wide, 1.02)], wall)
            columns = max(round(wide / 0.045), 1)
            for row in range(round((1 - top) / 0.05)):
                for column in range(columns):
                    left, y = x + wide * (column + 0.3) / columns, top + 0.025 + row * 0.05
                    if random.random() < lit:
                        size = wide * 0.42 / columns
                        corners = [(left, y), (left + size, y), (left + size, y + 0.022), (left, y + 0.022)]
                        canvas.shape(corners, colours.bright(0.3, 1.2))
            x += wide + random.uniform(0.0, 0.02)


def room(scene: Scene) -> None:
    """A window, and what is seen from it."""
    colours, canvas, random = scene.colours, scene.canvas, scene.random
    scene.sky()
    scene.light(0.5)
    _ridges(scene, 3, 0.6, 0.05, 0.2 + 0.5 * (1 - scene.calm))
    wall, frame, sill = colours.tone(-0.14, 0.7, 25), colours.tone(0.3, 0.4), 0.72
    left, right, top = 0.16, 0.84, 0.12
    for corners in (
        [(0, 0), (1, 0), (1, top), (0, top)],
        [(0, sill), (1, sill), (1, 1), (0, 1)],
        [(0, 0), (left, 0), (left, 1), (0, 1)],
        [(right, 0), (1, 0), (1, 1), (right, 1)],
    ):
        canvas.shape(corners, wall)
    around = [(left, top), (right, top), (right, sill), (left, sill), (left, top)]
    for points in (around, [(0.5, top), (0.5, sill)], [(left, 0.36), (right, 0.36)]):
        canvas.line(points, frame, 0.018)
    canvas.shape([(0.1, sill), (0.9, sill), (0.93, sill + 0.03), (0.07, sill + 0.03)], frame)
    pot = random.uniform(0.3, 0.7)
    for _ in range(9):
        way, high = random.uniform(-0.12, 0.12), random.uniform(0.08, 0.2)
        leaf = [(pot, sill - 0.05), (pot + way * 0.4, sill - 0.05 - high * 0.7), (pot + way, sill - 0.05 - high)]
        canvas.line(leaf, colours.tone(-0.2, 1.1, 60), 0.012)
    vessel = [(pot - 0.05, sill - 0.06), (pot + 0.05, sill - 0.06), (pot + 0.038, sill), (pot - 0.038, sill)]
    canvas.shape(vessel, colours.bright(0.05))
    canvas.shape([(0.2, 1), (0.42, sill + 0.03), (0.66, sill + 0.03), (0.6, 1)], colours.bright(0.2, 0.6), 0.18)


def rain(scene: Scene) -> None:
    """Slanting rain over land."""
    scene.sky()
    _ridges(scene, 3, 0.62, 0.06, 0.5)
    slant = 0.02 + 0.1 * (1 - scene.calm)
    for _ in range(260):
        x, y, long = scene.random.uniform(-0.1, 1.1), scene.random.uniform(-0.1, 1), scene.random.uniform(0.03, 0.11)
        colour = scene.colours.tone(scene.random.uniform(0.1, 0.35), 0.5)
        scene.canvas.line([(x, y), (x - slant * long / 0.1, y + long)], colour, 0.002, 0.6)


def circles(scene: Scene) -> None:
    """Circles that overlap."""
    colours, canvas, random = scene.colours, scene.canvas, scene.random
    canvas.gradient(colours.tone(0.08, 0.6), colours.tone(-0.1, 0.9, 20))
    for _ in range(round(4 + 16 * (1 - scene.calm))):
        x, y = random.uniform(0.05, 0.95), random.uniform(0.05, 0.95)
        radius = random.uniform(0.05, 0.14 + 0.22 * scene.calm)
        colour = colours.bright(random.uniform(0, 0.3)) if random.random() < 0.35 else None
        colour = colour or colours.tone(random.uniform(-0.22, 0.26), 1.0, random.uniform(-30, 30))
        if random.random() < 0.65:
            canvas.disc(x, y, radius, colour, random.uniform(0.55, 0.9))
        for ring in range(random.randrange(3)):
            canvas.ring(x, y, radius * (1.15 + 0.22 * ring), colour, 0.006, 0.8)


def currents(scene: Scene) -> None:
    """Bands that run side by side."""
    colours, canvas, random = scene.colours, scene.canvas, scene.random
    canvas.gradient(colours.tone(0.18, 0.6), colours.tone(-0.05, 0.9))
    count = round(9 + 9 * (1 - scene.calm))
    for number in range(count):
        line = skyline(random, 0.1 + 0.3 * (1 - scene.calm), 65)
        base, high = number / count, 0.05 + 0.09 * (1 - scene.calm)
        edge = [(x / (len(line) - 1), base + high * (h - 0.5)) for x, h in enumerate(line)]
        plain = colours.tone(random.uniform(-0.2, 0.26), random.uniform(0.7, 1.1), random.uniform(-35, 35))
        colour = colours.bright(0.15) if random.random() < 0.18 else plain
        canvas.shape([*edge, (1, 1.02), (0, 1.02)], colour, 0.85)
        canvas.line(edge, colours.tone(0.34, 0.5), 0.0025, 0.5)


def shards(scene: Scene) -> None:
    """Splinters that meet at an angle."""
    colours, canvas, random = scene.colours, scene.canvas, scene.random
    canvas.gradient(colours.tone(-0.1, 0.9), colours.tone(0.1, 0.8, 20))
    x, y = random.uniform(0.35, 0.65), random.uniform(0.35, 0.65)
    turns = sorted(random.uniform(0, 2 * math.pi) for _ in range(round(12 + 16 * (1 - scene.calm))))
    for begins, ends in zip(turns, [*turns[1:], turns[0] + 2 * math.pi], strict=True):
        inner, outer = random.uniform(0.02, 0.2), random.uniform(0.5, 1.4)
        tip = [
            (x + r * math.cos(a), y + r * math.sin(a) * 2 / 3)
            for r, a in ((inner, begins), (outer, begins), (outer, ends), (inner, (begins + ends) / 2))
        ]
        plain = colours.tone(random.uniform(-0.28, 0.28), 1.0, random.uniform(-25, 25))
        canvas.shape(tip, colours.bright(0.2) if random.random() < 0.22 else plain, random.uniform(0.6, 1))
        canvas.line(tip, colours.tone(0.36, 0.4), 0.002, 0.6)


SUBJECTS: Mapping[str, Callable[[Scene], None]] = {
    subject.__name__: subject
    for subject in (hills, mountains, dunes, sea, forest, town, room, rain, circles, currents, shards)
}
