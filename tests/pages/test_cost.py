"""What a view that stays open costs the server: the processor time of one look, over the seconds until the next."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from emotion.message import Message
from emotion.modalities import FACE, VOICE
from emotion.types import EMOTIONS, Emotion
from pages.parts.live import journey, why
from pages.parts.shared import language
from recommender.catalogue.items import load_catalogue
from recommender.shipped import shipped_ranker
from session.record import schema
from session.record.log import EventLog
from session.sitting.live import LiveSession
from session.sitting.shared import Shared
from session.types import Consent
from tests import fakes
from tests.yardstick import slowness, spent

MOST = 0.01
"""Share of an ordinary core that an open view may take."""

HOUR = 3600
LIST_EVERY = 12
"""Seconds between lists, as in an hour in which the mood moves all the time."""


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EventLog]:
    log = EventLog(f"sqlite:///{tmp_path / 'attune.db'}")
    yield log
    log.close()


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Streamlit warns at each element that no page is being drawn, which costs what no page ever pays."""
    caplog.set_level(logging.ERROR, logger="streamlit.runtime.scriptrunner_utils.script_run_context")
    caplog.set_level(logging.ERROR, logger="streamlit.runtime.state.session_state_proxy")


def happens(log: EventLog, second: int, at: float) -> None:
    """A second of a sitting: its state, now and then a list or a comment."""
    numbers = dict.fromkeys([*map(str, EMOTIONS), "arousal", "uncertainty"], 0.1)
    log.record(
        schema.states,
        "one",
        at,
        **numbers,
        valence=second % 17 / 20,
        unknown=False,
        attention={"face": 0.75, "voice": 0.25},
        intent=[0.125] * 8,
        smoothed_valence=second % 60 / 60,
        smoothed_arousal=0.1,
    )
    if second % LIST_EVERY == 0:
        said = Message("change-first", {"count": 2}).as_json()
        item = {"kind": "film", "previous_rank": None, "score": 1.0, "terms": {}, "reason": said}
        items = [item | {"id": f"item-{rank}", "title": f"Title {rank}", "rank": rank} for rank in range(1, 11)]
        version = second // LIST_EVERY + 1
        log.record(schema.lists, "one", at, version=version, change=said, strategy={}, trajectory={}, items=items)
    if second % 60 == 30:
        log.record(schema.comments, "one", at, text="I am so happy")


def test_journey_is_kept_open_after_an_hour_of_sitting(log: EventLog) -> None:
    start = time.monotonic() - HOUR
    for second in range(HOUR):
        happens(log, second, start + second)
    say = language.words().say

    def story() -> None:
        journey._draw(log.journey("one"), tells_aim=True)

    def file() -> None:
        log.journey_csv("one", say)

    story(), file()  # what is there already is read once
    looks, shares = 6, []
    for second in range(HOUR, HOUR + looks * round(journey.EVERY)):
        happens(log, second, start + second)
        if second % journey.EVERY == journey.EVERY - 1:
            log.flush()
            share = spent(story) / journey.EVERY + spent(file) / journey.FILE_EVERY
            shares.append(share / slowness())
    assert min(shares) < MOST, "others on the machine make a look dearer, never cheaper"


def test_why_is_kept_open_while_the_mood_moves_the_list(log: EventLog) -> None:
    shared = Shared(fakes.FakeModels(), shipped_ranker(load_catalogue()), log)
    session = LiveSession("one", shared, Consent.to(FACE, VOICE))
    session.start()

    def look() -> None:
        snapshot = session.snapshot()
        why.item(session, snapshot)
        why._sliders(session, snapshot.controls)
        why._senses(snapshot)

    def felt(emotion: Emotion) -> None:
        before = session.snapshot().list_version
        deadline = time.monotonic() + 10
        while session.snapshot().list_version == before:
            assert time.monotonic() < deadline
            session.put_frame(fakes.frame(emotion))
            session.put_audio(fakes.sound(emotion, 0.05), 16_000)
            time.sleep(0.05)

    look()
    felt(Emotion.JOY)
    after_a_change = spent(look)
    while_it_stays = min(spent(look) for _ in range(5))
    session.close()
    looks = LIST_EVERY / why.EVERY
    assert (after_a_change + (looks - 1) * while_it_stays) / LIST_EVERY / slowness() < MOST
