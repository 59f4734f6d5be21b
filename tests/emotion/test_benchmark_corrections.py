"""What somebody new gains once others told how they felt, on made people."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from emotion.__main__ import main
from emotion.errors import CorpusError
from emotion.federated.benchmark import corrections
from emotion.labels import NORM_MATRIX
from emotion.tilt import Tilt


def people(bias: Tilt) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Eight speakers whom a network reads as if this tilt were missing."""
    rng = np.random.default_rng(5)
    reads = {f"made:{number}": rng.dirichlet(np.full(7, 0.6), 60) for number in range(8)}
    return {name: (read, bias.tilted(read) @ NORM_MATRIX) for name, read in reads.items()}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corrections, "DRAWS", 5)
    monkeypatch.setattr(corrections, "TIMES", 10)


@pytest.mark.usefixtures("few")
def test_a_bias_that_all_share_is_found_and_noise_costs_some_of_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(corrections, "read", lambda _: people(Tilt(0.4, -0.3)))
    main(["federated", "--task", "corrections", "--data", "anywhere", "--json"])
    found = json.loads(capsys.readouterr().out)
    gains = {crowd: {said: gain[0] for said, gain in row.items()} for crowd, row in found["gains"].items()}
    assert gains["12"]["no noise"] > 0.02
    assert gains["1000"]["as in the demo"] > gains["12"]["as in the demo"]
    assert gains["12"]["as in the demo"] < gains["12"]["no noise"]
    main(["federated", "--task", "corrections", "--data", "anywhere"])
    assert "8 speakers, each new in turn" in capsys.readouterr().out


@pytest.mark.usefixtures("few")
def test_where_there_is_no_bias_nobody_is_read_much_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corrections, "read", lambda _: people(Tilt()))
    found = corrections.measure(Path("anywhere"), 0)
    assert all(gain[0] > -0.03 for row in found["gains"].values() for gain in row.values())


def test_missing_data_are_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError):
        corrections.measure(tmp_path, 0)
