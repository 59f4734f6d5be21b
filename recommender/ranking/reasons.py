"""Plain words for the causes of a recommendation, every one of them read off the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from emotion.types import EMOTIONS, INTENTS, Intent
from recommender.ranking.features import Features
from recommender.ranking.history import chosen, firm
from recommender.ranking.terms import (
    each_interest,
    expected_emotions,
    interests_of,
    said_of,
    taste_evidence,
    wanted_emotions,
    wanted_intents,
)
from recommender.ranking.words import LEAVES, SERVES, described, noun, place
from recommender.types import Action, Context, Event, Strategy

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
            apart = [
                name for name in rest if terms[name] > usual[name] and not self._repeats(first, name, row, context)
            ]
            sentences.append(self._sentence([first, *apart[:1]] if first else [], row, context, strategy))
        return sentences

    def phrase(self, term: str, row: int, context: Context, strategy: Strategy) -> str:
        """One cause in words, beginning small and without a full stop."""
        item = self._features.catalogue.items[row]
        match term:
            case "affect":
                return place(item, strategy)
            case "feeling":
                return self._leaves(row, context, strategy)
            case "taste":
                return self._taste(row, context)
            case "interest":
                return self._of_an_interest(row, context)
            case "sequence":
                return self._follows(row, context)
            case "intent":
                return SERVES[self._served(row, strategy)]
            case "conformity":
                return "a favourite of many" if self._of_many(row) else "often picked by people who chose like you"
        if item.popularity < self._features.popularity.mean():
            return "less known than most"
        return "unlike what you have seen here"

    def rests_on(self, term: str, row: int, context: Context) -> tuple[str, ...]:
        """Ids of the items of the person's history that a term judges this item by, the most telling first."""
        match term:
            case "taste":
                return tuple(event.item_id for event in self.evidence(row, context))
            case "conformity" if self._of_many(row):
                return ()
            case "interest" | "sequence" | "conformity" if term in self._features.opinions:
                parts = each_interest(self._features, context) if term == "interest" else [chosen(context)]
                found = max(parts, key=lambda part: said_of(self._features, term, part)[row], default={})
                opinion = self._features.opinions[term]
                return opinion.because(firm(found), row) or opinion.because(tuple(found), row)
            case "interest":
                return self._interest(row, context)
        return ()

    def evidence(self, row: int, context: Context) -> tuple[Event, ...]:
        """What the person did with the items that make this one likeable, the most telling first."""
        rows, weights, events = taste_evidence(self._features, context.history)
        parts = weights * (self._features.likeness[rows] @ self._features.likeness[row])
        parts[(rows == row) | (weights < 0)] = 0.0
        return tuple(events[number] for number in np.argsort(-parts, kind="stable") if parts[number] > 0)

    def _repeats(self, first: str, other: str, row: int, context: Context) -> bool:
        """Whether an item follows what it also is in the interest of, so that one of the two says enough."""
        if {first, other} != {"sequence", "interest"}:
            return False
        return self.rests_on(first, row, context)[:1] == self.rests_on(other, row, context)[:1]

    def _interest(self, row: int, context: Context) -> tuple[str, ...]:
        """The items of the interest that this one fits best, those most like it first; untrained, see `interests`."""
        found = interests_of(self._features, context)
        if found is None:
            return ()
        rows, weights, interests = found
        vector = self._features.likeness[row]
        best = int(np.argmax(interests.directions(weights) @ vector))
        parts = np.where((interests.of == best) & (rows != row), weights * (self._features.likeness[rows] @ vector), 0)
        order = [number for number in np.argsort(-parts, kind="stable") if parts[number] > 0]
        return tuple(self._features.catalogue.items[rows[number]].id for number in order)

    def _sentence(self, causes: Sequence[str], row: int, context: Context, strategy: Strategy) -> str:
        item = self._features.catalogue.items[row]
        if not causes:
            return _capital(f"{described(item)} to round off the list")
        first, *rest = [self.phrase(cause, row, context, strategy) for cause in causes]
        if causes[0] == "conformity" and strategy.name == "unknown":
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

    def _of_an_interest(self, row: int, context: Context) -> str:
        items = self.rests_on("interest", row, context)
        return f"close to your interest in {self._title(items[0])}" if items else "close to one of your interests"

    def _follows(self, row: int, context: Context) -> str:
        items = self.rests_on("sequence", row, context)
        return f"good after {self._title(items[0])}" if items else "good after what you chose"

    def _of_many(self, row: int) -> bool:
        """Whether an item is liked by many whoever asks; where no engine counts, conformity says nothing else."""
        opinion = self._features.opinions.get("conformity")
        return opinion is None or opinion.of(())[row] > 0

    def _title(self, item_id: str) -> str:
        return self._features.catalogue.item(item_id).title

    def _leaves(self, row: int, context: Context, strategy: Strategy) -> str:
        """The wanted feeling that this item leaves more than most do; it may also only leave less of the unwanted.

        "you" where it is foretold for this person, "people" where it is the same for everybody.
        """
        emotions = expected_emotions(self._features, context, strategy)
        more = np.maximum(wanted_emotions(strategy), 0) * (emotions[row] - emotions.mean(axis=0))
        if more.max() <= 0:
            return "in step with where the list is heading"
        foretold = self._features.foretold
        whom = "you" if foretold is not None and row in foretold.rows else "people"
        return LEAVES[EMOTIONS[int(np.argmax(more))]].format(whom=whom)

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
