"""A sitting as one picture: whole, well-formed, in both languages, and without what the person wrote."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from pages.parts.charts.poster import poster_png, poster_svg
from pages.texts import LANGUAGES, texts
from recommender.ranking.ranker import Ranker
from session.record.log import EventLog
from session.sitting.shared import Shared
from session.stories.script import stories
from session.stories.told import StorySitting
from tests.fakes import FakeModels, catalogue


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> StorySitting:
    folder: Path = tmp_path_factory.mktemp("poster")
    shared = Shared(FakeModels(), Ranker(catalogue(24)), EventLog(f"sqlite:///{folder / 'attune.db'}"))
    one = StorySitting(stories()["mara"], shared, "en")
    one.goes_to(60.0)
    return one


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_map_time_line_and_list_and_no_comment(sitting: StorySitting, language: str) -> None:
    t = texts(language)
    snapshot, journey = sitting.snapshot(), sitting.journey()
    svg = poster_svg(snapshot, journey, t)
    root = ElementTree.fromstring(svg)
    said = " ".join(element.text or "" for element in root.iter() if element.tag.endswith("text"))
    assert all(f"{one.rank}. {one.item.title}"[:12] in said for one in snapshot.recommendations[:6])
    assert t("poster-estimate") in said
    assert t("feeling-happy") in said
    known = int((~journey.states["unknown"].astype(bool)).sum())
    assert sum(element.get("d", "").count("L") == known - 1 for element in root.iter()) == 2
    assert len(journey.comments) == 1
    assert journey.comments["text"][0] not in svg


def test_it_is_a_png_too(sitting: StorySitting) -> None:
    png = poster_png(poster_svg(sitting.snapshot(), sitting.journey(), texts("en")))
    assert png.startswith(b"\x89PNG")
    assert (int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")) == (1920, 1080)


def test_a_sitting_that_has_just_begun_has_a_poster(sitting: StorySitting) -> None:
    fresh = StorySitting(stories()["leyla"], sitting._shared, "en")
    assert ElementTree.fromstring(poster_svg(fresh.snapshot(), fresh.journey(), texts("en"))) is not None
