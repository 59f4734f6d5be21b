"""Composed sequences as the tensors that a fusion learns from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from emotion.evaluation.sequences import Sequence
from emotion.fusion.fusion import to_tensors
from emotion.fusion.network import TensorTokens
from emotion.fusion.tokens import SENSED, tokenise
from emotion.labels import NORM_MATRIX
from emotion.modalities import TEXT
from emotion.training.moods import mood_wish
from emotion.types import EMOTIONS, Modality

UNLABELLED = -100
"""The label of a sequence that shows no emotion in particular; cross-entropy passes over it."""

Sizes = dict[Modality, int]


@dataclass(frozen=True, eq=False)
class Batch:
    """B sequences. barred (B, 7) bool: classes that are no candidates; affected (B,): index into SENSED, or -1."""

    tokens: TensorTokens
    labels: Tensor
    barred: Tensor
    affect: Tensor
    intent: Tensor
    affected: Tensor

    def emotion_loss(self, logits: Tensor) -> Tensor:
        """Cross-entropy of logits (B, 7) among each sequence's candidates."""
        return F.cross_entropy(logits.masked_fill(self.barred, -torch.inf), self.labels, ignore_index=UNLABELLED)


def batch_of(
    sequences: list[Sequence], sizes: Sizes, stretch: np.ndarray, wished: list[Sequence] = (), targets: np.ndarray = ()
) -> Batch:
    """Composed sequences, and behind them those of which only the intent counts, with what was wished for, (N, 8).

    The intent's targets are what was wished for and what the emotion makes likely, taken together (see mood_wish).
    stretch (2,) widens the texts' valence and arousal; see affect_stretch.
    """
    every = [*sequences, *wished]
    barred = np.ones((len(every), len(EMOTIONS)), bool)
    for row, sequence in enumerate(every):
        barred[row, list(sequence.candidates)] = False
    tokens = tokenise([s.observations for s in every], [s.now for s in every], sizes)
    wishes = [*map(_wish, sequences), *targets]
    return Batch(
        tokens=to_tensors(tokens, np.arange(len(every))),
        labels=torch.tensor([s.label for s in sequences] + [UNLABELLED] * len(wished)),
        barred=torch.from_numpy(barred),
        affect=torch.from_numpy(np.stack([_affect_target(s, stretch) for s in every])),
        intent=torch.from_numpy(np.stack([mood_wish(s.label, w) for s, w in zip(every, wishes, strict=True)])),
        affected=torch.tensor([SENSED.index(s.affected) if s.affected else -1 for s in every]),
    )


def without_embeddings(tokens: TensorTokens, share: float, generator: torch.Generator) -> TensorTokens:
    """The same tokens, where in a share of the sequences a modality has no embedding, as from a pretrained encoder."""
    found = {}
    for modality, (embedding, *others) in tokens.items():
        kept = torch.rand(len(embedding), 1, 1, generator=generator) >= share
        found[modality] = (embedding * kept, *others)
    return found


def affect_stretch(valence: np.ndarray, arousal: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """(2,): the ratio of the norms' spread over texts' labels (N,) to the spread of the text model's affect (N, K)."""
    said = np.stack([valence.ravel(), arousal.ravel()], axis=1)
    return NORM_MATRIX[labels].std(axis=0) / said.std(axis=0)


def _affect_target(sequence: Sequence, stretch: np.ndarray) -> np.ndarray:
    """The mean over the modalities present: the emotion's norms for face and voice, and for text its own valence and
    arousal (learnt from EmoBank), stretched to the norms' spread."""
    norm = NORM_MATRIX[sequence.label]
    texts = [o for o in sequence.observations if o.modality == TEXT]
    if not texts or sequence.affected == TEXT:
        return norm
    said = np.clip(stretch * (texts[-1].valence, texts[-1].arousal), -1, 1)
    sensed = len({o.modality for o in sequence.observations}) - 1
    return ((sensed * norm + said) / (sensed + 1)).astype(np.float32)


def _wish(sequence: Sequence) -> np.ndarray | None:
    """What the newest readable comment wishes for."""
    texts = [o for o in sequence.observations if o.modality == TEXT and o.intent is not None]
    if not texts or (sequence.affected == TEXT and sequence.variant == "corrupted"):
        return None
    return texts[-1].intent
