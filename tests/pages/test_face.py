"""The browser is told where the face is in the picture that it shows itself."""

from __future__ import annotations

import asyncio
import json

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from emotion.modalities import FACE
from emotion.types import Box, Emotion
from pages.parts.shared import resources
from pages.web import browser, face
from session.sitting.ladder import RUNGS
from session.types import Consent
from tests.fakes import frame
from tests.pages.conftest import Opener, session_of, until

SECRET = "s" * 43


@pytest.fixture
def asks() -> TestClient:
    return TestClient(Starlette(routes=[face.ROUTE]), cookies={browser.COOKIE: SECRET})


def told(text: str) -> dict[str, object]:
    """What a stream of events tells, each name's first."""
    events = [event.split("\n") for event in reversed(text.split("\n\n")) if event.startswith("event: ")]
    return {name.removeprefix("event: "): json.loads(data.removeprefix("data:") or "null") for name, data in events}


def test_a_box_is_told_with_its_landmarks() -> None:
    assert json.loads(face.as_json(Box(0.1, 0.2, 0.3, 0.4, ((0.15, 0.25),)))) == [0.1, 0.2, 0.3, 0.4, [[0.15, 0.25]]]
    assert face.as_json(None) == "null"


def test_who_shows_no_camera_is_told_to_ask_no_more(asks: TestClient) -> None:
    assert asks.get(face.PATH).status_code == 204


def test_a_box_is_told_once_it_is_read_and_the_browser_then_asks_again(
    open_app: Opener, asks: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_app()
    session = resources.sittings().begin(Consent.to(FACE))
    session.start()
    session.put_frame(lambda: frame(Emotion.JOY))
    until(session, lambda snapshot: snapshot.box is not None)
    monkeypatch.setattr(face, "LASTS_S", 0.3)
    face.shows(SECRET, session)
    answer = asks.get(face.PATH)
    assert told(answer.text)["face"] == json.loads(face.as_json(session.snapshot().box))
    assert told(answer.text)["send"] == [RUNGS[0].width, RUNGS[0].height, RUNGS[0].faces]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.endswith("event: again\ndata:\n\n")
    session.close()
    assert asks.get(face.PATH).status_code == 204


def test_the_page_with_the_camera_says_whose_it_is(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(face, "LASTS_S", 0.05)
    app = open_app(Consent.to(FACE))

    async def events() -> str:
        return "".join([event async for event in face.told(session_of(app).token)])

    assert told(asyncio.run(events()))["face"] is None
    assert "send" in told(asyncio.run(events()))
