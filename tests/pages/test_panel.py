"""The views beside the list: what Why says and moves, what the journey tells, what a condition leaves of them."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from emotion.fusion.onlookers import Onlookers
from emotion.modalities import FACE, TEXT, VOICE
from emotion.types import Emotion
from pages.parts.shared import resources
from pages.web.browser import WITHOUT_COOKIES
from session import serve
from session.condition import Condition
from session.types import Consent
from tests import fakes
from tests.fakes import TRICKY
from tests.pages.conftest import WORDS, Opener, keyed, session_of, shown, until

EVEN = {"mood": 1.0, "taste": 1.0, "novelty": 1.0, "crowd": 1.0}


def controls_of(app: AppTest) -> dict[str, float]:
    controls = session_of(app).snapshot().controls
    return {name: getattr(controls, name) for name in EVEN}


def at_why(app: AppTest) -> AppTest:
    return app.segmented_control(key="live-view").set_value("why").run()


class TestPanel:
    def test_why_shows_what_would_be_otherwise(self, open_app: Opener) -> None:
        app = at_why(open_app(WORDS))
        app.chat_input(key="live-comment").set_value("happy").run().run()
        until(session_of(app), lambda s: s.list_version > 1)
        app.run()
        text = "\n".join(element.value for element in app.container(key="why-terms").caption)
        assert "it would be number" in text
        assert "Without your comment" in text

    def test_why_says_how_people_would_read_a_face_and_a_voice_that_differ(
        self, open_app: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(serve, "load_models", lambda: fakes.FakeModels(onlookers=Onlookers.load()))
        app = open_app(Consent.to(FACE, VOICE))
        session = session_of(app)
        session.start()
        session.put_frame(fakes.frame(Emotion.JOY))
        session.put_audio(fakes.sound(Emotion.SADNESS, 3.0), 16_000)
        until(session, lambda s: bool(s.onlookers))
        assert "Of ten people who see and hear you" in shown(at_why(app))

    @pytest.mark.parametrize("name", ["mood", "taste", "novelty"])
    def test_each_slider_reaches_the_ranking(self, open_app: Opener, name: str) -> None:
        app = at_why(open_app(WORDS))
        app.slider(key=f"why-{name}").set_value(2.0).run().run()
        assert len(app.slider) == 3
        assert controls_of(app) == EVEN | {name: 2.0}

    def test_the_balance_between_person_and_crowd_reaches_the_ranking(self, open_app: Opener) -> None:
        app = at_why(open_app(WORDS))
        for choice, weight in ((0.0, 0.0), (2.0, 2.0), (1.0, 1.0)):
            app.segmented_control(key="why-crowd").set_value(choice).run().run()
            assert controls_of(app) == EVEN | {"crowd": weight}

    def test_the_journey_tells_what_happened(self, open_app: Opener) -> None:
        app = open_app(WORDS)
        app.chat_input(key="live-comment").set_value(TRICKY).run().run()
        app.button(key="rec-1-open").click().run().run()
        app.segmented_control(key="live-view").set_value("journey").run()
        assert keyed(app, "journey-timeline")
        told = app.container(key="live-panel").text[0].value
        assert f"You wrote: {TRICKY}" in told
        assert "Opened: " in told
        assert "List changed: " in told


def test_the_page_offers_what_the_condition_does(open_app: Opener) -> None:
    app = open_app()
    condition = Condition(views=("why",), controls=("taste", "crowd"))
    app.session_state[WITHOUT_COOKIES] = resources.sittings().begin(Consent.to(TEXT), condition).token
    app.run()
    assert app.button_group(key="live-view").options == ["Map", "Why"]
    assert not keyed(app, "correct-open")
    at_why(app)
    assert [slider.key for slider in app.slider] == ["why-taste"]
    assert app.button_group(key="why-crowd")


def test_a_condition_without_views_has_no_panel(open_app: Opener) -> None:
    app = open_app()
    token = resources.sittings().begin(Consent.to(TEXT), Condition(views=())).token
    app.session_state[WITHOUT_COOKIES] = token
    app.run()
    assert not [group for group in app.get("button_group") if group.key == "live-view"]


def test_who_decides_can_be_chosen_behind_why(open_app: Opener) -> None:
    app = open_app(WORDS)
    app.session_state["tab"].view = "why"
    app.run()
    assert app.segmented_control(key="why-policy").value == "iso"
    app.segmented_control(key="why-policy").set_value("esmr").run()
    until(session_of(app), lambda s: s.choices.policy == "esmr")
    app.chat_input(key="live-comment").set_value("I am so happy").run().run()
    assert until(session_of(app), lambda s: s.summary.said).strategy.policy == "esmr"
