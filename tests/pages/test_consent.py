"""The notice that comes first, and what is agreed to in it."""

from __future__ import annotations

import pytest

from emotion.errors import ModelNotFoundError
from emotion.modalities import FACE, TEXT
from pages.parts.shared import resources
from session import serve
from session.sitting.registry import FullError, Sittings
from session.types import Consent
from tests.pages.conftest import KEYS, Opener, keyed, session_of, shown, titles


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
            assert "places are taken" in app.info[0].value

        def missing() -> None:
            raise ModelNotFoundError("face.onnx is missing; make it with: python -m emotion train face --data DIR")

        resources.served.clear()
        with monkeypatch.context() as patched:
            patched.setattr(serve, "load_models", missing)
            app.button(key="consent-agree").click().run()
        assert "not ready" in app.error[0].value
        assert not app.exception


class TestLine:
    def test_without_room_the_visitor_waits_with_a_number_and_is_let_in_when_one_ends(
        self, open_app: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app = open_app()
        small = Sittings(resources.served().shared, most=1)
        monkeypatch.setattr(resources, "sittings", lambda: small)
        small.begin(Consent(), token="somebody")
        with pytest.raises(FullError):
            small.begin(Consent(), token="another")
        app.button(key="consent-agree").click().run()
        assert "number 2 in line" in app.info[0].value
        small.leave_line("another")
        app.run()
        assert "You are next" in app.info[0].value
        small.release("somebody")
        app.run()
        assert not keyed(app, "live-consent")
        assert session_of(app).consent == Consent.to(keep_comments=False)
        small.close()

    def test_who_no_longer_wants_to_wait_is_back_at_the_notice(
        self, open_app: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app = open_app()
        full = Sittings(resources.served().shared, most=0)
        monkeypatch.setattr(resources, "sittings", lambda: full)
        app.button(key="consent-agree").click().run()
        app.button(key="queue-leave").click().run()
        assert not keyed(app, "queue")
        assert full.health().waiting == 0
        assert keyed(app, "live-consent")
