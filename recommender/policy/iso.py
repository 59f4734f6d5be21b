"""What the list should do for this person now, stated as a target, a path to it and a weight per term.

The path follows the iso principle of music therapy (Altshuler 1948; Heiderscheit & Madson 2015): meet the person where
they are, then lead away in small steps. The target is the next step, not the end, so a list for someone in grief starts
near grief. As the feeling moves, so does the step; when it stays low, the steps grow.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from emotion.feelings import feeling as said_of
from emotion.feelings import nearest
from emotion.message import Message
from emotion.mood import mood_of
from emotion.trajectory import TrajectorySummary
from emotion.types import INTENTS, Emotion, Intent
from recommender.policy.hysteresis import Held, Restlessness, Slow
from recommender.policy.wishes import wished
from recommender.ranking import diversity
from recommender.ranking.terms import TERMS
from recommender.types import TOWARDS, Context, Controls, Goal, Strategy

WEIGHTS = {term.name: term.weight if term.usual else 0.0 for term in TERMS} | {diversity.NAME: diversity.WEIGHT}
WEIGHTS_UNKNOWN = WEIGHTS | {term.name: term.weight_unknown for term in TERMS if term.weight_unknown is not None}
WEIGHT_WITHOUT_AIM = 0.2
"""For affect when there is neither a feeling to match nor another goal: a little towards what upsets nobody."""

CONTROL = {term.name: term.control for term in TERMS}
"""Which of the person's controls each term answers to."""

LIFTED = (0.65, 0.35)
CALMED = (0.35, -0.45)
STEADIED = (0.2, 0.0)

STEP = {Goal.MATCH: 0.35, Goal.LIFT: 0.35, Goal.CALM: 0.5, Goal.STEADY: 0.35}
STEP_PER_LEVEL = 0.1
ARRIVED = 0.15

LOW, TENSE = -0.2, 0.2
"""Valence below which somebody is not at ease, and arousal above which such a person is tense, not low."""

COMPANY = -0.15
"""No step of a lift or a calm aims at less pleasant items than this: it meets a low mood with company, not with gloom.

Meeting someone in their mood serves its energy first; what is unpleasant in it need not be repeated to them.
"""

GRIEF = (-0.25, 0.0)
"""Valence and arousal above which nobody is met who has told of a death."""

PERSISTS_AFTER = (60.0, 180.0)
"""Seconds of a negative state from which it counts as lasting, and as long-lasting: the steps that come by plan."""

VERY_NEGATIVE = -0.35

SLACK = 4.0
"""How fast the thresholds for a change widen with restlessness; they double at most."""

SWINGS_ABOVE, SWINGS_BELOW = 0.25, 0.15
"""Restlessness (see there) from which a feeling swings, and below which it does no more."""

DEAD_BAND = 0.3
"""So far may the feeling move on the affect plane without counting as moved."""

FAR = 0.4
"""Beyond this distance on the affect plane it is another feeling, not the same a little further on."""

DWELL, FAR_REST, REST = 3.0, 8.0, 60.0
"""Seconds for which a feeling must stay away to count as moved, and until it may count as moved again: far, or not."""

SAYS_MORE, WISHES_MORE = 0.08, 0.22
"""What is said counts at once from this far, of affect and of intents, from what is held; else it only confirms it."""

FIRST_AFTER = 1.5
"""Seconds after which a feeling that comes to be known, and that nobody put into words, is taken up."""

SWING_TAU, SURE_TAU = 15.0, 6.0
EVEN = 0.15
UNSURE = 0.35


@dataclass(frozen=True)
class HeldFeeling:
    """What a strategy is made from: the feeling as it was when it was last taken hold of.

    level counts how many of PERSISTS_AFTER a negative state has outlasted since. certainty lies in [0, 1]. grieves: the
    person has told of a death.
    """

    valence: float
    arousal: float
    certainty: float
    intent: tuple[float, ...]
    emotion: Emotion | None = None
    level: int = 0
    swings: bool = False
    grieves: bool = False


class IsoPolicy:
    """Turns contexts, one after the other, into strategies that change only when the person's feeling or wish does.

    What a person says of themselves counts at once. Else a feeling must move out of a dead band and stay out; a
    restless one must move further, and one that swings is followed as a slow average. How sure a reading is, and what
    it makes people want, count as they were when the feeling was taken hold of; a feeling that can't be read any more
    goes on to count. Once they have told of a death, only what they say moves it. It leaves nothing to chance: the
    propensity of what it decides is 1.
    """

    name, version = "iso", "2"

    def __init__(self) -> None:
        self._affect = Held(DEAD_BAND, DWELL, REST, FAR, FAR_REST)
        self._feeling: HeldFeeling | None = None
        self._restlessness = Restlessness()
        self._slow_affect, self._slow_certainty = Slow(SWING_TAU), Slow(SURE_TAU)
        self._swings = False
        self._takes_up_at = -math.inf

    @property
    def feeling(self) -> HeldFeeling | None:
        """The feeling as it was last taken hold of."""
        return self._feeling

    def decide(self, context: Context) -> Strategy:
        """The strategy for this context, given the ones before it."""
        if not (context.quiet and self._feeling) or context.trajectory.said:
            self._follow(context.trajectory)
        feeling = self._feeling
        if feeling is not None and context.quiet:
            feeling = _in_grief(feeling)
        if context.towards is None:
            found = plan(context.goal, context.controls, feeling)
        else:
            found = plan_towards(context.towards, context.controls, feeling)
        return replace(found, policy=self.name, version=self.version)

    def _follow(self, summary: TrajectorySummary) -> None:
        time, now = summary.time, np.array([summary.valence, summary.arousal])
        if summary.unknown:
            if self._feeling is None:
                self._takes_up_at = math.inf
            return
        if self._feeling is None and self._takes_up_at == math.inf:
            self._takes_up_at = time + FIRST_AFTER
        restless = self._restlessness.update(now, time)
        slow = self._slow_affect.update(now, time, restart=summary.said)
        sure = self._slow_certainty.update(np.array([1 - summary.uncertainty]), time, restart=summary.said)
        self._swings = restless > (SWINGS_BELOW if self._swings else SWINGS_ABOVE) and not summary.said
        if self._feeling is None and time < self._takes_up_at and not summary.said:
            return
        slack = 1.0 if self._swings else 1 + min(SLACK * restless, 1.0)
        level = sum(summary.negative_for >= seconds for seconds in PERSISTS_AFTER)
        if self._affect.update(slow if self._swings else now, time, slack, force=self._hears_more(summary)):
            valence, arousal = (slow if self._swings else now).tolist()
            self._feeling = HeldFeeling(
                valence=valence,
                arousal=arousal,
                certainty=float(sure[0]),
                intent=tuple(summary.intent.tolist()),
                emotion=summary.emotion,
                level=level,
            )
        if self._feeling is not None:
            self._feeling = replace(self._feeling, level=max(level, self._feeling.level), swings=self._swings)

    def _hears_more(self, summary: TrajectorySummary) -> bool:
        """Whether the person said something just now that is not held already."""
        held = self._feeling
        if not summary.said or held is None:
            return summary.said
        moved = math.dist((summary.valence, summary.arousal), (held.valence, held.arousal))
        return moved > SAYS_MORE or math.dist(summary.intent, held.intent) > WISHES_MORE


def strategy_for(context: Context) -> Strategy:
    """The strategy of a policy that sees this context first: a pure function, for what-if questions."""
    return IsoPolicy().decide(context)


def plan(goal: Goal, controls: Controls, feeling: HeldFeeling | None) -> Strategy:
    """The strategy for a goal, the person's controls and a feeling, None where it is unknown."""
    goal = explicit(goal, feeling)
    if feeling is None:
        return _plan_unknown(goal, controls)
    now = (feeling.valence, feeling.arousal)
    end = _end(goal, feeling)
    leads = goal in (Goal.LIFT, Goal.CALM)
    path = _path(now, end, STEP[goal] + STEP_PER_LEVEL * feeling.level, COMPANY if leads else -1.0)
    target = path[1] if len(path) > 1 else path[0]
    weights = dict(WEIGHTS)
    # Half the certainty gone takes about a third of the weight away, so that a guess does not lead the list.
    for name in ("affect", "feeling"):
        weights[name] *= 0.3 + 0.7 * feeling.certainty
    if leads:
        weights["affect"] *= 1 + 0.2 * feeling.level
    intent = wished(goal, now, feeling.intent)
    curiosity = max(intent[INTENTS.index(Intent.EXPLORE)] - 1 / len(INTENTS), 0.0) if intent else 0.0
    weights["novelty"] *= 1 + 5 * curiosity
    weights["conformity"] *= 1 - curiosity
    return Strategy(
        name=str(goal),
        target=target,
        path=path,
        weights=_controlled(weights, controls),
        why=_why(goal, feeling, len(path) > 1),
        intent=intent,
        gentle=feeling.valence < VERY_NEGATIVE and (leads or feeling.level > 0),
    )


def plan_towards(place: tuple[float, float], controls: Controls, feeling: HeldFeeling | None) -> Strategy:
    """The strategy for a place that the person pointed at: at once, as it is their own wish and no step of a host's.

    An item serves what goes with that place. Somebody very low is spared what is harsh all the same.
    """
    now = None if feeling is None else (feeling.valence, feeling.arousal)
    arrived = now is not None and math.dist(now, place) < ARRIVED
    return Strategy(
        name=TOWARDS,
        target=place,
        path=() if now is None else (now,) if arrived else (now, place),
        weights=_controlled(WEIGHTS, controls),
        why=Message("why-towards", {"feeling": said_of(nearest(*place))}),
        intent=wished(Goal.MATCH, place, () if feeling is None else feeling.intent),
        gentle=feeling is not None and feeling.valence < VERY_NEGATIVE,
    )


def explicit(goal: Goal, feeling: HeldFeeling | None) -> Goal:
    """What FOR_YOU means for this feeling: match at ease, company and then lighter when low, calmer when tense."""
    if goal is not Goal.FOR_YOU:
        return goal
    if feeling is None or feeling.valence >= LOW:
        return Goal.MATCH
    return Goal.CALM if feeling.arousal > TENSE else Goal.LIFT


def _in_grief(feeling: HeldFeeling) -> HeldFeeling:
    """The feeling of somebody who has told of a death: a smile since then does not end the grief."""
    valence, arousal = min(feeling.valence, GRIEF[0]), min(feeling.arousal, GRIEF[1])
    return replace(feeling, valence=valence, arousal=arousal, emotion=Emotion.SADNESS, grieves=True)


def _plan_unknown(goal: Goal, controls: Controls) -> Strategy:
    target = {Goal.MATCH: STEADIED, Goal.LIFT: LIFTED, Goal.CALM: CALMED, Goal.STEADY: STEADIED}[goal]
    weights = dict(WEIGHTS_UNKNOWN)
    if goal is Goal.MATCH:
        weights["affect"] = WEIGHT_WITHOUT_AIM
    why = Message(f"why-unknown-{goal}")
    return Strategy("unknown", target, (), _controlled(weights, controls), why, wished(goal, None, ()))


def _end(goal: Goal, feeling: HeldFeeling) -> tuple[float, float]:
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
    """Now, points `step` apart towards the end, and the end; after the first, none less pleasant than `least`."""
    start, way = np.array(now), np.array(end) - now
    distance = float(np.linalg.norm(way))
    if distance < ARRIVED:
        return (now,)
    # What would remain for the last step, when it is less than half a step, is taken together with the one before.
    count = max(1, math.ceil(distance / step - 0.5))
    points = [start + way * (step * number / distance) for number in range(1, count)]
    return (now, *((max(float(x), least), float(y)) for x, y in [*points, end]))


def _controlled(weights: dict[str, float], controls: Controls) -> dict[str, float]:
    return {name: weight * getattr(controls, CONTROL.get(name, ""), 1.0) for name, weight in weights.items()}


def _why(goal: Goal, feeling: HeldFeeling, moves: bool) -> Message:
    if feeling.grieves:
        return Message("why-grief")
    aim = Message(f"aim-{goal}-{'moves' if moves else 'stays'}")
    if feeling.swings:
        return Message("why-swings", {"aim": aim})
    seems = "may-be" if feeling.certainty < UNSURE else "seem"
    lasts = "-lasting" if feeling.valence < -EVEN and feeling.level else ""
    return Message(f"why-{seems}{lasts}", {"feels": mood_of(feeling.emotion), "aim": aim})
