"""What a player says of an item: recorded, finished at its end, and laid beside how the feeling moved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.studio.collection import Medium
from recommender.types import Action
from session.sitting.plays import SHORTEST_S, Plays
from session.types import Played, Snapshot
from tests.session.conftest import Begin


@pytest.fixture
def snapshot(begin: Begin) -> Snapshot:
    """A sitting's, in which a feeling is read."""
    found = begin().snapshot()
    return replace(found, summary=replace(found.summary, unknown=False, valence=-0.4, arousal=-0.2))


def test_the_feeling_before_and_since_is_laid_to_the_item(snapshot: Snapshot) -> None:
    plays = Plays()
    plays.take(Played("a", "play", 0.0), snapshot, 100.0)
    later = replace(snapshot, summary=replace(snapshot.summary, valence=0.3))
    plays.take(Played("a", "at", 30.0), later, 100.0 + 3 * SHORTEST_S)
    found = plays.reaction("a")
    assert found.before == (-0.4, -0.2)
    assert found.after == (0.3, -0.2)
    assert found.seconds == 3 * SHORTEST_S
    assert plays.reaction("b") is None


def test_a_moment_says_nothing_and_neither_does_a_feeling_that_is_not_read(snapshot: Snapshot) -> None:
    plays = Plays()
    plays.take(Played("a", "play", 0.0), snapshot, 100.0)
    plays.take(Played("a", "pause", 2.0), snapshot, 102.0)
    assert plays.reaction("a") is None
    unread = replace(snapshot, summary=replace(snapshot.summary, unknown=True))
    plays.take(Played("b", "play", 0.0), unread, 100.0)
    plays.take(Played("b", "end", 60.0), unread, 160.0)
    assert plays.reaction("b") is None


@pytest.mark.parametrize("wrong", [("a", "explode", 0.0, 1.0), ("a", "at", -1.0, 1.0), ("a", "at", 1.0, float("nan"))])
def test_what_no_player_says_is_refused(wrong: tuple) -> None:
    with pytest.raises(ValueError, match="no player says"):
        Played(*wrong)


def test_at_its_end_an_item_counts_as_finished_and_what_was_played_is_recorded(begin: Begin) -> None:
    session = begin()
    first = session.snapshot().recommendations[0].item.id
    for what, at in (("play", 0.0), ("seek", 30.0), ("end", 60.0)):
        session.played(Played(first, what, at))
    session.settle(5)
    assert session.snapshot().choices.history[-1].action is Action.FINISH
    assert session.snapshot().choices.history[-1].item_id == first


def test_what_is_made_is_kept_as_long_as_the_sitting(begin: Begin) -> None:
    session = begin()
    made = session.make(Medium.PICTURE)
    assert session.made() == (made,)
    assert made.data[8:12] == b"WEBP"
    other = session.make(Medium.PICTURE)
    assert other.seed != made.seed
    session.close()
    assert session.make(Medium.PICTURE) is None
