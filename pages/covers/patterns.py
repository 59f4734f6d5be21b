"""Pictures that are mostly shape and rhythm, in a box of WIDTH by the scene's height."""

from __future__ import annotations

import math

from pages.covers.shapes import WIDTH, Scene, circle, ellipse, line, path, polygon, rect, ring, trace


def petals(s: Scene) -> list[str]:
    """A blossom."""
    c, h = s.colours, s.height
    x, y, count, turn = 100, h * 0.53, 7 + round(5 * s.energy), s.random.uniform(0, 40)
    parts = []
    for i in range(count):
        angle = turn + 360 * i / count
        dx, dy = h * 0.24 * math.sin(math.radians(angle)), -h * 0.24 * math.cos(math.radians(angle))
        parts.append(ellipse(x + dx, y + dy, h * 0.115, h * 0.24, (c.accent, c.light)[i % 2], 0.8, angle))
    return [*parts, circle(x, y, h * 0.1, c.near), circle(x, y, h * 0.05, c.light)]


def duet(s: Scene) -> list[str]:
    """Two discs that overlap."""
    c, h, r = s.colours, s.height, s.random
    size, apart, tilt = h * 0.27, h * 0.19, r.uniform(-0.5, 0.5)
    x, y, dx, dy = 100, h * 0.5, apart * math.cos(tilt), apart * math.sin(tilt)
    half = math.sqrt(size * size - apart * apart)
    px, py = half * math.sin(tilt), half * math.cos(tilt)
    arc = ("A", size, size, 0, 0, 0)
    return [
        *(circle(r.uniform(8, 192), r.uniform(8, h - 8), 1.6, c.light, 0.8) for _ in range(9)),
        circle(x - dx, y - dy, size, c.accent),
        circle(x + dx, y + dy, size, c.light),
        path(trace("M", x - px, y + py, *arc, x + px, y - py, *arc, x - px, y + py, "Z"), c.near),
    ]


def shards(s: Scene) -> list[str]:
    """Splinters flying from one point."""
    c, h, r = s.colours, s.height, s.random
    x, y, angle = r.uniform(70, 130), h * r.uniform(0.42, 0.6), r.uniform(0, 1)
    tones = (c.near, c.accent, c.night, c.light, c.far)
    parts = []
    for i in range(11 + round(7 * s.energy)):
        angle += r.uniform(0.28, 0.55)
        near, far, spread = r.uniform(8, 26), r.uniform(70, 190), r.uniform(0.05, 0.16)
        tips = ((near, 0), (far, spread), (far * r.uniform(0.6, 0.95), -spread))
        points = [(x + d * math.cos(angle + t), y + d * math.sin(angle + t)) for d, t in tips]
        parts.append(polygon(points, tones[i % 5], 0.95))
    return [*parts, circle(x, y, 9, c.light)]


def balloons(s: Scene) -> list[str]:
    """Balloons over round hills."""
    c, h, r = s.colours, s.height, s.random
    cloud = "a11 11 0 0 1 13-13 15 15 0 0 1 28 2 10 10 0 0 1 9 11z"
    parts = [
        path(trace("M", r.uniform(6, 40), h * 0.2) + cloud, c.light, 0.8),
        path(trace("M", r.uniform(104, 140), h * 0.36) + cloud, c.light, 0.8),
        circle(30, h * 1.16, h * 0.36, c.far),
        circle(165, h * 1.22, h * 0.46, c.near),
    ]
    for x, y, size, fill in ((70, 0.5, 22, c.accent), (124, 0.33, 26, c.near), (103, 0.6, 15, c.light)):
        x, y = x + r.uniform(-14, 14), h * y
        parts.append(line(trace("M", x, y + size, "q", 6, 12, 0, 26 + size), c.near, 1.2, 0.8))
        parts.append(ellipse(x, y, size * 0.86, size, fill))
        parts.append(ellipse(x - size * 0.3, y - size * 0.35, size * 0.16, size * 0.26, "#fff", 0.55))
    return parts


def confetti(s: Scene) -> list[str]:
    """Bold cheerful shapes, loosely on a grid."""
    c, h, r = s.colours, s.height, s.random
    tones, size = (c.accent, c.light, c.near, c.far), h * 0.13
    parts = []
    for i, (x, y) in enumerate((x, h * y) for x in (38, 100, 162) for y in (0.18, 0.5, 0.82)):
        fill, spin = tones[(i + i // 4) % 4], f"rotate({r.choice((0, 90, 180, 270))} {x} {y:.0f})"
        side = size * 1.7
        half = trace("M", x - size, y, "a", size, size, 0, 0, 1, 2 * size, 0, "z")
        quarter = trace("M", x - side / 2, y + side / 2, "v", -side, "a", side, side, 0, 0, 1, side, side, "z")
        bars = "".join(trace("M", x - size, y + d * size, "h", 2 * size) for d in (-0.7, 0, 0.7))
        shapes = (
            circle(x, y, size, fill),
            path(half, fill, 1, spin),
            path(quarter, fill, 1, spin),
            ring(x, y, size * 0.75, fill, size * 0.42),
            line(bars, fill, size * 0.36, 1, spin),
        )
        parts.append(r.choice(shapes))
    return parts


def rays(s: Scene) -> list[str]:
    """A burst from the ground, for speed and heat."""
    c, h, r = s.colours, s.height, s.random
    x, count, reach = r.uniform(60, 140), 9 + round(5 * s.energy), 340
    parts = []
    for i in range(count):
        edges = (math.pi * (1 + i / count), math.pi * (1 + (i + 0.5) / count))
        tips = [(x + reach * math.cos(edge), h + reach * math.sin(edge)) for edge in edges]
        parts.append(polygon([(x, h), *tips], c.light, 0.34))
    lean = r.choice((-1, 1))
    streaks = [(100 + lean * r.uniform(-110, 40), h * r.uniform(0.1, 0.6), r.uniform(30, 80)) for _ in range(5)]
    slope = ((-2, h + 2), (202, h + 2), (202, h * (0.9 - 0.1 * lean)), (-2, h * (0.9 + 0.06 * lean)))
    return [
        *parts,
        circle(x, h, h * 0.4, c.accent),
        circle(x, h, h * 0.27, c.light),
        *(rect(a, b, w, 3, c.light, 0.85) for a, b, w in streaks),
        polygon(slope, s.ground),
    ]


def lanes(s: Scene) -> list[str]:
    """The bend of a running track."""
    c, h = s.colours, s.height
    x = s.random.choice((10, WIDTH - 10))
    tones = (c.accent, c.near, c.accent, c.near, c.far)
    return [
        *(circle(x, h * 1.02, h * (1 - 0.17 * i), tone) for i, tone in enumerate(tones)),
        *(ring(x, h * 1.02, h * (1 - 0.17 * i), c.light, 2.6) for i in range(5)),
        circle(WIDTH - x, h * 0.2, 15, c.light),
    ]
