"""ESMR: engagement while a mood is stable, an agent while a low one persists (Jain et al. 2025, arXiv 2511.14768).

What was predicted, ranked and rewarded in the simulated world that trained both stands on their card, `esmr.md`. Every
choice is drawn and carries its chance, so that a log can tell what another would have done.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from emotion.message import Message
from emotion.mood import mood_of
from emotion.trajectory import TrajectorySummary
from recommender.policy.agent import SHIPPED, Agent
from recommender.policy.iso import COMPANY, HeldFeeling, IsoPolicy, plan
from recommender.policy.persistence import Persistence, likely_low
from recommender.policy.strategies import STRATEGIES, allowed, spread_out, targets
from recommender.policy.trees import Trees
from recommender.ranking.terms import Opening
from recommender.types import Context, Goal, Strategy

DWELL = 60.0
"""Seconds for which a mood must be low to persist; one prompt of a simulated day stands for as long."""

USUAL, SPREAD = 0.0, 0.3
"""Usual in a sitting, as nobody's own mean is known: so a mood is low from -0.15, as in `emotion.trajectory`."""

CERTAIN = 0.4
"""Standard deviation of a feeling of which nothing is certain, about that of all feelings."""

GOALS = {"match": Goal.MATCH, "lift": Goal.LIFT, "calm": Goal.CALM, "steady": Goal.STEADY}
"""What a strategy asks of a list; exploring and company match, each in its own way."""

CURIOUS = 4.0
"""By so much exploring multiplies the weight of novelty."""


@dataclass(frozen=True, eq=False)
class Parts:
    """What ESMR decides by; never changes, so that copies of a policy share it."""

    trees: Trees
    agent: Agent

    @classmethod
    def load(cls, folder: Path = SHIPPED) -> Parts:
        """Those that come with the demo. Raises EngineError where one is missing."""
        return cls(Trees.load(folder / "engagement.safetensors"), Agent.load(folder / "agent.safetensors"))

    def __deepcopy__(self, memo: dict[int, object]) -> Parts:
        return self


class ESMRPolicy:
    """Decides where the person leaves it to the list; a goal of their own, and a feeling not known, go by iso.

    While no low mood persists the term `opening` counts too: how likely each item is opened, by the same trees.
    A choice is drawn when the feeling held changes, and when a low mood begins or ceases to persist.
    """

    name, version = "esmr", "1"

    def __init__(self, seed: int = 0, parts: Parts | None = None) -> None:
        self._parts = parts or Parts.load()
        self._iso, self._persistence = IsoPolicy(), Persistence(1, DWELL)
        self._persists = False
        self._seed, self._drawn = seed, 0
        self._for: tuple[object, ...] | None = None
        self._choice, self._chance = STRATEGIES.index("match"), 1.0

    def decide(self, context: Context) -> Strategy:
        """The strategy for this context, given the ones before it."""
        usual = self._iso.decide(context)
        persists = self._follow(context.trajectory)
        feeling = self._iso.feeling
        if context.goal is not Goal.FOR_YOU or context.towards is not None or feeling is None:
            return replace(usual, policy=self.name, version=self.version)
        moment = (usual.path[0], persists)
        if moment != self._for:
            self._for = moment
            self._draw(context.trajectory, feeling, persists)
        return self._planned(context, feeling, persists)

    def _follow(self, summary: TrajectorySummary) -> bool:
        if summary.unknown:
            return self._persists
        below = np.array([USUAL - summary.valence])
        low = likely_low(below, np.array([CERTAIN * summary.uncertainty]), np.array([SPREAD]))
        self._persists = bool(self._persistence.update(low, summary.time)[0])
        return self._persists

    def _draw(self, summary: TrajectorySummary, feeling: HeldFeeling, persists: bool) -> None:
        valence, arousal = np.array([feeling.valence]), np.array([feeling.arousal])
        may = allowed(valence, arousal)
        if persists:
            chances = self._parts.agent.probabilities(self._features(summary), may)[0]
        else:
            odds = self._parts.trees.score(_rows(feeling))
            best = np.where(may[0], odds, -np.inf).argmax()
            chances = spread_out((np.arange(len(STRATEGIES)) == best)[None].astype(float), may)[0]
        self._drawn += 1
        random = np.random.default_rng((self._seed, self._drawn))
        self._choice = int((chances.cumsum() > random.random()).argmax())
        self._chance = float(chances[self._choice])

    def _features(self, summary: TrajectorySummary) -> np.ndarray:
        """(1, 14), see `agent.FEATURES`; a minute here for a prompt there, and moods expected to go half way back."""
        lasts = self._persistence.lasts(summary.time)[0] / DWELL
        told = [
            summary.valence,
            summary.arousal,
            USUAL - summary.valence,
            np.log1p(lasts),
            float(np.clip(summary.valence_trend, -1, 1)),
            SPREAD,
            (USUAL - summary.valence) / 2,
            CERTAIN * summary.uncertainty,
        ]
        last = (np.arange(len(STRATEGIES)) == self._choice) & (self._drawn > 0)
        return np.concatenate([told, last])[None]

    def _planned(self, context: Context, feeling: HeldFeeling, persists: bool) -> Strategy:
        name = STRATEGIES[self._choice]
        found = plan(GOALS.get(name, Goal.MATCH), context.controls, feeling)
        weights = dict(found.weights)
        if not persists:
            weights[Opening.name] = Opening.weight * getattr(context.controls, Opening.control)
        if name == "explore":
            weights["novelty"] *= CURIOUS
            weights["affect"] *= 0.5
        if name == "company":
            valence, arousal = found.target
            end = (max(valence, COMPANY), arousal)
            found = replace(found, target=end, path=(found.path[0], end) if end != found.path[0] else found.path)
        moves = "moves" if len(found.path) > 1 and name != "explore" else "stays"
        aim = Message(f"aim-{name}-{moves}")
        why = Message(
            f"why-esmr-{'persists' if persists else 'stable'}", {"feels": mood_of(feeling.emotion), "aim": aim}
        )
        return replace(
            found,
            weights=weights,
            why=why,
            gentle=found.gentle or (persists and feeling.valence < COMPANY),
            policy=self.name,
            version=self.version,
            propensity=self._chance,
            chosen=name,
        )


def _rows(feeling: HeldFeeling) -> np.ndarray:
    """(6, 7) what the engagement trees see of an item of average taste and popularity where each strategy aims."""
    now = np.array([feeling.valence, feeling.arousal])
    gap = targets(now[:1], now[1:])[0] - now
    zero = np.zeros(len(gap))
    valence = np.full(len(gap), feeling.valence)
    columns = [zero, zero, np.linalg.norm(gap, axis=1), gap[:, 0], gap[:, 1], valence, zero]
    return np.stack(columns, axis=1).astype(np.float32)
