"""From what people heard and saw apart to what they perceive together."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch

from emotion.__main__ import main
from emotion.benchmark import perception
from emotion.benchmark.perceivers import average, linear, product
from emotion.errors import CorpusError
from emotion.fusion.perceiver import ASKED, Perceiver, described
from emotion.training import perception as training
from emotion.training.perception import calibrate, seen_of
from emotion.training.votes import FILE, Votes, read_votes


def made(count: int, speakers: int, seed: int = 0) -> pd.DataFrame:
    """Clips whose viewers and listeners together answer by voice^0.5 · face."""
    random = np.random.default_rng(seed)
    voice, face = (random.dirichlet(np.full(6, 0.7), count) for _ in range(2))
    both = np.sqrt(voice) * face
    chances = {"voice": voice, "face": face, "both": both / both.sum(axis=1, keepdims=True)}
    table = {"clip_id": np.arange(count), "speaker": 100 * seed + np.arange(count) % speakers}
    for sense, rows in chances.items():
        drawn = random.multinomial(200, rows)
        table |= {f"{sense}_{emotion}": drawn[:, i] for i, emotion in enumerate(ASKED)}
    return pd.DataFrame(table)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(training, "MEMBERS", 1)
    monkeypatch.setattr(training, "EPOCHS", 1)
    (tmp_path / FILE).parent.mkdir()
    made(420, 14).to_parquet(tmp_path / FILE)
    return tmp_path


def votes(voice: list[int], face: list[int], both: list[int]) -> Votes:
    return Votes(
        {k: np.array([v], float) for k, v in zip(("voice", "face", "both"), (voice, face, both), strict=True)},
        *np.zeros((3, 1)),
    )


def test_what_is_made_by_a_product_is_found_by_it(data: Path) -> None:
    models = perception.benchmark(data)["models"]
    assert models["product"]["agreement"] > 0.85
    assert models["product"]["cross_entropy"] < models["weighted average"]["cross_entropy"] - 0.05
    assert models["linear"]["cross_entropy"] < models["face alone"]["cross_entropy"]
    assert models["attune"]["cross_entropy"] == pytest.approx(models["product"]["cross_entropy"], abs=0.03)


def test_the_weight_of_the_product_is_found(data: Path) -> None:
    known = read_votes(data / FILE)
    expected = np.sqrt(known.shares("voice")) * known.shares("face")
    np.testing.assert_allclose(product(known, known), expected / expected.sum(axis=1, keepdims=True), atol=0.02)
    mixed = average(known, known)
    assert mixed.sum(axis=1) == pytest.approx(np.ones(len(known)))


def test_untrained_the_fusion_is_the_product_of_its_calibrated_experts(data: Path) -> None:
    known = read_votes(data / FILE)
    seen = seen_of(known)
    calibrated = calibrate(seen, torch.from_numpy(known.perceived.astype(np.float32)))
    with torch.inference_mode():
        fused = Perceiver(calibrated, 19).eval()(seen).softmax(1)
        torch.testing.assert_close(fused, sum(calibrated(seen).values()).softmax(1), atol=1e-3, rtol=0)


def test_the_linear_softmax_reads_logs_and_shares_alone(data: Path) -> None:
    known = read_votes(data / FILE)
    assert described(known.shares("face"), full=False).shape == (420, 12)
    assert linear(known, known).sum(axis=1) == pytest.approx(np.ones(420), abs=1e-5)


def test_conflict_agreement_and_whom_people_follow_are_counted_by_hand() -> None:
    clip = votes([5, 0, 0, 0, 0, 4], [0, 0, 0, 6, 0, 1], [3, 0, 0, 3, 0, 0])
    assert clip.conflict.tolist() == [True]
    tied = np.array([[0.1, 0.1, 0.1, 0.5, 0.1, 0.1]])
    assert perception.agrees(tied, clip).tolist() == [True]
    assert perception.agrees(np.roll(tied, 1, axis=1), clip).tolist() == [False]
    assert perception._followed(tied, clip) == {"face": 1.0, "voice": 0.0, "neither": 0.0}
    assert votes([1, 0, 0, 0, 0, 0], [2, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0]).conflict.tolist() == [False]


def test_held_out_speakers_are_judged_by_the_command(data: Path, capsys: pytest.CaptureFixture) -> None:
    made(60, 5, seed=3).to_parquet(data / "held_out.parquet")
    arguments = ["benchmark", "perception", "--data", str(data), "--test", str(data / "held_out.parquet"), "--json"]
    assert main(arguments) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["how"] == "held-out speakers"
    assert report["n"] == 60
    assert set(report["models"]["attune"]) == {
        "cross_entropy",
        "agreement",
        "conflict_cross_entropy",
        "conflict_agreement",
    }
    assert {"product", "linear", "weighted average"} < set(report["models"])
    assert main(arguments[:-1]) == 0
    assert "who is followed" in capsys.readouterr().out


def test_speakers_in_both_files_are_refused(data: Path) -> None:
    with pytest.raises(CorpusError, match="are among those learnt from"):
        perception.benchmark(data, data / FILE)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda table: table.drop(columns="face_joy"), "columns face_joy are missing"),
        (lambda table: table.assign(voice_anger=-1), "row 0: voice needs counts"),
        (lambda table: table.assign(**{f"both_{e}": 0 for e in ASKED}), "row 0: both needs counts"),
        (lambda table: table.assign(speaker=1), "at least 14 speakers"),
    ],
)
def test_another_file_is_refused(data: Path, change, words: str) -> None:
    change(pd.read_parquet(data / FILE)).to_parquet(data / FILE)
    with pytest.raises(CorpusError, match=words):
        perception.benchmark(data)
