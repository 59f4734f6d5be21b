"""Lab's part on the policy: what was found is said as it was found, and a small world can be played."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pages.parts.lab import policy, results
from pages.texts import LANGUAGES, texts
from recommender.simulation.comparison import ROWS
from tests.pages.conftest import Opener, shown


def figures(low: float, high: float, none_low: float = 1.05) -> dict[str, Any]:
    """What `simulate --json` prints, with the interval of ESMR against engagement."""
    one = {
        "hazard_vs_engagement": [1.0, 0.9, 1.1],
        "hazard_vs_none": [1.1, 1.0, 1.2],
        "rmssd": [0.3, 0.2, 0.4],
        "engagement": [1.0, 0.9, 1.1],
        "valence_change": [0.0, -0.1, 0.1],
        "negative_share": 0.2,
        "harmed_share": 0.01,
        "diversity": 50.0,
    }
    policies = {name: dict(one) for name in ROWS}
    policies["esmr"] |= {"hazard_vs_engagement": [(low + high) / 2, low, high], "hazard_vs_none": [1.2, none_low, 1.3]}
    setting = {"people": 200, "days": 30, "seeds": 5, "family": "two_state", "effects": "as_fitted", "off": 0.0}
    claims = [{"claim": "recovery", "must": "1.25", "found": [1.0, 0.9, 1.1], "holds": False}]
    return {"setting": setting, "policies": policies, "claims": claims}


PASSPORT = {
    "people": 265,
    "used": "two_state",
    "families": {"ou": {"ks": {"mean": 0.08}}},
    "must": {"mean": 0.1},
    "assumptions": {"opens": {"value": -1.2, "source": "assumed"}},
    "not_modelled": ["sleep", "events"],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "results"
    (made / "policy").mkdir(parents=True)
    monkeypatch.setattr(results, "RESULTS", made)
    return made


@pytest.mark.parametrize(
    ("low", "high", "key"),
    [(1.1, 1.4, "policy-answer-more"), (0.9, 1.1, "policy-answer-same"), (0.7, 0.9, "policy-answer-less")],
)
def test_it_says_that_it_helps_only_where_the_interval_does(low: float, high: float, key: str) -> None:
    said = policy.helps(figures(low, high)["policies"])
    assert said.key == key
    assert all(texts(language).say(said) for language in LANGUAGES)


def test_it_says_where_it_is_no_better_than_nothing() -> None:
    said = policy.helps(figures(0.9, 1.1, none_low=0.95)["policies"])
    assert said.parameters["alone"].key == "policy-alone-same"


def test_the_page_tells_what_holds_and_what_was_assumed(folder: Path, open_app: Opener) -> None:
    (folder / policy.SIMULATION).write_text(json.dumps(figures(0.9, 1.1)), encoding="utf-8")
    (folder / policy.PASSPORT).write_text(json.dumps(PASSPORT), encoding="utf-8")
    app = open_app().switch_page("lab.py").run()
    text = shown(app)
    for said in (
        "Not beyond what engagement alone does",
        "200 simulated people",
        "265 real people",
        "sleep and what",
        "this moved the mood",
        "Nobody could do much better here",
    ):
        assert said in text
    assert "no" in [value for frame in app.dataframe for value in frame.value.to_numpy().ravel()]


def test_what_was_found_to_move_moods_is_told_of_each_world(folder: Path, open_app: Opener) -> None:
    (folder / policy.SIMULATION).write_text(json.dumps(figures(0.9, 1.1)), encoding="utf-8")
    app = open_app().switch_page("lab.py").run()
    app.button_group(key="policy-causes-world").set_value("iso").run()
    assert "if it is near the mood" in shown(app)
    app.button_group(key="policy-causes-world").set_value("null").run()
    assert "nothing was found that moves moods" in shown(app)


def test_a_file_that_holds_nothing_is_named(folder: Path, open_app: Opener) -> None:
    (folder / policy.SIMULATION).write_text("{}", encoding="utf-8")
    assert "simulation.json" in shown(open_app().switch_page("lab.py").run()).replace("\\", "")


def test_a_small_world_can_be_played(folder: Path, open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "SMALL_PEOPLE", 6)
    monkeypatch.setattr(policy, "SMALL_DAYS", 2)
    app = open_app().switch_page("lab.py").run()
    play = next(button for button in app.button if button.label == "Play")
    play.click().run()
    assert "Both lines are the same person" in shown(app) or "engagement chose every list" in shown(app)
    assert app.slider(key="policy-person").max == 6
