"""Plain words for the causes of a recommendation, every one of them read off the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from emotion.types import INTENTS, Intent
from recommender.features import Features
from recommender.terms import taste_weights
from recommender.types import Action, Context, Item, Kind, Strategy

NAMEABLE = 0.02
"""The least contribution worth naming."""

SERVES: dict[Intent, str] = {
    Intent.RELAX: "good for winding down",
    Intent.CHEER_UP: "likely to cheer you up",
    Intent.ENERGISE: "has some drive",
    Intent.FOCUS: "easy to keep your mind on",
    Intent.EXPLORE: "off the beaten track",
    Intent.BE_MOVED: "has heart",
    Intent.BE_DISTRACTED: "takes your mind elsewhere",
    Intent.KEEP_GOING: "more of how you feel now",
}
DID = {Action.LIKE: "liked", Action.FINISH: "finished", Action.OPEN: "opened"}
KINDS = {Kind.FILM: "film", Kind.SONG: "song", Kind.BOOK: "book", Kind.READ: "short read"}


class Reasons:
    """Words for the items of one catalogue."""

    def __init__(self, features: Features) -> None:
        self._features = features

    def of_list(
        self, listed: Sequence[tuple[int, Mapping[str, float]]], context: Context, strategy: Strategy
    ) -> list[str]:
        """One sentence per (row, terms) of a list: of an item's causes, those that set it apart from the rest."""
        usual = {name: np.mean([terms[name] for _, terms in listed]) for name in (listed[0][1] if listed else ())}
        sentences = []
        for row, terms in listed:
            causes = sorted(causes_of(terms), key=lambda name: usual[name] - 2 * terms[name])
            phrases = [self.phrase(name, row, context, strategy) for name in causes[:2]]
            sentences.append(sentence(phrases, self._features.catalogue.items[row]))
        return sentences

    def phrase(self, term: str, row: int, context: Context, strategy: Strategy) -> str:
        """One cause in words, beginning small and without a full stop."""
        item = self._features.catalogue.items[row]
        if term == "affect":
            return f"{mood_words(item)}, {_place(item, strategy)}"
        if term == "taste":
            best, *_ = self.evidence(row, context)
            action = next(event.action for event in reversed(context.history) if event.item_id == best)
            return f"because you {DID[action]} {self._features.catalogue.item(best).title}"
        if term == "intent":
            return SERVES[self._served(row, strategy)]
        if term == "popularity":
            return "a popular pick while I get to know you" if strategy.name == "unknown" else "a popular pick"
        return "something you may not know yet"

    def evidence(self, row: int, context: Context) -> tuple[str, ...]:
        """Ids of the liked, finished and opened items this one is like, the most telling first."""
        rows, weights = taste_weights(self._features, context.history)
        parts = weights * (self._features.likeness[rows] @ self._features.likeness[row])
        parts[(rows == row) | (weights < 0)] = 0.0
        items = self._features.catalogue.items
        return tuple(items[rows[number]].id for number in np.argsort(-parts, kind="stable") if parts[number] > 0)

    def _served(self, row: int, strategy: Strategy) -> Intent:
        parts = (np.asarray(strategy.intent) - 1 / len(INTENTS)) * self._features.serves[row]
        return INTENTS[int(np.argmax(parts))]


def causes_of(terms: Mapping[str, float]) -> list[str]:
    """The terms that really speak for an item, the strongest first. Diversity only ever takes away."""
    named = [name for name, value in terms.items() if value >= NAMEABLE]
    return sorted(named, key=lambda name: -terms[name])


def mood_words(item: Item) -> str:
    """Two words for where an item lies on the affect plane."""
    pleasant = "bright" if item.valence > 0.3 else "warm" if item.valence > 0.05 else None
    pleasant = pleasant or ("bittersweet" if item.valence > -0.3 else "dark")
    energy = "lively" if item.arousal > 0.25 else "gentle" if item.arousal < -0.1 else "easy-going"
    if pleasant in ("dark", "bittersweet"):
        energy = "intense" if item.arousal > 0.25 else "quiet" if item.arousal < -0.1 else "thoughtful"
    return f"{pleasant} and {energy}"


def sentence(phrases: Sequence[str], item: Item) -> str:
    """One plain sentence from at most two phrases."""
    if not phrases:
        return f"A {KINDS[item.kind]} to round off the list"
    text = "; ".join(phrases[:2])
    return text[0].upper() + text[1:]


def _place(item: Item, strategy: Strategy) -> str:
    if not strategy.path:
        return {"lift": "on the bright side", "calm": "on the quiet side"}.get(strategy.name, "easy to enjoy")
    if len(strategy.path) == 1:
        return "close to how you feel"

    def distance(point: tuple[float, float]) -> float:
        return (item.valence - point[0]) ** 2 + (item.arousal - point[1]) ** 2

    nearest = min(strategy.path, key=distance)
    if nearest == strategy.path[0]:
        return "close to how you feel"
    return "close to where you want to go" if nearest == strategy.path[-1] else "a small step from how you feel"
