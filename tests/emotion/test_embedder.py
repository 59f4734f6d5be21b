"""Sentence embeddings of many texts."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.text import TextNetwork
from emotion.text.embedder import SentenceEmbedder

TEXTS = ["A short one.", "", "Somebody walks home in the rain and thinks of nothing at all, for once. " * 3, "Crime."]


@pytest.fixture(scope="module")
def exact() -> np.ndarray:
    told: list[int] = []
    found = SentenceEmbedder().embed(TEXTS, threads=2, tell=told.append)
    assert told == [len(TEXTS)]
    return found


def test_they_are_those_of_the_text_model(exact: np.ndarray) -> None:
    np.testing.assert_allclose(exact, TextNetwork.load().predict(TEXTS).embedding, atol=1e-5)


def test_quick_ones_are_nearly_the_same(exact: np.ndarray) -> None:
    quick = SentenceEmbedder(quick=True).embed(TEXTS)
    assert ((quick * exact).sum(axis=1) > 0.95).all()
