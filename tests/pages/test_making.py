"""Music that is made in a sitting is played to its own browser alone."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.parts.live import making, player
from pages.web import studio
from pages.web.browser import COOKIE
from recommender.studio.collection import Medium
from session.types import Consent, Played
from tests.pages.conftest import Opener, session_of

SECRET = "a" * 43


def test_it_is_given_to_whoever_made_it_and_to_nobody_else() -> None:
    there = {(SECRET, "made-1"): b"OggS"}
    app = Starlette(routes=[studio.made_route(lambda token, name: there.get((token, name)))])
    own = TestClient(app, cookies={COOKIE: SECRET}).get("/made/made-1")
    assert (own.content, own.headers["content-type"], own.headers["cache-control"]) == (
        b"OggS",
        "audio/ogg",
        "no-store",
    )
    for client, name in ((TestClient(app), "made-1"), (TestClient(app, cookies={COOKIE: SECRET}), "made-2")):
        assert client.get(f"/made/{name}").status_code == 404


def test_what_is_made_stands_with_a_player_whose_word_is_heard(open_app: Opener, monkeypatch) -> None:
    drawn, told = [], []
    monkeypatch.setattr(player, "draw", lambda *arguments: drawn.append(arguments))
    session = session_of(open_app(Consent()))
    made = session.make(Medium.SOUND)
    making._shown(session, made)
    item_id, _, source, seconds, starts, _, key = drawn[-1]
    assert (item_id, source, seconds, starts) == (made.id, f"/made/{made.id}", made.seconds, False)
    monkeypatch.setattr(player, "event", lambda asked: Played(made.id, "play", 0.0) if asked == key else None)
    monkeypatch.setattr(session, "played", told.append)
    making._played(session, key)
    assert [one.item_id for one in told] == [made.id]
