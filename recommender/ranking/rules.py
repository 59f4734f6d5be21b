"""What may not be listed, whatever its score."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from emotion.message import Message
from recommender.catalogue.items import Catalogue
from recommender.ranking.history import verdicts
from recommender.ranking.situation import Situation
from recommender.types import Action, Rule

LOW = -0.25
"""Valence below which a person is spared cruelty."""


class NotRefused:
    """What the person said no to stays out until they like it."""

    name, why = "refused", Message("rule-refused")

    def allows(self, situation: Situation) -> np.ndarray:
        said = verdicts(situation.context.history)
        return _without(situation, [item_id for item_id, action in said.items() if action is Action.NO])


class NotBroughtAlong:
    """What the person knows from elsewhere stays out."""

    name, why = "brought", Message("rule-brought")

    def allows(self, situation: Situation) -> np.ndarray:
        loaded = situation.context.loaded
        return _without(situation, [*loaded.enjoyed, *loaded.passed])


class NothingHarsh:
    """Where the strategy is gentle, nothing strongly negative or distressing is listed anew; nor to somebody of whose
    feeling and wishes nothing is known. What is kept may stay."""

    name, why = "harsh", Message("rule-harsh")

    def allows(self, situation: Situation) -> np.ndarray:
        context, strategy = situation.context, situation.strategy
        unknown = strategy.name == "unknown" and context.leaning is None and not context.dares
        if not (strategy.gentle or unknown):
            return np.ones(len(situation.rows), bool)
        return ~(situation.harsh & _without(situation, [item_id for item_id, _ in context.kept]))


class NothingCruelInLowHours:
    """To somebody low or tense nothing that shows people harmed is listed, unless they asked for such things.

    What is sad may keep company in a low mood; war, murder and abuse do not. Low is who is so now, and who was when the
    feeling was last taken hold of; a strategy that is gentle spares anybody.
    """

    name, why = "cruel", Message("rule-cruel")

    def allows(self, situation: Situation) -> np.ndarray:
        context, strategy = situation.context, situation.strategy
        path = strategy.path
        low = not context.trajectory.unknown and context.trajectory.valence < LOW
        low |= strategy.gentle or context.mourns or (bool(path) and path[0][0] < LOW)
        return ~situation.cruel if low and not context.dares else np.ones(len(situation.rows), bool)


class NothingThatDisturbsGrief:
    """Nothing deadly is listed to somebody who has told of a death, whatever their face shows; nothing lively or funny
    either, unless they asked for it."""

    name, why = "grief", Message("rule-grief")

    def allows(self, situation: Situation) -> np.ndarray:
        found = np.ones(len(situation.rows), bool)
        if situation.context.mourns:
            found &= ~situation.deadly
        if situation.context.quiet:
            found &= ~situation.boisterous
        return found


class NothingGrim:
    """Nothing violent, dark or scary is listed to somebody who is to be spared that."""

    name, why = "grim", Message("rule-grim")

    def allows(self, situation: Situation) -> np.ndarray:
        return ~situation.grim if situation.context.spared else np.ones(len(situation.rows), bool)


RULES: tuple[Rule, ...] = (
    NotRefused(),
    NotBroughtAlong(),
    NothingHarsh(),
    NothingCruelInLowHours(),
    NothingThatDisturbsGrief(),
    NothingGrim(),
)


class OneOfATitle:
    """A title comes once in a list, whatever kinds there are of it. Asked item by item, from the top."""

    name, why = "title", Message("rule-title")

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue, self._titles = catalogue, set()

    def admits(self, row: int) -> bool:
        """Whether nothing admitted before has the title of the item at a row; admits the item if so."""
        title = self._catalogue.items[row].title.casefold()
        if title in self._titles:
            return False
        self._titles.add(title)
        return True


def allowed_by(rules: Sequence[Rule], situation: Situation) -> np.ndarray:
    """(R,) bool: which items no rule keeps out, neither one of these nor one of the context's own."""
    mask = np.ones(len(situation.rows), bool)
    for rule in (*rules, *situation.context.rules):
        mask &= rule.allows(situation)
    return mask


def _without(situation: Situation, item_ids: Sequence[str]) -> np.ndarray:
    index = situation.features.catalogue.index
    rows = np.array([index[item_id] for item_id in item_ids if item_id in index], np.intp)
    mask = np.ones(len(situation.rows), bool)
    mask[situation.places(rows)[1]] = False
    return mask
