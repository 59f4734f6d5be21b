"""Training of the voice network on hand-made clips: sampling, augmentation, resuming, export."""

from fractions import Fraction

import numpy as np
import pytest
import torch

from emotion.errors import CorpusError
from emotion.training import voice
from emotion.training.augment_audio import Acoustics, warp
from emotion.training.voice import CORPORA, Clips, balanced_weights, batches, fit, learning_rate, load_clips
from emotion.training.voice_export import ManyPaces, at_pace, export, fit_temperature
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
    given, cycles = clips(40), ((1, 2e-3), (1, 1e-3))
    few = given.where(np.arange(len(given.emotion)) < 7)
    whole = fit(given, few, cycles, 0, tmp_path / "whole.safetensors").state_dict()
    saves = []

    def cut_off(path, *state):
        _save(path, *state)
        saves.append(path)
        raise KeyboardInterrupt

    _save = voice._save
    monkeypatch.setattr(voice, "_save", cut_off)
    with pytest.raises(KeyboardInterrupt):
        fit(given, few, cycles, 0, tmp_path / "cut.safetensors")
    monkeypatch.setattr(voice, "_save", _save)
    resumed = fit(given, few, cycles, 0, tmp_path / "cut.safetensors").state_dict()
    assert len(saves) == 1
    for name, value in whole.items():
        torch.testing.assert_close(value, resumed[name], msg=name)


@pytest.mark.parametrize("frames", [16, 47, 94])
def test_the_export_equals_the_network_heard_at_three_paces(frames, exported):
    model, network = exported
    x = np.random.default_rng(frames).random((3, 128, frames), np.float32)
    rows = np.arange(frames)
    logits, embeddings = [], []
    for pace in (1.0, 0.9, 1.1):
        places = np.arange(0, frames - 1 + 1e-6, pace)
        heard = np.stack([[np.interp(places, rows, band) for band in clip] for clip in x]).astype(np.float32)
        with torch.no_grad():
            named, embedding = model(torch.from_numpy(heard))
        logits.append(named)
        embeddings.append(embedding.numpy())
    found = network.predict(list(x))
    expected = torch.softmax(torch.stack(logits).mean(0) / 0.7, 1).numpy()
    np.testing.assert_allclose(found.probabilities, expected, atol=1e-4)
    np.testing.assert_allclose(found.embedding, np.mean(embeddings, 0), atol=1e-3)


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    torch.manual_seed(0)
    model = VoiceNet().eval()
    return model, VoiceNetwork(export(ManyPaces(model), 0.7, tmp_path_factory.mktemp("voice") / "voice.onnx"))


def test_pace_stretches_time():
    ramp = torch.arange(21.0).expand(1, 128, 21)
    fast, slow = at_pace(ramp, Fraction(11, 10)), at_pace(ramp, Fraction(9, 10))
    assert fast.shape == (1, 128, 19)
    assert slow.shape == (1, 128, 23)
    torch.testing.assert_close(fast[0, 0], 1.1 * torch.arange(19.0))
    torch.testing.assert_close(slow[0, 0], 0.9 * torch.arange(23.0))


def test_each_cycle_warms_up_and_anneals():
    cycles = ((3, 2e-3), (2, 1e-3))
    rates = [learning_rate(step, 10, cycles) for step in range(50)]
    assert rates[0] == pytest.approx(2e-4)
    assert rates[9] == rates[10] == pytest.approx(2e-3)
    assert rates[20] == pytest.approx(1e-3)
    assert rates[29] < 2e-5
    assert rates[39] == pytest.approx(1e-3)
    assert rates[49] < 3e-5
    with pytest.raises(ValueError, match="behind the last cycle"):
        learning_rate(50, 10, cycles)


def test_the_temperature_undoes_overconfidence():
    rng = np.random.default_rng(0)
    logits = torch.from_numpy(rng.standard_normal((4000, 7)) * 1.5)
    cumulative = torch.softmax(logits, 1).cumsum(1).numpy()
    emotion = (rng.random((4000, 1)) > cumulative).sum(1).clip(max=6)
    assert fit_temperature(2 * logits, emotion) == pytest.approx(2, rel=0.1)


def test_a_missing_corpus_is_named(tmp_path):
    with pytest.raises(CorpusError, match=r"ravdess\.parquet is missing"):
        load_clips(tmp_path, tmp_path / "cache.npz")
