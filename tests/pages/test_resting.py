"""The personal baseline on the page Live: asked for, counted down, told, skipped and removed."""

from __future__ import annotations

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from emotion.modalities import FACE, TEXT, VOICE
from emotion.types import Emotion
from pages.parts.live import resting
from pages.texts import texts
from session.sitting import baselines
from session.sitting.baselines import BaselineStatus
from session.types import Consent
from tests.pages.conftest import Opener, session_of, shown, until

EN = texts("en")
ALL = Consent.to(FACE, VOICE, TEXT)
SEEN = Consent.to(FACE, TEXT)
HEARD = Consent.to(VOICE, TEXT)
BRIGHT = np.full((48, 64, 3), 150, np.uint8)


@pytest.fixture
def app(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A sitting that streams and has seen a face; a baseline takes a moment."""
    monkeypatch.setattr(baselines, "SECONDS", 1.5)
    monkeypatch.setattr(baselines, "SETTLES", 0.0)
    app = open_app(ALL)
    app.button(key="live-start").click().run()
    see(app)
    return app.run()


def see(app: AppTest, until_true=lambda snapshot: snapshot.meters[FACE].emotion is not None) -> None:
    session = session_of(app)

    def seen(snapshot) -> bool:
        session.put_frame(BRIGHT)
        return until_true(snapshot)

    until(session, seen)


def keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button if (button.key or "").startswith("live-baseline")}


def test_it_is_offered_after_start_and_not_before(open_app: Opener) -> None:
    app = open_app(ALL)
    assert keys(app) == set()
    app.button(key="live-start").click().run()
    assert keys(app) == {"live-baseline", "live-baseline-skip"}
    assert app.button(key="live-baseline").disabled  # nothing has arrived yet
    assert "Faces and voices differ" in shown(app)


def test_a_sitting_of_words_has_none(open_app: Opener) -> None:
    assert keys(open_app(Consent.to(TEXT))) == set()


def test_it_is_taken_told_taken_again_and_removed(app: AppTest) -> None:
    app.button(key="live-baseline").click().run()
    assert keys(app) == {"live-baseline-skip"}
    assert "At rest, looking at the screen" in app.container(key="baseline").progress[0].text
    see(app, lambda snapshot: snapshot.baseline.of)
    app.run()
    assert "Set to your resting face. It read as cheerful" in shown(app)
    assert keys(app) == {"live-baseline", "live-baseline-remove"}
    see(app, lambda snapshot: snapshot.meters[FACE].emotion == Emotion.NEUTRAL)
    app.button(key="live-baseline-remove").click().run()
    assert "Set to your resting" not in shown(app)
    see(app, lambda snapshot: snapshot.meters[FACE].emotion == Emotion.JOY)


def test_it_can_be_cancelled(app: AppTest) -> None:
    app.button(key="live-baseline").click().run()
    app.button(key="live-baseline-skip").click().run()
    assert session_of(app).snapshot().baseline == BaselineStatus()
    assert keys(app) == {"live-baseline", "live-baseline-skip"}


def test_skipped_it_stays_in_reach_without_words(app: AppTest) -> None:
    app.button(key="live-baseline-skip").click().run()
    assert keys(app) == {"live-baseline"}
    assert "differ" not in shown(app)


def test_an_empty_attempt_is_told_and_changes_nothing(app: AppTest) -> None:
    app.button(key="live-baseline").click().run()
    session_of(app).put_frame(np.zeros_like(BRIGHT))
    until(session_of(app), lambda snapshot: snapshot.baseline.failed)
    app.run()
    assert "nothing has changed" in shown(app)
    assert keys(app) == {"live-baseline", "live-baseline-skip"}
    app.button(key="live-baseline-skip").click().run()
    assert "nothing has changed" not in shown(app)


@pytest.mark.parametrize(
    ("agreed", "how"),
    [
        (ALL, ", looking at the screen, quiet or saying a sentence"),
        (SEEN, ", looking at the screen"),
        (HEARD, ", saying a sentence or two"),
    ],
)
def test_what_to_do_fits_what_was_agreed_to(agreed: Consent, how: str) -> None:
    assert f"{how}, and readings" in EN.say(resting.request(agreed))
    assert EN.say(resting.counted_down(4.2, agreed)) == f"At rest{how}: 5 s"


def test_what_came_of_it_is_told_in_words() -> None:
    assert resting.outcome(BaselineStatus()) == []
    both = BaselineStatus(of=(VOICE, FACE))
    assert [EN.say(told) for told in resting.outcome(both)] == ["Set to your resting face and voice."]
    assert [texts("de").say(told) for told in resting.outcome(both)] == [
        "Auf deinen Ruhezustand eingestellt: Gesicht und Stimme."
    ]
