"""A sitting with the shipped models on real media: a portrait, synthesised speech, and a written comment."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest

from emotion.modalities import FACE, TEXT, VOICE
from emotion.models import load_models
from emotion.types import Condition, Emotion
from recommender.catalogue.items import load_catalogue
from recommender.shipped import shipped_ranker
from recommender.types import Goal
from session.record.log import EventLog
from session.sitting.live import LiveSession
from session.sitting.shared import Shared
from session.types import MeterStatus, Snapshot
from tests.session.conftest import ALL, until
from tests.session.streams import stream


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSession]:
    """One sitting for all tests here, warmed up and started."""
    models = load_models()
    models.warm_up()
    log = EventLog(f"sqlite:///{tmp_path_factory.mktemp('log') / 'attune.db'}")
    session = LiveSession("real", Shared(models, shipped_ranker(load_catalogue()), log), ALL)
    session.start()
    yield session
    session.close()
    log.close()


def both_weighed(snapshot: Snapshot) -> bool:
    return all(snapshot.meters[m].attention > 0 for m in (FACE, VOICE))


def test_face_and_voice_are_found_and_weighed(session: LiveSession) -> None:
    snapshot = stream(session, both_weighed)
    assert snapshot.box is not None
    assert 0.3 < snapshot.box.x + snapshot.box.width / 2 < 0.7
    attention = {m: meter.attention for m, meter in snapshot.meters.items()}
    assert sum(attention.values()) == pytest.approx(1.0, abs=1e-4)
    before = snapshot.list_version
    session.set_goal(Goal.CALM)
    snapshot = stream(session, lambda s: s.list_version > before and both_weighed(s))
    assert snapshot.health.worker_error is None

    def explained_without(s: Snapshot) -> set[str]:
        return {w.modality for w in session.explain(s.recommendations[0].item.id).without}

    # The list is looked at once a second, and voice may have joined since.
    stream(session, lambda s: explained_without(s) >= {FACE, VOICE})


def test_lost_devices_fade(session: LiveSession) -> None:
    stream(session, both_weighed)
    until(lambda: not both_weighed(session.snapshot()))
    until(lambda: session.snapshot().meters[FACE].status == MeterStatus.LOST)
    until(lambda: session.snapshot().meters[VOICE].status == MeterStatus.LOST)


@pytest.mark.parametrize(
    ("words", "emotion", "pleasant"),
    [
        ("I am so happy today, this is wonderful, I love it!", Emotion.JOY, True),
        ("My dog died yesterday and I cannot stop crying, I feel so sad and alone.", Emotion.SADNESS, False),
    ],
)
def test_a_strong_comment_moves_state_and_list(session: LiveSession, words, emotion, pleasant: bool) -> None:
    session.comment(words)
    until(lambda: session.snapshot().meters[TEXT].emotion == emotion)
    until(lambda: (session.snapshot().summary.valence > 0) == pleasant, 20)
    until(lambda: session.snapshot().state.emotion == emotion, 20)


def test_a_very_long_comment_is_read_in_time(session: LiveSession) -> None:
    time.sleep(1)  # two comments a second are taken
    began = time.monotonic()
    assert session.comment("I am so happy " * 8_000)
    until(lambda: (age := session.snapshot().meters[TEXT].age) is not None and age < time.monotonic() - began + 0.05)
    assert session.snapshot().health.worker_error is None


@pytest.mark.parametrize(
    "frame",
    [np.empty((1, 1, 3), np.uint8), np.zeros((2160, 3840, 3), np.uint8), np.full((48, 64, 3), np.nan), None, "frame"],
    ids=["1x1", "4K", "NaN", "none", "text"],
)
def test_frames_that_hold_nothing_are_stated(session: LiveSession, frame: object) -> None:
    session.put_frame(frame)
    until(lambda: session.snapshot().meters[FACE].condition in (Condition.INVALID, Condition.DARK))
    assert session.snapshot().health.worker_error is None
