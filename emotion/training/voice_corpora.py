"""Reads the three speech corpora as clips."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from emotion.errors import CorpusError
from emotion.fusion.perceiver import ASKED
from emotion.labels import emotion_of
from emotion.training.voice_clips import CORPORA, Clips
from emotion.training.votes import FILE, read_votes
from emotion.types import EMOTIONS
from emotion.voice.features import decode_audio, decode_logmel, log_mel, spectrogram


def load_clips(data: Path, cache: Path) -> Clips:
    """What read_clips gives; computed once, then read from the file `cache`. Raises CorpusError as it does."""
    if cache.is_file():
        return Clips.load(cache)
    clips = read_clips(data)
    clips.save(cache)
    return clips


def read_clips(data: Path, split: str | None = None) -> Clips:
    """The three corpora under data/speech as log-mel, of one split or all. Raises CorpusError where one is missing."""
    files = [data / "speech" / f"{corpus}.parquet" for corpus in CORPORA]
    for file in files:
        if not file.is_file():
            raise CorpusError(f"{file} is missing; training the voice needs {', '.join(CORPORA)} under {file.parent}")
    tables = []
    for corpus, file in zip(CORPORA, files, strict=True):
        table = pd.read_parquet(file)
        table = table.assign(corpus=corpus, target=[emotion_of(label) for label in table.emotion])
        tables.append(table[table.target.notna() & ((table.split == split) | (split is None))])
    pictures = [_picture(row) for table in tables for row in table.to_dict("records")]
    joined = pd.concat([table[["clip_id", "target", "corpus", "speaker", "split"]] for table in tables])
    emotion = np.array([EMOTIONS.index(target) for target in joined.target])
    columns = (joined[name].to_numpy(str) for name in ("corpus", "speaker", "split"))
    return Clips(pictures, emotion, *columns, _heard(data, joined.clip_id))


def _heard(data: Path, clips: pd.Series) -> np.ndarray:
    """The distribution (n, 7) of listeners' answers to each clip, all 0 where there are none."""
    votes = read_votes(data / FILE)
    heard = np.zeros((len(votes), len(EMOTIONS)), np.float32)
    heard[:, [EMOTIONS.index(emotion) for emotion in ASKED]] = votes.counts["voice"]
    heard /= heard.sum(1, keepdims=True)
    return pd.DataFrame(heard, votes.clips).reindex(clips).fillna(0.0).to_numpy(np.float32)


def _picture(row: dict) -> np.ndarray:
    """A clip as served where it is for val; of train recordings more is kept: more places to cut a window from."""
    if "logmel" in row:
        picture = decode_logmel(row["logmel"])
    elif row["split"] == "train":
        picture = spectrogram(decode_audio(row["audio"]), seconds=6.0)
    else:
        picture = log_mel(decode_audio(row["audio"]))
    return np.round(picture * 255).astype(np.uint8)
