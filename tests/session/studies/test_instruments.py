"""Questionnaires are scored as their authors say, by answers worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from session.studies.instruments import FOLDER, Instrument, instrument, names
from session.studies.located import FileError, read


def shipped(name: str) -> Instrument:
    return read(FOLDER / f"{name}.yaml", Instrument)


def in_order(asked: Instrument, *answers: int) -> dict[str, int]:
    return dict(zip([item.name for item in asked.items], answers, strict=True))


@pytest.mark.parametrize("name", names())
def test_every_questionnaire_has_all_its_words_or_says_how_to_add_them(name: str) -> None:
    asked = shipped(name)
    assert asked.name == name
    assert bool(asked.missing) != ({"en", "de"} <= asked.languages())


def test_sus() -> None:
    # Odd items count their answer less 1, even ones 5 less theirs, and the sum is taken 2.5 times:
    # (4-1) + (5-2) + (5-1) + (5-1) + (3-1) + (5-3) + (4-1) + (5-2) + (5-1) + (5-1) = 32, and 32 * 2.5 = 80
    asked = shipped("sus")
    assert asked.scored(in_order(asked, 4, 2, 5, 1, 3, 3, 4, 2, 5, 1)) == {"sus": pytest.approx(80)}
    assert asked.scored(in_order(asked, *[5, 1] * 5)) == {"sus": pytest.approx(100)}
    assert asked.scored(in_order(asked, *[3] * 10)) == {"sus": pytest.approx(50)}


def test_ueq_s() -> None:
    # Each answer less 4: pragmatic (1 + 2 + 3 + 0) / 4, hedonic (-3 - 1 + 0 + 2) / 4, overall (6 - 2) / 8
    asked = shipped("ueq-s")
    scores = asked.scored(in_order(asked, 5, 6, 7, 4, 1, 3, 4, 6))
    assert scores == {"pragmatic": pytest.approx(1.5), "hedonic": pytest.approx(-0.5), "overall": pytest.approx(0.5)}


def test_i_panas_sf() -> None:
    # The article's order: upset, hostile, alert, ashamed, inspired, nervous, determined, attentive, afraid, active.
    # Positive 3 + 4 + 5 + 2 + 4, negative 1 + 2 + 1 + 3 + 1
    asked = shipped("i-panas-sf")
    scores = asked.scored(in_order(asked, 1, 2, 3, 1, 4, 3, 5, 2, 1, 4))
    assert scores == {"positive": pytest.approx(18), "negative": pytest.approx(8)}


def test_the_affective_slider_is_carried_over_to_the_unit_interval() -> None:
    scores = shipped("affective-slider").scored({"arousal": 25, "pleasure": 80})
    assert scores == {"arousal": pytest.approx(0.25), "pleasure": pytest.approx(0.8)}


def test_reversed_items_of_ones_own() -> None:
    assert shipped("satisfaction").scored({"satisfied": 6, "fitting": 5, "missing": 2}) == {
        "satisfaction": pytest.approx((6 + 5 + 6) / 3)
    }
    assert shipped("trust").scored({"rely": 7, "understand": 1, "wary": 7}) == {"trust": pytest.approx(3)}


def test_a_missing_or_impossible_answer_leaves_the_score_empty() -> None:
    asked = shipped("trust")
    for spoilt in (None, 0, 8, "7", True, 3.5, float("nan")):
        assert asked.scored({"rely": 7, "understand": 1, "wary": spoilt}) == {"trust": None}


def test_ones_own_questionnaire_lies_beside_the_study(tmp_path: Path) -> None:
    text = (FOLDER / "trust.yaml").read_text(encoding="utf-8")
    (tmp_path / "faith.yaml").write_text(text.replace("name: trust", "name: faith", 1), encoding="utf-8")
    assert instrument("faith", tmp_path).name == "faith"
    with pytest.raises(FileError, match="did you mean 'trust'"):
        instrument("trusts", tmp_path)
    with pytest.raises(FileError, match="no words here"):
        instrument("affect-grid")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("low: 1", "low: 9", "low (9) must be below high (7)"),
        ("  7: {en: Com", "  8: {en: Com", "8 is not on the scale"),
        ("name: wary", "name: rely", "names two items"),
        ("{range: [1, 7]}", "{items: [relly], range: [1, 7]}", "did you mean 'rely'?"),
    ],
)
def test_a_broken_questionnaire_is_told_by_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (FOLDER / "trust.yaml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "trust.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(FileError) as raised:
        read(file, Instrument)
    assert told in str(raised.value)
    assert str(raised.value).startswith(f"{file}:")
