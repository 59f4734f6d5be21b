"""What the list should do for this person now, stated as a target, a path to it and a weight per term.

The path follows the iso principle of music therapy (Altshuler 1948; Heiderscheit & Madson 2015): meet the person where
they are, then lead away in small steps. The target is the next step, not the end, so a list for someone in grief starts
near grief. As the feeling moves, so does the step; when it stays low, the steps grow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from emotion.trajectory import TrajectorySummary
from recommender.hysteresis import Held
from recommender.types import Context, Controls, Goal, Strategy
from recommender.wishes import wished

WEIGHTS = {"affect": 1.0, "taste": 0.8, "intent": 0.8, "popularity": 0.25, "novelty": 0.15, "diversity": 0.5}
WEIGHTS_UNKNOWN = WEIGHTS | {"affect": 0.4, "popularity": 0.5}
WEIGHT_WITHOUT_AIM = 0.2
"""For affect when there is neither a feeling to match nor another goal: a little towards what upsets nobody."""

LIFTED = (0.65, 0.35)
CALMED = (0.35, -0.45)
STEADIED = (0.2, 0.0)

STEP = {Goal.MATCH: 0.35, Goal.LIFT: 0.35, Goal.CALM: 0.5, Goal.STEADY: 0.35}
STEP_PER_LEVEL = 0.1
PATH_POINTS = 4
ARRIVED = 0.15

COMPANY = -0.15
"""No step of a lift or a calm aims at less pleasant items than this: it meets a low mood with company, not with gloom.

Meeting someone in their mood serves its energy first; what is unpleasant in it need not be repeated to them.
"""

PERSISTS_AFTER = (20.0, 60.0)
"""Seconds of a negative state from which it counts as lasting, and as long-lasting."""

VERY_NEGATIVE = -0.35
VOLATILE_ABOVE, VOLATILE_BELOW = 0.6, 0.4
SLOW_TAU = 15.0
EVEN = 0.15


@dataclass(frozen=True)
class Feeling:
    """What a strategy is made from: the feeling as it is held, free of noise.

    level counts how many of PERSISTS_AFTER a negative state has outlasted. certainty lies in [0, 1].
    """

    valence: float
    arousal: float
    certainty: float
    intent: tuple[float, ...]
    level: int = 0
    volatile: bool = False


class Policy:
    """Turns contexts, one after the other, into strategies that change only when the person's feeling or wish does.

    While nothing has really changed, `decide` returns the very same Strategy object.
    """

    def __init__(self) -> None:
        self._affect = Held(margin=0.2, at_once=0.45, dwell=2.0)
        self._certainty = Held(margin=0.2, at_once=0.5, dwell=4.0)
        self._intent = Held(margin=0.15, at_once=0.35, dwell=2.0)
        self._slow: np.ndarray | None = None
        self._volatile = False
        self._told = False
        self._time = 0.0
        self._decided: tuple[tuple, Strategy] | None = None

    def decide(self, context: Context) -> Strategy:
        """The strategy for this context, given the ones before it."""
        feeling = self._held_feeling(context.trajectory)
        wish = (context.goal, context.controls, feeling)
        if self._decided is None or self._decided[0] != wish:
            self._decided = (wish, plan(*wish))
        return self._decided[1]

    def _held_feeling(self, summary: TrajectorySummary) -> Feeling | None:
        if summary.unknown:
            for held in (self._affect, self._certainty, self._intent):
                held.clear()
            self._slow, self._volatile, self._told = None, False, False
            return None
        now = np.array([summary.valence, summary.arousal])
        just_told = summary.told and not self._told
        self._told = summary.told
        self._follow_slowly(now, summary)
        affect = self._affect.update(self._slow if self._volatile else now, summary.time, force=just_told)
        certainty = self._certainty.update(np.array([1 - summary.uncertainty]), summary.time, force=just_told)
        intent = self._intent.update(summary.intent, summary.time)
        return Feeling(
            valence=float(affect[0]),
            arousal=float(affect[1]),
            certainty=float(certainty[0]),
            intent=tuple(intent.tolist()),
            level=_level(summary),
            volatile=self._volatile,
        )

    def _follow_slowly(self, now: np.ndarray, summary: TrajectorySummary) -> None:
        """A slow average for a mood that swings: told words count at once, swings hardly."""
        if self._slow is None or summary.told:
            self._slow = now
        else:
            self._slow = now + np.exp(-max(summary.time - self._time, 0.0) / SLOW_TAU) * (self._slow - now)
        self._time = summary.time
        limit = VOLATILE_BELOW if self._volatile else VOLATILE_ABOVE
        self._volatile = summary.volatility > limit and not summary.told


def strategy_for(context: Context) -> Strategy:
    """The strategy of a policy that sees this context first: a pure function, for what-if questions."""
    return Policy().decide(context)


def plan(goal: Goal, controls: Controls, feeling: Feeling | None) -> Strategy:
    """The strategy for a goal, the person's controls and a feeling, None where it is unknown."""
    if feeling is None:
        return _plan_unknown(goal, controls)
    now = (feeling.valence, feeling.arousal)
    end = _end(goal, feeling)
    leads = goal in (Goal.LIFT, Goal.CALM)
    path = _path(now, end, STEP[goal] + STEP_PER_LEVEL * feeling.level, COMPANY if leads else -1.0)
    target = path[1] if len(path) > 1 else path[0]
    weights = dict(WEIGHTS)
    # Half the certainty gone takes about a third of the weight away, so that a guess does not lead the list.
    weights["affect"] *= 0.3 + 0.7 * feeling.certainty
    if leads:
        weights["affect"] *= 1 + 0.2 * feeling.level
    return Strategy(
        name=str(goal),
        target=target,
        path=path,
        weights=_controlled(weights, controls),
        why=_why(goal, feeling, len(path) > 1),
        intent=wished(goal, (feeling.valence, feeling.arousal), feeling.intent),
        gentle=feeling.valence < VERY_NEGATIVE and (leads or feeling.level > 0),
    )


def _plan_unknown(goal: Goal, controls: Controls) -> Strategy:
    aims = {
        Goal.MATCH: (STEADIED, "I can't tell how you feel yet, so these are picks that many people enjoy."),
        Goal.LIFT: (LIFTED, "I can't tell how you feel yet, so these are well-loved picks on the bright side."),
        Goal.CALM: (CALMED, "I can't tell how you feel yet, so these are well-loved picks on the quiet side."),
        Goal.STEADY: (STEADIED, "I can't tell how you feel yet, so these are well-loved picks that stay even."),
    }
    target, why = aims[goal]
    weights = dict(WEIGHTS_UNKNOWN)
    if goal is Goal.MATCH:
        weights["affect"] = WEIGHT_WITHOUT_AIM
    return Strategy("unknown", target, (), _controlled(weights, controls), why, wished(goal, None, ()))


def _end(goal: Goal, feeling: Feeling) -> tuple[float, float]:
    """Where the goal leads from this feeling, never to a less pleasant place than it is now."""
    valence, arousal = feeling.valence, feeling.arousal
    if goal is Goal.LIFT:
        return max(LIFTED[0], valence), max(LIFTED[1], min(arousal, 0.6)) if valence > 0 else LIFTED[1]
    if goal is Goal.CALM:
        return max(CALMED[0], valence), min(CALMED[1], arousal)
    if goal is Goal.STEADY:
        return (valence + STEADIED[0]) / 2, (arousal + STEADIED[1]) / 2
    if feeling.level == len(PERSISTS_AFTER):
        return valence / 2, arousal / 2  # company in a low mood, not more and more of it
    return valence, arousal


def _path(
    now: tuple[float, float], end: tuple[float, float], step: float, least: float
) -> tuple[tuple[float, float], ...]:
    """Now, and up to PATH_POINTS points towards the end, about `step` apart, none less pleasant than `least`."""
    start, goal = np.array(now), np.array(end)
    distance = float(np.linalg.norm(goal - start))
    if distance < ARRIVED:
        return (now,)
    count = max(1, round(distance / step))
    points = [start + (goal - start) * number / count for number in range(min(count, PATH_POINTS) + 1)]
    return (now, *((max(float(x), least), float(y)) for x, y in points[1:]))


def _controlled(weights: dict[str, float], controls: Controls) -> dict[str, float]:
    groups = {"affect": controls.mood, "intent": controls.mood, "taste": controls.taste, "novelty": controls.novelty}
    return {name: weight * groups.get(name, 1.0) for name, weight in weights.items()}


def _level(summary: TrajectorySummary) -> int:
    return sum(summary.negative_for >= seconds for seconds in PERSISTS_AFTER)


def _why(goal: Goal, feeling: Feeling, moves: bool) -> str:
    seems = f"You seem {_in_words(feeling)}"
    if feeling.volatile:
        seems = "Your mood is moving a lot, so the list keeps a steady course"
    low = feeling.valence < -EVEN
    lasting = " and have for a while" if low and feeling.level and not feeling.volatile else ""
    aims = {
        Goal.MATCH: "these fit that mood" if not moves else "these keep you company and lighten it a little",
        Goal.LIFT: "these lead a step at a time towards something brighter" if moves else "these keep it up",
        Goal.CALM: "these lead a step at a time towards calm" if moves else "these keep it quiet",
        Goal.STEADY: "these keep things even",
    }
    return f"{seems}{lasting}: {aims[goal]}."


def _in_words(feeling: Feeling) -> str:
    valence, arousal = feeling.valence, feeling.arousal
    if abs(valence) < EVEN:
        return "wide awake" if arousal > 0.25 else "quiet" if arousal < -0.25 else "in an even mood"
    if valence > 0:
        return "cheerful" if arousal > 0.15 else "content"
    return "tense" if arousal > 0.15 else "low"
