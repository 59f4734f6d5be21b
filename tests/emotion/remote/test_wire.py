"""Batches and predictions survive as bytes; what is neither is refused."""

from __future__ import annotations

import numpy as np
import pytest
from safetensors.numpy import save

from emotion.remote.wire import WireError, pack_batch, pack_prediction, unpack_batch, unpack_prediction
from emotion.types import Prediction


def test_signals_of_any_shape_come_back_in_order() -> None:
    batch = [np.full((128, 16 + n), n, np.float32) for n in range(12)]
    assert all((one == other).all() for one, other in zip(unpack_batch(pack_batch(batch)), batch, strict=True))
    crops = np.arange(2 * 48 * 48, dtype=np.uint8).reshape(2, 48, 48)
    assert (np.asarray(unpack_batch(pack_batch(crops))) == crops).all()


def test_words_come_back_as_they_were() -> None:
    words = ["so glad 😀", "", "nul \x00", "half \ud83d of a pair"]
    assert unpack_batch(pack_batch(words)) == words


def test_a_prediction_comes_back_with_what_it_has_and_no_more() -> None:
    given = Prediction(np.eye(7, dtype=np.float32)[:2], chosen=np.eye(7, dtype=bool)[:2])
    found = unpack_prediction(pack_prediction(given), 2)
    assert (found.probabilities == given.probabilities).all()
    assert (found.chosen == given.chosen).all()
    assert found.embedding is None is found.valence


@pytest.mark.parametrize("body", [b"", b"nonsense", bytes(64), save({"1": np.zeros(2)}), save({"words": np.zeros(3)})])
def test_what_is_no_batch_is_refused(body: bytes) -> None:
    with pytest.raises(WireError):
        unpack_batch(body)


@pytest.mark.parametrize(
    "arrays",
    [
        {"valence": np.zeros(2, np.float32)},
        {"probabilities": np.zeros((1, 7), np.float32)},
        {"probabilities": np.full((2, 7), np.nan, np.float32)},
        {"probabilities": np.zeros((2, 7), np.float32), "valence": np.zeros(3, np.float32)},
        {"probabilities": np.zeros((2, 7), np.float32), "other": np.zeros(2, np.float32)},
    ],
)
def test_what_is_no_prediction_for_these_signals_is_refused(arrays: dict[str, np.ndarray]) -> None:
    with pytest.raises(WireError):
        unpack_prediction(save(arrays), 2)
