"""Tiny pretrained models of the real classes, saved with real configs and processors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import torch
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertTokenizerFast,
    PreTrainedModel,
    RobertaConfig,
    RobertaForSequenceClassification,
    ViTConfig,
    ViTForImageClassification,
    Wav2Vec2Config,
    Wav2Vec2FeatureExtractor,
    Wav2Vec2ForSequenceClassification,
)
from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

from emotion.pretrained.wav2vec2 import Wav2Vec2ForSpeechClassification

FACE_LABELS = ("angry", "disgust", "fear", "happy", "neutral", "sad", "surprise")
VOICE_LABELS = ("neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised")
DIMENSIONS = ("arousal", "dominance", "valence")
GOEMOTIONS = tuple(
    """admiration amusement anger annoyance approval caring confusion curiosity desire disappointment disapproval
    disgust embarrassment excitement fear gratitude grief joy love nervousness optimism pride realization relief remorse
    sadness surprise neutral""".split()  # noqa: SIM905
)
WORDS = tuple(
    """i you we am is this the a so not happy sad angry afraid wow great love hate cry day film song tired calm work
    thank hello there my made don ' t know kind of and bit down""".split()  # noqa: SIM905
)


def face(folder: Path, labels: Sequence[str] = FACE_LABELS) -> Path:
    """A ViT for 32 px pictures."""
    torch.manual_seed(0)
    config = ViTConfig(
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        image_size=32,
        patch_size=8,
        **_labelled(labels),
    )
    ViTImageProcessorPil(size={"height": 32, "width": 32}).save_pretrained(folder)
    return _saved(ViTForImageClassification(config), folder)


def voice(folder: Path, labels: Sequence[str] = VOICE_LABELS, kind: type = Wav2Vec2ForSequenceClassification) -> Path:
    """A Wav2Vec2 with few, wide strides."""
    torch.manual_seed(0)
    config = Wav2Vec2Config(
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        conv_dim=(16, 16, 16),
        conv_kernel=(10, 8, 4),
        conv_stride=(10, 8, 4),
        num_conv_pos_embeddings=8,
        num_conv_pos_embedding_groups=2,
        classifier_proj_size=16,
        **_labelled(labels),
    )
    Wav2Vec2FeatureExtractor(sampling_rate=16_000, do_normalize=True).save_pretrained(folder)
    return _saved(kind(config), folder)


def dimensional_voice(folder: Path) -> Path:
    """A Wav2Vec2 that regresses arousal, dominance and valence."""
    voice(folder, DIMENSIONS, Wav2Vec2ForSpeechClassification)
    model = Wav2Vec2ForSpeechClassification.from_pretrained(folder)
    with torch.no_grad():  # from 0 to 1, as the published models' outputs are
        model.classifier.out_proj.weight.mul_(0.1)
        model.classifier.out_proj.bias.fill_(0.5)
    return _saved(model, folder)


def text(folder: Path, labels: Sequence[str] = GOEMOTIONS, problem: str = "multi_label_classification") -> Path:
    """A BERT over WORDS."""
    torch.manual_seed(0)
    config = BertConfig(vocab_size=len(WORDS) + 5, **_text_sizes(labels, problem))
    _tokenizer(folder)
    return _saved(BertForSequenceClassification(config), folder)


def roberta(folder: Path, labels: Sequence[str] = FACE_LABELS) -> Path:
    """A RoBERTa over WORDS, single-label."""
    torch.manual_seed(0)
    sizes = _text_sizes(labels, "single_label_classification")
    config = RobertaConfig(vocab_size=len(WORDS) + 5, pad_token_id=0, **sizes)
    _tokenizer(folder)
    return _saved(RobertaForSequenceClassification(config), folder)


def edit_config(folder: Path, **entries: object) -> None:
    """Change entries of a saved config."""
    file = folder / "config.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | entries))


def _labelled(labels: Sequence[str]) -> dict:
    numbers = {name: i for i, name in enumerate(labels)}
    # Wide weights, so that different signals give different answers.
    return {"id2label": dict(enumerate(labels)), "label2id": numbers, "initializer_range": 0.3}


def _text_sizes(labels: Sequence[str], problem: str) -> dict:
    return {
        "hidden_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 64,
        "max_position_embeddings": 140,
        "problem_type": problem,
        **_labelled(labels),
    }


def _tokenizer(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(WORDS)]))
    BertTokenizerFast(vocab=str(vocabulary)).save_pretrained(folder)


def _saved(model: PreTrainedModel, folder: Path) -> Path:
    model.save_pretrained(folder)
    return folder
