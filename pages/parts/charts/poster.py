"""A sitting as one picture for a slide: the sentence, the map with the whole way on it, the list, and the time line.

Pure, and always in the light colours. What the person wrote stands nowhere on it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from html import escape

import pandas as pd

from emotion.feelings import FEELINGS, feeling
from pages.covers import cover_svg
from pages.covers.lettering import clean, width_of
from pages.parts.charts.base import AFFECT_COLOURS
from pages.parts.shared import words
from pages.texts import Texts
from recommender.types import Recommendation
from session.record.journey import Journey
from session.types import Snapshot

WIDTH, HEIGHT = 1920, 1080
LISTED = 6
"""So many items are shown."""

_INK, _GREY, _LINE, _GROUND, _LEAD = "#10121F", "#6E6F7A", "#E4DFD5", "#FCFBF8", "#474D8A"
_PLEASANT = AFFECT_COLOURS[4]
_ENERGY, _LISTS = "9 7", "3 7"
_SANS = "font-family=\"'Source Sans 3','Helvetica Neue',Helvetica,Arial,sans-serif\""
_SERIF = "font-family=\"'Source Serif 4',Georgia,'Noto Serif',serif\""

_LEFT, _RIGHT = 80, WIDTH - 80
_MAP = (80, 230, 560)
"""Left, top and side of the map."""
_ROWS = (720, 270, 88)
"""Left of the list, the top of its first row, and from row to row."""
_TIME = (880, 120)
"""Top and height of the time line."""


def poster_svg(snapshot: Snapshot, journey: Journey, t: Texts) -> str:
    """The poster as an SVG document of 1920 x 1080 units, in the language of t."""
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_GROUND}"/>',
        *_head(snapshot, journey, t),
        *_map(snapshot, journey.states, t),
        *_list(snapshot.recommendations[:LISTED], t),
        *_time_line(journey, t),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"<title>{escape(t('poster-title'))}</title>{''.join(parts)}</svg>"
    )


def poster_png(svg: str) -> bytes:
    """The same as a picture of 1920 x 1080 pixels."""
    import vl_convert  # which takes a moment to import and is needed for nothing else on the page

    return vl_convert.svg_to_png(svg)


def _head(snapshot: Snapshot, journey: Journey, t: Texts) -> Iterator[str]:
    seconds = int(journey.states["time"].max()) if len(journey.states) else 0
    length = f"{seconds // 60}:{seconds % 60:02d}"
    yield _text(_LEFT, 70, "Attune", 26, fill=_LEAD, weight=700)
    yield _text(_RIGHT, 70, t("poster-about", length=length, lists=snapshot.list_version), 24, fill=_GREY, anchor="end")
    said = t.say(snapshot.said)
    lines = _wrapped(said, _RIGHT - _LEFT, 44)[:2]
    for number, line in enumerate(lines):
        yield _text(_LEFT, 140 + 54 * number, line, 44, font=_SERIF)


def _map(snapshot: Snapshot, states: pd.DataFrame, t: Texts) -> Iterator[str]:
    left, top, side = _MAP
    yield f'<rect x="{left}" y="{top}" width="{side}" height="{side}" rx="14" fill="none" stroke="{_LINE}"/>'
    middle_x, middle_y = left + side / 2, top + side / 2
    yield _stroke(f"M{left + 20} {middle_y}h{side - 40}M{middle_x} {top + 20}v{side - 40}", _LINE)
    for word, at in FEELINGS.items():
        x, y = _place(*at)
        yield _text(x, y, t.say(feeling(word)), 20, fill=_GREY, anchor="middle")
    felt = states.loc[~states["unknown"].astype(bool), ["smoothed_valence", "smoothed_arousal"]].astype(float)
    way = [(valence, *_place(valence, arousal)) for valence, arousal in felt.itertuples(index=False)]
    for (_, x, y), (valence, to_x, to_y) in itertools.pairwise(way):
        yield _stroke(f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}", _colour(valence), 5)
    if not snapshot.summary.unknown:
        x, y = _place(snapshot.summary.valence, snapshot.summary.arousal)
        colour = _colour(snapshot.summary.valence)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="16" fill="{colour}" stroke="{_GROUND}" stroke-width="4"/>'


def _list(listed: Sequence[Recommendation], t: Texts) -> Iterator[str]:
    left, top, step = _ROWS
    yield _text(left, top - 22, t("list"), 30, font=_SERIF)
    for number, one in enumerate(listed):
        y = top + step * number
        yield f'<g transform="translate({left} {y}) scale(0.25)">{cover_svg(one.item)}</g>'
        title = f"{one.rank}. {one.item.title}"
        yield _text(left + 72, y + 26, _cut(title, _RIGHT - left - 72, 26), 26, weight=700)
        facts = f"{t.say(words.facts(one.item))} · {t.say(one.reason)}"
        for place, line in enumerate(_wrapped(facts, _RIGHT - left - 72, 19)[:2]):
            yield _text(left + 72, y + 50 + 22 * place, line, 19, fill=_GREY)


def _time_line(journey: Journey, t: Texts) -> Iterator[str]:
    top, height = _TIME
    states = journey.states.loc[~journey.states["unknown"].astype(bool)]
    end = max(float(journey.states["time"].max()) if len(journey.states) else 0.0, 1.0)

    def across(time: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * time / end

    yield _stroke(f"M{_LEFT} {top + height / 2}H{_RIGHT}", _LINE)
    for time in journey.items.loc[journey.items["rank"] == 1, "time"]:
        yield _stroke(f"M{across(time):.1f} {top}v{height}", _LEAD, 2, _LISTS)
    for column, colour, dashes in (("smoothed_valence", _PLEASANT, ""), ("smoothed_arousal", _LEAD, _ENERGY)):
        points = [
            f"{across(time):.1f} {top + height * (1 - value) / 2:.1f}"
            for time, value in zip(states["time"], states[column].astype(float), strict=True)
        ]
        if points:
            yield _stroke(f"M{'L'.join(points)}", colour, 4, dashes)
    yield from _key(top + height + 46, t)


def _key(y: float, t: Texts) -> Iterator[str]:
    """What the strokes of the time line mean, and what all of it is."""
    meant = (("pleasant", _PLEASANT, 4, ""), ("energy", _LEAD, 4, _ENERGY), ("list", _LEAD, 2, _LISTS))
    for place, (name, colour, width, dashes) in enumerate(meant):
        x = _LEFT + 260 * place
        yield _stroke(f"M{x} {y - 7}h44", colour, width, dashes)
        yield _text(x + 56, y, t(f"poster-{name}"), 20, fill=_GREY)
    yield _text(_RIGHT, y, t("poster-estimate"), 20, fill=_GREY, anchor="end")


def _stroke(path: str, colour: str, width: float = 2, dashes: str = "") -> str:
    look = f'fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"'
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{path}" {look}{dashed}/>'


def _place(valence: float, arousal: float) -> tuple[float, float]:
    left, top, side = _MAP
    return left + side * (0.5 + 0.46 * valence), top + side * (0.5 - 0.46 * arousal)


def _colour(valence: float) -> str:
    return AFFECT_COLOURS[round((min(max(valence, -1.0), 1.0) + 1) * 2)]


def _text(
    x: float,
    y: float,
    text: str,
    size: float,
    fill: str = _INK,
    anchor: str = "start",
    weight: int = 400,
    font: str = _SANS,
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}" font-weight="{weight}" '
        f"{font}>{escape(clean(text))}</text>"
    )


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """The text in lines that fit a width, by an estimate that no usual font exceeds."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer) * size > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _cut(text: str, width: float, size: float) -> str:
    lines = _wrapped(text, width, size)
    return lines[0] if len(lines) == 1 else f"{lines[0]}\u2026"
