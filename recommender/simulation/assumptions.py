"""All that the simulated world assumes, each with where it is from; the one place to change or to doubt it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np


@dataclass(frozen=True)
class Assumption:
    """A number, and where it comes from: a fit, a paper, or nothing but an assumption."""

    value: float
    source: str


ASSUMED = "assumed"
SITUNES = "SiTunes (Grigorev et al. 2024), people of the train split: valence after ~ before + song's valence + rating"
DIARIES = "21 open studies of experience sampling (openESM), people of the train split"


@dataclass(frozen=True)
class Assumptions:
    """Strengths of what moves a simulated person. Valence and arousal lie in [-1, 1], a prompt is one sitting."""

    liking_lifts: Assumption = Assumption(0.106, f"{SITUNES}; per point of five: mixed model, z = 15.7")
    valence_spreads: Assumption = Assumption(0.026, f"{SITUNES}; per unit of the song's valence: z = 2.1")
    points_per_liking: Assumption = Assumption(1.5, "SiTunes: ratings have a standard deviation of about a point")
    effect_differs: Assumption = Assumption(0.5, ASSUMED)
    push_fades: Assumption = Assumption(0.79, f"{DIARIES}: the common inertia of moods, see `forecast`")
    switch_pull: Assumption = Assumption(2.0, ASSUMED)
    piece_length: Assumption = Assumption(12.0, f"{ASSUMED}: three days of a diary stay together")
    iso_reach: Assumption = Assumption(0.45, "iso principle (Altshuler 1948): what is far from the mood is lost on it")
    iso_pull: Assumption = Assumption(0.25, f"{ASSUMED}: in the world iso a fitting step moves a quarter of the way")
    direct_pull: Assumption = Assumption(
        0.1, f"{ASSUMED}: in the world direct what is pleasant lifts, whatever the mood"
    )
    opens: Assumption = Assumption(-1.2, f"{ASSUMED}: log-odds to open a listed item of average fit")
    taste_counts: Assumption = Assumption(1.3, f"{ASSUMED}: log-odds per standard deviation of taste")
    popularity_counts: Assumption = Assumption(0.4, f"{ASSUMED}: log-odds per standard deviation of popularity")
    fit_counts: Assumption = Assumption(0.5, f"{ASSUMED}: log-odds per unit less distance from the mood")
    gloom_counts: Assumption = Assumption(
        0.6, "people in a low mood choose low music more often (Van den Tol & Edwards 2013); strength assumed"
    )
    seen_tires: Assumption = Assumption(0.8, f"{ASSUMED}: log-odds lost per earlier opening of an item")
    sameness_tires: Assumption = Assumption(0.5, f"{ASSUMED}: log-odds lost where a list holds the like five times")
    low_mood_stays_away: Assumption = Assumption(0.4, f"{ASSUMED}: log-odds to open lost per unit of low valence")
    arousal_jump_repels: Assumption = Assumption(0.4, f"{ASSUMED}: log-odds lost per unit of arousal above the mood's")
    comes_back: Assumption = Assumption(1.7, f"{ASSUMED}: log-odds to come to a sitting")
    liking_brings_back: Assumption = Assumption(0.6, f"{ASSUMED}: log-odds to come to the next per liked item")
    sensed_noise: Assumption = Assumption(0.15, f"{ASSUMED}: standard deviation of what the demo senses of valence")

    def __getitem__(self, name: str) -> float:
        return getattr(self, name).value

    def off(self, share: float, random: np.random.Generator) -> Assumptions:
        """The same, each number drawn evenly from up to so large a share above or below; those in (0, 1) stay there."""
        drawn = {}
        for one in fields(self):
            old = getattr(self, one.name)
            value = old.value * (1 + random.uniform(-share, share))
            drawn[one.name] = replace(old, value=min(value, 0.97) if 0 < old.value < 1 else value)
        return replace(self, **drawn)


NOT_MODELLED = ("sleep", "events", "company", "weather", "illness", "learning", "weekdays", "several-people")
"""What moves moods in life and does not in this world."""
