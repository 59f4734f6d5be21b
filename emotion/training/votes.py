"""What people answered who heard a clip, saw it, or both: the votes of CREMA-D (Cao et al. 2014)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from emotion.errors import CorpusError
from emotion.fusion.perceiver import ASKED, SENSES, SMOOTHING

FILE = Path("fusion") / "crema_d_votes.parquet"


@dataclass(frozen=True, eq=False)
class Votes:
    """counts: by `voice`, `face` and `both` how many people gave each answer, (N, 6) float64; speakers (N,).

    clips (N,) names the clips and splits (N,) says what they are for, where the file does.
    """

    counts: dict[str, np.ndarray]
    speakers: np.ndarray
    clips: np.ndarray
    splits: np.ndarray

    def __len__(self) -> int:
        return len(self.speakers)

    def of(self, rows: np.ndarray) -> Votes:
        """Some of the clips, by index."""
        counts = {name: counts[rows] for name, counts in self.counts.items()}
        return Votes(counts, self.speakers[rows], self.clips[rows], self.splits[rows])

    def shares(self, sense: str) -> np.ndarray:
        """The smoothed distribution of the answers, (N, 6)."""
        smoothed = self.counts[sense] + SMOOTHING
        return smoothed / smoothed.sum(axis=1, keepdims=True)

    @property
    def perceived(self) -> np.ndarray:
        """The distribution of the answers of those who heard and saw, (N, 6), as it is."""
        return self.counts["both"] / self.counts["both"].sum(axis=1, keepdims=True)

    @property
    def conflict(self) -> np.ndarray:
        """Whether most who heard and most who saw a clip named different emotions, (N,) bool."""
        return self.counts["voice"].argmax(axis=1) != self.counts["face"].argmax(axis=1)


def read_votes(path: Path) -> Votes:
    """The votes of a Parquet file. Raises CorpusError where it cannot be read as such."""
    try:
        table = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path} cannot be read as Parquet ({error})") from error
    columns = {sense: [f"{sense}_{emotion}" for emotion in ASKED] for sense in (*SENSES, "both")}
    lacking = [name for name in ("speaker", *itertools.chain(*columns.values())) if name not in table]
    if lacking:
        raise CorpusError(f"{path}: no votes; columns {', '.join(lacking[:6])} are missing")
    counts = {sense: table[names].to_numpy(np.float64) for sense, names in columns.items()}
    for sense, cells in counts.items():
        wrong = np.flatnonzero(~(np.isfinite(cells) & (cells >= 0)).all(axis=1) | ~(cells.sum(axis=1) > 0))
        if len(wrong):
            raise CorpusError(f"{path}, row {wrong[0]}: {sense} needs counts of answers, at least one")
    named = (table[name].to_numpy(str) if name in table else np.full(len(table), "") for name in ("clip_id", "split"))
    return Votes(counts, table["speaker"].to_numpy(), *named)
