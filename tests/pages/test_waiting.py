"""A page whose sitting cannot be had says why, and draws it by itself once it can."""

from __future__ import annotations

import pytest

from emotion.message import Message
from pages.parts.shared import resources
from session.record.errors import LogError
from session.sitting.registry import Sittings
from tests.pages.conftest import Opener, shown, titles


def test_a_sitting_that_another_process_writes_is_waited_for(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app()
    app.button(key="look-first").click().run()
    find = Sittings.find

    def elsewhere(*_: object) -> None:
        raise LogError(Message("record-elsewhere"))

    monkeypatch.setattr(Sittings, "find", elsewhere)
    app.run()
    assert "goes on in another process" in shown(app)
    # The fragment asks while the page is drawn, too: once the sitting is there, the page is drawn again at once.
    asked = iter([True])
    monkeypatch.setattr(Sittings, "find", lambda self, token: elsewhere() if next(asked, False) else find(self, token))
    app.run()
    assert len(titles(app)) == 10


def test_of_several_processes_each_looks_for_the_sitting_of_a_browser_that_it_gave_its_secret(
    open_app: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(Sittings, "find", lambda _, token: asked.append(token))
    app = open_app()
    assert asked == [], "nobody else can have begun one"
    monkeypatch.setattr(resources, "shares_record", lambda: True)
    app.run()
    assert len(asked) == 1
    assert "look-first" in {button.key for button in app.button}
