"""A study's file is read as it is meant, or refused with the line and what to write instead."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from session.condition import Condition
from session.studies import design
from session.studies.design import Study, load
from session.studies.located import FileError

SHIPPED = sorted((Path(design.__file__).parents[2] / "assets" / "studies").glob("*.yaml"))
WITHIN = next(file for file in SHIPPED if file.stem == "two-lists").read_text(encoding="utf-8")


def edited(tmp_path: Path, old: str, new: str) -> Path:
    assert old in WITHIN
    file = tmp_path / "study.yaml"
    file.write_text(WITHIN.replace(old, new), encoding="utf-8")
    return file


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_worked_examples_are_studies(file: Path) -> None:
    study = load(file)
    assert study.name == file.stem
    assert set(study.instruments) == {*study.before, *study.between, *study.after}
    assert len(set(study.all_codes().values())) == len(design.ENDINGS)


def test_a_condition_is_the_demos_but_for_what_the_file_names() -> None:
    study = load(next(file for file in SHIPPED if file.stem == "mood-or-habit"))
    senses = ("face", "voice", "text")
    own = ("mood", "taste", "novelty", "crowd")
    demo = Condition(senses=senses, controls=own, views=("why", "journey", "correct"), seed=5)
    assert study.condition("aware", 5) == demo
    weights = {"affect": 0, "feeling": 0, "intent": 0}
    assert study.condition("behaviour", 5) == replace(demo, weights=weights)
    assert study.condition("chance", 6) == replace(demo, ranking="chance", seed=6)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("people:", "poeple:", 14, "did you mean 'people'?"),
        ("{affect: 0", "{afect: 0", 18, "did you mean 'affect'?"),
        ("kind: rate", "kind: ratee", 19, "did you mean 'rate'?"),
        ("items: 8", "items: eight", 19, "'eight'"),
        ("rate, items: 8", "rate, item: 8", 19, "did you mean 'items'?"),
        ("design: within", "design: wihtin", 13, "did you mean 'within'?"),
        ("aware: {}", "aware: {views: [whi]}", 17, "did you mean 'why'?"),
        ("aware: {}", "aware: {policy: izo}", 17, "did you mean 'iso'?"),
        ("  de: Markiere", "  fr: Markiere", 20, "no words in 'de'"),
        ("sus, free", "suss, free", 25, "did you mean 'sus'?"),
        ("sus, free", "i-panas-sf, free", 25, "copy this file"),
        ("seed: 2", "seed: 2\nseed: 3", 16, "stands here twice"),
        ("seed: 2", "seed: [2", 16, "no YAML"),
        ("seed: 2", "codes: {done: A, full: A}", 15, "two endings"),
        ("seed: 2", "redirect: javascript:alert(1)", 15, "javascript"),
        ("seed: 2", "checks: [{name: c, within: trust, words: {en: a, de: b}, answer: 1}]", 15, "not asked"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_remedy(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    file = edited(tmp_path, old, new)
    with pytest.raises(FileError) as raised:
        load(file)
    lines = [one for one in str(raised.value).splitlines() if one.startswith(f"{file}:{line}: ")]
    assert [one for one in lines if told in one], str(raised.value)


def test_a_missing_file_and_an_empty_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        load(tmp_path / "none.yaml")
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    with pytest.raises(FileError, match=r"empty\.yaml:1"):
        load(tmp_path / "empty.yaml")


def test_an_attention_check_stands_amid_its_questionnaire_and_is_not_scored() -> None:
    trust = load(next(file for file in SHIPPED if file.stem == "mood-or-habit")).instruments["trust"]
    assert [item.name for item in trust.items] == ["rely", "understand", "attention", "wary"]
    answers = {"rely": 7, "understand": 7, "wary": 1}
    assert trust.scored(answers | {"attention": 1}) == trust.scored(answers | {"attention": 2}) == {"trust": 7.0}


def test_the_schema_for_editors_names_every_key() -> None:
    assert set(Study.model_json_schema()["properties"]) == set(Study.model_fields)


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("{rival: {policy: iso}, ranking: chance}", "neither arms nor a ranking by chance"),
        ("{arms: {one: {}}}", "one arm leaves nothing to draw"),
        ("{arms: {one: {probability: 0.5}, two: {}}}", "give every arm a probability"),
        ("{ranking: luck}", "'luck' is not known"),
    ],
)
def test_a_condition_that_cannot_be_held_is_told(tmp_path: Path, condition: str, told: str) -> None:
    text = next(file for file in SHIPPED if file.stem == "two-lists").read_text(encoding="utf-8")
    file = tmp_path / "broken.yaml"
    file.write_text(text.replace("aware: {}", f"aware: {condition}"), encoding="utf-8")
    with pytest.raises(FileError, match=told):
        load(file)


def test_what_is_planned_must_be_measured(tmp_path: Path) -> None:
    text = next(file for file in SHIPPED if file.stem == "two-lists").read_text(encoding="utf-8")
    file = tmp_path / "broken.yaml"
    file.write_text(text.replace("primary: [satisfaction", "primary: [satisfation"), encoding="utf-8")
    with pytest.raises(
        FileError, match=r"analysis\.primary\.0: 'satisfation' is not measured.*did you mean 'satisfaction'"
    ):
        load(file)
    file.write_text(text.replace("reference: behaviour", "reference: behavior"), encoding="utf-8")
    with pytest.raises(FileError, match="did you mean 'behaviour'"):
        load(file)
