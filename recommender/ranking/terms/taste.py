"""Likeness to what the person did something with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from emotion.message import Message
from recommender.ranking.features import Features
from recommender.ranking.history import STRENGTH
from recommender.ranking.situation import Situation
from recommender.ranking.terms.common import in_common
from recommender.ranking.terms.term import Estimate, Scored, Term
from recommender.types import Action, Event

HALF_LIFE = 900.0


class Evidence(NamedTuple):
    """Rows (H,) of the items acted on, how much each counts (H,), and the act that counts for each."""

    rows: np.ndarray
    weights: np.ndarray
    events: list[Event]


class Taste(Term):
    """Likeness to what the person liked, finished or opened, less likeness to what they refused.

    The events fade with their distance in time from the newest one, with a half-life of HALF_LIFE s; an item is not
    like itself here, or what was just liked would fill the list.
    """

    name, control, weight = "taste", "taste", 0.5
    says = ("because-liked", "because-finished", "because-opened", "because-refused", "in-common")
    joins = "reason-since"

    def score(self, situation: Situation) -> Scored:
        evidence = evidence_of(situation.features, situation.context.history)
        rows, weights, _ = evidence
        if not len(rows):
            return Scored(np.zeros(len(situation.rows), np.float32), evidence)
        known = situation.features.likeness[rows]
        likeness = situation.likeness @ (weights @ known)
        judged, places = situation.places(rows)
        likeness[places] -= (weights * (known**2).sum(axis=1))[judged]
        return Scored(situation.centred(likeness), evidence)

    def estimate(self, whole: Situation) -> tuple[Estimate, ...]:
        rows, weights, _ = evidence_of(whole.features, whole.context.history)
        groups = whole.features.groups
        return (Estimate(groups.likeness @ (weights @ whole.features.likeness[rows]), groups.likeness_of),)

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        telling = self._telling(situation, scored, place)
        if not telling:
            yield Message("because-refused")
            return
        did = {Action.LIKE: "liked", Action.FINISH: "finished", Action.OPEN: "opened"}[telling[0].action]
        title = situation.title(telling[0].item_id)
        yield Message(f"because-{did}", {"title": title, "others": len(telling) - 1})
        yield from in_common(situation, place, telling[0].item_id)

    def rests_on(self, situation: Situation, scored: Scored, place: int) -> tuple[str, ...]:
        return tuple(event.item_id for event in self._telling(situation, scored, place))

    def _telling(self, situation: Situation, scored: Scored, place: int) -> list[Event]:
        """What the person did with the items that make this one likeable, the most telling first."""
        rows, weights, events = scored.evidence
        parts = weights * (situation.features.likeness[rows] @ situation.likeness[place])
        parts[(rows == situation.rows[place]) | (weights < 0)] = 0.0
        return [events[number] for number in np.argsort(-parts, kind="stable") if parts[number] > 0]


def evidence_of(features: Features, history: Sequence[Event]) -> Evidence:
    """What a history tells of taste; items the catalogue does not hold are left out.

    A later verdict replaces an earlier one; opening does not undo a like. The weights are scaled so that the taste they
    add up to has length W / (W + 1) for a total evidence W: one event says less than several, and many that agree in
    little still say something.
    """
    newest = max((event.time for event in history), default=0.0)
    found: dict[int, tuple[float, Event]] = {}
    for event in history:
        row = features.catalogue.index.get(event.item_id)
        if row is None:
            continue
        weight = STRENGTH[event.action].taste * 0.5 ** ((newest - event.time) / HALF_LIFE)
        verdict = event.action in (Action.LIKE, Action.NO)
        if verdict or abs(weight) > abs(found.get(row, (0.0,))[0]):
            found[row] = (weight, event)
    rows = np.array(list(found), np.intp)
    weights = np.array([weight for weight, _ in found.values()], np.float32)
    total, length = np.abs(weights).sum(), np.linalg.norm(weights @ features.likeness[rows])
    if length > 1e-6:
        weights *= total / (1 + total) / length
    return Evidence(rows, weights, [event for _, event in found.values()])
