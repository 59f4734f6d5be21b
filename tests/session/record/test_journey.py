"""A journey is read on from where it was read last, at next to no cost."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from emotion.message import Message
from emotion.types import EMOTIONS
from session.record import schema
from session.record.log import EventLog

OPEN_EVERY = 2.0
"""Seconds between two looks at an open journey."""


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EventLog]:
    log = EventLog(f"sqlite:///{tmp_path / 'attune.db'}")
    yield log
    log.close()


def state(log: EventLog, at: float) -> None:
    numbers = dict.fromkeys([*map(str, EMOTIONS), "valence", "arousal", "uncertainty"], 0.1)
    log.record(
        schema.states,
        "a",
        at,
        **numbers,
        unknown=False,
        attention={"face": 0.75, "voice": 0.25},
        intent=[0.125] * 8,
        smoothed_valence=0.2,
        smoothed_arousal=0.1,
    )


def test_only_what_is_new_is_read(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    for second in range(10):
        state(log, float(second))
    first = log.journey("a")
    read: list[int] = []
    rows = EventLog.rows

    def counted(self: EventLog, *arguments, **named) -> list:
        found = rows(self, *arguments, **named)
        read.append(len(found))
        return found

    monkeypatch.setattr(log._journeys["a"], "_rows_of", lambda *arguments: counted(log, *arguments))
    assert log.journey("a") is first
    assert sum(read) == 0
    state(log, 10.0)
    log.record(schema.comments, "a", 10.5, text="here")
    second = log.journey("a")
    assert sum(read) == 2
    assert (len(first.states), len(second.states), len(second.comments)) == (10, 11, 1)
    pd.testing.assert_frame_equal(second.states.iloc[:10], first.states)


def test_rows_are_read_once_whether_they_wait_or_are_stored(log: EventLog) -> None:
    state(log, 1.0)
    assert len(log.journey("a").states) == 1
    log.flush()
    assert len(log.journey("a").states) == 1
    state(log, 2.0)
    log.flush()
    assert len(log.journey("a").states) == 2


def test_an_open_journey_costs_under_a_hundredth_of_a_core_after_an_hour(log: EventLog) -> None:
    now = time.monotonic() - 3600
    for second in range(3600):
        state(log, now + second)
    log.flush()
    log.journey("a")
    looks = 20
    spent = 0.0
    for look in range(looks):
        for second in range(round(OPEN_EVERY)):
            state(log, now + 3600 + look * OPEN_EVERY + second)
        log.flush()
        began = time.thread_time()
        log.journey("a")
        spent += time.thread_time() - began
    assert spent / looks < 0.01 * OPEN_EVERY


def test_shares_of_modalities_stand_in_columns_of_their_own(log: EventLog) -> None:
    state(log, 1.0)
    states = log.journey("a").states
    assert (states["attention_face"].item(), states["attention_voice"].item()) == (0.75, 0.25)
    assert states["attention_text"].isna().all()


def test_changes_are_messages(log: EventLog) -> None:
    message = Message("change-first", {"count": 2}).as_json()
    item = {"id": "item-1", "kind": "film", "title": "T", "rank": 1, "previous_rank": None, "score": 1.0}
    items = [item | {"terms": {}, "reason": message}]
    log.record(schema.lists, "a", 1.0, version=1, change=message, strategy={}, trajectory={}, items=items)
    assert log.journey("a").items["change"].item() == Message("change-first", {"count": 2})


def test_how_the_machinery_did_is_a_table_and_in_the_file_to_take_along(log: EventLog) -> None:
    state(log, 1.0)
    value = {
        **{"rung": 1, "faces": 7.5, "hop": 1.0, "width": 320, "height": 240, "face_rate": 7.1},
        **{"frames_dropped": 0.01, "sound_dropped": None, "waiting": 2, "accelerated": False},
        "paces": {"face": [8.0, 19.5], "frame": [21.0, 60.0]},
    }
    log.record(schema.settings, "a", 2.0, name="health", value=value)
    log.record(schema.settings, "a", 3.0, name="language", value="de")
    health = log.journey("a").health
    [row] = health.to_dict("records")
    assert (row["rung"], row["face_p50_ms"], row["face_p95_ms"], row["frame_p95_ms"]) == (1, 8.0, 19.5, 60.0)
    assert (row["waiting"], row["device"]) == (2, "cpu")
    assert pd.isna(row["voice_p95_ms"])
    file = pd.read_csv(io.StringIO(log.journey_csv("a", str)))
    assert file["record"].tolist() == ["states", "health"]
    assert file["face_p95_ms"].tolist()[1] == 19.5
    state(log, 4.0)
    log.record(schema.comments, "a", 4.5, text="here")
    assert len(log.journey("a").health) == 1
