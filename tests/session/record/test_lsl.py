"""Sittings are sent to the lab streaming layer where the operator asks for it and its package is there."""

from __future__ import annotations

import json
import logging
import math
import sys
import time
from types import SimpleNamespace
from typing import Any

import pytest

from recommender.types import Action
from session.record import lsl, schema
from session.record.log import EventLog
from session.sitting.live import LiveSession
from session.sitting.shared import Shared
from tests.session.conftest import ALL


class Element:
    """A node of a stream's description."""

    def __init__(self) -> None:
        self.children: list[tuple[str, Any]] = []

    def append_child(self, name: str) -> Element:
        self.children.append((name, Element()))
        return self.children[-1][1]

    def append_child_value(self, name: str, value: str) -> None:
        self.children.append((name, value))


class Info:
    def __init__(self, name: str, kind: str, channels: int, rate: float, form: int, source: str) -> None:
        self.kind, self.channels, self.form, self.source, self._desc = kind, channels, form, source, Element()

    def desc(self) -> Element:
        return self._desc


class Outlet:
    made: list[Outlet]

    def __init__(self, info: Info) -> None:
        self.info, self.sent = info, []
        Outlet.made.append(self)

    def push_sample(self, x: list[Any], timestamp: float) -> None:
        assert len(x) == self.info.channels
        assert all(isinstance(value, str if self.info.form == 3 else float) for value in x)
        self.sent.append((x, timestamp))


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The package, as far as it is used here, on a clock of its own."""
    Outlet.made = []
    made = SimpleNamespace(StreamInfo=Info, StreamOutlet=Outlet, IRREGULAR_RATE=0.0, cf_float32=1, cf_string=3)
    made.local_clock = lambda: time.monotonic() + 1000.0
    monkeypatch.setitem(sys.modules, "pylsl", made)
    monkeypatch.setenv(lsl.VARIABLE, "1")
    return made


def test_nothing_is_sent_unasked_or_without_the_package(
    package: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert lsl.outlets() is not None
    monkeypatch.setitem(sys.modules, "pylsl", None)
    with caplog.at_level(logging.ERROR):
        assert lsl.outlets() is None
    assert "nothing is sent" in caplog.text
    monkeypatch.delenv(lsl.VARIABLE)
    monkeypatch.setitem(sys.modules, "pylsl", package)
    assert lsl.outlets() is None


def test_what_is_read_and_done_is_sent_as_it_is_recorded_and_no_word(
    package: SimpleNamespace, shared: Shared, url: str
) -> None:
    log = EventLog(url, heard=lsl.outlets().heard)
    session = LiveSession("one", Shared(shared.models, shared.ranker, log), ALL)
    session.comment("I feel happy today")
    item = session.settle(5.0).recommendations[0].item.id
    before = time.monotonic()
    session.act(item, Action.LIKE, 1, 1)
    session.close()
    affect, markers = sorted(Outlet.made, key=lambda outlet: outlet.info.kind)
    assert [outlet.info.source for outlet in (affect, markers)] == ["attune Affect one", "attune Markers one"]
    labels = [child.children for _, child in affect.info.desc().children[0][1].children]
    assert labels == [[("label", name)] for name in lsl.CHANNELS]
    states = log.rows(schema.states, "one")
    assert len(affect.sent) == len(states) > 0
    for (values, at), row in zip(affect.sent, states, strict=True):
        expected = [math.nan if row["unknown"] else row[name] for name in lsl.CHANNELS]
        assert values == pytest.approx(expected, nan_ok=True)
        assert at == pytest.approx(row["monotonic"] + 1000.0, abs=0.05)
    told = [(json.loads(text), at) for [text], at in markers.sent]
    [(liked, at)] = [(one, at) for one, at in told if one["what"] == "actions"]
    assert liked == {"what": "actions", "action": "like", "item_id": item, "rank": 1, "list_version": 1}
    assert before <= at - 1000.0 <= time.monotonic()
    assert {one["what"] for one, _ in told} == {"sittings", "lists", "actions"}
    assert "happy" not in json.dumps([one for one, _ in told])
    log.close()


def test_a_stream_that_fails_keeps_nothing_from_being_recorded(
    package: SimpleNamespace, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_: Info) -> None:
        raise OSError("no network")

    package.StreamOutlet = fails
    log = EventLog(url, heard=lsl.outlets().heard)
    with caplog.at_level(logging.ERROR):
        log.record(schema.actions, "one", 0.0, item_id="a", title="A", action="like", rank=1, list_version=1)
    log.flush()
    assert len(log.rows(schema.actions, "one")) == 1
    assert "could not be sent" in caplog.text
    log.close()


def test_only_the_latest_sittings_have_streams(package: SimpleNamespace, url: str) -> None:
    sent = lsl.outlets()
    for number in range(lsl.MOST + 5):
        sent.heard(schema.lists, {"sitting_id": f"s{number}", "monotonic": 0.0, "version": 1})
    assert len(sent._of_sittings) == lsl.MOST
