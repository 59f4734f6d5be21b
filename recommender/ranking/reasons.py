"""One sentence for each item of a list: what happens in it, which moods it holds, and why it is there now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from emotion.message import Message
from recommender.ranking.facts import NAMED, facts, mood, moods_of, subject
from recommender.ranking.terms.affect import STAMPS
from recommender.ranking.terms.company import low
from recommender.ranking.weighing import Weighing
from recommender.types import LEADING

NAMEABLE = 0.02
NAMEABLE_SHARE = 0.1
"""A cause is named when it adds at least NAMEABLE, and this share of what the strongest one adds."""

STAMPED = 2
"""So many items of a list may be said to be where the person's mood is."""

CITED = 3
"""So many items of a list may cite one title."""

_STAMPS = frozenset({*STAMPS, "serves-keep-going", "serves-keep-going-softly"})
_DULL = frozenset({"leaves-in-step", "adds-something-new"})
"""What a term says when it has nothing better to say: true, but no reason to give."""


_NAMES = frozenset({"title", "person", "begins"})


class Cause(NamedTuple):
    """Something to say of an item, and the sentence to say it in."""

    phrase: Message
    sentence: str


class Said:
    """What a list has said so far: no phrase comes twice."""

    def __init__(self) -> None:
        self.moods: Counter[str] = Counter()
        self._above: set[str] = set()
        self._phrases: set[Message | str] = set()
        self._cited: Counter[str] = Counter()
        self._stamps = 0

    def named_of(self, moods: Sequence[str]) -> list[str]:
        """The first NAMED of an item's moods; where the item above has the very same, the next in place of the last."""
        named = list(moods[:NAMED])
        if set(named) == self._above:
            named[-1:] = moods[NAMED : NAMED + 1]
        self._above = set(named)
        self.moods.update(named)
        return named

    def admits(self, phrase: Message) -> bool:
        """Whether the list may still say so; if so, it has."""
        own, stamp = _own(phrase), phrase.key in _STAMPS
        cited = phrase.parameters.get("title")
        if (
            phrase.key in _DULL
            or own in self._phrases
            or (stamp and self._stamps == STAMPED)
            or (cited and self._cited[cited] == CITED)
        ):
            return False
        self._phrases.add(own)
        self._stamps += stamp
        if cited:
            self._cited[cited] += 1
        return True


def reasons_of(weighing: Weighing, listed: Sequence[tuple[int, Mapping[str, float]]]) -> list[Message]:
    """One sentence per (place, terms) of a list: of an item's causes, the one that sets it apart and is not yet said.

    The moods named are those nearest to the moment: to where the strategy aims, or, where it leads, to where it leads.
    """
    usual = {name: fmean(terms[name] for _, terms in listed) for name in (listed[0][1] if listed else ())}
    said = Said()
    sentences = []
    for place, terms in listed:
        names = sorted(causes_of(terms), key=lambda name: usual[name] - 2 * terms[name])
        sentences.append(_sentence(weighing, names, place, said))
    return sentences


def causes_of(terms: Mapping[str, float]) -> list[str]:
    """The terms that really speak for an item, the strongest first. Diversity only ever takes away."""
    strongest = max(terms.values(), default=0.0)
    named = [name for name, value in terms.items() if value >= max(NAMEABLE, NAMEABLE_SHARE * strongest)]
    return sorted(named, key=lambda name: -terms[name])


def phrase(weighing: Weighing, name: str, place: int) -> Message:
    """One cause in words, as the end of a sentence about the item at a place."""
    return weighing.terms[name].phrase(weighing.situation, weighing.scored(name), place)


def rests_on(weighing: Weighing, name: str, place: int) -> tuple[str, ...]:
    """Ids of the items of the person's history that a term judges the item at a place by, the most telling first."""
    return weighing.terms[name].rests_on(weighing.situation, weighing.scored(name), place)


def _sentence(weighing: Weighing, names: Sequence[str], place: int, said: Said) -> Message:
    item, strategy = weighing.situation.item(place), weighing.situation.strategy
    softly = low(weighing.situation)
    cause = next((cause for cause in _causes(weighing, names, place) if said.admits(cause.phrase)), None)
    moment = strategy.path[-1] if strategy.path and strategy.name in LEADING else strategy.target
    named = said.named_of(moods_of(item, moment, softly, said.moods))
    parts = {"subject": subject(item), "moods": tuple(map(mood, named))}
    if cause is None:
        return Message("reason-alone", parts)
    return Message(cause.sentence, parts | {"cause": cause.phrase})


def _causes(weighing: Weighing, names: Sequence[str], place: int) -> Iterator[Cause]:
    """All that may be said of why an item is there, then what else is true of it."""
    situation = weighing.situation
    for name in names:
        term = weighing.terms[name]
        for phrase in term.phrases(situation, weighing.scored(name), place):
            yield Cause(phrase, term.joins)
    for fact in facts(situation.item(place), low(situation)):
        yield Cause(fact, "reason")


def _own(phrase: Message) -> Message | str:
    """What of a phrase must not come twice in a list: its words, but of those that name something, what they name."""
    if phrase.key == "in-common":
        return Message(phrase.key, {"themes": phrase.parameters["themes"]})
    return phrase if _NAMES & phrase.parameters.keys() else phrase.key.removesuffix("-shortly")
