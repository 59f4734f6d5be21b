"""Trains the voice network on acted speech of three corpora and exports it as ONNX."""

from __future__ import annotations

import tempfile
from pathlib import Path

from emotion.training.voice_corpora import load_clips
from emotion.training.voice_distil import STUDENTS, TEACHERS, Place, distil
from emotion.training.voice_export import export_calibrated
from emotion.training.voice_learner import learned


def train(
    data: Path,
    out: Path,
    seed: int = 0,
    device: str = "cpu",
    seconds: float | None = None,
    work: Path | None = None,
) -> Path:
    """Trains on the train speakers under data/speech, calibrates on the val speakers and writes out/voice.onnx.

    Teachers first, then a student of their mean, which is what is written; within about `seconds`, where given. On
    "cuda" the teachers learn side by side. work holds the log-mel cache and the networks, so that a run without a limit
    that was interrupted goes on; by default a folder among the temporary files. Returns the path of the weights.
    """
    work = work or Path(tempfile.gettempdir()) / "attune-train" / f"voice{seed}"
    cache = work / "clips.npz"
    clips = load_clips(data, cache)
    distil(Place(cache, work, device, 1 if device == "cpu" else len(TEACHERS), seed), seconds)
    model = learned(STUDENTS[0], work / "student0.safetensors")
    return export_calibrated(model, clips.where(clips.split == "val"), out / "voice.onnx")
