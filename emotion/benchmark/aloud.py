"""How well the optional recogniser hears what is said aloud: in English, and that it leaves other languages alone.

Of each corpus, clips whose sentence is known: the share of which words are taken at all, the word error rate of those
(edits against the sentence's words, in all), and how long a clip took.
"""

from __future__ import annotations

import re
import time
from pathlib import Path

import numpy as np
import pandas as pd
from rapidfuzz.distance import Levenshtein

from emotion.errors import CorpusError
from emotion.speech.recogniser import Recogniser, load_recogniser
from emotion.voice.features import decode_audio

CORPORA = {"ravdess": "en", "nemo": "pl"}
"""Those with sound, and the language in them."""

SPLITS = ("train", "val")
"""By how the clips of train came out it was set how sure is sure enough."""

CLIPS = 30
"""At most so many of each, drawn at random."""


def benchmark(data: Path, seed: int = 0, recogniser: Recogniser | None = None) -> dict:
    """By corpus and split `clips`, `language`, `taken`, `word_error_rate` (of those taken; in English only) and `ms`,
    the median. Raises CorpusError without a recogniser or a corpus.
    """
    recogniser = recogniser or load_recogniser()
    if recogniser is None:
        raise CorpusError("no recogniser is installed; add one with: make speech")
    return {
        f"{corpus} {split}": _judged(recogniser, *_clips(data, corpus, split, seed), language)
        for corpus, language in CORPORA.items()
        for split in SPLITS
    }


def word_error_rate(heard: list[str], sentences: list[str]) -> float:
    """Edits in all, over the words in all of what was said; case and punctuation do not count."""
    pairs = [(_words(one), _words(other)) for one, other in zip(heard, sentences, strict=True)]
    return sum(Levenshtein.distance(*pair) for pair in pairs) / max(sum(len(said) for _, said in pairs), 1)


def print_aloud(report: dict) -> None:
    """The report as a table."""
    print(f"{'corpus':<16}{'clips':>7}{'language':>10}{'taken':>8}{'word errors':>13}{'ms':>7}")
    for name, row in report.items():
        errors = "" if row["word_error_rate"] is None else f"{row['word_error_rate']:.3f}"
        print(f"{name:<16}{row['clips']:>7}{row['language']:>10}{row['taken']:>8.3f}{errors:>13}{row['ms']:>7.0f}")


def _clips(data: Path, corpus: str, split: str, seed: int) -> tuple[list[np.ndarray], list[str]]:
    file = data / "speech" / f"{corpus}.parquet"
    if not file.is_file():
        raise CorpusError(f"there is no {file}")
    table = pd.read_parquet(file, columns=["audio", "text", "split"])
    table = table[table["split"] == split]
    table = table.sample(min(CLIPS, len(table)), random_state=seed)
    return [decode_audio(one) for one in table["audio"]], list(table["text"])


def _judged(recogniser: Recogniser, clips: list[np.ndarray], sentences: list[str], language: str) -> dict:
    took, heard = [], []
    for clip in clips:
        began = time.perf_counter()
        heard.append(recogniser.hear(clip))
        took.append(time.perf_counter() - began)
    taken = [(words.text, said) for words, said in zip(heard, sentences, strict=True) if words is not None]
    errors = word_error_rate([h for h, _ in taken], [s for _, s in taken]) if language == "en" and taken else None
    return {
        "clips": len(clips),
        "language": language,
        "taken": len(taken) / max(len(clips), 1),
        "word_error_rate": errors,
        "ms": 1000 * float(np.median(took)) if took else 0.0,
    }


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())
