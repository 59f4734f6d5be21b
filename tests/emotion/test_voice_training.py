"""Training of the voice network on hand-made clips: sampling, augmentation, resuming, export."""

import numpy as np
import pytest
import torch

from emotion.errors import CorpusError
from emotion.training import voice
from emotion.training.augment_audio import Acoustics, warp
from emotion.training.voice import CORPORA, Clips, balanced_weights, batches, fit, load_clips
from emotion.training.voice_export import export, fit_temperature
from emotion.training.voice_net import VoiceNet, frontend
from emotion.voice.network import VoiceNetwork


def clips(n: int = 260, seed: int = 0) -> Clips:
    """Clips of 24 to 40 frames, each emotion a bright band of its own; the corpora and emotions of unequal size."""
    rng = np.random.default_rng(seed)
    emotion = np.minimum(rng.integers(0, 10, n), 6)
    pictures = [rng.integers(0, 60, (128, rng.integers(24, 40)), dtype=np.uint8) for _ in range(n)]
    for picture, index in zip(pictures, emotion, strict=True):
        picture[index * 16 : index * 16 + 12] += 180
    corpus = rng.choice(list(CORPORA), n, p=[0.1, 0.3, 0.6])
    return Clips(pictures, emotion, corpus, np.full(n, "someone"), np.full(n, "train"))


def test_sampling_balances_corpora_and_emotions():
    given = clips()
    weights = balanced_weights(given)
    assert weights.sum() == pytest.approx(1)
    for name, share in CORPORA.items():
        mine = given.corpus == name
        assert weights[mine].sum() == pytest.approx(share)
        sums = np.bincount(given.emotion[mine], weights[mine])
        np.testing.assert_allclose(sums[sums > 0], sums.max())


def test_batches_are_whole_and_repeatable():
    first, again = (list(batches(clips(), np.random.default_rng(3))) for _ in range(2))
    assert len(first) == 8
    for (x, y), (same_x, same_y) in zip(first, again, strict=True):
        assert x.shape[:2] == (32, 128)
        assert y.shape == (32,)
        assert torch.equal(x, same_x)
        assert torch.equal(y, same_y)


def test_warp_gives_the_frames_asked_for():
    clip = np.random.default_rng(0).integers(0, 255, (128, 60), dtype=np.uint8)
    for frames in (20, 59, 60):
        assert warp(clip, frames, np.random.default_rng(1)).shape == (128, frames)


def test_acoustics_change_the_clip_within_range_and_repeat_by_seed():
    x = torch.rand(16, 128, 50, generator=torch.Generator().manual_seed(0))
    heard, again, other = Acoustics(1)(x), Acoustics(1)(x), Acoustics(2)(x)
    assert heard.shape == x.shape
    assert heard.min() >= 0
    assert heard.max() <= 1
    assert torch.equal(heard, again)
    assert not torch.equal(heard, other)
    assert (heard - x).abs().mean() > 0.01


def test_neither_gain_nor_scale_reaches_the_network():
    x = torch.rand(2, 128, 40, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(frontend(x), frontend(0.5 * x + 0.2), atol=0.02, rtol=0.01)


def test_training_goes_on_where_it_was_cut_off(tmp_path, monkeypatch):
    monkeypatch.setattr(voice, "BATCH", 8)
    monkeypatch.setattr(voice, "POOL", 2)
    torch.set_num_threads(1)
    given = clips(40)
    few = given.where(np.arange(len(given.emotion)) < 7)
    whole = fit(given, few, 2, 0, tmp_path / "whole.safetensors").state_dict()
    saves = []

    def cut_off(path, *state):
        _save(path, *state)
        saves.append(path)
        raise KeyboardInterrupt

    _save = voice._save
    monkeypatch.setattr(voice, "_save", cut_off)
    with pytest.raises(KeyboardInterrupt):
        fit(given, few, 2, 0, tmp_path / "cut.safetensors")
    monkeypatch.setattr(voice, "_save", _save)
    resumed = fit(given, few, 2, 0, tmp_path / "cut.safetensors").state_dict()
    assert len(saves) == 1
    for name, value in whole.items():
        torch.testing.assert_close(value, resumed[name], msg=name)


def test_the_export_equals_the_network_at_any_length(tmp_path):
    torch.manual_seed(0)
    model = VoiceNet().eval()
    network = VoiceNetwork(export(model, 0.7, tmp_path / "voice.onnx"))
    for frames in (16, 47, 94):
        x = np.random.default_rng(frames).random((3, 128, frames), np.float32)
        with torch.no_grad():
            logits, embedding = model(torch.from_numpy(x))
        found = network.predict(list(x))
        np.testing.assert_allclose(found.probabilities, torch.softmax(logits / 0.7, 1).numpy(), atol=1e-5)
        np.testing.assert_allclose(found.embedding, embedding.numpy(), atol=1e-4)


def test_the_temperature_undoes_overconfidence():
    rng = np.random.default_rng(0)
    logits = torch.from_numpy(rng.standard_normal((4000, 7)) * 1.5)
    cumulative = torch.softmax(logits, 1).cumsum(1).numpy()
    emotion = (rng.random((4000, 1)) > cumulative).sum(1).clip(max=6)
    assert fit_temperature(2 * logits, emotion) == pytest.approx(2, rel=0.1)


def test_a_missing_corpus_is_named(tmp_path):
    with pytest.raises(CorpusError, match=r"ravdess\.parquet is missing"):
        load_clips(tmp_path, tmp_path / "cache.npz")
