"""Judges a pretrained model with the same command and figures as an embedded one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from emotion.errors import CorpusError
from emotion.evaluation.corpus import Clip
from emotion.modalities import VOICE
from emotion.pretrained.network import PretrainedNetwork
from emotion.types import Modality, Prediction


def pretrained_runner(modality: Modality, folder: Path) -> Callable[[Sequence], Prediction]:
    """From decoded signals to predictions of a model folder, as it is served on this machine.

    Raises LabelError or PretrainedError; the runner raises CorpusError for clips that are stored as log-mels.
    """
    network = PretrainedNetwork.load(modality, folder)
    if modality != VOICE:
        return network.predict

    def listen(clips: Sequence[Clip]) -> Prediction:
        if any(clip.samples is None for clip in clips):
            raise CorpusError("a pretrained voice model hears waveforms; this corpus holds log-mels only")
        return network.predict([clip.samples for clip in clips])

    return listen
