"""Replay shows a sitting's moments again, asks what if, and keeps markers with the record."""

from __future__ import annotations

import pytest

from emotion.modalities import TEXT
from pages.parts.shared import resources
from recommender.types import Goal
from session.player import Player
from session.record.markers import MarkerKind, mark, markers, unmark
from session.record.past import PastSitting
from session.record.replay import ReplayedSitting
from session.sitting.usual import Usual
from session.types import Consent
from tests.pages.conftest import Opener, session_of, shown

WORDS = Consent(frozenset({TEXT}))


@pytest.fixture
def app(open_app: Opener):
    """The page Replay of a sitting with three lists."""
    app = open_app(WORDS)
    session = session_of(app)
    session.comment("I am so happy")
    session.settle(3.0)
    session.set_goal(Goal.CALM)
    session.settle(3.0)
    return app.switch_page("replay.py").run()


def test_a_player_goes_on_rests_and_begins_again_at_the_end() -> None:
    player = Player().toggled(now=10.0, end=60.0)
    assert player.at(now=12.0, end=60.0) == 2.0
    assert player.sped(4.0, now=12.0, end=60.0).at(now=13.0, end=60.0) == 6.0
    assert player.at(now=1000.0, end=60.0) == 60.0
    rests = player.toggled(now=15.0, end=60.0)
    assert (rests.playing, rests.at(now=99.0, end=60.0)) == (False, 5.0)
    assert rests.moved(60.0, 20.0).toggled(now=21.0, end=60.0).at(now=21.0, end=60.0) == 0.0


def test_without_a_sitting_it_says_what_to_do(open_app: Opener) -> None:
    app = open_app().switch_page("replay.py").run()
    assert "nothing to replay" in shown(app)


def test_the_moments_come_back_as_they_were(app) -> None:
    listed = [r.item.title for r in session_of(app).snapshot().recommendations]
    app.slider(key="replay-time").set_value(app.slider(key="replay-time").max).run()
    text = shown(app)
    assert all(title.split("]")[0].split("*")[0] in text.replace("\\", "") for title in listed[1:])
    assert "item for item" in text


def test_where_the_feeling_would_have_gone_anyway_is_told_of_the_moment(app, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = session_of(app)
    replayed = ReplayedSitting(resources.log(), sitting.id, resources.served().shared)
    now, then = sitting.snapshot(), PastSitting(replayed, replayed.end).snapshot()
    assert then.usual == pytest.approx(now.usual, abs=0.02), "the mean until then, as it stood in the sitting"
    app.slider(key="replay-time").set_value(app.slider(key="replay-time").max).run()
    assert "have gone anyway" not in shown(app), "one feeling from the beginning goes nowhere"
    monkeypatch.setattr(Usual, "place", (-0.9, 0.0))
    app.run()
    assert "have gone anyway" in shown(app)


def test_what_if_stands_beside_what_was(app) -> None:
    app.slider(key="replay-time").set_value(app.slider(key="replay-time").max).run()
    app.button_group(key="replay-terms").set_value(["affect", "intent", "feeling"]).run()
    text = shown(app)
    assert "As it was" in text
    assert "only here" in text


def test_a_marker_stays_with_the_record_and_goes_with_it(app) -> None:
    app.text_input(key="replay-mark-text").set_value("phone rang")
    app.button[-2].click().run()
    session = session_of(app)
    assert [(m.kind, m.text) for m in markers(resources.log(), session.id)] == [(MarkerKind.EVENT, "phone rang")]
    assert "phone rang" in shown(app)
    mark(resources.log(), session.id, MarkerKind.EXCLUDE, 1.0, 4.0)
    (first, _) = markers(resources.log(), session.id)
    unmark(resources.log(), session.id, first)
    assert [(m.kind, m.begins, m.ends) for m in markers(resources.log(), session.id)] == [
        (MarkerKind.EXCLUDE, 1.0, 4.0)
    ]
    resources.sittings().delete(session.token)
    assert markers(resources.log(), session.id) == ()


def test_a_marker_does_not_end_before_it_begins(app) -> None:
    with pytest.raises(ValueError, match="end before"):
        mark(resources.log(), session_of(app).id, MarkerKind.EXCLUDE, 4.0, 1.0)
