"""Wav2Vec2 with the pooled two-layer head of the published dimensional models."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import Wav2Vec2Config, Wav2Vec2Model, Wav2Vec2PreTrainedModel
from transformers.modeling_outputs import SequenceClassifierOutput


class PooledHead(nn.Module):
    """Dense, tanh, dense: (N, hidden) -> (N, labels)."""

    def __init__(self, config: Wav2Vec2Config) -> None:
        super().__init__()
        self.dense = nn.Linear(config.hidden_size, config.hidden_size)
        self.dropout = nn.Dropout(config.final_dropout)
        self.out_proj = nn.Linear(config.hidden_size, config.num_labels)

    def forward(self, states: Tensor) -> Tensor:
        return self.out_proj(self.dropout(torch.tanh(self.dense(self.dropout(states)))))


class Wav2Vec2ForSpeechClassification(Wav2Vec2PreTrainedModel):
    """Mean of the states over time, then PooledHead: the model of Wagner et al. 2023, Dawn of the Transformer Era in
    Speech Emotion Recognition, whose outputs are arousal, dominance and valence; others put classes there.

    The class bears the name that such models state in their config.
    """

    def __init__(self, config: Wav2Vec2Config) -> None:
        super().__init__(config)
        self.wav2vec2 = Wav2Vec2Model(config)
        self.classifier = PooledHead(config)
        self.post_init()

    def forward(self, input_values: Tensor, attention_mask: Tensor | None = None) -> SequenceClassifierOutput:
        """Samples (N, T) -> logits (N, labels)."""
        states = self.wav2vec2(input_values, attention_mask=attention_mask).last_hidden_state
        return SequenceClassifierOutput(logits=self.classifier(states.mean(dim=1)))
