"""The text model: what a comment says of feeling and of wishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from safetensors.numpy import load_file

from emotion.encoder import model_file
from emotion.text.backbone import AffectTower, Backbone
from emotion.text.ngrams import ngram_counts, weighted
from emotion.text.normalise import normalise
from emotion.types import EMOTIONS, Prediction

BATCH = 64


@dataclass(frozen=True, eq=False)
class Heads:
    """What turns the evidence of tower and n-grams into a Prediction. All arrays are float32.

    Columns of evidence are the seven emotions' logits, then valence and arousal. mix (2, 9) weighs tower and n-grams,
    offset (9,) is added. thresholds (7,) are logits above which an emotion is chosen; the distribution over the
    emotions is softmax(sharpness (7,) * logits + prior (7,)).
    """

    idf: np.ndarray
    ngrams: np.ndarray  # (2 * BUCKETS, 9)
    ngram_offset: np.ndarray  # (9,)
    mix: np.ndarray
    offset: np.ndarray
    thresholds: np.ndarray
    sharpness: np.ndarray
    prior: np.ndarray
    intent: np.ndarray  # (384, 9): the eight intents, then "no wish"
    intent_offset: np.ndarray  # (9,)


class TextNetwork:
    """MiniLM with a tower trained for affect, beside a linear model on hashed n-grams.

    The embedding is that of the unmodified all-MiniLM-L6-v2, so it lies in one space with any other MiniLM embedding.
    One instance serves all sessions and threads.
    """

    def __init__(self, backbone: Backbone, tower: AffectTower, heads: Heads) -> None:
        self.backbone = backbone
        self.tower = tower.eval()
        self.heads = heads

    @classmethod
    def load(cls) -> TextNetwork:
        """The shipped model, on one thread.

        Raises ModelNotFoundError when its weights are missing.
        """
        torch.set_num_threads(1)
        tensors = {name: t.astype(np.float32) for name, t in load_file(model_file("text.safetensors")).items()}
        tensors |= {name: t.astype(np.float32) for name, t in load_file(model_file("intent.safetensors")).items()}
        backbone = Backbone()
        tower = AffectTower(backbone, len(EMOTIONS))
        prefix = "tower."
        weights = {
            n.removeprefix(prefix): torch.from_numpy(tensors.pop(n)) for n in list(tensors) if n.startswith(prefix)
        }
        tower.load_state_dict(weights, strict=False)
        return cls(backbone, tower, Heads(**tensors))

    def predict(self, batch: Sequence[str]) -> Prediction:
        """Comments (N) -> probabilities (N, 7), chosen (N, 7), valence, arousal (N,), intent (N, 8), embedding (N, 384).

        Of each comment MAX_CHARACTERS and of these MAX_TOKENS word pieces are read.
        """
        texts = [normalise(comment) for comment in batch]
        parts = [self._neural(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
        tower = np.concatenate([t for t, _ in parts] or [np.zeros((0, 9), np.float32)])
        embedding = np.concatenate([e for _, e in parts] or [np.zeros((0, 384), np.float32)])
        heads = self.heads
        counts = weighted(ngram_counts(texts), heads.idf) if texts else np.zeros((0, len(heads.idf)), np.float32)
        evidence = heads.mix[0] * tower + heads.mix[1] * (counts @ heads.ngrams + heads.ngram_offset) + heads.offset
        logits, affect = evidence[:, :7], np.clip(evidence[:, 7:], -1.0, 1.0).astype(np.float32)
        return Prediction(
            probabilities=_softmax(heads.sharpness * logits + heads.prior),
            embedding=embedding,
            valence=affect[:, 0],
            arousal=affect[:, 1],
            intent=intent_distribution(embedding @ heads.intent + heads.intent_offset),
            chosen=logits > heads.thresholds,
        )

    @torch.inference_mode()
    def _neural(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """The tower's evidence (N, 9) and the sentence embeddings (N, 384)."""
        ids, mask = self.backbone.tokenise(texts)
        states, embedding = self.backbone(ids, mask)
        return torch.cat(self.tower(states, mask), dim=1).numpy(), embedding.numpy()


def intent_distribution(scores: np.ndarray) -> np.ndarray:
    """Scores (N, 9) of the eight intents and of "no wish" -> (N, 8); the share of "no wish" falls equally on all."""
    shares = _softmax(scores)
    return shares[:, :-1] + shares[:, -1:] / (scores.shape[1] - 1)


def _softmax(logits: np.ndarray) -> np.ndarray:
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (exponentials / exponentials.sum(axis=1, keepdims=True)).astype(np.float32)
