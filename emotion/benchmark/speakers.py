"""How well somebody else's voice is told from the person's, by people of whom the encoder learnt nothing.

Each person's voice is learnt from the first clips that make up ten seconds of speech: of any emotion, or of neutral
ones alone. Then their other clips, of at most 3 s and any emotion, are held against it, and those of everybody else in
the same corpus, who speak into the same microphone and often say the same sentence.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from emotion.errors import CorpusError
from emotion.voice.features import CLIP_SECONDS, SAMPLE_RATE, decode_audio, without_silence
from emotion.voice.speaker import ALIKE, FIRST_S, SpeakerEncoder

CORPORA = ("ravdess", "nemo")
CLIPS = 60
"""Of each person, drawn at random."""

ROUNDS = 5
"""So often each person's voice is learnt, from other clips each time."""

LEARNT_FROM = {"any emotion": None, "neutral": ("neutral", "calm")}


def benchmark(data: Path, seed: int = 0, encoder: SpeakerEncoder | None = None) -> dict:
    """By corpus and what was learnt from: `eer`, the equal error rate, `eer_same_sex`, against people of the same sex,
    and at the shipped threshold `own_refused` and `others_noticed`. Raises CorpusError where a corpus is missing.
    """
    encoder = encoder or SpeakerEncoder.load()
    report = {}
    for corpus in CORPORA:
        clips = _clips(data / "speech" / f"{corpus}.parquet", encoder, seed)
        for name, emotions in LEARNT_FROM.items():
            report[f"{corpus}, {name}"] = _judged(clips, emotions, np.random.default_rng(seed))
    return report


def equal_error_rate(own: np.ndarray, others: np.ndarray) -> float:
    """Where as many of one's own (N,) lie below a threshold as of the others (M,) lie at or above it."""
    thresholds = np.sort(np.concatenate([own, others]))
    refused = np.searchsorted(np.sort(own), thresholds) / len(own)
    taken = 1 - np.searchsorted(np.sort(others), thresholds) / len(others)
    nearest = int(np.abs(refused - taken).argmin())
    return float(refused[nearest] + taken[nearest]) / 2


def print_speakers(report: dict) -> None:
    """The report as a table."""
    print(f"{'learnt from':<22}{'EER':>7}{'same sex':>10}{'own refused':>13}{'others noticed':>16}")
    for name, row in report.items():
        print(
            f"{name:<22}{row['eer']:>7.3f}{row['eer_same_sex']:>10.3f}"
            f"{row['own_refused']:>13.3f}{row['others_noticed']:>16.3f}"
        )


def _clips(file: Path, encoder: SpeakerEncoder, seed: int) -> pd.DataFrame:
    """speaker, sex, emotion, seconds and voice of some clips of each person."""
    if not file.is_file():
        raise CorpusError(f"there is no {file}")
    table = pd.read_parquet(file, columns=["audio", "speaker", "sex", "emotion"]).sample(frac=1, random_state=seed)
    table = table.groupby("speaker").head(CLIPS).reset_index(drop=True)
    speech = [without_silence(decode_audio(one))[: int(CLIP_SECONDS * SAMPLE_RATE)] for one in table.pop("audio")]
    return table.assign(
        seconds=[len(one) / SAMPLE_RATE for one in speech], voice=[encoder.voice(one) for one in speech]
    )


def _judged(clips: pd.DataFrame, emotions: tuple[str, ...] | None, random: np.random.Generator) -> dict[str, float]:
    voices = np.stack(clips["voice"].to_list())
    own, others, same_sex = [], [], []
    for speaker, rows in clips.groupby("speaker"):
        elsewhere = clips["speaker"] != speaker
        alike = elsewhere & (clips["sex"] == rows["sex"].iloc[0])
        learnable = rows if emotions is None else rows[rows["emotion"].isin(emotions)]
        if learnable["seconds"].sum() < FIRST_S:
            continue
        for _ in range(ROUNDS):
            order = learnable.loc[random.permutation(learnable.index)]
            first = order.index[: int((order["seconds"].cumsum() < FIRST_S).sum()) + 1]
            mean = voices[first].sum(0)
            scores = voices @ (mean / np.linalg.norm(mean))
            own.append(scores[rows.index.difference(first)])
            others.append(scores[elsewhere])
            same_sex.append(scores[alike])
    mine, theirs, near = map(np.concatenate, (own, others, same_sex))
    return {
        "eer": equal_error_rate(mine, theirs),
        "eer_same_sex": equal_error_rate(mine, near),
        "own_refused": float((mine < ALIKE).mean()),
        "others_noticed": float((theirs < ALIKE).mean()),
    }
