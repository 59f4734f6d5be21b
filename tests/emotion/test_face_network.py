"""What the shipped face network promises to those who call it."""

import threading
import time

import numpy as np
import pytest

from emotion.errors import ModelNotFoundError
from emotion.face import FaceNetwork
from emotion.labels import expected_affect


@pytest.fixture(scope="module")
def network():
    return FaceNetwork.load()


@pytest.fixture(scope="module")
def crops():
    return np.random.default_rng(0).integers(0, 256, (300, 48, 48), dtype=np.uint8)


def test_shapes_and_ranges(network, crops):
    prediction = network.predict(crops)
    assert prediction.probabilities.shape == (300, 7)
    assert prediction.embedding.shape == (300, 128)
    assert prediction.probabilities.dtype == prediction.embedding.dtype == np.float32
    assert np.allclose(prediction.probabilities.sum(1), 1, atol=1e-4)
    assert prediction.probabilities.min() >= 0
    assert np.isfinite(prediction.embedding).all()


def test_affect_is_expected_under_the_probabilities(network, crops):
    prediction = network.predict(crops[:5])
    valence, arousal = expected_affect(prediction.probabilities)
    assert np.allclose(prediction.valence, valence)
    assert np.allclose(prediction.arousal, arousal)


def test_batches_change_nothing(network, crops):
    whole = network.predict(crops)
    alone = network.predict(crops[270:271])
    assert np.allclose(whole.probabilities[270], alone.probabilities[0], atol=1e-4)
    assert np.allclose(whole.embedding[270], alone.embedding[0], atol=1e-3)


def test_mirror_image_is_nearly_the_same_face(network, crops):
    prediction, mirrored = (network.predict(seen).probabilities for seen in (crops, crops[:, :, ::-1]))
    assert np.abs(prediction - mirrored).mean() < 0.05
    assert (prediction.argmax(1) == mirrored.argmax(1)).mean() > 0.8


def test_exposure_matters_little(network, crops):
    dark, bright = (network.predict((crops[:8] * gain).astype(np.uint8)).probabilities for gain in (0.4, 0.9))
    assert np.abs(dark - bright).max() < 0.2


def test_no_crops_give_no_predictions(network):
    prediction = network.predict(np.zeros((0, 48, 48), np.uint8))
    assert prediction.probabilities.shape == (0, 7)
    assert prediction.embedding.shape == (0, 128)


def test_flat_crops_are_finite(network):
    for level in (0, 128, 255):
        prediction = network.predict(np.full((1, 48, 48), level, np.uint8))
        assert np.isfinite(prediction.probabilities).all()


@pytest.mark.parametrize(
    "batch",
    [np.zeros((48, 48), np.uint8), np.zeros((2, 47, 48), np.uint8), np.zeros((2, 48, 48), np.float32), None, "crop"],
)
def test_another_shape_or_type_is_refused(network, batch):
    with pytest.raises(ValueError, match="48"):
        network.predict(batch)


def test_threads_share_it(network, crops):
    expected = network.predict(crops[:4]).probabilities
    found = {}

    def work(index):
        found[index] = network.predict(crops[:4]).probabilities

    threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert all(np.allclose(probabilities, expected, atol=1e-5) for probabilities in found.values())


def test_one_face_takes_a_few_milliseconds(network, crops):
    spent = []
    for crop in crops[:30]:
        start = time.thread_time()
        network.predict(crop[None])
        spent.append(time.thread_time() - start)
    assert np.median(spent) < 0.01


def test_missing_weights_name_the_command(monkeypatch, tmp_path):
    monkeypatch.setattr("emotion.encoder.MODEL_DIR", tmp_path)
    with pytest.raises(ModelNotFoundError, match="python -m emotion train face"):
        FaceNetwork.load()
