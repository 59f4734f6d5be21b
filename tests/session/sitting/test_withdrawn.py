"""A sense that is no longer agreed to counts no more: in what is said, in the list, and in what a replay makes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from emotion.modalities import FACE, TEXT, VOICE
from emotion.modality import Modality
from emotion.types import Emotion
from session.record.log import EventLog
from session.record.replay import ReplayedSitting
from session.sitting.live import LiveSession
from session.sitting.shared import Shared
from session.stories.told import SteppedLoop
from session.types import Snapshot
from tests import fakes
from tests.session.conftest import ALL

STEP = 0.25


class Sitting:
    """A sitting that is lived step by step on a clock of its own."""

    def __init__(self, shared: Shared) -> None:
        self.now = 1000.0
        own = replace(shared, understanding=fakes.FakeUnderstanding())
        self.session = LiveSession("withdrawn", own, ALL, clock=lambda: self.now, loop=SteppedLoop)
        self.session.start()

    def lives(self, seconds: float, face: Emotion | None = None, voice: Emotion | None = None) -> Snapshot:
        for _ in range(round(seconds / STEP)):
            self.now += STEP
            if face is not None:
                self.session.put_frame(fakes.frame(face))
            if voice is not None:
                self.session.put_audio(fakes.sound(voice, STEP), 16_000)
            snapshot = self.session.settle(0.0)
        return snapshot

    def withdraws(self, *modalities: Modality) -> Snapshot:
        consent = self.session.consent
        for modality in modalities:
            consent = consent.changed(modality, False)
        self.now += 0.01
        self.session.set_consent(consent)
        return self.session.settle(0.0)


@pytest.fixture
def sitting(shared: Shared) -> Sitting:
    return Sitting(shared)


def ids(snapshot: Snapshot) -> list[str]:
    return [one.item.id for one in snapshot.recommendations]


def test_the_list_and_the_sentence_let_go_of_the_only_sense_at_once(sitting: Sitting) -> None:
    at_first = ids(sitting.lives(0.5))
    felt = sitting.lives(15, face=Emotion.SADNESS)
    assert felt.list_version > 1
    assert felt.summary.valence < 0

    gone = sitting.withdraws(FACE)
    assert gone.summary.unknown
    assert gone.said.key == "state-unknown"
    assert gone.strategy.name == "unknown"
    assert gone.list_version == felt.list_version + 1
    assert set(ids(gone)) != set(ids(felt))
    cause = gone.change.parameters["cause"]
    assert (cause.key, cause.parameters["sense"].key) == ("change-withdrawn", "modality-face")
    later = sitting.lives(90)
    assert later.list_version == gone.list_version, "and nothing of it comes back"
    assert set(ids(later)).intersection(at_first)


def test_what_the_other_senses_say_goes_on_to_count(sitting: Sitting) -> None:
    sitting.lives(20, face=Emotion.JOY, voice=Emotion.SADNESS)
    sitting.withdraws(FACE)
    alone = sitting.lives(15, voice=Emotion.SADNESS)
    assert alone.strategy.path[0][0] < 0, "the voice was sad all along"
    assert alone.summary.valence < 0


def test_words_that_are_no_longer_agreed_to_steer_nothing(sitting: Sitting) -> None:
    sitting.session.comment("i am so sad")
    felt = sitting.lives(5)
    assert felt.summary.valence < 0
    gone = sitting.withdraws(TEXT)
    assert gone.summary.unknown
    assert gone.strategy.name == "unknown"


def test_all_senses_at_once_leave_nothing(sitting: Sitting) -> None:
    sitting.lives(15, face=Emotion.JOY, voice=Emotion.JOY)
    gone = sitting.withdraws(FACE, VOICE, TEXT)
    assert gone.strategy.name == "unknown"
    assert gone.change.parameters["cause"].key == "change-consent"


def test_a_replay_lets_go_as_the_sitting_did(sitting: Sitting, shared: Shared, log: EventLog) -> None:
    sitting.lives(12, face=Emotion.SADNESS)
    sitting.withdraws(FACE)
    sitting.lives(5)
    log.flush()
    replayed = ReplayedSitting(log, sitting.session.id, shared)
    assert all(moment.equal for moment in replayed.moments)
    assert replayed.moments[-1].shown.strategy.name == "unknown"


def test_a_comment_with_a_feeling_and_a_request_makes_one_list(shared: Shared) -> None:
    """The worker may take up what is given it at any moment; here it does so after each thing that is."""

    class Eager(SteppedLoop):
        def do(self, *given) -> bool:
            done = super().do(*given)
            self.step()
            return done

    own = replace(shared, understanding=fakes.FakeUnderstanding())
    session = LiveSession("one-list", own, ALL, loop=Eager)
    session.comment("i am so sad, but no films please")
    snapshot = session.snapshot()
    assert snapshot.summary.valence < 0
    assert {wish.slot for wish in snapshot.choices.wishes.wishes} == {"not_kinds"}
    assert not any(one.item.kind == "film" for one in snapshot.recommendations)
    assert snapshot.list_version == 2
