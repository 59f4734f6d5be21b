"""The clips that the voice network learns from, as log-mel, with what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from emotion.types import EMOTIONS

# File -> share of the training clips drawn from it; the small corpora are drawn more often than their size.
CORPORA = {"ravdess": 0.24, "nemo": 0.32, "crema_d_logmel": 0.44}


@dataclass(frozen=True)
class Clips:
    """Clips of all corpora: pictures (128, frames) uint8 0..255, and per clip emotion index, corpus, speaker, split.

    heard (n, 7) float32: the distribution of listeners' answers, all 0 where nobody was asked.
    """

    pictures: list[np.ndarray]
    emotion: np.ndarray
    corpus: np.ndarray
    speaker: np.ndarray
    split: np.ndarray
    heard: np.ndarray

    @classmethod
    def load(cls, path: Path) -> Clips:
        """What `save` wrote."""
        stored = np.load(path)
        pictures = np.split(stored["frames"], np.cumsum(stored["lengths"])[:-1], axis=1)
        return cls(pictures, *(stored[name] for name in ("emotion", "corpus", "speaker", "split", "heard")))

    def save(self, path: Path) -> None:
        """One npz file, uncompressed."""
        path.parent.mkdir(parents=True, exist_ok=True)
        columns = {name: getattr(self, name) for name in ("emotion", "corpus", "speaker", "split", "heard")}
        lengths = [picture.shape[1] for picture in self.pictures]
        np.savez(path, frames=np.concatenate(self.pictures, 1), lengths=lengths, **columns)

    def where(self, chosen: np.ndarray) -> Clips:
        """The clips at the positions where `chosen` (n,) is true."""
        kept = np.flatnonzero(chosen)
        columns = (self.emotion, self.corpus, self.speaker, self.split, self.heard)
        return Clips([self.pictures[i] for i in kept], *(column[kept] for column in columns))

    def targets(self, listeners: float) -> np.ndarray:
        """(n, 7) float32: what was acted, mixed with the share `listeners` of what was heard, where people were asked.

        Listeners answer neutral far oftener than it is acted; so their answers count against how often each is given.
        """
        acted = np.eye(len(EMOTIONS), dtype=np.float32)[self.emotion]
        has_heard = self.heard.sum(1) > 0
        if not has_heard.any():
            return acted
        often = self.heard[has_heard].mean(0)
        lifted = self.heard[has_heard] / np.maximum(often, 1e-6)
        acted[has_heard] += listeners * (lifted / lifted.sum(1, keepdims=True) - acted[has_heard])
        return acted

    def even_weights(self) -> np.ndarray:
        """(n,) float32, summing to 1: each corpus counts alike, however many of its clips there are."""
        _, corpus, counts = np.unique(self.corpus, return_inverse=True, return_counts=True)
        return (1 / counts[corpus] / len(counts)).astype(np.float32)

    def weights(self) -> np.ndarray:
        """Drawing probability (n,) of each clip: CORPORA's share per corpus, equal per emotion inside it."""
        weights = np.zeros(len(self.emotion))
        for corpus, share in CORPORA.items():
            mine = self.corpus == corpus
            if not mine.any():
                continue
            counts = np.bincount(self.emotion[mine], minlength=len(EMOTIONS))
            weights[mine] = share / (counts > 0).sum() / counts[self.emotion[mine]]
        return weights / weights.sum()

    def recalls(self, logits: np.ndarray) -> dict[str, float]:
        """UAR per corpus of logits (n, 7) for these clips."""
        named = logits.argmax(1)
        found = {}
        for corpus in CORPORA:
            mine = self.corpus == corpus
            labels = np.unique(self.emotion[mine])
            hits = [(named[mine & (self.emotion == label)] == label).mean() for label in labels]
            if hits:
                found[corpus] = round(float(np.mean(hits)), 3)
        return found
