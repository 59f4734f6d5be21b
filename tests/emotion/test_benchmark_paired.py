"""Face and voice of one clip, one of them missing."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pandas as pd
import pytest
import torch

from emotion.__main__ import main
from emotion.benchmark import paired, readings
from emotion.benchmark.paired import linear, product
from emotion.errors import CorpusError
from emotion.fusion.perceiver import SENSES, Perceiver
from emotion.training import perception as training
from emotion.training import together
from emotion.training.perception import calibrate, perceived_by, present, seen_of
from emotion.training.together import alike
from emotion.training.votes import FILE, read_votes
from tests.emotion.test_benchmark_perception import made

GIVEN = tuple(paired.GIVEN.values())


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(training, "MEMBERS", 1)
    monkeypatch.setattr(training, "EPOCHS", 2)
    (tmp_path / FILE).parent.mkdir()
    made(420, 14).to_parquet(tmp_path / FILE)
    return tmp_path


def test_the_product_of_what_a_product_made_is_found(data: Path) -> None:
    known = read_votes(data / FILE)
    expected = np.sqrt(known.shares("voice")) * known.shares("face")
    np.testing.assert_allclose(product(known, known, SENSES), expected / expected.sum(axis=1, keepdims=True), atol=0.05)


@pytest.mark.parametrize("predict", [product, linear])
def test_a_baseline_reads_no_sense_that_is_missing(data: Path, predict) -> None:
    known, other = read_votes(data / FILE), read_votes(data / FILE)
    other.counts["face"] = other.counts["face"][::-1]
    np.testing.assert_allclose(predict(known, known, ("voice",)), predict(known, other, ("voice",)), atol=1e-6)
    assert np.abs(predict(known, known, SENSES) - predict(known, other, SENSES)).max() > 0.1


def test_the_fusion_reads_no_sense_that_is_missing(data: Path) -> None:
    known, other = read_votes(data / FILE), read_votes(data / FILE)
    other.counts["face"] = other.counts["face"][::-1]
    members = training.learn(known, 0, GIVEN)
    first, second = (perceived_by(members, votes, ("voice",)) for votes in (known, other))
    np.testing.assert_allclose(first, second, atol=1e-6)


def test_untrained_the_fusion_is_the_product_of_the_experts_there_are(data: Path) -> None:
    known = read_votes(data / FILE)
    seen = seen_of(known)
    calibrated = calibrate(seen, torch.from_numpy(known.perceived.astype(np.float32)), GIVEN)
    with torch.inference_mode():
        fused = Perceiver(calibrated, 19).eval()(seen, present(("face",), len(known))).softmax(1)
        torch.testing.assert_close(fused, calibrated(seen)["face"].softmax(1), atol=1e-3, rtol=0)


def test_the_command_judges_each_set_of_senses_across_speakers(data: Path, capsys: pytest.CaptureFixture) -> None:
    arguments = ["benchmark", "paired", "--data", str(data)]
    assert main([*arguments, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["n"] == 420
    assert list(report["given"]) == ["face and voice", "voice missing", "face missing"]
    both, alone = report["given"]["face and voice"], report["given"]["face missing"]
    assert both["models"]["product"]["cross_entropy"] < alone["models"]["product"]["cross_entropy"] - 0.1
    for row in report["given"].values():
        ahead = row["models"]["product"]["cross_entropy"] - row["models"]["attune"]["cross_entropy"]
        assert row["gains"]["product"]["cross_entropy"][0] == pytest.approx(ahead)
    made(60, 5, seed=3).to_parquet(data / "new.parquet")
    assert main([*arguments, "--test", str(data / "new.parquet")]) == 0
    assert "held-out speakers, n = 60" in capsys.readouterr().out
    with pytest.raises(CorpusError, match="are among those learnt from"):
        paired.benchmark(data, data / FILE)


@pytest.fixture
def pictured(data: Path) -> Path:
    """The same folder with the voices of two people's clips and with photographs."""
    random = np.random.default_rng(0)
    votes = pd.read_parquet(data / FILE).astype({"clip_id": str})
    votes["split"] = np.where(votes["speaker"] < 2, "val", "train")
    votes.to_parquet(data / FILE)
    mel = cv2.imencode(".png", random.integers(0, 64, (128, 94), np.uint8))[1].tobytes()
    voices = pd.DataFrame({"clip_id": votes["clip_id"], "split": votes["split"], "logmel": [mel] * len(votes)})
    pictures = [cv2.imencode(".png", random.integers(0, 255, (48, 48), np.uint8))[1].tobytes() for _ in range(30)]
    tagged = list(np.eye(10, dtype=int)[np.arange(30) % 10] * 10)
    faces = pd.DataFrame({"image": pictures, "label": 0, "ferplus_votes": tagged, "split": "val"})
    for file, table in {readings.VOICES: voices, readings.FACES: faces}.items():
        (data / file).parent.mkdir()
        table.to_parquet(data / file)
    return data


def test_a_clip_is_given_photographs_that_people_answered_so(monkeypatch: pytest.MonkeyPatch) -> None:
    tagged = np.eye(10)[[4, 3, 4, 0, 7]]  # FER+: anger, sadness, anger, neutral, contempt
    shares = np.full((1, 6), 0.02) + 0.88 * np.eye(6)[:1]
    assert 4 not in alike(shares, tagged)
    monkeypatch.setattr(together, "NEAREST", 2)
    assert set(alike(shares, tagged)[0]) == {0, 2}


def test_readings_of_val_people_are_put_to_the_shipped_fusion(pictured: Path) -> None:
    found, votes = readings.judged(pictured, paired.GIVEN, 0)
    assert len(votes) == 60 * readings.DRAWS
    assert set(votes.speakers.tolist()) == {0, 1}
    assert list(found["voice missing"]) == ["attune", *readings.METHODS]
    for models in found.values():
        for chances in models.values():
            assert chances.sum(axis=1) == pytest.approx(np.ones(len(votes)))
    heard = found["face missing"]["attune"]
    np.testing.assert_allclose(heard, np.broadcast_to(heard[0], heard.shape), atol=1e-5)


def test_readings_are_reported_where_there_are_any(pictured: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["benchmark", "paired", "--data", str(pictured)]) == 0
    assert "the shipped networks' readings" in capsys.readouterr().out
    (pictured / readings.FACES).unlink()
    assert not readings.there(pictured)
    pd.read_parquet(pictured / FILE).assign(split="train").to_parquet(pictured / FILE)
    with pytest.raises(CorpusError, match="no clip of split val"):
        readings.composed(pictured, 0)
