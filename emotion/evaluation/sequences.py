"""Composed sequences as they are kept: what was observed up to a moment, and what it should be read as."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from emotion.errors import CorpusError
from emotion.labels import NORM_MATRIX
from emotion.modalities import modality_named
from emotion.types import EMOTIONS, Observation

VARIANTS = ("clean", "corrupted", "stale", "missing", "contradicting")
ALL = tuple(range(len(EMOTIONS)))


@dataclass(frozen=True, eq=False)
class Sequence:
    """What was observed up to `now`, in s, and the emotion (class index) it should be read as.

    variant is one of VARIANTS; affected is the modality that is corrupted, stale or contradicting, if any. candidates
    are the classes that the label was drawn from.
    """

    label: int
    variant: str
    affected: str
    now: float
    observations: tuple[Observation, ...]
    candidates: tuple[int, ...] = ALL


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
        modality_named(stored["modality"]),
        stored["time"],
        stored["quality"],
        valence=stored["valence"],
        arousal=stored["arousal"],
        **arrays,
    )
