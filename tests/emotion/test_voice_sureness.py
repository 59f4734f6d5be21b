"""How sure the voice network may be of a clip, by how the clip sounds."""

import numpy as np
import pytest
import torch

from emotion.evaluation.metrics import expected_calibration_error
from emotion.training.voice_clips import Clips
from emotion.training.voice_export import Pair, export
from emotion.training.voice_net import Shape, VoiceNet
from emotion.training.voice_sureness import Sureness, resharpened
from emotion.voice.network import VoiceNetwork


def clips(n: int, seed: int = 0) -> Clips:
    """Noise of 24 to 40 frames by four speakers of two corpora."""
    rng = np.random.default_rng(seed)
    pictures = [rng.integers(0, 256, (128, rng.integers(24, 40)), dtype=np.uint8) for _ in range(n)]
    speakers = np.array([f"speaker {i % 4}" for i in range(n)])
    corpus = np.where(np.arange(n) % 4 < 2, "nemo", "ravdess")
    return Clips(pictures, rng.integers(0, 7, n), corpus, speakers, np.full(n, "val"), np.zeros((n, 7), np.float32))


def test_voices_that_are_read_too_surely_are_told_by_their_embedding():
    """The first half is right as often as it is sure; the second guesses."""
    rng = np.random.default_rng(0)
    given = clips(4000)
    half = np.arange(4000) < 2000
    probabilities = rng.dirichlet(np.full(7, 0.3), 4000).astype(np.float32)
    likely = np.where(half[:, None], probabilities, np.full(7, 1 / 7))
    given.emotion[:] = (rng.random((4000, 1)) > likely.cumsum(axis=1)).sum(axis=1).clip(0, 6)
    given.corpus[:] = np.where(half, "nemo", "ravdess")
    embeddings = rng.normal(size=(4000, 12)).astype(np.float32)
    embeddings[half, 3] += 6.0
    found = Sureness.fit(probabilities, embeddings, given)(probabilities, embeddings)
    assert found.argmax(axis=1).tolist() == probabilities.argmax(axis=1).tolist()
    right = found.argmax(axis=1) == given.emotion
    assert expected_calibration_error(found[half].max(axis=1), right[half]) < 0.08
    before = expected_calibration_error(probabilities[~half].max(axis=1), right[~half])
    after = expected_calibration_error(found[~half].max(axis=1), right[~half])
    assert after < before - 0.1


def test_what_is_written_is_what_was_fitted_however_often(tmp_path, capsys):
    torch.manual_seed(0)
    path = export(Pair(VoiceNet(Shape(0.25)), VoiceNet(Shape(0.25))).eval(), 0.7, tmp_path / "voice.onnx")
    given = clips(60)
    logmels = [picture.astype(np.float32) / 255 for picture in given.pictures]
    before = VoiceNetwork(path).predict(logmels)
    expected = Sureness.fit(before.probabilities, before.embedding, given)(before.probabilities, before.embedding)
    once = VoiceNetwork(resharpened(path, given)).predict(logmels)
    assert "ravdess" in capsys.readouterr().out
    twice = VoiceNetwork(resharpened(path, given)).predict(logmels)
    for found in (once, twice):
        np.testing.assert_allclose(found.probabilities, expected, atol=1e-5)
        np.testing.assert_array_equal(found.embedding, before.embedding)
    assert np.abs(once.probabilities - before.probabilities).max() > 1e-3
    alone = VoiceNetwork(path).predict(logmels[:1]).probabilities[0]
    assert alone == pytest.approx(once.probabilities[0], abs=1e-5)
