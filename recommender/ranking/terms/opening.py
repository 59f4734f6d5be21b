"""How likely an item is opened, by the trees of the engagement model."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.special import expit

from emotion.message import Message
from recommender.ranking.situation import Situation
from recommender.ranking.terms.taste import evidence_of
from recommender.ranking.terms.term import Scored, Term
from recommender.types import Action

TASTE = 2.0
"""What the trees call taste, a score of about one's own deviation, where likeness to what was liked is 1."""


class Opening(Term):
    """The chance that an item is opened, less the usual one, for a policy that ranks by engagement.

    It goes by taste, by how many know an item, by where it lies from the feeling, and by whether it was opened already.
    Without trees, or where no feeling is known, it says nothing.
    """

    name, control, weight = "opening", "taste", 2.0
    usual = False
    says = ("likely-opened",)

    def score(self, situation: Situation) -> Scored:
        features, path = situation.features, situation.strategy.path
        trees = features.trees
        if trees is None or not path:
            return Scored(np.zeros(len(situation.rows), np.float32))
        taste = TASTE * evidence_of(features, situation.context.history).score(situation)
        now = np.array(path[0], np.float32)
        gap = situation.affect - now
        index = features.catalogue.index
        opened = {
            index[event.item_id]
            for event in situation.context.history
            if event.action in (Action.OPEN, Action.FINISH) and event.item_id in index
        }
        rows = np.column_stack(
            [
                taste,
                (situation.popularity - features.median_popularity) / features.popularity_spread,
                np.linalg.norm(gap, axis=1),
                gap,
                np.full(len(gap), now[0]),
                np.isin(situation.rows, list(opened)),
            ]
        ).astype(np.float32)
        return Scored(situation.centred(expit(trees.score(rows)).astype(np.float32)))

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        yield Message("likely-opened")
