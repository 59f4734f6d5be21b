"""Training of the voice network on hand-made clips: sampling, augmentation, distillation, resuming, export."""

import itertools
from fractions import Fraction

import librosa
import numpy as np
import pytest
import torch

from emotion.errors import CorpusError
from emotion.training import voice_distil
from emotion.training.augment_audio import Acoustics, hertz_of, mel_of, warp
from emotion.training.voice_batches import Batch, Drawer
from emotion.training.voice_clips import CORPORA, Clips
from emotion.training.voice_corpora import load_clips
from emotion.training.voice_distil import Mean, Place, distillation_loss, label_loss, served_of, study, teach
from emotion.training.voice_export import Pair, at_pace, export, fit_temperature, shifted
from emotion.training.voice_learner import Course, learn, learned, logits_of
from emotion.training.voice_net import Shape, VoiceNet, frontend
from emotion.voice.network import VoiceNetwork

SMALL = Shape(0.25)


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
    weights = given.weights()
    assert weights.sum() == pytest.approx(1)
    for name, share in CORPORA.items():
        mine = given.corpus == name
        assert weights[mine].sum() == pytest.approx(share)
        sums = np.bincount(given.emotion[mine], weights[mine])
        np.testing.assert_allclose(sums[sums > 0], sums.max())


def test_clips_are_kept_whole(tmp_path):
    given = clips(12)
    given.save(tmp_path / "clips.npz")
    found = Clips.load(tmp_path / "clips.npz")
    for mine, theirs in zip(given.pictures, found.pictures, strict=True):
        np.testing.assert_array_equal(mine, theirs)
    for name in ("emotion", "corpus", "speaker", "split", "heard"):
        np.testing.assert_array_equal(getattr(given, name), getattr(found, name))


def test_batches_repeat_by_seed():
    first, again = (list(itertools.islice(Drawer(clips(), 0.25, 16, "cpu", 3), 9)) for _ in range(2))
    for batch, same in zip(first, again, strict=True):
        assert batch.pictures.shape[:2] == (16, 128)
        assert 24 <= batch.pictures.shape[2] < 40
        assert batch.acted.shape == batch.heard.shape == (16, 7)
        torch.testing.assert_close(batch.acted.sum(1), torch.ones(16))
        assert torch.equal(batch.pictures, same.pictures)
        assert torch.equal(batch.acted, same.acted)
    assert len({batch.pictures.shape[2] for batch in first}) > 1


def test_mixing_keeps_most_of_each_clip():
    heights = torch.arange(6.0).view(6, 1, 1).expand(6, 128, 20)
    mixed = Batch(heights, torch.eye(7)[:6], torch.zeros(6, 7)).mixed(0.3, np.random.default_rng(0))
    torch.testing.assert_close(mixed.acted @ torch.arange(7.0), mixed.pictures[:, 0, 0])
    assert (mixed.acted.diagonal() >= 0.5).all()
    assert (mixed.acted.max(1).values < 1).any()


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


def test_mels_are_those_of_librosa():
    hertz = np.array([0.0, 200, 999, 1000, 1001, 3000, 8000])
    np.testing.assert_allclose(mel_of(torch.from_numpy(hertz)), librosa.hz_to_mel(hertz), rtol=1e-6)
    np.testing.assert_allclose(hertz_of(mel_of(torch.from_numpy(hertz))), hertz, rtol=1e-6, atol=1e-9)


def test_warp_cuts_a_window_out_of_the_clip_itself():
    lengths = torch.tensor([60, 30, 20, 45])
    ramp = torch.arange(60.0).expand(4, 128, 60).where(torch.arange(60) < lengths[:, None, None], -1e3)
    for frames in (16, 20):
        cut = warp(ramp, lengths, frames, torch.Generator().manual_seed(1))
        assert cut.shape == (4, 128, frames)
        assert (cut >= 0).all()
        assert (cut.amax((1, 2)) <= lengths - 1).all()
        pace = cut[:, 64].diff(dim=1)
        assert ((pace > 0.84) & (pace < 1.21)).all()


def test_acoustics_change_the_clip_within_range_and_repeat_by_seed():
    x = torch.rand(16, 128, 50, generator=torch.Generator().manual_seed(0))
    heard, again, other = (Acoustics(torch.Generator().manual_seed(seed))(x) for seed in (1, 1, 2))
    assert heard.shape == x.shape
    assert heard.min() >= 0
    assert heard.max() <= 1
    assert torch.equal(heard, again)
    assert not torch.equal(heard, other)
    assert (heard - x).abs().mean() > 0.01


def test_a_room_only_adds_what_decays():
    click = torch.zeros(32, 128, 30)
    click[:, :, 5] = 1.0
    heard = Acoustics(torch.Generator().manual_seed(0))._room(click)
    assert (heard[:, :, :5] == 0).all()
    rooms = heard[heard[:, 0, 6] > 0, 0, 6:]
    assert 4 < len(rooms) < 28
    assert (rooms.diff(dim=1) < 0).all()
    ratios = rooms[:, 1:4] / rooms[:, :3]
    torch.testing.assert_close(ratios, ratios[:, :1].expand(-1, 3), atol=1e-4, rtol=1e-3)


def test_neither_gain_nor_scale_reaches_the_network():
    x = torch.rand(2, 128, 40, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(frontend(x), frontend(0.5 * x + 0.2), atol=0.02, rtol=0.01)


def batches(n: int, size: int = 8) -> list[Batch]:
    return list(itertools.islice(Drawer(clips(40), 0.2, size, "cpu", 0), n))


def test_a_course_warms_up_and_anneals_by_steps_or_by_time():
    course = Course(100, 2e-3)
    rates = [course.rate_at(course.share(step, 0)) for step in range(100)]
    assert rates[0] < 1e-4
    assert max(rates) == rates[4] == pytest.approx(2e-3)
    assert rates[99] < 1e-5
    assert Course(100, seconds=10).share(3, 5.0) == 0.5
    assert Course(100, seconds=10).share(3, 11.0) == 1.0


def test_training_goes_on_where_it_was_cut_off_and_is_not_repeated(tmp_path):
    few = clips(7)
    steps = []

    def counted(model, batch):
        steps.append(1)
        return label_loss(model, batch)

    def cut_off():
        yield from batches(6)
        raise KeyboardInterrupt

    torch.manual_seed(0)
    with pytest.raises(KeyboardInterrupt):
        learn(VoiceNet(SMALL), cut_off(), counted, Course(8), few, "net", tmp_path)
    done = learn(VoiceNet(SMALL), batches(9), counted, Course(8), few, "net", tmp_path)
    assert len(steps) == 6 + (8 - 6)
    again = learn(VoiceNet(SMALL), [], counted, Course(8), few, "net", tmp_path)
    kept = learned(SMALL, tmp_path / "net.safetensors")
    for model in (again, kept):
        torch.testing.assert_close(logits_of(model, few), logits_of(done, few))


def test_the_teachers_answer_is_their_mean_probability():
    torch.manual_seed(0)
    teachers = [VoiceNet(SMALL).eval(), VoiceNet(Shape(0.5)).eval()]
    x = torch.rand(3, 128, 40)
    with torch.no_grad():
        expected = sum(torch.softmax(teacher(x)[0] / 2, 1) for teacher in teachers) / 2
        torch.testing.assert_close(Mean(teachers, 2.0)(x)[0].exp(), expected)


def test_a_student_comes_nearer_to_its_teachers():
    torch.manual_seed(0)
    teachers = Mean([VoiceNet(SMALL).eval()], 2.0)
    student = VoiceNet(Shape(0.25, dropout=0.0))
    optimizer = torch.optim.Adam(student.parameters(), 3e-3)
    batch, loss_of, losses = batches(1)[0], distillation_loss(teachers), []
    for _ in range(8):
        loss = loss_of(student, batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0]


def test_teachers_and_student_are_left_in_the_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(voice_distil, "TEACHERS", (Shape(0.5), SMALL))
    monkeypatch.setattr(voice_distil, "SERVED", 1)
    monkeypatch.setattr(voice_distil, "STUDENT", SMALL)
    given = clips(48)
    given.split[40:] = "val"
    given.save(tmp_path / "clips.npz")
    place = Place(tmp_path / "clips.npz", tmp_path)
    teach(place, Course(1))
    study(place, Course(1))
    for model in served_of(tmp_path):
        found = logits_of(model, given)
        assert found.shape == (48, 7)
        assert torch.isfinite(found).all()


@pytest.mark.parametrize("frames", [16, 47, 94])
def test_the_export_equals_one_network_at_two_pitches_and_another_at_two_paces(frames, exported):
    pair, network = exported
    x = np.random.default_rng(frames).random((3, 128, frames), np.float32)
    rows, paced = np.arange(frames), []
    for pace in (0.9, 1.1):
        places = np.arange(0, frames - 1 + 1e-6, pace)
        paced.append(np.stack([[np.interp(places, rows, band) for band in clip] for clip in x]).astype(np.float32))
    pitched = [np.concatenate([x[:, :1], x[:, :-1]], 1), np.concatenate([x[:, 1:], x[:, -1:]], 1)]
    found = network.predict(list(x))
    with torch.no_grad():
        outputs = [pair.first.model(torch.from_numpy(clip)) for clip in pitched]
        others = [pair.second.model(torch.from_numpy(clip))[0] for clip in paced]
    first, second = torch.stack([out[0] for out in outputs]).mean(0) / 1.5, torch.stack(others).mean(0) / 0.8
    logs = (torch.log_softmax(first, 1) + torch.log_softmax(second, 1)) / 2
    np.testing.assert_allclose(found.probabilities, torch.softmax(logs / 0.7, 1).numpy(), atol=1e-4)
    np.testing.assert_allclose(found.embedding, torch.stack([out[1] for out in outputs]).mean(0).numpy(), atol=1e-3)


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    torch.manual_seed(0)
    pair = Pair(VoiceNet(SMALL), VoiceNet(SMALL)).eval()
    pair.temperatures = (1.5, 0.8)
    return pair, VoiceNetwork(export(pair, 0.7, tmp_path_factory.mktemp("voice") / "voice.onnx"))


def test_a_shift_moves_bands():
    x = torch.rand(1, 128, 20)
    torch.testing.assert_close(shifted(x, 1)[:, 1:], x[:, :-1])
    torch.testing.assert_close(shifted(x, -1)[:, :-1], x[:, 1:])
    torch.testing.assert_close(shifted(x, 1)[:, 0], x[:, 0])


def test_pace_stretches_time():
    ramp = torch.arange(21.0).expand(1, 128, 21)
    fast, slow = at_pace(ramp, Fraction(11, 10)), at_pace(ramp, Fraction(9, 10))
    assert fast.shape == (1, 128, 19)
    assert slow.shape == (1, 128, 23)
    torch.testing.assert_close(fast[0, 0], 1.1 * torch.arange(19.0))
    torch.testing.assert_close(slow[0, 0], 0.9 * torch.arange(23.0))


def test_the_temperature_undoes_overconfidence():
    rng = np.random.default_rng(0)
    logits = torch.from_numpy(rng.standard_normal((4000, 7)) * 1.5)
    cumulative = torch.softmax(logits, 1).cumsum(1).numpy()
    given = clips(4000)
    given.emotion[:] = (rng.random((4000, 1)) > cumulative).sum(1).clip(max=6)
    assert fit_temperature(2 * logits, given) == pytest.approx(2, rel=0.1)


def test_a_missing_corpus_is_named(tmp_path):
    with pytest.raises(CorpusError, match=r"ravdess\.parquet is missing"):
        load_clips(tmp_path, tmp_path / "cache.npz")
