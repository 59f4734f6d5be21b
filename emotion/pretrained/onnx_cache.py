"""Pretrained models as int8 graphs for ONNX Runtime, made once and kept in the user's cache folder."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import platformdirs
import torch
import transformers

from emotion.errors import PretrainedError
from emotion.types import Modality

logger = logging.getLogger(__name__)

GRAPH = "model.onnx"
EXPORT_WITHIN = 1800.0
"""Seconds an export may take; one of base size takes one or two minutes."""

_ROOT = Path(__file__).resolve().parents[2]


def cache_folder() -> Path:
    """Where the graphs are kept: ATTUNE_CACHE_DIR, or the user's cache folder."""
    return Path(os.environ.get("ATTUNE_CACHE_DIR") or platformdirs.user_cache_dir("attune", False)) / "pretrained"


def cached_graph(modality: Modality, model: Path) -> Path:
    """The graph of a model folder, which is made at first and whenever config or weights have changed.

    Raises PretrainedError when the model cannot be read or exported.
    """
    folder = cache_folder() / f"{modality}-{_content_key(model)}"
    if not (folder / GRAPH).is_file():
        logger.warning("Preparing %s for this processor; this takes a minute or two, once.", model)
        folder.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(dir=folder.parent))
        try:
            export_apart(modality, model, making / GRAPH)
            # Another process may have been faster; its graph is the same.
            with contextlib.suppress(OSError):
                making.replace(folder)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    return folder / GRAPH


def export_apart(modality: Modality, model: Path, graph: Path) -> None:
    """Export in a process of its own: the exporter patches torch while it works and takes gigabytes, neither of which
    a serving process should see."""
    command = [sys.executable, "-m", "emotion.pretrained.export", modality, str(model.resolve()), str(graph.resolve())]
    try:
        done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False, timeout=EXPORT_WITHIN)
    except subprocess.TimeoutExpired as error:
        raise PretrainedError(f"{model} could not be made ready within {EXPORT_WITHIN / 60:.0f} minutes") from error
    if done.returncode != 0:
        reason = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise PretrainedError(f"{model} cannot be made ready for this processor: {reason[0][:300]}")


def _content_key(model: Path) -> str:
    digest = hashlib.sha256(f"int8 {transformers.__version__} {torch.__version__}".encode())
    for file in [model / "config.json", *sorted(model.glob("*.safetensors"))]:
        with file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()[:32]
