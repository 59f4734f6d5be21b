"""What soft rules of the rule file say of an item."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from emotion.message import Message
from recommender.logic.formula import truth
from recommender.ranking.situation import Situation
from recommender.ranking.terms.term import Scored, Term


class Rules(Term):
    """How true the soft rules are of an item, weighed together, in real-valued logic (Logic Tensor Networks).

    Where none of them has anything to say of the person, all items keep them alike.
    """

    name, control, weight = "rules", "mood", 0.25
    says = ("keeps",)

    def score(self, situation: Situation) -> Scored:
        stated = situation.features.stated
        if not stated.soft:
            return Scored(np.zeros(len(situation.rows), np.float32))
        of = stated.real(situation, item=situation.rows)
        truths = np.stack([np.broadcast_to(truth(rule.formula, of), len(situation.rows)) for rule in stated.soft])
        shares = np.array([rule.weight for rule in stated.soft], np.float32)
        each = np.stack([situation.centred(row) for row in truths.astype(np.float32)])
        return Scored((shares @ each / shares.sum()).astype(np.float32), each * shares[:, None])

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        rules, gains = situation.features.stated.soft, scored.evidence[:, place]
        for number in np.argsort(-gains, kind="stable"):
            if gains[number] > 0:
                yield Message("keeps", {"rule": rules[number].keeps})
