"""Training on a corpus made by hand: reads, goes on after a stop, exports what the serving side loads."""

import cv2
import numpy as np
import onnxruntime
import pandas as pd
import pytest
import torch

from emotion.encoder import model_file
from emotion.errors import CorpusError
from emotion.face import FaceNetwork
from emotion.training import face, face_export, face_report
from emotion.training.face import Cycle, train
from emotion.training.face_corpus import FaceCorpus
from emotion.training.face_export import balanced, calibration, export, exported, logits
from emotion.training.face_model import FaceModel
from emotion.training.face_served import FacePair
from emotion.training.face_trunk import TunedFaceModel
from emotion.training.face_tuned import Course, Stage
from emotion.training.images import augment
from tests.emotion.layers import write_layers

CYCLES = (Cycle(2, 0.1, held=0.5, small=0.5, strength=1.0), Cycle(1, 0.05, held=0.1, small=0.0, strength=0.5))
VOTES = [[10, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 4, 0, 0, 4, 0, 0, 2, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 5, 5]]


COURSES = (Course((Stage(1, 64, 0.9),), 1e-3, 1e-3, mixed=1.0, warm_up=1),)


@pytest.fixture(scope="module")
def peers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("peers")
    write_layers(folder)
    return folder


def write_corpus(folder, rows=24):
    rng = np.random.default_rng(0)
    images = [cv2.imencode(".webp", rng.integers(0, 256, (48, 48), dtype=np.uint8))[1].tobytes() for _ in range(rows)]
    table = {
        "image": images,
        "label": [i % 7 for i in range(rows)],
        "ferplus_votes": [VOTES[i % 3] for i in range(rows)],
        "split": ["val" if i % 4 == 3 else "train" for i in range(rows)],
    }
    (folder / "faces").mkdir(parents=True)
    pd.DataFrame(table).to_parquet(folder / "faces" / "fer2013.parquet")
    return folder


def test_targets_mix_label_and_votes(tmp_path):
    corpus = FaceCorpus.read(write_corpus(tmp_path), "train")
    assert corpus.images.shape == (18, 48, 48)
    # Rows: neutral votes on anger; joy and anger with contempt left out on disgust; no emotion voted on fear.
    expected = [
        [0.75, 0, 0, 0, 0, 0, 0.25],
        [0.125, 0.75, 0, 0.125, 0, 0, 0],
        [0, 0, 1, 0, 0, 0, 0],
    ]
    assert np.allclose(corpus.targets()[:3], expected)


def test_near_duplicates_of_another_split_are_left_out(tmp_path):
    corpus = FaceCorpus.read(write_corpus(tmp_path), "train")
    lighter = np.clip(corpus.images[[3, 7]] * 0.7 + 40, 0, 255).astype(np.uint8)
    kept = corpus.apart_from(FaceCorpus(lighter, corpus.labels[:2], corpus.votes[:2]))
    assert np.array_equal(kept.images, np.delete(corpus.images, [3, 7], axis=0))
    assert len(kept.labels) == len(kept.votes) == 16


def test_missing_corpus_or_split_is_named(tmp_path):
    with pytest.raises(CorpusError, match=r"fer2013\.parquet is missing"):
        FaceCorpus.read(tmp_path, "train")
    with pytest.raises(CorpusError, match="'test'"):
        FaceCorpus.read(write_corpus(tmp_path), "test")


@pytest.mark.parametrize("stop", [1, 2])
def test_a_stopped_run_goes_on_to_the_same_weights(tmp_path, monkeypatch, stop, peers):
    data = write_corpus(tmp_path / "data")
    averaged = []

    def keep(first, second, val, path):
        networks = (first, second)
        averaged.append(torch.cat([p.flatten() for network in networks for p in network.state_dict().values()]))
        return path

    monkeypatch.setattr(face, "export", keep)
    train(data, tmp_path / "whole", 5, CYCLES, COURSES, peers)
    epoch_of = face._Run.epoch

    def stopped(run, cycle, epoch, number):
        if number == stop:
            raise KeyboardInterrupt
        return epoch_of(run, cycle, epoch, number)

    monkeypatch.setattr(face._Run, "epoch", stopped)
    with pytest.raises(KeyboardInterrupt):
        train(data, tmp_path / "parts", 5, CYCLES, COURSES, peers)
    monkeypatch.setattr(face._Run, "epoch", epoch_of)
    assert {file.name for file in (tmp_path / "parts").iterdir()} == {
        "face_checkpoint.safetensors",
        "face_tuned_checkpoint.safetensors",
    }
    train(data, tmp_path / "parts", 5, CYCLES, COURSES, peers)
    assert torch.equal(averaged[0], averaged[1])
    assert not list((tmp_path / "parts").iterdir())


def test_the_rate_is_held_then_falls_to_nothing():
    cycle = Cycle(10, 0.1, held=0.5, small=0.5, strength=1.0)
    assert face.rate(cycle, 0.0) == face.rate(cycle, 0.5) == 0.1
    assert face.rate(cycle, 0.75) == pytest.approx(0.05)
    assert face.rate(cycle, 1.0) == pytest.approx(0)


def test_calibration_finds_a_known_temperature_and_bias():
    torch.manual_seed(0)
    truth = 2 * torch.randn(20_000, 7)
    labels = torch.distributions.Categorical(logits=truth).sample()
    shift = torch.tensor([0.5, 0.0, -0.5, 0.0, 0.0, 0.0, 0.0])
    temperature, bias = calibration(3 * (truth - shift), labels)
    assert temperature == pytest.approx(3, rel=0.05)
    assert torch.allclose(bias - bias.mean(), shift, atol=0.1)


def test_export_is_what_the_network_loads(tmp_path, peers):
    path = train(write_corpus(tmp_path / "data"), tmp_path / "out", 0, CYCLES[:1], COURSES, peers)
    assert path == tmp_path / "out" / "face.onnx"
    crops = np.random.default_rng(1).integers(0, 256, (3, 48, 48), dtype=np.uint8)
    prediction = FaceNetwork(onnxruntime.InferenceSession(path)).predict(crops)
    assert prediction.probabilities.shape == (3, 7)
    assert prediction.embedding.shape == (3, 128)
    assert np.allclose(prediction.probabilities.sum(1), 1, atol=1e-5)


def test_classes_are_served_as_if_less_unequal_in_frequency():
    evidence, prior = torch.randn(5, 7), torch.tensor([0.3, 0.01, 0.1, 0.29, 0.1, 0.1, 0.1])
    bias = torch.randn(7)
    equal = torch.softmax(evidence + bias - prior.log(), 1)
    assert torch.allclose(torch.softmax(evidence + balanced(bias, prior, 1.0), 1), equal)
    assert torch.equal(balanced(bias, prior, 0.0), bias)
    rare = [torch.softmax(evidence + balanced(bias, prior, share), 1)[:, 1] for share in (0.0, 0.3, 1.0)]
    assert (rare[0] < rare[1]).all()
    assert (rare[1] < rare[2]).all()


def test_networks_are_read_back_from_what_was_exported(tmp_path):
    corpus = FaceCorpus.read(write_corpus(tmp_path), "val")
    torch.manual_seed(1)
    pair = FacePair(FaceModel(), TunedFaceModel()).train()
    pair(255 * torch.rand(8, 1, 48, 48))  # so that their running statistics are not those they began with
    again = exported(export(pair.eval().first, pair.second, corpus, tmp_path / "face.onnx"))
    for found, expected in zip(logits(again.apart, corpus), logits(pair.apart, corpus), strict=True):
        assert expected.std() > 0.01
        assert torch.allclose(found, expected, atol=1e-4)


def test_the_first_network_reads_the_crop_and_the_second_its_mirror_image():
    torch.manual_seed(1)
    pair = FacePair(FaceModel(), TunedFaceModel()).eval()
    pair.temperatures[:] = torch.tensor([2.0, 0.5])
    crops = 255 * torch.rand(3, 1, 48, 48)
    found, embedding = pair(crops)
    logits, expected, _ = pair.first(crops)
    others, _ = pair.second(crops.flip(3))
    mean = (torch.log_softmax(logits / 2, 1) + torch.log_softmax(others / 0.5, 1)) / 2
    torch.testing.assert_close(found, mean)
    assert torch.equal(embedding, expected)


def test_another_network_is_not_read():
    with pytest.raises(ValueError, match="other networks"):
        exported(model_file("face_detector.onnx"))


def test_the_shipped_network_can_be_calibrated_anew(tmp_path):
    data = write_corpus(tmp_path / "data")
    face_export.main(["--data", str(data), "--out", str(tmp_path / "out")])
    crops = FaceCorpus.read(data, "train").images
    before = FaceNetwork.load().predict(crops)
    after = FaceNetwork(onnxruntime.InferenceSession(tmp_path / "out" / "face.onnx")).predict(crops)
    assert np.allclose(before.embedding, after.embedding, atol=1e-3)
    assert not np.allclose(before.probabilities, after.probabilities, atol=1e-3)


def test_the_report_reads_the_shipped_networks_apart_and_together(tmp_path, capsys):
    face_report.main(["--data", str(write_corpus(tmp_path / "data"))])
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("n = 6")
    assert [line[:20].strip() for line in printed[1:5]] == [
        "first, both sides",
        "second, both sides",
        "both, a side each",
        "both, both sides",
    ]
    assert all(0 <= float(line.split()[-4]) <= 1 for line in printed[1:5])


def test_augmented_crops_vary_but_stay_images():
    crop = np.tile(np.linspace(0, 255, 48).astype(np.uint8), (48, 1))
    rng = np.random.default_rng(0)
    varied = [augment(crop, rng, side) for side in (40, 48) for _ in range(100)]
    assert {image.shape for image in varied} == {(40, 40), (48, 48)}
    assert all(image.dtype == np.uint8 for image in varied)
    assert len({image.tobytes() for image in varied}) == 200
    assert np.array_equal(augment(crop, np.random.default_rng(7)), augment(crop, np.random.default_rng(7)))
    assert crop[0, -1] == 255
    assert crop[0, 0] == 0


def test_without_strength_a_crop_is_only_mirrored():
    crop = np.random.default_rng(0).integers(0, 256, (48, 48), dtype=np.uint8)
    rng = np.random.default_rng(1)
    seen = [augment(crop, rng, strength=0.0) for _ in range(20)]
    assert all(np.array_equal(one, crop) or np.array_equal(one, crop[:, ::-1]) for one in seen)
