"""Multimodal sequences composed from unimodal corpora: stills, clips and texts that share a label, timed as in life.

Paired recordings of face, voice and typed comments are few, so fusion learns from these. What they lack: how the three
go together within one person beyond sharing an emotion.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from emotion.errors import CorpusError
from emotion.fusion.freshness import FADES
from emotion.fusion.tokens import SENSED
from emotion.labels import NORM_MATRIX
from emotion.training.takes import Takes, build_takes
from emotion.types import EMOTIONS, Modality, Observation

VARIANTS = ("clean", "corrupted", "stale", "missing", "contradicting")
NOW = 60.0
NEUTRAL = len(EMOTIONS) - 1


@dataclass(frozen=True, eq=False)
class Sequence:
    """What was observed up to `now`, in s, and the emotion (class index) it should be read as.

    variant is one of VARIANTS; affected is the modality that is corrupted, stale or contradicting, if any.
    """

    label: int
    variant: str
    affected: str
    now: float
    observations: tuple[Observation, ...]


class Composer:
    """Draws sequences from takes. weights (N,) per modality, where given, are the chances of takes within a label."""

    def __init__(self, takes: dict[Modality, Takes], rng: np.random.Generator, weights: dict | None = None) -> None:
        self._takes = takes
        self._rng = rng
        self._index = {m: [t.of(label) for label in range(len(EMOTIONS))] for m, t in takes.items()}
        self._chance = {m: [self._chances(weights, m, own) for own in self._index[m]] for m in takes}
        self._labels = [k for k in range(len(EMOTIONS)) if all(len(self._index[m][k]) for m in takes)]
        if not self._labels:
            raise CorpusError("no emotion has takes in every modality")

    @staticmethod
    def _chances(weights: dict | None, modality: Modality, own: np.ndarray) -> np.ndarray | None:
        if weights is None or not len(own):
            return None
        chances = weights[modality][own]
        return chances / chances.sum()

    def draw(self, variant: str) -> Sequence:
        """One sequence of a variant; its label is uniform over the emotions that every modality has."""
        rng = self._rng
        label = int(rng.choice(self._labels))
        present, affected = list(SENSED), ""
        if variant == "missing":
            present = list(rng.permutation(SENSED)[: rng.integers(1, 3)])
        elif variant != "clean":
            affected = str(rng.choice(SENSED))
        observations = []
        for modality in present:
            hit = variant if modality == affected else "clean"
            observations += self._stream(Modality(modality), label, hit)
        return Sequence(label, variant, affected, NOW, tuple(sorted(observations, key=lambda o: o.time)))

    def _stream(self, modality: Modality, label: int, variant: str) -> list[Observation]:
        moved_on = variant == "stale" and self._rng.random() < 0.5
        if variant == "contradicting" or moved_on:
            label = self._other(label)
        take = int(self._rng.choice(self._index[modality][label], p=self._chance[modality][label]))
        blind = variant == "corrupted" and self._rng.random() < 0.5
        low, high = (0.1, 0.5) if variant == "corrupted" and not blind else (0.55, 0.98)
        quality = self._rng.uniform(low, high)
        views = self._takes[modality].corrupted if variant == "corrupted" else self._takes[modality].clean
        stream = [self._observation(modality, views, take, time, quality) for time in self._times(modality, variant)]
        if modality == Modality.TEXT and self._rng.random() < 0.3:
            stream.append(self._earlier_comment(label, stream[0].time))
        return stream

    def _other(self, label: int) -> int:
        if label != NEUTRAL and NEUTRAL in self._labels and self._rng.random() < 0.3:
            return NEUTRAL
        return int(self._rng.choice([k for k in self._labels if k != label]))

    def _times(self, modality: Modality, variant: str) -> np.ndarray:
        rng = self._rng
        starts, gone = FADES[modality]
        newest = rng.uniform(starts, gone - 0.05) if variant == "stale" else rng.uniform(0.0, starts * 0.8)
        if modality == Modality.TEXT:
            return NOW - np.array([newest])
        step, most = (rng.uniform(0.08, 0.5), 8) if modality == Modality.FACE else (1.0, 3)
        return NOW - newest - step * np.arange(rng.integers(1, most + 1))

    def _earlier_comment(self, label: int, before: float) -> Observation:
        if self._rng.random() < 0.5:
            label = self._other(label)
        take = int(self._rng.choice(self._index[Modality.TEXT][label], p=self._chance[Modality.TEXT][label]))
        time = before - self._rng.uniform(3.0, 40.0)
        return self._observation(
            Modality.TEXT, self._takes[Modality.TEXT].clean, take, time, self._rng.uniform(0.55, 0.98)
        )

    def _observation(self, modality: Modality, views: dict, take: int, time: float, quality: float) -> Observation:
        view = int(self._rng.integers(views["probabilities"].shape[1]))
        seen = {name: values[take, view] for name, values in views.items()}
        valence, arousal = float(seen.pop("valence")), float(seen.pop("arousal"))
        jitter = float(np.clip(quality + self._rng.normal(0, 0.03), 0.05, 1.0))
        return Observation(modality, float(time), jitter, valence=valence, arousal=arousal, **seen)


def write_sequences(data: Path, split: str, seed: int, count: int, out: Path) -> None:
    """Compose `count` sequences of a split, the variants in equal shares, and write them to a Parquet file."""
    rng = np.random.default_rng(seed)
    composer = Composer(build_takes(data, split, per_class=300, seed=seed), rng)
    to_frame([composer.draw(VARIANTS[i % len(VARIANTS)]) for i in range(count)]).to_parquet(out, index=False)


def to_frame(sequences: list[Sequence]) -> pd.DataFrame:
    """Sequences as a table, one a row; the label by name, with its norms of valence and arousal."""
    return pd.DataFrame(
        {
            "label": str(EMOTIONS[s.label]),
            "valence": float(NORM_MATRIX[s.label, 0]),
            "arousal": float(NORM_MATRIX[s.label, 1]),
            "variant": s.variant,
            "affected": s.affected,
            "now": s.now,
            "observations": [asdict(o) | {"modality": str(o.modality)} for o in s.observations],
        }
        for s in sequences
    )


def from_frame(frame: pd.DataFrame) -> list[Sequence]:
    """The inverse of to_frame. Raises CorpusError when a column is missing."""
    lacking = {"label", "variant", "affected", "now", "observations"} - set(frame.columns)
    if lacking:
        raise CorpusError(f"no composed sequences: columns {', '.join(sorted(lacking))} are missing")
    return [
        Sequence(EMOTIONS.index(r.label), r.variant, r.affected, r.now, tuple(map(_observation, r.observations)))
        for r in frame.itertuples()
    ]


def _observation(stored: dict) -> Observation:
    arrays = {
        name: None if stored[name] is None else np.asarray(stored[name], np.float32)
        for name in ("probabilities", "embedding", "intent")
    }
    return Observation(
        Modality(stored["modality"]),
        stored["time"],
        stored["quality"],
        valence=stored["valence"],
        arousal=stored["arousal"],
        **arrays,
    )
