"""Plain words for the causes of a recommendation, every one of them read off the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from emotion.types import INTENTS, Intent
from recommender.features import Features
from recommender.terms import taste_evidence, wanted_intents
from recommender.types import Action, Context, Event, Strategy
from recommender.words import SERVES, described, noun, place

NAMEABLE = 0.02
NAMEABLE_SHARE = 0.1
"""A cause is named when it adds at least NAMEABLE, and this share of what the strongest one adds."""

DID = {Action.LIKE: "liked", Action.FINISH: "finished", Action.OPEN: "opened"}


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
            first, *rest = sorted(causes_of(terms), key=lambda name: usual[name] - 2 * terms[name]) or [None]
            apart = [name for name in rest if terms[name] > usual[name]]
            sentences.append(self._sentence([first, *apart[:1]] if first else [], row, context, strategy))
        return sentences

    def phrase(self, term: str, row: int, context: Context, strategy: Strategy) -> str:
        """One cause in words, beginning small and without a full stop."""
        item = self._features.catalogue.items[row]
        if term == "affect":
            return place(item, strategy)
        if term == "taste":
            return self._taste(row, context)
        if term == "intent":
            return SERVES[self._served(row, strategy)]
        if term == "popularity":
            return "a favourite of many"
        if item.popularity < self._features.popularity.mean():
            return "less known than most"
        return "unlike what you have seen here"

    def evidence(self, row: int, context: Context) -> tuple[Event, ...]:
        """What the person did with the items that make this one likeable, the most telling first."""
        rows, weights, events = taste_evidence(self._features, context.history)
        parts = weights * (self._features.likeness[rows] @ self._features.likeness[row])
        parts[(rows == row) | (weights < 0)] = 0.0
        return tuple(events[number] for number in np.argsort(-parts, kind="stable") if parts[number] > 0)

    def _sentence(self, causes: Sequence[str], row: int, context: Context, strategy: Strategy) -> str:
        item = self._features.catalogue.items[row]
        if not causes:
            return _capital(f"{described(item)} to round off the list")
        first, *rest = [self.phrase(cause, row, context, strategy) for cause in causes]
        if causes[0] == "popularity" and strategy.name == "unknown":
            return f"A popular {noun(item)} while I get to know you"
        if causes[0] == "taste":
            return _capital(f"{first}: {described(item)}")
        tail = f"; {rest[0]}" if causes[1:] == ["taste"] else "".join(f" and {phrase}" for phrase in rest)
        return _capital(f"{described(item)}, {first}{tail}")

    def _taste(self, row: int, context: Context) -> str:
        evidence = self.evidence(row, context)
        if not evidence:
            return "unlike what you said no to"
        title = self._features.catalogue.item(evidence[0].item_id).title
        return f"because you {DID[evidence[0].action]} {title}{' and others' if len(evidence) > 1 else ''}"

    def _served(self, row: int, strategy: Strategy) -> Intent:
        parts = wanted_intents(strategy) * self._features.serves[row]
        return INTENTS[int(np.argmax(parts))] if parts.max() > 0 else Intent.KEEP_GOING


def causes_of(terms: Mapping[str, float]) -> list[str]:
    """The terms that really speak for an item, the strongest first. Diversity only ever takes away."""
    strongest = max(terms.values(), default=0.0)
    named = [name for name, value in terms.items() if value >= max(NAMEABLE, NAMEABLE_SHARE * strongest)]
    return sorted(named, key=lambda name: -terms[name])


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
