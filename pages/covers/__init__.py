"""Covers drawn from nothing but an item's own data: genre gives the picture, affect its colours and energy.

Films are full-bleed posters with the title below, songs a square sleeve, books a bound volume with the title on top,
short reads a printed page with a vignette.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from html import escape
from random import Random

from pages.covers.choice import motif_of
from pages.covers.lettering import LEADING, LONGEST, SERIF, Lines, clean, set_title, text_element
from pages.covers.palette import Palette, palette_of
from pages.covers.shapes import HEIGHT, WIDTH, Scene, rect
from recommender.types import Item, Kind

_MARGIN = 15
_Draw = Callable[[float, str], str]  # height and ground colour -> the picture
_SANS = "font-family=\"'Helvetica Neue',Helvetica,Arial,'Noto Sans',sans-serif\" font-weight=\"700\""
_SERIF = "font-family=\"Georgia,'Noto Serif','Times New Roman',serif\" font-weight=\"700\""


def cover_svg(item: Item) -> str:
    """The cover of an item as an SVG document of 200 x 300 units that scales to any size.

    Pure: the same item always gives the same text. Titles are shown as text, whatever they hold.
    """
    random = Random(item.id)
    colours = palette_of(item.valence, item.arousal, random)
    motif = motif_of(item, random)
    mark = "c" + hashlib.sha256(item.id.encode()).hexdigest()[:8]  # several covers may share one page
    energy = (item.arousal + 1) / 2

    def scene(height: float, ground: str) -> str:
        sky = f'<rect width="{WIDTH}" height="{height + 1:.0f}" fill="url(#{mark})"/>'
        return sky + "".join(motif(Scene(height, energy, colours, random, ground)))

    layout = {Kind.FILM: _film, Kind.SONG: _song, Kind.MUSIC: _song, Kind.BOOK: _book}.get(item.kind, _read)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img"><title>{escape(clean(item.title[:LONGEST]))}</title>'
        f'<defs><linearGradient id="{mark}" x2="0" y2="1">'
        f'<stop stop-color="{colours.top}"/><stop offset="1" stop-color="{colours.low}"/></linearGradient>'
        f'<clipPath id="{mark}p"><rect width="{WIDTH}" height="{HEIGHT}" rx="5"/></clipPath></defs>'
        f'<g clip-path="url(#{mark}p)">{layout(item, colours, scene)}</g>'
        f'<rect x=".5" y=".5" width="199" height="299" rx="4.5" fill="none" stroke="#888" stroke-opacity=".35"/></svg>'
    )


def _film(item: Item, c: Palette, scene: _Draw) -> str:
    title = set_title(item.title, WIDTH - 2 * _MARGIN, 96, 33)
    floor = HEIGHT - title.height - 34
    return (
        scene(floor, c.panel)
        + rect(0, floor, WIDTH, HEIGHT - floor, c.panel)
        + _lines(title, _MARGIN, floor + 8, "start", _SANS, c.ink)
        + _label(item, _MARGIN, 288, "start", c)
    )


def _song(item: Item, c: Palette, scene: _Draw) -> str:
    title = set_title(item.title, WIDTH - 2 * _MARGIN, 62, 27)
    return (
        scene(WIDTH, c.panel)
        + rect(0, WIDTH, WIDTH, HEIGHT - WIDTH, c.panel)
        + _lines(title, WIDTH / 2, WIDTH + (78 - title.height) / 2 + 2, "middle", _SANS, c.ink)
        + _label(item, WIDTH / 2, 288, "middle", c)
    )


def _book(item: Item, c: Palette, scene: _Draw) -> str:
    title = set_title(item.title, (WIDTH - 2 * _MARGIN - 8) / SERIF, 100, 30)
    top = title.height + 46
    return (
        f'<g transform="translate(0 {top:.0f})">{scene(HEIGHT - top, c.night)}</g>'
        + rect(0, 0, WIDTH, top, c.panel)
        + rect(0, top, WIDTH, 3, c.accent)
        + _lines(title, _MARGIN + 8, 32, "start", _SERIF, c.ink)
        + _label(item, _MARGIN + 8, 25, "start", c)
        + rect(0, 0, 10, HEIGHT, "#000", 0.2)
        + rect(10, 0, 1, HEIGHT, "#fff", 0.25)
    )


def _read(item: Item, c: Palette, scene: _Draw) -> str:
    title = set_title(item.title, (WIDTH - 2 * _MARGIN - 12) / SERIF, 92, 27)
    floor = HEIGHT - title.height - 52
    height = (floor - 22) * WIDTH / 156
    return (
        rect(0, 0, WIDTH, HEIGHT, c.panel)
        + f'<svg x="22" y="22" width="156" height="{floor - 22:.0f}" viewBox="0 0 {WIDTH} {height:.0f}">'
        + scene(height, c.night)
        + "</svg>"
        + f'<rect x="11" y="11" width="178" height="278" fill="none" stroke="{c.pale}" stroke-opacity=".6"/>'
        + _lines(title, WIDTH / 2, floor + 9, "middle", _SERIF, c.ink)
        + _label(item, WIDTH / 2, 279, "middle", c)
    )


def _lines(title: Lines, x: float, y: float, anchor: str, font: str, ink: str) -> str:
    """The lines of a title below y. Right-to-left titles start at the opposite margin."""
    attributes = f'font-size="{title.size:.1f}" text-anchor="{anchor}" fill="{ink}" {font}'
    if title.rtl:
        attributes += ' direction="rtl"'
        x = WIDTH - x
    return "".join(
        text_element(line, x, y + title.size * (0.92 + LEADING * number), attributes)
        for number, line in enumerate(title.lines)
    )


def _label(item: Item, x: float, y: float, anchor: str, c: Palette) -> str:
    year = item.year if item.year > 0 else f"{-item.year} BCE"
    attributes = f'font-size="8.5" letter-spacing="1.4" text-anchor="{anchor}" fill="{c.pale}" {_SANS}'
    return text_element(f"{item.kind.upper()} · {year}", x, y, attributes)
