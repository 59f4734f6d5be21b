"""What is known of items from many people's words, and whether a written sentence holds against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

from recommender.engines.sermon.aspects import GRAMMAR, WHOLE, Aspect, Aspects, words

SUPPORT = 2
"""So many people must have said it, somebody else than whom the sentence is for."""

FIRST_PERSON = frozenset(["i", "i'm", "i've", "me", "my", "mine", "we", "our", "us"])

Verdict = Literal[
    "holds",
    "says nothing",
    "is no sentence",
    "speaks of somebody",
    "says more than was parsed",
    "not known",
    "against it",
]
"""holds: every claim is known of the item, and goes with the rating that is foretold; else the first thing amiss."""


class Facts:
    """Who said what of which item."""

    def __init__(self, aspects: Aspects, said: Iterable[tuple[int, int, Aspect]]) -> None:
        """said: user, item and what was said, as far as it may be told to others."""
        self._aspects = aspects
        self._people: dict[tuple[int, str, int], set[int]] = defaultdict(set)
        self._items: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for user, item, one in said:
            self._people[item, one.feature, one.sign].add(user)
            self._items[item][one.feature] += 1

    def features(self, item: int) -> dict[str, int]:
        """How often each feature of an item was spoken of."""
        return dict(self._items.get(item, {}))

    def known(self, item: int, aspect: Aspect, reader: int) -> bool:
        """Whether SUPPORT others or more said it, and more than said the contrary."""
        for_it = self._people.get((item, aspect.feature, aspect.sign), set()) - {reader}
        against = self._people.get((item, aspect.feature, -aspect.sign), set()) - {reader}
        return len(for_it) >= SUPPORT and len(for_it) > len(against)

    def claims_hold(self, item: int, sentence: str, reader: int) -> tuple[int, int]:
        """How many of a sentence's claims are known of the item, and how many there are."""
        claims = self._aspects.of(sentence)
        return sum(self.known(item, one, reader) for one in claims), len(claims)

    def verdict(self, item: int, sentence: str, reader: int, liked: bool) -> Verdict:
        """Whether a sentence may be shown to reader as a reason for an item that they are foretold to like, or not."""
        said = words(sentence)
        claims = self._aspects.of(sentence)
        if not claims:
            return "says nothing"
        if said[-1] in GRAMMAR - {WHOLE} or any(word == after for word, after in pairwise(said)):
            return "is no sentence"
        if FIRST_PERSON & set(said):
            return "speaks of somebody"
        covered = {one.opinion for one in claims} | {one.feature for one in claims}
        if any(self._content(word) and not self._is_of(word, covered) for word in said):
            return "says more than was parsed"
        if not all(self.known(item, one, reader) for one in claims):
            return "not known"
        return "holds" if all((one.sign > 0) == liked for one in claims) else "against it"

    @staticmethod
    def _content(word: str) -> bool:
        return word[0].isalpha() and word not in GRAMMAR and word != WHOLE

    @staticmethod
    def _is_of(word: str, covered: set[str]) -> bool:
        return word in covered or word.removesuffix("s") in covered
