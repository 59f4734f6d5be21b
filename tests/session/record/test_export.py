"""A sitting as a spreadsheet: every row in order, messages in words, and no cell that is computed."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from emotion.message import Message
from session.record import schema
from session.record.log import EventLog


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EventLog]:
    log = EventLog(f"sqlite:///{tmp_path / 'attune.db'}")
    yield log
    log.close()


def say(message: Message) -> str:
    return f"words of {message.key}"


def listed(log: EventLog, at: float, version: int = 1) -> None:
    items = [
        {
            "id": f"item-{rank}",
            "kind": "film",
            "title": f"Title {rank}",
            "rank": rank,
            "previous_rank": None,
            "score": -0.5,
            "terms": {},
            "reason": Message("reason-taste").as_json(),
        }
        for rank in (1, 2)
    ]
    change = Message("change-first").as_json()
    log.record(schema.lists, "a", at, version=version, change=change, strategy={}, trajectory={}, items=items)


def read(log: EventLog) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(log.journey_csv("a", say)))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\uff1d1",
        "\uff0b1",
        "x;=1",
        "x,=1",
        "x\n=1",
        '"=1',
    ],
)
def test_a_comment_is_never_computed(log: EventLog, text: str) -> None:
    log.record(schema.comments, "a", time.monotonic(), text=text)
    assert read(log)["text"].tolist() == ["'" + text.replace("\r", "\n")]


@pytest.mark.parametrize("text", ["a - b", "x = 1", "me@home", "1+1", "so-so", "don't", ""])
def test_ordinary_words_stay_as_they_are(log: EventLog, text: str) -> None:
    log.record(schema.comments, "a", time.monotonic(), text=text)
    assert f",{text}" in log.journey_csv("a", say) or f'"{text}"' in log.journey_csv("a", say)


def test_numbers_stay_numbers(log: EventLog) -> None:
    now = time.monotonic()
    listed(log, now)
    log.record(
        schema.corrections, "a", now + 1, told_valence=-0.4, told_arousal=0.3, sensed_valence=None, sensed_arousal=None
    )
    table = read(log)
    assert table["told_valence"].dropna().tolist() == [-0.4]
    assert table["score"].dropna().tolist() == [-0.5, -0.5]


def test_messages_stand_in_words_with_their_keys_beside(log: EventLog) -> None:
    listed(log, time.monotonic())
    table = read(log)
    assert table["change"].tolist() == ["words of change-first"] * 2
    assert table["reason_key"].tolist() == ["reason-taste"] * 2


def test_a_longer_journey_makes_the_same_file_longer(log: EventLog) -> None:
    now = time.monotonic()
    listed(log, now)
    first = log.journey_csv("a", say)
    log.record(schema.comments, "a", now + 2, text="later")
    second = log.journey_csv("a", say)
    assert second.startswith(first)
    assert second.count("later") == 1
    assert log.journey_csv("a", say) == second


def test_a_row_that_comes_late_stands_in_its_place(log: EventLog) -> None:
    now = time.monotonic()
    log.record(schema.comments, "a", now, text="first")
    log.record(schema.comments, "a", now + 5, text="third")
    log.journey_csv("a", say)
    log.record(schema.comments, "a", now + 1, text="second")
    assert read(log)["text"].tolist() == ["first", "second", "third"]


def test_another_language_makes_another_file(log: EventLog) -> None:
    listed(log, time.monotonic())
    assert "words of" in log.journey_csv("a", say)
    assert "Worte von change-first" in log.journey_csv("a", lambda message: f"Worte von {message.key}")


def test_nobodys_journey_is_a_header(log: EventLog) -> None:
    assert log.journey_csv("nobody", say).startswith("time,wall,record,")
    assert log.journey_csv("nobody", say).count("\n") == 1
