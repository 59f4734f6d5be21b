"""Three families of how a mood goes on by itself: a return to a set point, two states, and pieces of real diaries.

Time is counted in prompts of a diary, about a quarter of a waking day each; a night counts as one. Valence lies in
[-1, 1]. All families move many people at once and take a push from outside, so that what follows a list can be told
from what would have happened anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from recommender.errors import SimulationError
from recommender.simulation.assumptions import Assumptions

SHIPPED = Path(__file__).resolve().parents[2] / "assets" / "models" / "moods.safetensors"

FAMILIES = ("ou", "two_state", "blocks")

OU_COLUMNS = ("set_point", "log_spread", "slow_share", "kept")
"""Of a person: where the mood returns to; the log of its standard deviation; the share of the variance that is slow
(the rest is gone by the next prompt); the share of a slow deviation left one prompt on."""

STATE_COLUMNS = ("low", "high", "log_noise_low", "log_noise_high", "leave_low", "leave_high")
"""Of a person: the two levels, the logs of the deviations around them, how likely each is left by the next prompt."""


@dataclass(frozen=True, eq=False)
class Population:
    """Made-up people to draw from, no one of them real: ou (N, 4) and two_state (N, 6), study (N,) each is like.

    diaries (D, L) are real ones under CC BY 4.0, NaN where one ends, diary_study (D,) the study of each.
    """

    ou: np.ndarray
    two_state: np.ndarray
    study: np.ndarray
    diaries: np.ndarray
    diary_study: np.ndarray

    def rows(self, family: str) -> np.ndarray:
        """The table that people of a family are drawn from. Raises SimulationError for a family there is not."""
        if family not in FAMILIES:
            raise SimulationError(f"no family of moods {family!r}; there are {', '.join(FAMILIES)}")
        return {"ou": self.ou, "two_state": self.two_state, "blocks": self.diaries}[family]


def load_population(file: Path = SHIPPED) -> Population:
    """The people that come with the demo. Raises SimulationError where they are missing."""
    try:
        return Population(**{name: value.astype(np.float64) for name, value in load_file(file).items()})
    except (OSError, SafetensorError, TypeError) as error:
        raise SimulationError(f"{file}: no people to simulate ({error}); `passport --fit` makes them") from error


class Moods(Protocol):
    """How the moods of P people go on by themselves."""

    usual: np.ndarray
    """(P,) the mean each returns to, as far as it can be said."""

    spread: np.ndarray
    """(P,) the standard deviation around it."""

    def now(self) -> np.ndarray:
        """(P,) valence as it is reported at this prompt."""

    def step(self, push: np.ndarray) -> None:
        """Go on to the next prompt; push (P,) is by how much something moved the mood since the last."""


class Returning:
    """An Ornstein-Uhlenbeck process (Uhlenbeck & Ornstein 1930) seen at prompts, plus what is gone by the next.

    As a model of affect: Oravecz, Tuerlinckx & Vandekerckhove 2011, Psychological Methods 16, 468-490.
    """

    def __init__(self, parameters: np.ndarray, random: np.random.Generator) -> None:
        """parameters (P, 4), see OU_COLUMNS."""
        self.usual, log_spread, share, self._kept = parameters.T
        self.spread = np.exp(log_spread)
        self._slow = self.spread * np.sqrt(share)
        self._fast = self.spread * np.sqrt(1 - share)
        self._random = random
        self._deviation = self._slow * random.standard_normal(len(parameters))
        self._passing = self._fast * random.standard_normal(len(parameters))

    def now(self) -> np.ndarray:
        """(P,) valence at this prompt."""
        return np.clip(self.usual + self._deviation + self._passing, -1, 1)

    def step(self, push: np.ndarray) -> None:
        """Deviation and push fade alike; what comes new keeps the variance."""
        new = self._slow * np.sqrt(1 - self._kept**2) * self._random.standard_normal(len(push))
        self._deviation = self._kept * (self._deviation + push) + new
        self._passing = self._fast * self._random.standard_normal(len(push))


class Switching:
    """Two states with levels of their own, left by chance (Hamilton 1989); a push makes it likelier to change sides.

    That affect has two states in many people: Haslbeck & Ryan 2022, Multivariate Behavioral Research 57, 735-766.
    """

    def __init__(self, parameters: np.ndarray, random: np.random.Generator, pull: float) -> None:
        """parameters (P, 6), see STATE_COLUMNS; pull: log-odds of changing sides per push of one distance of levels."""
        self._low, self._high, noise_low, noise_high, self._leave_low, self._leave_high = parameters.T
        self._noise = np.exp(np.stack([noise_low, noise_high]))
        self._random, self._pull = random, pull
        up = self._leave_low / (self._leave_low + self._leave_high)
        self.usual = self._low + up * (self._high - self._low)
        variance = (1 - up) * self._noise[0] ** 2 + up * self._noise[1] ** 2
        self.spread = np.sqrt(variance + up * (1 - up) * (self._high - self._low) ** 2)
        self._is_high = random.random(len(parameters)) < up
        self._draw()

    def _draw(self) -> None:
        noise = np.where(self._is_high, self._noise[1], self._noise[0])
        level = np.where(self._is_high, self._high, self._low)
        self._value = level + noise * self._random.standard_normal(len(level))

    def now(self) -> np.ndarray:
        """(P,) valence at this prompt."""
        return np.clip(self._value, -1, 1)

    def step(self, push: np.ndarray) -> None:
        """Change sides or stay; a push up makes the way up likelier and the way down less likely, and the reverse."""
        tilt = self._pull * push / np.maximum(self._high - self._low, 0.1)
        leave = np.where(self._is_high, self._leave_high, self._leave_low)
        odds = np.log(leave / (1 - leave)) + np.where(self._is_high, -tilt, tilt)
        self._is_high ^= self._random.random(len(push)) < 1 / (1 + np.exp(-odds))
        self._draw()


class Pieces:
    """Stretches of one real diary each, put together anew (block bootstrap: Kunsch 1989), and pushes that fade."""

    def __init__(self, diaries: np.ndarray, random: np.random.Generator, length: int, kept: float) -> None:
        """diaries (P, L), NaN at the ends; length of a stretch; kept: the share of a push left a prompt on."""
        people, self._rows = len(diaries), diaries
        self._ends = (~np.isnan(self._rows)).sum(axis=1)
        self.usual, self.spread = np.nanmean(self._rows, axis=1), np.nanstd(self._rows, axis=1)
        self._random, self._length, self._fades = random, length, kept
        self._at = (random.random(people) * self._ends).astype(np.int64)
        self._left = random.integers(1, length + 1, people)
        self._pushed = np.zeros(people)

    def now(self) -> np.ndarray:
        """(P,) valence at this prompt."""
        return np.clip(self._rows[np.arange(len(self._rows)), self._at] + self._pushed, -1, 1)

    def step(self, push: np.ndarray) -> None:
        """The next answer of the stretch, or the first of another."""
        self._at, self._left = self._at + 1, self._left - 1
        jumps = (self._left <= 0) | (self._at >= self._ends)
        self._at = np.where(jumps, (self._random.random(len(push)) * self._ends).astype(np.int64), self._at)
        self._left = np.where(jumps, self._length, self._left)
        self._pushed = self._fades * (self._pushed + push)


def moods_of(
    family: str, population: Population, rows: np.ndarray, random: np.random.Generator, given: Assumptions
) -> Moods:
    """Moods of the people at these rows of the family's table."""
    table = population.rows(family)[rows]
    if family == "ou":
        return Returning(table, random)
    if family == "two_state":
        return Switching(table, random, given["switch_pull"])
    return Pieces(table, random, int(given["piece_length"]), given["push_fades"])
