"""Why tells which of the stated rules an item keeps."""

from __future__ import annotations

import pytest

from emotion.modalities import TEXT
from recommender.ranking.ranker import Ranker
from recommender.ranking.rulebook import read_rules
from session import serve
from session.types import Consent
from tests.fakes import catalogue
from tests.pages.conftest import Opener, session_of, shown, until


def test_why_tells_which_rules_are_kept(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "shipped_ranker", lambda _: Ranker(catalogue(24), rulebook=read_rules()))
    app = open_app(Consent.to(TEXT))
    app.segmented_control(key="live-view").set_value("why").run()
    assert "Kept" not in shown(app)
    app.chat_input(key="live-comment").set_value("I am so sad").run().run()
    until(session_of(app), lambda snapshot: snapshot.list_version > 1)
    assert "Kept: free of cruelty, as you seem sad." in shown(app.run()).replace("\\", "")
