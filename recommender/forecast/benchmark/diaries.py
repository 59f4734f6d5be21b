"""Mood diaries, read from a table of answers into arrays, and the questions a past is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from recommender.benchmark.tables import ids, numbers, read_table, refuse
from recommender.errors import InteractionError
from recommender.forecast.kalman import Dynamics
from recommender.forecast.past import NAMES, Past

NAME = "ema_affect"
REQUIRED = ("study", "user_id", "obs", "valence", "arousal")

CALIBRATED_ON = 10
"""One person in so many of the train people says how wide intervals are, and nothing is fitted on them."""


@dataclass(frozen=True, eq=False)
class Diaries:
    """Answers sorted by person and time: person is an index into people, study one into studies (-1: another).

    prompt, day, beep and hour say when, NaN where unknown; valence and arousal lie in [-1, 1], arousal NaN where nobody
    asked. All are (R,); split is (R,) text or empty.
    """

    people: tuple[str, ...]
    studies: tuple[str, ...]
    person: np.ndarray
    study: np.ndarray
    prompt: np.ndarray
    day: np.ndarray
    beep: np.ndarray
    hour: np.ndarray
    valence: np.ndarray
    arousal: np.ndarray
    split: np.ndarray

    def __len__(self) -> int:
        return len(self.person)

    def take(self, rows: np.ndarray) -> Diaries:
        """The rows where (R,) bool is true."""
        names = ("person", "study", "prompt", "day", "beep", "hour", "valence", "arousal", "split")
        return replace(self, **{name: getattr(self, name)[rows] for name in names})

    @property
    def place(self) -> np.ndarray:
        """(R,) how many answers of the same person stand before each."""
        first = np.flatnonzero(np.r_[True, self.person[1:] != self.person[:-1]])
        return np.arange(len(self)) - np.repeat(first, np.diff(np.r_[first, len(self)]))


def read_diaries(file: Path, studies: tuple[str, ...] | None = None) -> Diaries:
    """The answers in file whose valence is known; if it marks rows as `test`, those alone.

    Raises InteractionError, naming file, row and column, for what is missing or out of range.
    """
    table = read_table(file, REQUIRED)
    if "split" in table and (table["split"] == "test").any():
        table = table[table["split"] == "test"]
    table = table.assign(user_id=ids(table, "user_id", file), study=table["study"].astype(str))
    for name in ("valence", "arousal", "obs"):
        table[name] = numbers(table, name, file)
    for name in ("valence", "arousal"):
        refuse(table[name].abs() > 1.001, table[name], name, file, "lies outside [-1, 1]")
    refuse(table["obs"].isna(), table["obs"], "obs", file, "is missing")
    refuse(table.duplicated(["user_id", "obs"]), table["obs"], "obs", file, "is there twice for its person")
    table = table[table["valence"].notna()].sort_values(["user_id", "obs"], kind="stable")
    if table.empty:
        raise InteractionError(f"{file}, column 'valence': no answer is known")
    people, person = np.unique(table["user_id"].to_numpy(str), return_inverse=True)
    known = studies if studies is not None else tuple(sorted(set(table["study"])))
    number = {study: place for place, study in enumerate(known)}
    time = pd.to_datetime(table["local_time"]) if "local_time" in table else pd.Series(pd.NaT, index=table.index)
    hour = (time.dt.hour + time.dt.minute / 60).to_numpy(np.float64)

    def optional(name: str) -> np.ndarray:
        return numbers(table, name, file).to_numpy() if name in table else np.full(len(table), np.nan)

    return Diaries(
        people=tuple(people.tolist()),
        studies=known,
        person=person,
        study=table["study"].map(number).fillna(-1).to_numpy(np.int64),
        prompt=table["obs"].to_numpy(np.float64),
        day=optional("day"),
        beep=optional("beep"),
        hour=hour,
        valence=table["valence"].to_numpy(np.float64),
        arousal=table["arousal"].to_numpy(np.float64),
        split=table["split"].to_numpy(str) if "split" in table else np.full(len(table), ""),
    )


def recsys(folder: Path) -> Path:
    """The folder that holds the tables themselves."""
    return folder / "recsys" if (folder / "recsys").is_dir() else folder


def calibrating(diaries: Diaries) -> np.ndarray:
    """(P,) bool, which people calibrate: by chance, and the same whenever the people are the same."""
    return np.random.default_rng(0).permutation(len(diaries.people)) % CALIBRATED_ON == 0


def by_person(diaries: Diaries) -> Iterator[tuple[int, tuple[np.ndarray, np.ndarray]]]:
    """Each person's study, and their valence with its prompts."""
    for rows in np.split(np.arange(len(diaries)), np.flatnonzero(np.diff(diaries.person)) + 1):
        yield int(diaries.study[rows[0]]), (diaries.valence[rows], diaries.prompt[rows])


@dataclass(frozen=True, eq=False)
class Questions:
    """What is to be predicted: every answer that another came before. features (Q, F) float32 tell of the past alone.

    valence (Q,) is what was answered then, arousal the same, NaN where nobody asked; person, study (Q,) whose it is.
    last and last_arousal are the answers before.
    """

    features: np.ndarray
    valence: np.ndarray
    arousal: np.ndarray
    person: np.ndarray
    study: np.ndarray

    def __len__(self) -> int:
        return len(self.valence)

    def column(self, name: str) -> np.ndarray:
        """(Q,) one of the features by its name."""
        return self.features[:, NAMES.index(name)]

    def take(self, rows: np.ndarray) -> Questions:
        """The questions where (Q,) bool is true."""
        return Questions(**{name: value[rows] for name, value in vars(self).items()})


def questions(diaries: Diaries, valence: Dynamics, arousal: Dynamics) -> Questions:
    """Every answer after a person's first, with what their past said just before it."""
    past = Past(len(diaries.people), valence, arousal)
    place = diaries.place
    order = np.argsort(place, kind="stable")
    ends = np.searchsorted(place[order], np.arange(place.max() + 2))
    found, rows = [np.zeros((0, len(NAMES)), np.float32)], [np.zeros(0, np.int64)]
    for step in range(place.max() + 1):
        now = order[ends[step] : ends[step + 1]]
        who = diaries.person[now]
        if step:
            found.append(past.table(who, diaries.prompt[now], diaries.day[now], diaries.beep[now], diaries.hour[now]))
            rows.append(now)
        past.take_in(
            who, diaries.valence[now], diaries.arousal[now], diaries.prompt[now], diaries.day[now], diaries.hour[now]
        )
    at = np.concatenate(rows)
    back = np.argsort(at, kind="stable")
    at = at[back]
    return Questions(
        np.concatenate(found)[back],
        diaries.valence[at],
        diaries.arousal[at],
        diaries.person[at],
        diaries.study[at],
    )
