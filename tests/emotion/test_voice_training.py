"""Training of the voice network on hand-made clips: sampling, augmentation, resuming, export."""

from fractions import Fraction

import numpy as np
import pytest
import torch

from emotion.errors import CorpusError
from emotion.training import voice
from emotion.training.augment_audio import Acoustics, warp
from emotion.training.voice import (
    CORPORA,
    Clips,
    Stage,
    balanced_weights,
    batches,
    fit,
    learning_rate,
    load_clips,
    mean_of,
)
from emotion.training.voice_export import HeardAgain, at_pace, export, fit_temperature, shifted
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
    heard = np.eye(7, dtype=np.float32)[rng.integers(0, 7, n)] * (corpus == "crema_d_logmel")[:, None]
    return Clips(pictures, emotion, corpus, np.full(n, "someone"), np.full(n, "train"), heard)


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
    first, again = (list(batches(clips(), 0.25, np.random.default_rng(3))) for _ in range(2))
    assert len(first) == 8
    for (x, y, heard), (same_x, same_y, _) in zip(first, again, strict=True):
        assert x.shape[:2] == (32, 128)
        assert y.shape == heard.shape == (32, 7)
        torch.testing.assert_close(y.sum(1), torch.ones(32))
        assert torch.equal(x, same_x)
        assert torch.equal(y, same_y)


def test_what_people_hear_counts_against_how_often_they_answer_it():
    heard = np.zeros((3, 7), np.float32)
    heard[0, [0, 6]] = 0.5  # half say anger, half neutral, which they say oftener elsewhere too
    heard[1, 6] = 1.0
    given = Clips([], np.array([0, 0, 4]), np.array(["crema_d_logmel"] * 2 + ["nemo"]), *np.full((2, 3), ""), heard)
    target = given.targets(0.3)
    np.testing.assert_allclose(target.sum(1), 1, atol=1e-6)
    np.testing.assert_allclose(target[0], [0.7 + 0.3 * 0.75, 0, 0, 0, 0, 0, 0.3 * 0.25], atol=1e-6)
    np.testing.assert_allclose(target[1], [0.7, 0, 0, 0, 0, 0, 0.3], atol=1e-6)
    np.testing.assert_allclose(target[2], np.eye(7)[4])
    np.testing.assert_allclose(given.targets(0.0), np.eye(7)[[0, 0, 4]])


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
    given, stage = clips(40), Stage(((1, 2e-3), (1, 1e-3)), 0.25)
    torch.manual_seed(0)
    start = VoiceNet()
    few = given.where(np.arange(len(given.emotion)) < 7)
    whole = fit(given, few, stage, 0, tmp_path / "whole.safetensors", start).state_dict()
    saves = []

    def cut_off(path, *state):
        _save(path, *state)
        saves.append(path)
        raise KeyboardInterrupt

    _save = voice._save
    monkeypatch.setattr(voice, "_save", cut_off)
    with pytest.raises(KeyboardInterrupt):
        fit(given, few, stage, 0, tmp_path / "cut.safetensors", start)
    monkeypatch.setattr(voice, "_save", _save)
    resumed = fit(given, few, stage, 0, tmp_path / "cut.safetensors", start).state_dict()
    assert len(saves) == 1
    for name, value in whole.items():
        torch.testing.assert_close(value, resumed[name], msg=name)


@pytest.mark.parametrize("frames", [16, 47, 94])
def test_the_export_equals_the_network_heard_at_two_paces_and_two_pitches(frames, exported):
    model, network = exported
    x = np.random.default_rng(frames).random((3, 128, frames), np.float32)
    rows, clips = np.arange(frames), []
    for pace in (0.9, 1.1):
        places = np.arange(0, frames - 1 + 1e-6, pace)
        clips.append(np.stack([[np.interp(places, rows, band) for band in clip] for clip in x]).astype(np.float32))
    clips += [np.concatenate([x[:, :1], x[:, :-1]], 1), np.concatenate([x[:, 1:], x[:, -1:]], 1)]
    with torch.no_grad():
        logits, embeddings, _ = zip(*(model(torch.from_numpy(clip)) for clip in clips), strict=True)
    found = network.predict(list(x))
    expected = torch.softmax(torch.stack(logits).mean(0) / 0.7, 1).numpy()
    np.testing.assert_allclose(found.probabilities, expected, atol=1e-4)
    np.testing.assert_allclose(found.embedding, torch.stack(embeddings).mean(0).numpy(), atol=1e-3)


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    torch.manual_seed(0)
    model = VoiceNet().eval()
    return model, VoiceNetwork(export(HeardAgain(model), 0.7, tmp_path_factory.mktemp("voice") / "voice.onnx"))


def test_a_shift_moves_bands():
    x = torch.rand(1, 128, 20)
    torch.testing.assert_close(shifted(x, 1)[:, 1:], x[:, :-1])
    torch.testing.assert_close(shifted(x, -1)[:, :-1], x[:, 1:])
    torch.testing.assert_close(shifted(x, 1)[:, 0], x[:, 0])


def test_what_is_kept_is_the_mean_of_the_weights():
    first, second = VoiceNet(), VoiceNet()
    mean = mean_of([first, second])
    torch.testing.assert_close(mean.stem[0].weight, (first.stem[0].weight + second.stem[0].weight) / 2)


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
