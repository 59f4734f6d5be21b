"""SVG shapes with short numbers, and the scene that pictures are drawn with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from pages.covers.palette import Palette

WIDTH, HEIGHT = 200, 300  # of a cover


@dataclass(frozen=True)
class Scene:
    """What a picture is drawn with. energy in [0, 1] makes it denser, steeper and more broken."""

    height: float
    energy: float
    colours: Palette
    random: Random
    ground: str  # the colour into which silhouettes at the lower edge run


Motif = Callable[[Scene], list[str]]


def trace(*parts: str | float) -> str:
    """Path data from letters and numbers: trace("M", 3.4, 5, "h", 7) is "M3 5h7"."""
    data = ""
    for part in parts:
        number = part if isinstance(part, str) else f"{part:.0f}"
        data += f" {number}" if data and data[-1].isdigit() and number[0].isdigit() else number
    return data


def circle(x: float, y: float, r: float, fill: str, opacity: float = 1) -> str:
    """A filled disc."""
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r:.1f}" fill="{fill}"{_opacity(opacity)}/>'


def ring(x: float, y: float, r: float, stroke: str, width: float, opacity: float = 1) -> str:
    """A circle drawn as a line."""
    line = f'fill="none" stroke="{stroke}" stroke-width="{width:.1f}"'
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r:.1f}" {line}{_opacity(opacity)}/>'


def ellipse(x: float, y: float, rx: float, ry: float, fill: str, opacity: float = 1, turn: float = 0) -> str:
    """A filled ellipse, turned about its centre by degrees."""
    extra = f' transform="rotate({turn:.0f} {x:.0f} {y:.0f})"' if turn else ""
    return f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{rx:.0f}" ry="{ry:.0f}" fill="{fill}"{_opacity(opacity)}{extra}/>'


def rect(x: float, y: float, w: float, h: float, fill: str, opacity: float = 1, radius: float = 0) -> str:
    """A filled rectangle."""
    extra = f' rx="{radius:.0f}"' if radius else ""
    return f'<rect x="{x:.0f}" y="{y:.0f}" width="{w:.0f}" height="{h:.0f}" fill="{fill}"{_opacity(opacity)}{extra}/>'


def path(data: str, fill: str, opacity: float = 1, transform: str = "") -> str:
    """A filled path."""
    extra = f' transform="{transform}"' if transform else ""
    return f'<path d="{data}" fill="{fill}"{_opacity(opacity)}{extra}/>'


def line(data: str, stroke: str, width: float, opacity: float = 1, transform: str = "") -> str:
    """A line along a path."""
    extra = f' transform="{transform}"' if transform else ""
    pen = f'fill="none" stroke="{stroke}" stroke-width="{width:.1f}" stroke-linecap="round"'
    return f'<path d="{data}" {pen}{_opacity(opacity)}{extra}/>'


def polygon(points: Iterable[tuple[float, float]], fill: str, opacity: float = 1) -> str:
    """A filled polygon."""
    return path("M" + "L".join(trace(x, y) for x, y in points) + "Z", fill, opacity)


def wave(base: float, swell: float, lengths: float, phase: float, fill: str, floor: float, opacity: float = 1) -> str:
    """A filled wave of `lengths` lengths across the cover, from its crest line at base down to the floor."""
    step = round(WIDTH / (2 * lengths))
    x, sign = -step * phase, -1
    data = trace("M", x, base)
    while x < WIDTH:
        data += trace("q", step / 2, sign * swell, step, 0)
        x, sign = x + step, -sign
    return path(data + trace("V", floor + 2, "H", -40, "Z"), fill, opacity)


def _opacity(value: float) -> str:
    return "" if value == 1 else f' opacity="{value:.2f}"'
