"""People with moods, tastes and habits who are shown lists, many at once; what lists do to moods is the world's.

A prompt is a sitting, four a day. A person comes or stays away, opens what appeals, likes some of it, tires of what was
seen and of sameness, and goes on with their mood, moved by what they opened as far as the world's effects say.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recommender.errors import SimulationError
from recommender.simulation.assumptions import Assumptions
from recommender.simulation.moods import FAMILIES, Moods, Population, moods_of

EFFECTS = ("as_fitted", "null", "iso", "direct")
"""What opened items do to a mood: as a study of songs found; nothing; pull where they are near it; lift if pleasant."""

PER_DAY = 4
LISTED = 5
TASTES = 6
"""Dimensions of taste."""

MEAN_RATING = 3.35
"""Of the songs of SiTunes."""

AROUSAL_SPREAD, AROUSAL_KEPT, AROUSAL_MOVES = 0.3, 0.77, 0.107
"""Of arousal: its deviation and inertia as in the diaries, and what a unit of a song's energy adds, as in SiTunes."""


@dataclass(frozen=True, eq=False)
class Items:
    """What can be listed: affect (N, 2) in [-1, 1], taste (N, 6) unit rows, popularity (N,) standardised."""

    affect: np.ndarray
    taste: np.ndarray
    popularity: np.ndarray

    @classmethod
    def made(cls, count: int = 150, seed: int = 0) -> Items:
        """Items all over the affect plane, more of them pleasant than not, as catalogues are."""
        random = np.random.default_rng(seed)
        valence = np.clip(random.normal(0.1, 0.45, count), -0.9, 0.9)
        arousal = np.clip(random.normal(0.0, 0.45, count), -0.9, 0.9)
        taste = random.standard_normal((count, TASTES))
        taste /= np.linalg.norm(taste, axis=1, keepdims=True)
        return cls(np.stack([valence, arousal], axis=1), taste, random.standard_normal(count))


@dataclass(frozen=True, eq=False)
class Happened:
    """What came of one prompt: here, (P,) bool, who came; opened, liked (P, 5) bool, of the list; push (P,)."""

    here: np.ndarray
    opened: np.ndarray
    liked: np.ndarray
    push: np.ndarray


class World:
    """One world with P people; the same seed gives the same people and, item effects apart, the same moods."""

    def __init__(
        self,
        population: Population,
        people: int,
        family: str = "two_state",
        effects: str = "as_fitted",
        given: Assumptions | None = None,
        seed: int = 0,
    ) -> None:
        """Raises SimulationError for a family or effects that there are not."""
        if family not in FAMILIES or effects not in EFFECTS:
            raise SimulationError(f"no world {family!r} with effects {effects!r}; there are {FAMILIES} and {EFFECTS}")
        self.given, self.effects = given or Assumptions(), effects
        self.items = Items.made()
        of_people, of_moods, self._of_acts, of_senses = (np.random.default_rng((seed, stream)) for stream in range(4))
        self.moods = drawn_moods(family, population, people, self.given, of_people, of_moods)
        self._of_moods, self._of_senses = of_moods, of_senses
        taste = of_people.standard_normal((people, TASTES))
        self.taste_for = (taste / np.linalg.norm(taste, axis=1, keepdims=True)) @ self.items.taste.T * np.sqrt(TASTES)
        self.strength = np.exp(self.given["effect_differs"] * of_people.standard_normal(people))
        self._arousal_usual = 0.2 * of_people.standard_normal(people)
        self._arousal = AROUSAL_SPREAD * of_moods.standard_normal(people)
        self.seen = np.zeros((people, len(self.items.affect)))
        self._liked_last = np.ones(people)

    @property
    def valence(self) -> np.ndarray:
        """(P,) the moods' valence now."""
        return self.moods.now()

    @property
    def arousal(self) -> np.ndarray:
        """(P,) their energy now."""
        return np.clip(self._arousal_usual + self._arousal, -1, 1)

    def sensed(self) -> tuple[np.ndarray, np.ndarray]:
        """(P,) valence and arousal as the demo would sense them: with noise. Once a prompt."""
        noise = self.given["sensed_noise"] * self._of_senses.standard_normal((2, len(self.strength)))
        return np.clip(self.valence + noise[0], -1, 1), np.clip(self.arousal + noise[1], -1, 1)

    def step(self, lists: np.ndarray | None) -> Happened:
        """Show lists (P, 5) of items, or nothing, and go on to the next prompt."""
        people, valence, arousal = len(self.strength), self.valence, self.arousal
        chance = self._of_acts.random((people, 1 + 2 * LISTED))
        rating_noise = self._of_acts.standard_normal((people, LISTED))
        comes = self.given["comes_back"] + self.given["liking_brings_back"] * (self._liked_last - 1)
        here = chance[:, 0] < _chance(comes)
        empty = np.zeros((people, LISTED), bool)
        happened = Happened(here if lists is not None else empty[:, 0], empty, empty, np.zeros(people))
        energy = np.zeros(people)
        if lists is not None:
            opened = here[:, None] & (chance[:, 1 : 1 + LISTED] < self._appeal(lists, valence, arousal))
            rating = self._rating(lists, rating_noise)
            liked = opened & (rating > MEAN_RATING + 0.5)
            push = self._push(lists, opened, rating, valence)
            energy = AROUSAL_MOVES * _mean_of(self.items.affect[lists, 1] - arousal[:, None], opened)
            np.add.at(self.seen, (np.arange(people)[:, None], lists), opened)
            self._liked_last = np.where(here, liked.sum(axis=1), 0.8 * self._liked_last)
            happened = Happened(here, opened, liked, push)
        self.moods.step(happened.push)
        new = AROUSAL_SPREAD * np.sqrt(1 - AROUSAL_KEPT**2) * self._of_moods.standard_normal(people)
        self._arousal = AROUSAL_KEPT * (self._arousal + energy) + new
        self.seen *= 0.97  # what was seen is forgotten within weeks
        return happened

    def prospects(self) -> np.ndarray:
        """(P, N) how likely each item is opened times what it would do to the mood: what nobody in the world knows."""
        every = np.broadcast_to(np.arange(len(self.items.affect)), self.seen.shape)
        valence = self.valence
        alone = self._odds(every, valence, self.arousal) - self.given["sameness_tires"]
        rating = self._rating(every, np.zeros(every.shape))
        return _chance(alone) * self._pushes(every, rating, valence)

    def _appeal(self, lists: np.ndarray, valence: np.ndarray, arousal: np.ndarray) -> np.ndarray:
        """(P, 5) how likely each listed item is opened by who is there."""
        alike = np.einsum("pkd,pld->pkl", self.items.taste[lists], self.items.taste[lists]).mean(axis=2)
        return _chance(self._odds(lists, valence, arousal) - self.given["sameness_tires"] * alike)

    def _odds(self, lists: np.ndarray, valence: np.ndarray, arousal: np.ndarray) -> np.ndarray:
        """(P, K) log-odds to open each item, whatever stands beside it."""
        given, rows = self.given, np.arange(len(lists))[:, None]
        affect = self.items.affect[lists]
        away = np.hypot(affect[:, :, 0] - valence[:, None], affect[:, :, 1] - arousal[:, None])
        low = np.maximum(-valence, 0)[:, None]
        return (
            given["opens"]
            + given["taste_counts"] * self.taste_for[rows, lists]
            + given["popularity_counts"] * self.items.popularity[lists]
            - given["fit_counts"] * (away - 0.7)
            - given["gloom_counts"] * low * affect[:, :, 0]
            - given["seen_tires"] * self.seen[rows, lists]
            - given["low_mood_stays_away"] * low
            - given["arousal_jump_repels"] * np.maximum(affect[:, :, 1] - arousal[:, None], 0)
        )

    def _rating(self, lists: np.ndarray, noise: np.ndarray) -> np.ndarray:
        """(P, 5) points of five each would give."""
        taste = self.taste_for[np.arange(len(lists))[:, None], lists]
        points = MEAN_RATING + self.given["points_per_liking"] * (0.6 * taste + 0.4 * noise)
        return np.clip(points, 1, 5)

    def _push(self, lists: np.ndarray, opened: np.ndarray, rating: np.ndarray, valence: np.ndarray) -> np.ndarray:
        """(P,) by how much what was opened moves the mood: that of one item, on average over them."""
        return self.strength * _mean_of(self._pushes(lists, rating, valence), opened)

    def _pushes(self, lists: np.ndarray, rating: np.ndarray, valence: np.ndarray) -> np.ndarray:
        """(P, K) by how much each item would move the mood of somebody of common strength."""
        given, of_item = self.given, self.items.affect[lists, 0]
        if self.effects == "as_fitted":
            return given["liking_lifts"] * (rating - MEAN_RATING) + given["valence_spreads"] * of_item
        if self.effects == "iso":
            way = of_item - valence[:, None]
            return given["iso_pull"] * np.where(np.abs(way) <= given["iso_reach"], way, 0.0)
        if self.effects == "direct":
            return given["direct_pull"] * of_item
        return np.zeros(lists.shape)


def drawn_moods(
    family: str,
    population: Population,
    people: int,
    given: Assumptions,
    of_people: np.random.Generator,
    of_moods: np.random.Generator,
) -> Moods:
    """The moods of so many people drawn from the population."""
    rows = of_people.integers(len(population.rows(family)), size=people)
    return moods_of(family, population, rows, of_moods, given)


def _mean_of(each: np.ndarray, opened: np.ndarray) -> np.ndarray:
    """(P,) the mean of (P, 5) over what was opened, 0 where nothing was."""
    return (each * opened).sum(axis=1) / np.maximum(opened.sum(axis=1), 1)


def _chance(odds: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-odds))
