"""Trains the voice network on acted speech of three corpora and exports it as ONNX."""

from __future__ import annotations

import tempfile
from pathlib import Path

from emotion.training.voice_corpora import load_clips
from emotion.training.voice_distil import TEACHERS, Place, distil, served_of
from emotion.training.voice_export import export_calibrated
from emotion.training.voice_sureness import resharpened


def train(
    data: Path,
    out: Path,
    seed: int = 0,
    device: str = "cpu",
    seconds: float | None = None,
    work: Path | None = None,
) -> Path:
    """Trains on the train speakers under data/speech, calibrates on the val speakers and writes out/voice.onnx.

    Teachers first, then a student of their mean; the smallest teacher and the student together are what is written. All
    within about `seconds`, where given. On "cuda" the teachers learn side by side. work holds the log-mel cache and the
    networks, so that a run without a limit that was interrupted goes on; by default a folder among the temporary files.
    Returns the path of the weights.
    """
    work = work or Path(tempfile.gettempdir()) / "attune-train" / f"voice{seed}"
    cache = work / "clips.npz"
    clips = load_clips(data, cache)
    distil(Place(cache, work, device, 1 if device == "cpu" else len(TEACHERS), seed), seconds)
    val = clips.where(clips.split == "val")
    return resharpened(export_calibrated(*served_of(work), val, out / "voice.onnx"), val)
