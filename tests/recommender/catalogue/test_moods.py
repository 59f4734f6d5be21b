"""Agreement of the items' moods with a panel."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from recommender.__main__ import main
from recommender.catalogue.completeness import missing
from recommender.catalogue.items import Catalogue, load_catalogue
from recommender.training.moods import lines, moods, read_panel
from recommender.types import Kind
from tests.recommender.made import catalogue_of, item

HEADER = "id,valence_1,arousal_1,valence_2,arousal_2,valence_3,arousal_3\n"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def made(valences: list[float]) -> Catalogue:
    genres = ("drama", "comedy")
    items = (item(f"film-{n}", v, v, genres=(genres[n % 2],)) for n, v in enumerate(valences))
    return catalogue_of(*items)


def test_agreement_with_a_panel_by_hand(tmp_path: Path) -> None:
    # Ranks of valence differ by (0, 1, 1, 0, 0): rho = 1 - 6 * 2 / (5 * 24) = 0.9. The panel is clear about the first
    # and the last, and of the last the sign is wrong. An item that the catalogue lacks is left out.
    theirs = (-0.5, 0.2, 0.1, 0.25, 0.8, 0.9)
    rows = [f"film-{n},{v},0.{n},{v},0.{n},{v},0.{n}" for n, v in enumerate(theirs)]
    (tmp_path / "panel.csv").write_text(HEADER + "\n".join(rows))
    judged = moods(made([-0.9, -0.8, -0.7, -0.6, -0.1]), panel=tmp_path / "panel.csv")["panel"]["valence"]
    assert judged["n"] == 5
    assert judged["rho"] == pytest.approx(0.9)
    assert (judged["clear"], judged["sign"]) == (2, 0.5)
    assert judged["between_passes"] == pytest.approx(1)
    assert judged["by_kind"] == {"film": pytest.approx(0.9)}


def test_the_shipped_moods_agree_with_the_panel(catalogue: Catalogue) -> None:
    judged = moods(catalogue)["panel"]
    assert judged["valence"]["n"] >= 250
    assert judged["valence"]["rho"] >= 0.90
    assert judged["arousal"]["rho"] >= 0.88
    assert judged["valence"]["sign"] >= 0.97
    assert judged["arousal"]["sign"] >= 0.95


def test_the_text_model_reads_the_mood_words_much_as_they_were_set(catalogue: Catalogue) -> None:
    read = moods(catalogue)["vocabulary"]
    assert read["valence"] > 0.7
    assert read["arousal"] > 0.4


def test_the_panel_holds_every_kind_but_those_made_here_and_keeps_to_the_plane(catalogue: Catalogue) -> None:
    panel = read_panel()
    assert {catalogue.item(item_id).kind for item_id in panel} == set(Kind) - {Kind.MUSIC, Kind.PICTURE}
    assert all((np.abs(passes) <= 1).all() for passes in panel.values())


def test_text_names_every_item_and_both_axes(catalogue: Catalogue) -> None:
    found = list(lines(moods(catalogue)))
    assert len(found) == len(catalogue) + 3
    assert found[0].startswith(catalogue.items[0].id)
    assert found[-2].startswith("panel, arousal")
    assert found[-1].startswith("mood words, as the text model reads them: valence r +0.")


def test_command_prints_one_object(capsys: pytest.CaptureFixture[str], catalogue: Catalogue) -> None:
    assert main(["moods", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["items"]) == len(catalogue)
    assert set(found["items"][0]) == {"id", "valence", "arousal", "uncertainty"}


def test_what_an_item_lacks_is_named() -> None:
    whole = replace(
        item("film-0"), tags=("a", "b", "c"), content=(), people=("A",), themes=("love", "war"), moods=tuple("abcde")
    )
    assert list(missing([whole])) == []
    lacking = replace(whole, content=None, people=(), moods=("sad",))
    assert list(missing([lacking])) == ["film-0: content", "film-0: people", "film-0: moods"]
    assert list(missing([replace(whole, people=(), genres=("animation",))])) == []
