"""Pictures of places. Each fills a box of WIDTH by the scene's height, whose lower edge is the ground."""

from __future__ import annotations

from pages.covers.shapes import WIDTH, Scene, circle, ellipse, line, path, polygon, rect, trace, wave


def horizon(s: Scene) -> list[str]:
    """A low sun over layered land."""
    c, h, r = s.colours, s.height, s.random
    x, size, swell = r.uniform(60, 140), r.uniform(30, 44), 12 + 12 * s.energy
    return [
        circle(x, h * 0.52, size * 1.7, c.light, 0.18),
        circle(x, h * 0.52, size, c.light),
        wave(h * 0.66, swell, 1, r.random(), c.far, h, 0.55),
        wave(h * 0.79, swell, 1.5, r.random(), c.far, h),
        wave(h * 0.91, swell, 2, r.random(), s.ground, h),
    ]


def waves(s: Scene) -> list[str]:
    """Swell upon swell under a pale disc."""
    c, h, r = s.colours, s.height, s.random
    sea = [
        wave(h * (0.5 + 0.14 * i), 16 + 26 * s.energy, 1.2 + 0.6 * i, r.random(), tone, h, 0.92)
        for i, tone in enumerate((c.far, c.accent, c.near, s.ground))
    ]
    return [circle(r.uniform(50, 150), h * 0.27, 25, c.light), *sea]


def city(s: Scene) -> list[str]:
    """Towers with a few lit windows under a moon."""
    c, h, r = s.colours, s.height, s.random
    parts = [circle(r.uniform(40, 160), h * 0.24, 21, c.light)]
    x = -6.0
    while x < WIDTH:
        w, tall = r.uniform(20, 36), h * r.uniform(0.35, 0.62)
        parts.append(rect(x, h - tall, w, tall + 2, c.far, 0.75))
        x += w + r.uniform(0, 3)
    x = -6.0
    while x < WIDTH:
        w, tall = r.uniform(20, 36), h * r.uniform(0.15, 0.5)
        parts.append(rect(x, h - tall, w, tall + 2, c.near))
        columns, rows = int(w / 11), int(tall / 15)
        windows = [(x + 6 + 8 * i, h - tall + 8 + 12 * j) for i in range(columns) for j in range(rows)]
        parts += [rect(a, b, 4, 5, c.light, 0.9) for a, b in r.sample(windows, len(windows) // 3)]
        x += w + r.uniform(0, 3)
    return parts


def peaks(s: Scene) -> list[str]:
    """Mountains, one behind another, with snow on the highest."""
    c, h, r = s.colours, s.height, s.random
    x, top = r.uniform(78, 125), h * (0.36 - 0.12 * s.energy)
    slope = h - top
    other = x + r.choice((-74, 74))
    snow = ((0, 0), (0.17, 0.24), (0.05, 0.17), (-0.01, 0.27), (-0.07, 0.18), (-0.18, 0.24))
    return [
        circle(200 - other * 0.9, h * 0.22, 17, c.light),
        polygon(((other - 95, h + 2), (other, h * 0.46), (other + 95, h + 2)), c.far),
        polygon(((x - slope * 0.75, h + 2), (x, top), (x + slope * 0.72, h + 2)), c.near),
        polygon([(x + slope * a, top + slope * b) for a, b in snow], c.light),
        wave(h * 0.93, 10, 1.4, r.random(), s.ground, h),
    ]


def forest(s: Scene) -> list[str]:
    """Bare trees before a great moon."""
    c, h, r = s.colours, s.height, s.random
    parts = [circle(r.uniform(70, 130), h * 0.42, h * 0.25, c.light), circle(100, h * 1.1, h * 0.3, c.far, 0.5)]
    for x, w, fill in ((24, 9, c.near), (172, 11, c.near), (58, 6, s.ground), (140, 8, s.ground), (195, 16, s.ground)):
        x, lean = x + r.uniform(-6, 6), r.uniform(-7, 7)
        trunk = ((x - w / 2, h + 2), (x + lean, -4), (x + lean + w / 3, -4), (x + w / 2, h + 2))
        parts.append(polygon(trunk, fill))
        for _ in range(3):
            at, side = r.uniform(0.12, 0.6), r.choice((-1, 1))
            twig = trace("q", side * 10, -4, side * r.uniform(16, 30), -r.uniform(14, 30))
            parts.append(line(trace("M", x + lean * (1 - at), h * at) + twig, fill, w / 4))
    return [*parts, wave(h * 0.95, 8, 2, r.random(), s.ground, h)]


def rain(s: Scene) -> list[str]:
    """Rain past one lit window."""
    c, h, r = s.colours, s.height, s.random
    x, y = r.uniform(62, 138), h * 0.5
    drops = [(r.uniform(0, 205), r.uniform(-10, h - 10), r.uniform(12, 22)) for _ in range(34)]
    return [
        rect(x - 33, y - 45, 66, 88, c.night),
        *(rect(x + dx, y + dy, 25, 36, c.light, 0.95) for dx in (-28, 3) for dy in (-40, 1)),
        line("".join(trace("M", a, b, "l", -5, fall) for a, b, fall in drops), c.low, 1.6, 0.75),
        wave(h * 0.95, 7, 1.5, r.random(), s.ground, h),
    ]


def arches(s: Scene) -> list[str]:
    """Arches receding into light."""
    c, h = s.colours, s.height
    parts = []
    for i, tone in enumerate((c.far, c.near, c.far, c.accent, c.light)):
        r, top = 88 - 17 * i, h * (0.1 + 0.1 * i)
        arch = trace("M", 100 - r, h + 2, "V", top + r, "a", r, r, 0, 0, 1, 2 * r, 0, "V", h + 2, "z")
        parts.append(path(arch, tone))
    return parts


def mesa(s: Scene) -> list[str]:
    """Table mountains and a big sun."""
    c, h, r = s.colours, s.height, s.random
    x = r.uniform(50, 80)
    far = ((112, 1), (122, 0.6), (126, 0.52), (172, 0.52), (177, 0.61), (190, 1))
    near = ((-60, 1), (-42, 0.55), (-38, 0.38), (22, 0.38), (28, 0.56), (52, 1))
    return [
        circle(200 - x, h * 0.46, h * 0.2, c.light),
        polygon([(a, h * b) for a, b in far], c.far),
        polygon([(x + a, h * b) for a, b in near], c.near),
        wave(h * 0.88, 8, 1.2, r.random(), c.accent, h),
        wave(h * 0.95, 6, 1.6, r.random(), s.ground, h),
    ]


def castle(s: Scene) -> list[str]:
    """A castle on a rock before a great moon."""
    c, h, r = s.colours, s.height, s.random
    x, y = r.uniform(84, 116), h * 0.62
    parts = [circle(x + r.choice((-34, 34)), h * 0.36, h * 0.23, c.light)]
    parts += [circle(r.uniform(5, 195), r.uniform(5, h * 0.5), 1.4, c.light, 0.8) for _ in range(8)]
    for dx, w, tall in ((-34, 17, 30), (-14, 22, 58), (13, 16, 42), (31, 14, 24)):
        left, top = x + dx - w / 2, y - tall * h / 190
        roof = ((left - 3, top), (left + w / 2, top - w * 1.25), (left + w + 3, top))
        parts += [rect(left, top, w, y - top + 14, c.near), polygon(roof, c.accent)]
        parts.append(rect(left + w / 2 - 2, top + 8, 4, 7, c.light))
    rock = ((-62, h + 2), (-44, y + 6), (-20, y - 2), (26, y), (44, y + 9), (70, h + 2))
    return [
        *parts,
        polygon([(x + a, b) for a, b in rock], c.near),
        wave(h * 0.88, 9, 1.3, r.random(), c.far, h),
        wave(h * 0.95, 7, 1.7, 0, s.ground, h),
    ]


def tree(s: Scene) -> list[str]:
    """One tree on a hill."""
    c, h, r = s.colours, s.height, s.random
    x, y, k = r.uniform(66, 134), h * 0.74, h / 200
    crown = ((-22, -42, 22), (20, -44, 23), (0, -62, 27), (-6, -34, 24), (30, -30, 14), (-33, -28, 13))
    trunk = trace("M", x, y + 8, "q", 4, -20, 0, -52 * k, "M", x + 1, y - 22 * k, "l", 13 * k, -15 * k)
    return [
        circle(x + r.choice((-58, 58)), h * 0.24, h * 0.1, c.light),
        wave(h * 0.72, 10, 0.8, r.random(), c.far, h),
        line(trunk, c.night, 6 * k),
        ellipse(x, h * 1.16, 150, h * 0.42, s.ground),
        *(circle(x + a * k, y + b * k, size * k, c.near) for a, b, size in crown),
        circle(x + 16 * k, y - 52 * k, 13 * k, c.far),
        circle(x - 16 * k, y - 44 * k, 9 * k, c.far),
    ]


def road(s: Scene) -> list[str]:
    """A road to the horizon."""
    c, h, r = s.colours, s.height, s.random
    x, y = r.uniform(70, 130), h * 0.5
    dx, dy = 100 - x, h - y
    dashes = "".join(
        trace("M", x + dx * t, y + dy * t, "l", dx * t * 0.1, dy * t * 0.11) for t in (0.12, 0.26, 0.44, 0.66, 0.88)
    )
    return [
        circle(x + r.uniform(-24, 24), y, h * 0.19, c.light),
        polygon(((-2, y), (x - 60, y - h * 0.13), (x - 22, y), (x + 40, y - h * 0.08), (202, y)), c.far),
        rect(0, y, WIDTH, dy + 1, c.near),
        polygon(((x - 2, y), (x + 2, y), (168, h + 2), (32, h + 2)), c.night),
        line(dashes, c.light, 3),
    ]


def ship(s: Scene) -> list[str]:
    """A ship under sail."""
    c, h, r = s.colours, s.height, s.random
    x, y, k, side = r.uniform(86, 114), h * 0.68, h / 200, r.choice((-1, 1))

    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + side * dx * k, y + dy * k) for dx, dy in points]

    return [
        circle(x - side * 44, h * 0.3, h * 0.13, c.light),
        wave(h * 0.66, 8, 1.5, r.random(), c.far, h, 0.7),
        polygon(at((-3, -108), (3, -108), (3, 0), (-3, 0)), c.night),
        polygon(at((5, -104), (52, -26), (5, -18)), c.light),
        polygon(at((-6, -92), (-6, -18), (-42, -22)), c.accent),
        polygon(at((-52, -10), (60, -10), (40, 18), (-36, 18)), c.night),
        wave(h * 0.76, 10 + 10 * s.energy, 1.4, r.random(), c.near, h),
        wave(h * 0.9, 8 + 8 * s.energy, 1.9, r.random(), s.ground, h),
    ]


def window(s: Scene) -> list[str]:
    """A dark room with one bright window."""
    c, h, r = s.colours, s.height, s.random
    x, y, w, tall = r.uniform(70, 104), h * 0.13, 72, h * 0.52
    glow = ((x, h * 0.8), (x + w, h * 0.8), (x + w - 46, h + 2), (x - 60, h + 2))
    hills = trace("M", x, y + tall * 0.74, "q", w / 4, -12, w / 2, 0, "t", w / 2, 0, "v", tall * 0.26, "h", -w, "z")
    frame = trace("M", x, y, "h", w, "v", tall, "h", -w, "zM", x + w / 2, y, "v", tall, "M", x, y + tall / 2, "h", w)
    return [
        rect(0, 0, WIDTH, h + 1, c.near),
        rect(x, y, w, tall, c.low),
        circle(x + w * 0.64, y + tall * 0.3, 11, c.light),
        path(hills, c.far),
        line(frame, c.night, 4),
        rect(0, h * 0.8, WIDTH, h * 0.2 + 2, c.night),
        polygon(glow, c.light, 0.35),
    ]
