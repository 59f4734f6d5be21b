"""The benchmark of what is said aloud counts what it says."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import soundfile

from emotion.benchmark import aloud
from emotion.benchmark.aloud import benchmark, word_error_rate
from emotion.errors import CorpusError
from emotion.speech import recogniser
from emotion.speech.recogniser import Words


class HearsLoud:
    """Takes what is loud, and always hears the same."""

    def hear(self, speech: np.ndarray) -> Words | None:
        return Words("Dogs are sitting by a door!", 0.9) if np.abs(speech).max() > 0.1 else None


def clip(amplitude: float) -> bytes:
    held = io.BytesIO()
    soundfile.write(held, np.full(16_000, amplitude, np.float32), 16_000, format="OGG")
    return held.getvalue()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "speech").mkdir()
    for corpus in aloud.CORPORA:
        rows = [
            {"audio": clip(level), "text": "Dogs are sitting by the door", "split": split}
            for split in aloud.SPLITS
            for level in (0.5, 0.5, 0.5, 0.01)
        ]
        pd.DataFrame(rows).to_parquet(tmp_path / "speech" / f"{corpus}.parquet")
    return tmp_path


def test_it_counts_what_is_taken_and_the_words_that_are_wrong(data: Path) -> None:
    found = benchmark(data, recogniser=HearsLoud())
    assert found["ravdess val"]["clips"] == 4
    assert found["ravdess val"]["taken"] == 0.75
    assert found["ravdess val"]["word_error_rate"] == pytest.approx(1 / 6)
    assert found["nemo val"]["word_error_rate"] is None


def test_edits_are_counted_over_all_words() -> None:
    assert word_error_rate(["I am here", ""], ["I'm here.", "No"]) == pytest.approx(3 / 3)


def test_without_a_recogniser_or_a_corpus_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CorpusError, match=r"ravdess\.parquet"):
        benchmark(tmp_path, recogniser=HearsLoud())
    monkeypatch.setattr(recogniser, "installed", lambda: False)
    with pytest.raises(CorpusError, match="make speech"):
        benchmark(tmp_path)
