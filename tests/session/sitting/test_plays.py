"""What is open and what a player says of it: recorded, finished, skipped, and laid beside how the feeling moved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recommender.studio import collection
from recommender.studio.collection import Media, Medium
from recommender.types import Action
from session.record.replay import ReplayedSitting
from session.record.restore import restore
from session.sitting import items, sounds
from session.sitting.plays import LOOKED_S, SHORTEST_S, SILENT_AFTER_S, SKIPPED_S, Plays
from session.sitting.shared import Shared
from session.types import Ending, Played, Snapshot
from tests.session.conftest import Begin, until


@pytest.fixture
def snapshot(begin: Begin) -> Snapshot:
    """A sitting's, in which a feeling is read."""
    found = begin().snapshot()
    return replace(found, summary=replace(found.summary, unknown=False, valence=-0.4, arousal=-0.2))


@pytest.fixture
def later(snapshot: Snapshot) -> Snapshot:
    """The same, when the feeling has moved."""
    return replace(snapshot, summary=replace(snapshot.summary, valence=0.3))


@pytest.fixture
def unread(snapshot: Snapshot) -> Snapshot:
    """The same, when no feeling is read."""
    return replace(snapshot, summary=replace(snapshot.summary, unknown=True))


def test_the_feeling_before_and_since_is_laid_to_the_item(snapshot: Snapshot, later: Snapshot) -> None:
    plays = Plays()
    plays.take(Played("a", "play", 0.0), snapshot, 100.0)
    plays.take(Played("a", "at", 30.0), later, 100.0 + 3 * SHORTEST_S)
    found = plays.reaction("a", later, 140.0)
    assert found.before == (-0.4, -0.2)
    assert found.after == (0.3, -0.2)
    assert found.seconds == 3 * SHORTEST_S
    assert plays.reaction("b", later, 140.0) is None


def test_it_counts_from_when_it_begins_to_play_not_from_when_it_was_opened(snapshot: Snapshot, later: Snapshot) -> None:
    plays = Plays()
    plays.open("a", Medium.SOUND, 60.0, snapshot, 0.0)
    plays.take(Played("a", "play", 0.0), later, 50.0)
    stay = plays.take(Played("a", "end", 60.0), later, 110.0)
    assert (stay.ending, stay.seconds, stay.reaction.before) == (Ending.FINISHED, 60.0, (0.3, -0.2))


def test_a_moment_says_nothing_and_neither_does_a_feeling_that_is_not_read(
    snapshot: Snapshot, unread: Snapshot
) -> None:
    plays = Plays()
    plays.take(Played("a", "play", 0.0), snapshot, 100.0)
    plays.take(Played("a", "pause", 2.0), snapshot, 102.0)
    assert plays.reaction("a", snapshot, 103.0) is None
    plays.take(Played("b", "play", 0.0), unread, 100.0)
    stay = plays.take(Played("b", "end", 60.0), unread, 160.0)
    assert stay.reaction is None


@pytest.mark.parametrize(
    ("medium", "length", "seconds", "ending"),
    [
        (Medium.PICTURE, 60.0, LOOKED_S - 1, Ending.LEFT),
        (Medium.PICTURE, 60.0, LOOKED_S + 1, Ending.FINISHED),
        (Medium.WORDS, 120.0, 40.0, Ending.LEFT),
        (Medium.WORDS, 120.0, 61.0, Ending.FINISHED),
        (Medium.SOUND, 60.0, 90.0, Ending.LEFT),
        (None, 7200.0, 90.0, Ending.LEFT),
    ],
)
def test_how_an_item_was_left(
    snapshot: Snapshot, medium: Medium | None, length: float, seconds: float, ending: Ending
) -> None:
    plays = Plays()
    plays.open("a", medium, length, snapshot, 10.0)
    stay = plays.close(snapshot, 10.0 + seconds)
    assert (stay.item_id, stay.ending, stay.seconds) == ("a", ending, seconds)
    assert plays.close(snapshot, 200.0) is None


def test_a_sound_that_had_hardly_begun_was_skipped(snapshot: Snapshot) -> None:
    plays = Plays()
    plays.open("a", Medium.SOUND, 60.0, snapshot, 0.0)
    plays.take(Played("a", "play", 0.0), snapshot, 1.0)
    plays.take(Played("a", "at", SKIPPED_S - 1), snapshot, 30.0)
    assert plays.close(snapshot, 31.0).ending is Ending.SKIPPED


def test_the_voice_is_told_what_plays_until_it_rests_or_nothing_more_is_heard(snapshot: Snapshot) -> None:
    plays = Plays()

    def sound() -> np.ndarray:
        return np.ones(16_000, np.float32)

    assert plays.playing(0.0) is None
    plays.take(Played("a", "play", 0.0), snapshot, 100.0, sound)
    assert plays.playing(101.0).at == 0.0
    plays.take(Played("a", "seek", 30.0), snapshot, 105.0, sound)
    assert (plays.playing(105.0).at, plays.playing(105.0).since) == (30.0, 105.0)
    plays.take(Played("a", "speed", 31.0, 1.25), snapshot, 106.0, sound)
    assert plays.playing(106.0).speed == 1.25
    assert plays.playing(106.0 + SILENT_AFTER_S) is None
    plays.take(Played("a", "pause", 31.0), snapshot, 107.0, sound)
    assert plays.playing(107.0) is None
    plays.take(Played("a", "seek", 2.0), snapshot, 108.0, sound)
    assert plays.playing(108.0) is None


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


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every item is a picture, and a moment of one is enough."""
    monkeypatch.setattr(items, "media_of", lambda *_: Media(Medium.PICTURE, collection.STUDIO))
    monkeypatch.setattr("session.sitting.plays.LOOKED_S", 0.0)
    monkeypatch.setattr("session.sitting.plays.SHORTEST_S", 0.0)


def test_what_was_felt_with_an_item_counts_for_the_list_and_is_there_after_a_restart(
    begin: Begin, pictures: None, shared: Shared
) -> None:
    session = begin()
    session.tell(-0.6, -0.4)
    until(lambda: not session.settle(5).summary.unknown)
    first = session.snapshot().recommendations[0].item
    session.act(first.id, Action.OPEN)
    session.tell(0.5, 0.2)
    until(lambda: session.snapshot().summary.valence > 0)
    session.close_item()
    choices = session.settle(5).choices
    assert [event.action for event in choices.history] == [Action.OPEN, Action.FINISH]
    [reaction] = choices.reactions
    assert reaction.item_id == first.id
    assert reaction.after[0] > reaction.before[0]
    until(lambda: any(one.terms["went"] for one in session.snapshot().recommendations))
    stays = session.journey().stays
    assert (stays["title"].tolist(), stays["ending"].tolist()) == ([first.title], ["finished"])
    assert stays["after_valence"][0] == pytest.approx(reaction.after[0], abs=1e-5)
    again = restore(shared.log, session.id, {first.id}).choices
    assert [one.item_id for one in again.reactions] == [first.id]
    session.close()
    replayed = ReplayedSitting(shared.log, session.id, shared)
    assert replayed.moments[-1].choices.reactions[0].item_id == first.id
    assert all(moment.equal for moment in replayed.lists)


def test_what_sounds_best_next_is_not_what_was_heard(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    session = begin()
    listed = [one.item.id for one in session.snapshot().recommendations]
    monkeypatch.setattr(items, "sounds_of", lambda _: listed[2:5])
    assert session.next_to_play().id == listed[2]
    session.played(Played(listed[2], "end", 60.0))
    session.settle(5)
    assert session.next_to_play().id in listed[3:5]
    monkeypatch.setattr(items, "sounds_of", lambda _: [])
    assert session.next_to_play() is None


def test_a_sound_of_the_collection_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = sounds.sound_of("music-made-001")()
    assert samples.dtype == np.float32
    assert 50 < len(samples) / 16_000 < 130
    assert sounds.sound_of("no-such-item") is None


def test_what_is_made_is_kept_as_long_as_the_sitting(begin: Begin) -> None:
    session = begin()
    made = session.make(Medium.PICTURE)
    assert session.made() == (made,)
    assert made.data[8:12] == b"WEBP"
    other = session.make(Medium.PICTURE)
    assert other.seed != made.seed
    session.close()
    assert session.make(Medium.PICTURE) is None


def test_what_is_made_for_items_takes_no_place_of_what_is_made_for_the_person(begin: Begin) -> None:
    session = begin()
    own = session.make(Medium.PICTURE)
    for one in session.snapshot().recommendations[: items.MADE_LIMIT + 1]:
        session.preview(Medium.PICTURE, one.item.id)
        last = session.preview(Medium.PICTURE, one.item.id)
    assert session.made()[0] is own
    assert session.made()[-1] is last
    assert len(session.made()) == 1 + items.MADE_LIMIT


def test_music_that_was_made_is_known_to_play_and_counts_as_nothing_else(begin: Begin) -> None:
    session = begin()
    made = session.make(Medium.SOUND)
    assert made.seconds > 15
    session.played(Played(made.id, "play", 0.0))
    playing = session._items.playing(session.now)
    assert abs(len(playing.samples()) / 16_000 - made.seconds) < 0.5
    session.played(Played(made.id, "end", made.seconds))
    assert session._items.playing(session.now) is None
    assert session.settle(5).choices.history == ()
