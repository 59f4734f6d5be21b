"""Trains the voice network on acted speech of three corpora and exports it as ONNX."""

from __future__ import annotations

import tempfile
from pathlib import Path

from emotion.training.voice_corpora import load_clips
from emotion.training.voice_distil import STUDENTS, Place, study, teach
from emotion.training.voice_export import export_calibrated
from emotion.training.voice_learner import learned


def train(
    data: Path, out: Path, seed: int = 0, work: Path | None = None, device: str = "cpu", workers: int = 1
) -> Path:
    """Trains on the train speakers under data/speech, calibrates on the val speakers and writes out/voice.onnx.

    Teachers first, then a student of their mean, which is what is written. work holds the log-mel cache and the
    networks, so that an interrupted run goes on; by default a folder among the temporary files. On a GPU (device
    "cuda") several workers learn side by side. Returns the path of the weights.
    """
    work = work or Path(tempfile.gettempdir()) / "attune-train" / f"voice{seed}"
    cache = work / "clips.npz"
    clips = load_clips(data, cache)
    place = Place(cache, work, device, workers, seed)
    teach(place)
    study(place)
    model = learned(STUDENTS[0], work / "student0.safetensors")
    return export_calibrated(model, clips.where(clips.split == "val"), out / "voice.onnx")
