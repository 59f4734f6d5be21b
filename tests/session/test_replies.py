"""The replies along the written stories, in a sitting with fakes."""

from __future__ import annotations

from dataclasses import replace

from emotion.message import Message
from pages.texts import texts
from session.__main__ import _parser
from session.replies import _named, lines, replies
from session.sitting.shared import Shared
from session.stories.script import stories
from tests import fakes


def test_nobody_is_met_against_what_is_read_and_mourning_stays_quiet(shared: Shared) -> None:
    told = {"mara": stories()["mara"]}
    found = replies(told, replace(shared, understanding=fakes.FakeUnderstanding()), {"en": texts("en").say})
    shares = found["shares"]
    assert (shares["repeated"], shares["against"], shares["loud"]) == (0, 0, 0)
    assert 0 < shares["replied"] <= 1
    assert found["moments"] > found["mourned"] > 0
    assert found["means"]["grief"] >= 1
    assert found["said"][0] in list(lines(found))


def test_the_feeling_that_a_reply_names_is_found_in_its_cause() -> None:
    joy, sad = Message("emotion-joy"), Message("emotion-sadness")
    moved = Message("change-mood-moved", {"before": joy, "now": sad})
    source = {"mood": moved, "source": Message("change-from-face")}
    assert _named(Message("reply-mood-reflect-1", {"cause": Message("change-mood-from", source)})) == sad
    assert _named(Message("reply-reflect-1", {"feels": joy})) == joy
    assert _named(Message("reply-moved", {"move": Message("change-fewer", {"count": 1})})) is None


def test_every_command_can_be_run() -> None:
    for command in (["replies", "--json"], ["bench"], ["soak"], ["study-schema"], ["replay", "x"], ["capacity"]):
        assert callable(_parser().parse_args(command).run)
