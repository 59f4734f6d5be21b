"""The page Live from the notice to the correction, with a sitting that reads what the test hands it."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from emotion.modalities import FACE, TEXT, VOICE
from pages.parts.shared import resources
from pages.web.browser import WITHOUT_COOKIES
from recommender.catalogue.items import Catalogue
from recommender.ranking.ranker import Ranker
from recommender.types import Goal
from session import serve
from session.types import Consent
from tests.fakes import TRICKY, catalogue
from tests.pages.conftest import KEYS, WORDS, Opener, keyed, session_of, shown, tables, titles, until

ALL = Consent.to(FACE, VOICE, TEXT)
NOTHING = Consent.to()


def figures(app: AppTest) -> str:
    return re.sub(r"\\(.)", r"\1", app.container(key="live-state").caption[0].value)


def in_the_same_browser(app: AppTest) -> AppTest:
    """Another tab of the browser that an app is open in."""
    again = AppTest.from_file(app._script_path, default_timeout=30)
    again.session_state[WITHOUT_COOKIES] = app.session_state[WITHOUT_COOKIES]
    return again


class TestSitting:
    def test_shows_the_list_before_anything_is_sensed(self, open_app: Opener) -> None:
        app = open_app(ALL)
        assert all(keyed(app, key) for key in (*KEYS, "live-camera", "live-preflight", "rec-10"))
        assert len(set(titles(app))) == 10
        assert app.container(key="live-state").title[0].value == "Not sure how you feel yet."
        assert not app.container(key="live-state").caption

    def test_numbers_stand_there_for_whoever_asks_for_details(self, open_app: Opener) -> None:
        app = open_app(WORDS, details="1")
        assert "Not sure · pleasant +0.00 · energy +0.00" in figures(app)
        app.switch_page("lab.py").run()
        app.switch_page("live.py").run()
        assert "Not sure · pleasant +0.00 · energy +0.00" in figures(app)

    def test_is_taken_up_again_by_the_same_browser(self, open_app: Opener) -> None:
        app = open_app(WORDS)
        app.segmented_control(key="live-goal").set_value(Goal.LIFT).run().run()
        again = in_the_same_browser(app).run()
        assert session_of(again) is session_of(app)
        assert again.segmented_control(key="live-goal").value == Goal.LIFT

    def test_another_browser_with_the_id_or_the_token_in_its_address_is_asked_for_consent(
        self, open_app: Opener
    ) -> None:
        session = session_of(open_app(WORDS))
        for known in (session.id, session.token):
            stranger = open_app()
            stranger.query_params["sitting"] = known
            assert keyed(stranger.run(), "live-consent")

    def test_two_tabs_of_a_browser_that_agree_share_one_sitting(self, open_app: Opener) -> None:
        app = open_app()
        app.session_state[WITHOUT_COOKIES] = "a" * 43
        other = in_the_same_browser(app).run()
        for each in (app, other):
            each.button(key="consent-agree").click().run()
        assert session_of(app) is session_of(other)
        assert len(resources.sittings()) == 1

    def test_deleted_in_one_tab_it_ends_in_the_other(self, open_app: Opener) -> None:
        app = open_app(WORDS)
        other = in_the_same_browser(app).run()
        app.switch_page("about.py").run()
        app.button(key="delete-data").click().run()
        app.button(key="delete-confirm").click().run()
        assert keyed(other.run().run(), "live-consent")
        assert not keyed(other, "live-list")

    def test_start_over_ends_it_and_asks_anew_and_what_is_kept_stays(self, open_app: Opener) -> None:
        app = open_app(WORDS)
        session = session_of(app)
        app.chat_input(key="live-comment").set_value("happy").run().run()
        app.button(key="start-over").click().run()
        assert keyed(app, "live-consent")
        assert session.closed
        assert resources.sittings().find(session.token) is None
        assert len(resources.log().journey(session.id).comments) == 1
        assert keyed(open_app(), "live-consent")

    def test_of_the_goal_alone_has_no_stream_and_no_comment_box(self, open_app: Opener, mounted: list) -> None:
        app = open_app(NOTHING)
        assert mounted == []
        assert not any(keyed(app, key) for key in ("live-camera", "live-preflight", "live-comment", "live-start"))
        before = titles(app)
        app.segmented_control(key="live-goal").set_value(Goal.CALM).run().run()
        until(session_of(app), lambda s: s.goal == Goal.CALM and s.list_version > 1)
        app.run()
        assert titles(app) != before

    def test_titles_and_comments_are_shown_as_they_are_written(
        self, open_app: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shelf = catalogue(24)
        tricky = [replace(item, title=f"{TRICKY} {place}") for place, item in enumerate(shelf.items)]
        ranker = Ranker(Catalogue.from_items(tricky, shelf.embeddings))
        monkeypatch.setattr(serve, "shipped_ranker", lambda _: ranker)
        app = open_app(WORDS)
        raw = titles(app)
        assert len(raw) == 10
        assert all("<b>" not in title and "**x" not in title for title in raw)
        app.chat_input(key="live-comment").set_value(TRICKY).run().run()
        assert f"You wrote: {TRICKY}" in [element.value for element in app.text]

    @pytest.mark.parametrize("comment", ["", "   ", "\x00", "\U0001f600 \u202eabc", "happy " * 20_000])
    def test_takes_any_comment(self, open_app: Opener, comment: str) -> None:
        app = open_app(WORDS)
        app.chat_input(key="live-comment").set_value(comment).run().run()
        assert not app.exception
        assert all(len(element.value) < 600 for element in app.text)


class TestReading:
    def test_a_face_leads_statement_meter_and_list(self, open_app: Opener) -> None:
        app = open_app(ALL, details="1")
        app.button(key="live-start").click().run()
        session = session_of(app)
        session.put_frame(np.full((48, 64, 3), 200, np.uint8))
        until(session, lambda s: s.state.attention[FACE] > 0)
        app.run()
        assert app.container(key="live-state").title[0].value.startswith("You look cheerful")
        assert figures(app).startswith("Joy · pleasant +0.75 · energy +0.48")
        assert app.container(key="live-meter-face").progress[0].value == 100
        assert "cheerful" in app.container(key="live-meter-face").progress[0].text

    def test_a_dark_picture_is_said(self, open_app: Opener) -> None:
        app = open_app(ALL)
        app.button(key="live-start").click().run()
        session = session_of(app)
        session.put_frame(np.zeros((48, 64, 3), np.uint8))
        until(session, lambda s: s.meters[FACE].brightness == 0)
        app.run()
        assert "dark" in app.container(key="live-meter-face").progress[0].text
        assert "Turn towards a window" in shown(app)

    def test_a_comment_moves_the_reading_and_the_list(self, open_app: Opener) -> None:
        app = open_app(WORDS, details="1")
        session, before = session_of(app), titles(app)
        app.chat_input(key="live-comment").set_value("I am so sad").run().run()
        until(session, lambda s: not s.summary.unknown and s.list_version > 1)
        app.run()
        assert figures(app).startswith("Sadness · pleasant -0.63")
        assert titles(app) != before

    def test_a_correction_leads_at_once_and_is_kept(self, open_app: Opener) -> None:
        app = open_app(WORDS)
        session = session_of(app)
        app.chat_input(key="live-comment").set_value("I am so sad").run().run()
        until(session, lambda s: not s.summary.unknown)
        app.segmented_control(key="live-view").set_value("correct").run()
        app.slider(key="correct-pleasant").set_value(0.8)
        app.slider(key="correct-energy").set_value(-0.3)
        app.button(key="correct-apply").click().run().run()
        until(session, lambda s: s.summary.valence > 0.5, seconds=1.0)
        app.run()
        assert app.container(key="live-told").text[0].value == "Thank you. You said: content."
        assert "Before, I said: “Your words say sad" in app.container(key="live-told").caption[0].value
        kept = tables(session.id)["corrections"]
        assert kept[["told_valence", "told_arousal"]].to_numpy().tolist() == [[0.8, -0.3]]
        assert kept["sensed_valence"][0] == pytest.approx(-0.63, abs=0.01)

    def test_the_sliders_start_at_the_present_reading(self, open_app: Opener) -> None:
        app = open_app(WORDS)
        session = session_of(app)
        app.chat_input(key="live-comment").set_value("I am so sad").run().run()
        summary = until(session, lambda s: not s.summary.unknown).summary
        app.button(key="correct-open").click().run()
        assert app.slider(key="correct-pleasant").value == pytest.approx(summary.valence, abs=0.05)
        assert app.slider(key="correct-energy").value == pytest.approx(summary.arousal, abs=0.05)
