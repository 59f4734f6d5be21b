"""Each tab is spoken to in its language: the browser's, or the one that was chosen, which the sitting keeps."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from emotion.modalities import TEXT
from pages.parts.shared import language
from pages.texts import texts
from pages.web.browser import WITHOUT_COOKIES
from session.types import Consent
from tests.pages.conftest import Opener, session_of, shown

WORDS = Consent.to(TEXT)
EN, DE = texts("en"), texts("de")


def choose(app: AppTest, chosen: str) -> AppTest:
    return app.segmented_control(key="language").set_value(chosen).run().run()


def test_english_is_spoken_where_the_browser_names_nothing(open_app: Opener) -> None:
    assert open_app().title[0].value == EN("notice-title")


def test_a_language_that_is_chosen_is_spoken_from_then_on(open_app: Opener) -> None:
    app = choose(open_app(WORDS), "de")
    assert app.title[0].value == DE("state-unknown")
    assert DE("list") in shown(app)


@pytest.fixture
def german(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Opens the app in a German browser."""
    monkeypatch.setattr(language, "best_of", lambda locale: "de")
    return open_app


def test_every_page_speaks_german(german: Opener) -> None:
    app = german()
    assert app.title[0].value == DE("notice-title")
    for page in ("catalogue", "lab", "about"):
        app.switch_page(f"{page}.py").run()
        assert app.title[0].value == DE(f"page-{page}")
        assert not app.exception


@pytest.mark.parametrize(("view", "heading"), [("why", "why-item"), ("journey", "journey"), ("correct", "correct")])
def test_every_view_speaks_german(german: Opener, view: str, heading: str) -> None:
    app = german(WORDS)
    app.chat_input(key="live-comment").set_value("happy").run().run()
    app.button(key="rec-1-open").click().run()
    app.segmented_control(key="live-view").set_value(view).run()
    assert DE(heading) in shown(app)


def test_a_sitting_that_is_taken_up_again_is_in_its_language(open_app: Opener) -> None:
    app = choose(open_app(WORDS), "de")
    assert session_of(app).snapshot().choices.language == "de"
    again = AppTest.from_file(app._script_path, default_timeout=30)
    again.session_state[WITHOUT_COOKIES] = app.session_state[WITHOUT_COOKIES]
    again.run()
    assert DE("list") in shown(again)
