"""What a person does with the list: open, like, refuse and hold."""

from __future__ import annotations

import pytest

from pages.parts.live import listing
from pages.parts.live.listing import MOVED
from recommender.types import Loaded
from tests.pages.conftest import WORDS, Opener, session_of, shown, tables, titles, until


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
