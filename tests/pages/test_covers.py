"""Covers: always valid, always the same, always holding the title inside."""

import re
from dataclasses import replace
from html import unescape
from xml.etree import ElementTree

import numpy as np
import pytest

from pages.covers import cover_svg
from pages.covers.choice import BY_GENRE
from pages.covers.lettering import clean, set_title, width_of
from pages.covers.palette import oklch
from recommender.catalogue.items import load_catalogue
from recommender.catalogue.vocabulary import GENRES
from recommender.types import Item, Kind

SVG = "{http://www.w3.org/2000/svg}"
ODD_TITLES = [
    "<script>alert('x')</script> & **bold** [link](x)",
    "مدينة الأحلام والنجوم البعيدة",
    "שלום עולם",
    "🎬🍿 Movie Night 🎉",
    "千と千尋の神隠し",
    "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb",
    "Supercalifragilisticexpialidocious",
    "W" * 400,
    "word " * 20_000,
    "nul \x00, escape \x1b and a lone surrogate \ud800",
    "i",
    "",
]


def make_item(**changes: object) -> Item:
    item = Item(
        id="film-x",
        kind=Kind.FILM,
        title="A Title",
        year=1999,
        creators=("Somebody",),
        genres=("drama",),
        description="A film.",
        tags=("quiet",),
        valence=0.0,
        arousal=0.0,
        emotions=np.full(7, 1 / 7, np.float32),
        popularity=0.5,
    )
    return replace(item, **changes)


def lines_of(svg: str) -> list[ElementTree.Element]:
    """The text elements of a cover but for its small label."""
    return [text for text in ElementTree.fromstring(svg).iter(f"{SVG}text") if "letter-spacing" not in text.attrib]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))


def test_every_shipped_cover_is_small_valid_and_holds_its_title() -> None:
    for item in load_catalogue().items:
        svg = cover_svg(item)
        assert len(svg.encode()) < 6000, item.id
        root = ElementTree.fromstring(svg)
        assert root.get("viewBox") == "0 0 200 300"
        assert root.find(f"{SVG}title").text == item.title
        shown = "".join(text.text for text in lines_of(svg))
        assert shown.replace(" ", "") == item.title.replace(" ", ""), item.id


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("title", ODD_TITLES)
def test_odd_titles(kind: Kind, title: str) -> None:
    svg = cover_svg(make_item(kind=kind, title=title))
    assert len(svg.encode()) < 6000
    ElementTree.fromstring(svg)
    assert "<script" not in svg
    for text in lines_of(svg):
        size = float(text.get("font-size"))
        assert size >= 11
        assert width_of(text.text or "") * size <= 171
        assert 0 < float(text.get("y")) <= 285


def test_markup_is_shown_as_text() -> None:
    svg = cover_svg(make_item(title="<b>A</b> & B"))
    assert "&lt;b&gt;A&lt;/b&gt; &amp; B" in svg
    assert unescape(re.search("<title>(.*?)</title>", svg).group(1)) == "<b>A</b> & B"


def test_right_to_left_titles_start_at_the_right() -> None:
    for kind in (Kind.FILM, Kind.BOOK):
        line = lines_of(cover_svg(make_item(kind=kind, title="שלום עולם")))[0]
        assert line.get("direction") == "rtl"
        assert float(line.get("x")) > 150


def test_same_item_same_cover_and_other_item_another() -> None:
    assert cover_svg(make_item()) == cover_svg(make_item())
    assert cover_svg(make_item()) != cover_svg(make_item(id="film-y"))


def test_two_covers_on_one_page_share_no_id() -> None:
    first, second = (set(re.findall(r'id="(\w+)"', cover_svg(make_item(id=name)))) for name in ("film-x", "film-y"))
    assert first
    assert not first & second


def test_every_genre_has_a_picture_and_the_pictures_differ() -> None:
    assert set(BY_GENRE) == set(GENRES)
    assert len({motif for motifs in BY_GENRE.values() for motif in motifs}) >= 20
    for genre in BY_GENRE:
        for energy in (-1.0, 1.0):
            ElementTree.fromstring(cover_svg(make_item(genres=(genre,), arousal=energy)))


def test_a_genre_without_a_picture_is_drawn_by_its_kind() -> None:
    for kind in Kind:
        ElementTree.fromstring(cover_svg(make_item(kind=kind, genres=("polka",))))


@pytest.mark.parametrize("valence", [-1.0, -0.4, 0.0, 0.19, 0.2, 0.6, 1.0])
@pytest.mark.parametrize("arousal", [-1.0, 0.0, 1.0])
def test_the_title_stands_out_from_its_panel(valence: float, arousal: float) -> None:
    svg = cover_svg(make_item(valence=valence, arousal=arousal))
    ink = lines_of(svg)[0].get("fill")
    panel = [rect for rect in ElementTree.fromstring(svg).iter(f"{SVG}rect") if rect.get("fill", "").startswith("#")]
    light, dark = sorted((luminance(ink), luminance(panel[-1].get("fill"))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 7  # WCAG 2.2 contrast, level AAA


def test_mood_changes_the_colours() -> None:
    def sky(valence: float, arousal: float) -> str:
        return re.search('stop-color="(#[0-9a-f]{6})"', cover_svg(make_item(valence=valence, arousal=arousal))).group(1)

    assert luminance(sky(0.9, 0.3)) > 2 * luminance(sky(-0.9, 0.3))
    sad, angry = sky(-0.6, -0.6), sky(-0.6, 0.8)
    assert int(sad[5:], 16) > int(sad[1:3], 16)  # more blue than red
    assert int(angry[1:3], 16) > int(angry[5:], 16)


def test_oklch_known_colours() -> None:
    assert oklch(1, 0, 0) == "#ffffff"
    assert oklch(0, 0, 0) == "#000000"
    assert oklch(0.627955, 0.257683, 29.2339) == "#ff0000"
    red, green, blue = (int(oklch(0.5, 0.4, 150)[i : i + 2], 16) for i in (1, 3, 5))  # beyond sRGB: still a green
    assert green > 2 * max(red, blue)


def test_titles_are_set_large_when_short_and_balanced_when_long() -> None:
    assert set_title("Jaws", 170, 96, 33).size == 33
    title = set_title("One Flew Over the Cuckoo's Nest", 170, 96, 33)
    assert title.height <= 96
    widths = [width_of(line) for line in title.lines]
    assert min(widths) > 0.4 * max(widths)


def test_only_what_cannot_fit_is_cut() -> None:
    assert not any("…" in line for line in set_title("Dr. Strangelove or: How I Learned", 170, 96, 33).lines)
    assert set_title("word " * 200, 170, 96, 33).lines[-1].endswith("…")


def test_words_break_at_hyphens_and_cjk_anywhere() -> None:
    assert set_title("Winnie-the-Pooh", 100, 96, 20).lines == ("Winnie-", "the-Pooh")
    assert "".join(set_title("千と千尋の神隠し", 60, 96, 20).lines) == "千と千尋の神隠し"


def test_clean() -> None:
    assert clean("a\x00b \n c\ud800 ") == "a b c"
