"""The text model: what a comment says of feeling and of wishes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from safetensors.numpy import load_file

from emotion.affect import bounded
from emotion.encoder import model_file
from emotion.text.backbone import EMBEDDING_SIZE, AffectTower, Backbone
from emotion.text.graph import inference_session
from emotion.text.heads import AFFECT, SEVERAL, Heads
from emotion.text.ngrams import ngram_counts, weighted
from emotion.text.normalise import normalise
from emotion.text.stored import on_minilm, stored_backbone
from emotion.types import EMOTIONS, INTENTS, Prediction

BATCH = 64
"""Comments that go through the layers at once; bounds the memory of a long list."""

WEIGHTS = "text.safetensors"
INTENT_WEIGHTS = "text_intent.safetensors"
TOWER_PREFIX = "tower."


class TextNetwork:
    """MiniLM with a tower trained for affect, beside linear models on hashed n-grams and on the sentence embedding.

    The embedding is that of the unmodified all-MiniLM-L6-v2, so it lies in one space with any other MiniLM embedding.
    One instance serves all sessions and threads.
    """

    def __init__(self, backbone: Backbone, tower: AffectTower, heads: Heads) -> None:
        self.heads = heads
        self._tokenise = backbone.tokenise
        self._layers = inference_session(backbone, tower)

    @classmethod
    def load(cls) -> TextNetwork:
        """The shipped model.

        Raises ModelNotFoundError when its weights are missing.
        """
        stored = load_file(model_file(WEIGHTS)) | load_file(model_file(INTENT_WEIGHTS))
        tensors = {name: weights.astype(np.float32) for name, weights in stored.items()}
        in_tower = [name for name in tensors if name.startswith(TOWER_PREFIX)]
        weights = {name.removeprefix(TOWER_PREFIX): torch.from_numpy(tensors.pop(name)) for name in in_tower}
        return cls(stored_backbone(), on_minilm(weights), Heads(**tensors))

    def predict(self, batch: Sequence[str]) -> Prediction:
        """Comments (N) -> probabilities and chosen (N, 7), valence and arousal (N,), intent (N, 8), embedding (N, 384).

        Its features (N, 768) are that embedding and the mean of the tower's states.

        Of each comment MAX_CHARACTERS and of these MAX_TOKENS word pieces are read.
        """
        if not batch:
            return _nothing()
        texts = [normalise(comment) for comment in batch]
        tower, state, embedding = self._neural(texts)
        ngrams = weighted(ngram_counts(texts), self.heads.idf)
        experts = self.heads.experts(tower, ngrams, embedding)
        mixed = self.heads.mixed(experts)
        affect = bounded(mixed[:, AFFECT])
        return Prediction(
            probabilities=self.heads.distribution(experts),
            embedding=embedding,
            valence=affect[:, 0],
            arousal=affect[:, 1],
            intent=self.heads.intents(ngrams, embedding),
            chosen=mixed[:, SEVERAL] > self.heads.thresholds,
            features=np.hstack([embedding, state]),
        )

    def _neural(self, texts: Sequence[str]) -> list[np.ndarray]:
        """The tower's evidence (N, 16) and its mean state (N, 384), and the sentence embeddings (N, 384)."""
        parts = [self._tokenise(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
        outputs = [self._layers.run(None, {"ids": ids, "mask": mask}) for ids, mask in parts]
        return [np.concatenate(arrays) for arrays in zip(*outputs, strict=True)]


def _nothing() -> Prediction:
    """The prediction for a batch of no comments."""
    seven, one = np.zeros((0, len(EMOTIONS)), np.float32), np.zeros(0, np.float32)
    return Prediction(
        probabilities=seven,
        embedding=np.zeros((0, EMBEDDING_SIZE), np.float32),
        valence=one,
        arousal=one,
        intent=np.zeros((0, len(INTENTS)), np.float32),
        chosen=seven.astype(bool),
        features=np.zeros((0, 2 * EMBEDDING_SIZE), np.float32),
    )
