"""Pictures of things. Each fills a box of WIDTH by the scene's height, whose lower edge is the ground."""

from __future__ import annotations

import math

from pages.covers.shapes import WIDTH, Scene, circle, ellipse, line, path, polygon, rect, ring, trace


def orbit(s: Scene) -> list[str]:
    """A ringed planet among stars."""
    c, h, r = s.colours, s.height, s.random
    x, y, size, tilt = r.uniform(80, 120), h * 0.5, r.uniform(42, 52), r.uniform(-30, -12)
    wide, turn = size * 1.85, f"rotate({tilt:.0f} {x:.0f} {y:.0f})"
    front = trace("M", x - wide, y, "a", wide, size / 2, 0, 0, 0, 2 * wide, 0)
    back = trace("M", x - wide, y, "a", wide, size / 2, 0, 0, 1, 2 * wide, 0)
    shade = trace("M", x - size, y, "a", size, size, 0, 0, 0, 2 * size, 0, "z")
    angle = math.radians(tilt)
    return [
        rect(0, 0, WIDTH, h + 1, c.night),
        *(circle(r.uniform(4, 196), r.uniform(4, h - 6), r.choice((0.8, 1.2, 1.9)), c.light, 0.85) for _ in range(26)),
        line(back, c.light, 5, 0.5, turn),
        circle(x, y, size, c.accent),
        path(shade, c.near, 0.45, turn),
        line(front, c.light, 5, 1, turn),
        circle(x + wide * math.cos(angle), y + wide * math.sin(angle), 7, c.light),
    ]


def spotlight(s: Scene) -> list[str]:
    """Beams on someone alone on a stage."""
    c, h, r = s.colours, s.height, s.random
    x, floor = r.uniform(85, 115), h * 0.88
    lamps = (r.uniform(10, 60), r.uniform(140, 190))
    return [
        rect(0, floor, WIDTH, h - floor + 1, c.near),
        *(polygon(((lamp, -4), (x - 44, floor), (x + 44, floor)), c.light, 0.3) for lamp in lamps),
        ellipse(x, floor, 44, 9, c.light),
        circle(x, floor - 49, 10, c.night),
        path(trace("M", x - 14, floor + 1, "q", 1, -38, 14, -38, "t", 14, 38, "z"), c.night),
    ]


def blinds(s: Scene) -> list[str]:
    """Light through slats, and someone standing there in a hat."""
    c, h = s.colours, s.height
    x, gap = s.random.uniform(70, 130), s.height / 9
    figure = (
        "c2-46 26-50 38-53v-9q-13-9-11-29h-16q5-6 17-7 2-21 24-21t24 21q12 1 17 7h-16q2 20-11 29v9c12 3 36 7 38 53z"
    )
    slats = "".join(trace("M", 0, gap * (i + 0.5), "L", WIDTH, gap * (i + 0.5) - 9) for i in range(10))
    return [
        rect(0, 0, WIDTH, h + 1, c.light, 0.85),
        path(trace("M", x - 52, h + 2) + figure, c.night),
        line(slats, c.near, gap * 0.5, 0.93),
    ]


def keyhole(s: Scene) -> list[str]:
    """A keyhole with light behind it."""
    c, h = s.colours, s.height
    x, y, r = 100, h * 0.4, h * 0.15
    slot = ((x - r * 0.5, y), (x + r * 0.5, y), (x + r * 1.25, y + h * 0.42), (x - r * 1.25, y + h * 0.42))
    return [
        *(circle(x, h * 0.5, h * k, c.near, 0.28) for k in (0.62, 0.5, 0.38)),
        polygon(slot, c.light),
        circle(x, y, r, c.light),
        circle(x, y, r * 0.36, c.accent),
    ]


def aperture(s: Scene) -> list[str]:
    """The blades of a lens."""
    c, h = s.colours, s.height
    x, y, r, turn = 100, h * 0.5, min(84, h * 0.42), s.random.uniform(0, 60)
    hole = r * 0.42

    def at(distance: float, angle: float) -> tuple[float, float]:
        return x + distance * math.cos(angle), y + distance * math.sin(angle)

    parts = [circle(x, y, r, c.light)]
    for i in range(6):
        a, b = math.radians(turn + 60 * i), math.radians(turn + 60 * (i + 1))
        blade = (at(hole, a), at(hole, b), at(r, b + 0.42), at(r, (a + b) / 2 + 0.42), at(r, a + 0.42))
        parts.append(polygon(blade, (c.far, c.accent)[i % 2]))
    return [*parts, ring(x, y, r, c.near, 10), circle(x - hole * 0.3, y - hole * 0.35, hole * 0.18, c.near, 0.5)]


def vinyl(s: Scene) -> list[str]:
    """A record."""
    c, h = s.colours, s.height
    x, y, size, turn = 100, h * 0.52, min(82, h * 0.44), s.random.uniform(0, 180)
    shine = trace("M", x, y, "L", x + size, y - size * 0.24, "A", size, size, 0, 0, 1, x + size, y + size * 0.1, "Z")
    return [
        circle(x, y, size, "#16151a"),
        *(ring(x, y, size * k, c.light, 0.8, 0.25) for k in (0.92, 0.8, 0.68, 0.56)),
        path(shine, "#fff", 0.16, f"rotate({turn:.0f} {x} {y:.0f})"),
        path(shine, "#fff", 0.16, f"rotate({turn + 180:.0f} {x} {y:.0f})"),
        circle(x, y, size * 0.36, c.accent),
        circle(x, y, size * 0.26, c.light, 0.35),
        circle(x, y, size * 0.06, "#16151a"),
    ]


def equaliser(s: Scene) -> list[str]:
    """Bars of sound."""
    c, h, r = s.colours, s.height, s.random
    gap = 176 / 9
    parts = []
    for i in range(9):
        bell = math.sin(math.pi * (i + 0.7) / 9.4)
        tall = h * (0.16 + 0.6 * bell * r.uniform(0.4 + 0.3 * s.energy, 1))
        parts.append(rect(14 + gap * i, h * 0.52 - tall / 2, 12, tall, (c.light, c.accent, c.near)[i % 3], 1, 6))
    return parts


def staff(s: Scene) -> list[str]:
    """Five lines that flow, and the notes on them."""
    c, h, r = s.colours, s.height, s.random
    bend, middle, gap = h * (0.12 + 0.12 * s.energy) * r.choice((-1, 1)), h * 0.5, h * 0.072
    parts = [circle(r.uniform(50, 150), h * 0.5, h * 0.33, c.far)]
    for i in range(-2, 3):
        y = middle + gap * i
        flow = trace("M", -4, y + bend * 0.5, "C", 60, y - bend, 130, y + bend * 1.3, 204, y - bend * 0.5)
        parts.append(line(flow, c.light, 1.7, 0.85))
    for i in range(4):
        x = 34 + 42 * i + r.uniform(-6, 6)
        y = middle + gap * r.choice((-2, -1, 0, 1, 2)) + bend * 0.25 * math.cos(x / 32)
        up = y > middle
        parts.append(ellipse(x, y, 8, 6, c.night, 1, -20))
        parts.append(line(trace("M", x + (6.5 if up else -6.5), y, "v", gap * (-2.9 if up else 2.9)), c.night, 2))
    return parts


def branch(s: Scene) -> list[str]:
    """A twig with leaves before a pale disc."""
    c, h, r = s.colours, s.height, s.random
    first = r.choice((0, 1))
    stem = trace("M", 100, h + 2, "Q", r.uniform(82, 102), h * 0.5, 104, h * 0.1)
    parts = [circle(100, h * 0.48, h * 0.32, c.light), line(stem, c.near, 3)]
    for i in range(8):
        y, size = h * (0.86 - 0.095 * i), h * (0.26 - 0.014 * i)
        leaf = trace("M0 0Q", size * 0.45, -size * 0.32, size, 0, "Q", size * 0.45, size * 0.24, 0, 0, "Z")
        turn = (-34 if i % 2 == first else 214) + r.uniform(-9, 9)
        parts.append(path(leaf, (c.near, c.accent, c.far)[i % 3], 1, f"translate(99 {y:.0f}) rotate({turn:.0f})"))
    return parts


def pages(s: Scene) -> list[str]:
    """An open book from which something rises."""
    c, h, r = s.colours, s.height, s.random
    y, tall = h * 0.8, h * 0.22
    leaf = trace("M", 100, y, "q", -34, -20, -82, -8, "v", -tall, "q", 48, -12, 82, 8, "z")
    board = ((12, y + 1), (100, y + 12), (188, y + 1), (188, y - 8), (100, y + 2), (12, y - 8))
    sparks = [(100 + r.uniform(-52, 52), h * r.uniform(0.08, 0.46), r.uniform(2, 9)) for _ in range(13)]
    return [
        *(circle(a, b, size, r.choice((c.light, c.accent)), 0.9) for a, b, size in sparks),
        polygon(board, c.night),
        path(leaf, c.light),
        path(leaf, c.low, 1, "matrix(-1 0 0 1 200 0)"),
        *(line(trace("M", 28 + 2 * i, y - h * 0.2 + 9 * i, "q", 34, -7, 62, 4), c.near, 1.6, 0.55) for i in range(4)),
        line(trace("M", 100, y, "v", -tall), c.near, 1.5, 0.6),
    ]


def verse(s: Scene) -> list[str]:
    """Ragged lines, as a poem looks from afar, and a moon above them."""
    c, h, r = s.colours, s.height, s.random
    parts = [circle(r.uniform(60, 140), h * 0.25, h * 0.14, c.light)]
    for i in (0, 1, 2, 3, 5, 6, 7):
        fill = c.accent if i == 2 else c.light
        parts.append(rect(46, h * (0.47 + 0.058 * i), r.uniform(50, 112), h * 0.02, fill, 0.9, 2))
    return parts
