"""Likeness to what the person did something with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from emotion.message import Message
from recommender.ranking.features import Features
from recommender.ranking.history import STRENGTH
from recommender.ranking.situation import Situation
from recommender.ranking.terms.common import in_common
from recommender.ranking.terms.evidence import Evidence
from recommender.ranking.terms.term import Estimate, Scored, Term
from recommender.types import Action, Event

HALF_LIFE = 900.0


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
        return Scored(evidence.score(situation), evidence)

    def estimate(self, whole: Situation) -> tuple[Estimate, ...]:
        return (evidence_of(whole.features, whole.context.history).estimate(whole.features),)

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        telling = scored.evidence.telling(situation, place)
        if not telling:
            yield Message("because-refused")
            return
        did = {Action.LIKE: "liked", Action.FINISH: "finished", Action.OPEN: "opened"}[telling[0].action]
        title = situation.title(telling[0].item_id)
        yield Message(f"because-{did}", {"title": title, "others": len(telling) - 1})
        yield from in_common(situation, place, telling[0].item_id)

    def rests_on(self, situation: Situation, scored: Scored, place: int) -> tuple[str, ...]:
        return tuple(event.item_id for event in scored.evidence.telling(situation, place))


def evidence_of(features: Features, history: Sequence[Event]) -> Evidence:
    """What a history tells of taste; items the catalogue does not hold are left out.

    A later verdict replaces an earlier one; opening does not undo a like.
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
    return Evidence(rows, weights, [event for _, event in found.values()]).scaled(features)
