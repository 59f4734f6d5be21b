"""MIntRec (Zhang et al. 2022): what somebody in a television series means to do by an utterance, twenty intents."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from emotion.errors import CorpusError
from emotion.evaluation.corpus import read_frame
from emotion.text.normalise import normalise

FILE = Path("text") / "mintrec1_text.parquet"
MORE = Path("text") / "mintrec2_text.parquet"
"""MIntRec 2.0 (Zhang et al. 2024): other utterances of the same and of two more series, thirty intents, these twenty
among them."""


@dataclass(frozen=True, eq=False)
class Utterances:
    """N normalised texts and their classes (N,), indices into names."""

    texts: list[str]
    classes: np.ndarray
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Split:
    """Utterances to learn from, of which the first `own` are MIntRec's and the others MIntRec 2.0's, and to judge."""

    train: Utterances
    own: int
    judged: Utterances
    how: str

    def alone(self) -> Split:
        """The same without MIntRec 2.0."""
        known = self.train
        own = Utterances(known.texts[: self.own], known.classes[: self.own], known.names)
        return Split(own, self.own, self.judged, self.how)


def read_split(data: Path, test: Path | None) -> Split:
    """Learn from split train of DATA/text/mintrec1_text.parquet and judge split dev, or from both and judge a file.

    MIntRec 2.0 is learnt from too where DATA has it. Utterances that are to be judged, whatever their case, are left
    out of what is learnt. Raises CorpusError on a file that cannot be read as such or knows other intents.
    """
    table = _read(data / FILE, ("split",))
    names = tuple(sorted(table.intent.unique()))
    if test is None:
        judged, known = table[table.split == "dev"], table[table.split == "train"]
    else:
        judged, known = _read(test), table
    if judged.empty or known.intent.nunique() < 2:
        raise CorpusError(f"{data / FILE}: splits train and dev, and at least two intents, are needed")
    if strange := set(judged.intent) - set(names):
        raise CorpusError(f"{test}: intents that {FILE.name} has not: {', '.join(sorted(map(str, strange)))}")
    more = _read(data / MORE) if (data / MORE).is_file() else known.iloc[:0]
    parts = [_unseen(part, judged) for part in (known, more[more.intent.isin(names)])]
    train = _utterances(pd.concat(parts, ignore_index=True), names)
    return Split(train, len(parts[0]), _utterances(judged, names), "split dev" if test is None else "held-out file")


def _read(file: Path, more_columns: tuple[str, ...] = ()) -> pd.DataFrame:
    table = read_frame(file, None)
    if lacking := {"text", "intent", *more_columns} - set(table.columns):
        raise CorpusError(f"{file}: columns {', '.join(sorted(lacking))} are missing")
    return table


def _unseen(known: pd.DataFrame, judged: pd.DataFrame) -> pd.DataFrame:
    return known[~_key(known.text).isin(_key(judged.text))]


def _key(texts: pd.Series) -> pd.Series:
    return texts.str.strip().str.lower()


def _utterances(table: pd.DataFrame, names: tuple[str, ...]) -> Utterances:
    classes = np.array([names.index(intent) for intent in table.intent], int)
    return Utterances([normalise(text) for text in table.text], classes, names)
