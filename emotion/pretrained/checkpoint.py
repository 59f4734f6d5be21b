"""A model folder on disk -> the model, its processor and what its outputs mean, or a plain word why not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch
from transformers import (
    AutoConfig,
    AutoModelForAudioClassification,
    AutoModelForImageClassification,
    AutoModelForSequenceClassification,
    PretrainedConfig,
    PreTrainedModel,
)
from transformers.utils.logging import disable_progress_bar

from emotion.errors import EmotionError, PretrainedError
from emotion.modalities import FACE, TEXT
from emotion.pretrained.head import NOTES, Head
from emotion.pretrained.signals import FaceSignals, TextSignals, VoiceSignals, signals_of
from emotion.pretrained.source import FROM_DISK
from emotion.pretrained.wav2vec2 import Wav2Vec2ForSpeechClassification
from emotion.types import Modality


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """A pretrained classifier, not loaded yet, with all that goes with it."""

    modality: Modality
    folder: Path
    config: PretrainedConfig
    head: Head
    signals: FaceSignals | VoiceSignals | TextSignals

    @classmethod
    def open(cls, modality: Modality, folder: Path) -> Checkpoint:
        """Reads config and processor.

        Raises LabelError when the labels cannot be mapped, PretrainedError when a file is missing or broken.
        """
        with explained(folder, "config or processor"):
            config = AutoConfig.from_pretrained(folder, **FROM_DISK)
            head = Head.of(config)
            return cls(modality, folder, config, head, signals_of(modality, folder, getattr(config, NOTES, {})))

    def model(self) -> PreTrainedModel:
        """The model in float32 for inference. Raises PretrainedError when weights are broken, or its head has none."""
        kind = model_class(self.modality, self.config)
        disable_progress_bar()
        with explained(self.folder, "weights"):
            model, info = kind.from_pretrained(
                self.folder,
                config=self.config,
                use_safetensors=True,
                **FROM_DISK,
                dtype=torch.float32,
                output_loading_info=True,
            )
        if info["missing_keys"] or info["mismatched_keys"]:
            lacking = sorted(map(str, [*info["missing_keys"], *info["mismatched_keys"]]))
            raise PretrainedError(
                f"{self.folder} has no fitting weights for {', '.join(lacking[:4])}: it is no fine-tuned classifier; "
                f"make one with: python -m emotion finetune {self.modality} --data DIR --base {self.folder}"
            )
        return model.eval()


def model_class(modality: Modality, config: PretrainedConfig) -> type:
    """The class of transformers that reads a config as a classifier of a modality's signals."""
    if modality == FACE:
        return AutoModelForImageClassification
    if modality == TEXT:
        return AutoModelForSequenceClassification
    pooled = Wav2Vec2ForSpeechClassification.__name__ in (config.architectures or ())
    return Wav2Vec2ForSpeechClassification if pooled else AutoModelForAudioClassification


@contextmanager
def explained(folder: Path, what: str) -> Iterator[None]:
    """Turns whatever a foreign folder makes transformers raise into a PretrainedError that names the folder."""
    try:
        yield
    except EmotionError:
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:300] or type(error).__name__
        raise PretrainedError(f"{folder}: its {what} cannot be read: {reason}") from error
