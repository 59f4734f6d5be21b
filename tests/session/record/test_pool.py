"""What people gave, in the record's database."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from emotion.modalities import FACE, VOICE
from emotion.tilt import NONE
from session.record.database import Database
from session.record.errors import LogError
from session.record.pool import ROUND, Pool, Pooled


@pytest.fixture
def pool(tmp_path: Path) -> Pool:
    return Pool(Database(f"sqlite:///{tmp_path / 'attune.db'}"))


def test_nothing_counts_before_a_round_is_complete(pool: Pool) -> None:
    for _ in range(ROUND - 1):
        pool.give({FACE: np.array([0.5, -0.5])})
    assert pool.of(FACE) == Pooled(waiting=ROUND - 1)
    pool.give({FACE: np.array([0.5, -0.5]), VOICE: np.array([0.1, 0.1])})
    face = pool.of(FACE)
    assert (face.round, face.count, face.waiting) == (1, ROUND, 0)
    assert face.tilt.valence > 0 > face.tilt.arousal
    assert pool.of(VOICE) == Pooled(waiting=1)
    assert pool.of(VOICE).tilt == NONE


def test_other_processes_see_it_and_a_round_never_changes_afterwards(pool: Pool, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    for _ in range(2 * ROUND):
        pool.give({VOICE: rng.normal(size=2)})
    other = Pool(Database(f"sqlite:///{tmp_path / 'attune.db'}"))
    before = other.of(VOICE)
    for _ in range(ROUND):
        other.give({VOICE: rng.normal(size=2)})
    assert pool.of(VOICE).tilts[:3] == before.tilts
    assert pool.of(VOICE).sd < before.sd


def test_a_database_that_cannot_be_used_is_stated(tmp_path: Path) -> None:
    (tmp_path / "attune.db").write_text("no database at all, but long enough to be looked at as one" * 20)
    pool = Pool(Database(f"sqlite:///{tmp_path / 'attune.db'}"))
    with pytest.raises(LogError):
        pool.of(FACE)
    with pytest.raises(LogError):
        pool.give({FACE: np.zeros(2)})
