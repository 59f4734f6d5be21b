"""A sitting with fake encoders and the real rest, and a way to wait for what another thread does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from emotion.modalities import FACE, TEXT, VOICE
from recommender.catalogue.items import Catalogue
from recommender.ranking.ranker import Ranker
from session.record.log import EventLog
from session.sitting.live import LiveSession
from session.sitting.shared import Shared
from session.types import Consent, Snapshot
from tests import fakes

ALL = Consent.to(FACE, VOICE, TEXT)

Begin = Callable[..., LiveSession]


@pytest.fixture(scope="session")
def models() -> fakes.FakeModels:
    return fakes.FakeModels()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return fakes.catalogue()


@pytest.fixture(scope="session")
def ranker(catalogue: Catalogue) -> Ranker:
    return Ranker(catalogue)


@pytest.fixture
def shared(models: fakes.FakeModels, ranker: Ranker, log: EventLog) -> Shared:
    return Shared(models, ranker, log)


@pytest.fixture(autouse=True)
def users_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder, which no test may write to, stands in the test's own."""
    monkeypatch.setattr("session.record.database.user_data_path", lambda *_: tmp_path / "user")
    return tmp_path / "user"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'attune.db'}"


@pytest.fixture
def log(url: str) -> Iterator[EventLog]:
    log = EventLog(url)
    yield log
    log.close()


@pytest.fixture
def begin(shared: Shared) -> Iterator[Begin]:
    """Begins sittings, which are closed after the test."""
    begun: list[LiveSession] = []

    def begin(sitting_id: str = "sitting-one", consent: Consent = ALL) -> LiveSession:
        begun.append(LiveSession(sitting_id, shared, consent))
        return begun[-1]

    yield begin
    for session in begun:
        session.close()


def until(holds: Callable[[], object], seconds: float = 8.0) -> float:
    """Wait until something holds and return how long it took; fails after so many seconds."""
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < seconds, "waited in vain"
        time.sleep(0.01)
    return time.monotonic() - started


def stream(session: LiveSession, send: Callable[[], None], holds: Callable[[Snapshot], object], seconds: float = 8.0):
    """Call send 20 times a second until the snapshot satisfies something; returns that snapshot."""
    started = time.monotonic()
    while not holds(snapshot := session.snapshot()):
        assert time.monotonic() - started < seconds, f"waited in vain: {snapshot.meters} {snapshot.health}"
        send()
        time.sleep(0.05)
    return snapshot
