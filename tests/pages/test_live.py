"""The page Live from the notice to the correction, with a sitting that reads what the test hands it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from emotion.errors import ModelNotFoundError
from emotion.fusion.onlookers import Onlookers
from emotion.modalities import FACE, TEXT, VOICE
from emotion.types import Emotion
from pages.parts.live import listing
from pages.parts.live.listing import MOVED
from pages.parts.shared import resources
from pages.web.browser import WITHOUT_COOKIES
from recommender.catalogue.items import Catalogue
from recommender.ranking.ranker import Ranker
from recommender.types import Goal, Loaded
from session import serve
from session.condition import Condition
from session.sitting.registry import Sittings
from session.types import Consent
from tests import fakes
from tests.fakes import TRICKY, catalogue
from tests.pages.conftest import Opener, keyed, session_of, shown, until

ALL = Consent.to(FACE, VOICE, TEXT)
WORDS = Consent.to(TEXT)
NOTHING = Consent.to()

KEYS = ("live-state", "live-meter-face", "live-meter-voice", "live-meter-text", "live-map", "live-list", "live-panel")


def figures(app: AppTest) -> str:
    return re.sub(r"\\(.)", r"\1", app.container(key="live-state").caption[0].value)


def titles(app: AppTest) -> list[str]:
    cards = [app.container(key=f"rec-{rank}").markdown[0].value for rank in range(1, 11)]
    return [card.split("  \n")[0].strip("*") for card in cards]


def tables(sitting: str) -> dict[str, Any]:
    resources.log().flush()
    return vars(resources.log().journey(sitting))


class TestConsent:
    def test_comes_first_and_says_what_the_law_asks_for(self, open_app: Opener) -> None:
        app = open_app()
        assert keyed(app, "live-consent")
        text = " ".join(shown(app).split())
        for said in ("emotion recognition system", "Article 50(3)", "server", "Never pictures", "comments"):
            assert said in text

    def test_before_it_nothing_is_mounted_begun_or_kept(self, open_app: Opener, mounted: list) -> None:
        app = open_app()
        app.toggle(key="consent-camera").set_value(True).run()
        assert mounted == []
        assert len(resources.sittings()) == 0
        assert not any(keyed(app, key) for key in (*KEYS, "live-camera", "live-preflight"))

    def test_nothing_is_agreed_to_beforehand(self, open_app: Opener) -> None:
        app = open_app()
        assert [toggle.value for toggle in app.toggle] == [False] * 4

    def test_who_looks_first_is_not_sensed(self, open_app: Opener, mounted: list) -> None:
        app = open_app()
        app.toggle(key="consent-camera").set_value(True)
        app.button(key="look-first").click().run()
        assert session_of(app).consent == Consent.to(keep_comments=False)
        assert len(titles(app)) == 10
        assert mounted == []

    def test_what_is_agreed_to_is_what_the_sitting_may_do(self, open_app: Opener) -> None:
        app = open_app()
        app.toggle(key="consent-camera").set_value(True)
        app.toggle(key="consent-text").set_value(True)
        app.button(key="consent-agree").click().run()
        assert session_of(app).consent == Consent.to(FACE, TEXT, keep_comments=False)
        assert not keyed(app, "live-consent")

    def test_no_words_means_none_are_kept(self, open_app: Opener) -> None:
        app = open_app()
        assert app.toggle(key="consent-keep").disabled
        app.button(key="consent-agree").click().run()
        assert session_of(app).consent == Consent.to(keep_comments=False)

    def test_a_full_house_and_missing_models_are_said_plainly(
        self, open_app: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app = open_app()
        full = Sittings(resources.served().shared, most=0)
        with monkeypatch.context() as patched:
            patched.setattr(resources, "sittings", lambda: full)
            app.button(key="consent-agree").click().run()
            assert "places are taken" in app.error[0].value

        def missing() -> None:
            raise ModelNotFoundError("face.onnx is missing; make it with: python -m emotion train face --data DIR")

        resources.served.clear()
        with monkeypatch.context() as patched:
            patched.setattr(serve, "load_models", missing)
            app.button(key="consent-agree").click().run()
        assert "not ready" in app.error[0].value
        assert not app.exception


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


class TestList:
    def test_opening_shows_the_item_and_is_logged(self, open_app: Opener) -> None:
        app = open_app(WORDS)
        session, first = session_of(app), session_of(app).snapshot().recommendations[0]
        app.button(key="rec-1-open").click().run().run()
        assert first.item.description in shown(app)
        assert tables(session.id)["actions"][["item_id", "action"]].to_numpy().tolist() == [[first.item.id, "open"]]

    def test_what_was_opened_keeps_its_place_until_it_is_closed(self, open_app: Opener) -> None:
        app = open_app(WORDS)
        session, opened = session_of(app), session_of(app).snapshot().recommendations[2].item
        app.button(key="rec-3-open").click().run().run()
        app.chat_input(key="live-comment").set_value("so angry").run().run()
        changed = until(session, lambda s: s.list_version > 1)
        assert changed.recommendations[2].item.id == opened.id
        app.run()
        assert opened.description in shown(app)
        app.button(key="rec-3-open").click().run().run()
        assert session.snapshot().choices.opened is None
        assert opened.description not in shown(app)

    def test_what_was_opened_and_may_not_be_listed_stays_open(self, open_app: Opener) -> None:
        app = open_app(WORDS)
        session, opened = session_of(app), session_of(app).snapshot().recommendations[2].item
        app.button(key="rec-3-open").click().run().run()
        session.bring(Loaded((opened.id,)))
        until(session, lambda s: s.list_version > 1)
        app.run()
        assert opened.description in shown(app)
        assert "No longer in the list" in shown(app)

    def test_new_rows_say_so_for_ten_seconds(self, open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        app = open_app(WORDS)
        session = session_of(app)
        app.chat_input(key="live-comment").set_value("so angry").run().run()
        changed = until(session, lambda s: s.list_version > 1)
        app.run()
        new = sum(one.previous_rank is None for one in changed.recommendations)
        assert new > 0
        assert shown(app).count(f"{MOVED['moved-in']} new") == new
        monkeypatch.setattr(listing, "MOVED_FOR", 0.0)
        assert MOVED["moved-in"] not in shown(app.run())

    def test_refusing_takes_the_item_away(self, open_app: Opener) -> None:
        app = open_app(WORDS)
        session, refused = session_of(app), session_of(app).snapshot().recommendations[0].item
        app.button(key="rec-1-no").click().run().run()
        assert "it leaves in a moment" in shown(app)
        until(session, lambda s: refused.id not in [one.item.id for one in s.recommendations])
        app.run()
        assert refused.id in session.snapshot().refused
        assert len(titles(app)) == 10

    def test_liking_is_remembered(self, open_app: Opener) -> None:
        app = open_app(WORDS)
        liked = session_of(app).snapshot().recommendations[1].item
        app.button(key="rec-2-like").click().run().run()
        assert liked.id in session_of(app).snapshot().liked
        assert app.button(key="rec-2-like").icon == "❤️"
        until(session_of(app), lambda s: s.list_version > 1)
        app.run()
        assert session_of(app).snapshot().recommendations[1].item.id == liked.id

    def test_hold_holds_until_let_go(self, open_app: Opener) -> None:
        app = open_app(WORDS)
        session, before = session_of(app), titles(app)
        app.toggle(key="live-hold").set_value(True).run()
        assert session.snapshot().held
        app.chat_input(key="live-comment").set_value("so angry").run().run()
        until(session, lambda s: not s.summary.unknown)
        app.run()
        assert titles(app) == before
        assert "Held" in shown(app)
        app.toggle(key="live-hold").set_value(False).run()
        until(session, lambda s: s.list_version > 1)
        app.run()
        assert titles(app) != before


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
