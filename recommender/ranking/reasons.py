"""One sentence for each item of a list: which causes are named, and how they are joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from emotion.message import Message
from recommender.ranking.describing import described
from recommender.ranking.weighing import Weighing

NAMEABLE = 0.02
NAMEABLE_SHARE = 0.1
"""A cause is named when it adds at least NAMEABLE, and this share of what the strongest one adds."""


def reasons_of(weighing: Weighing, listed: Sequence[tuple[int, Mapping[str, float]]]) -> list[Message]:
    """One sentence per (place, terms) of a list: of an item's causes, those that set it apart from the rest."""
    usual = {name: np.mean([terms[name] for _, terms in listed]) for name in (listed[0][1] if listed else ())}
    sentences = []
    for place, terms in listed:
        first, *rest = sorted(causes_of(terms), key=lambda name: usual[name] - 2 * terms[name]) or [None]
        apart = (name for name in rest if terms[name] > usual[name] and not _repeats(weighing, first, name, place))
        sentences.append(_sentence(weighing, first, next(apart, None), place))
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


def _repeats(weighing: Weighing, first: str, other: str, place: int) -> bool:
    """Whether two terms of one kin rest on the same item, so that one of them says enough."""
    kin = {weighing.terms[name].kin for name in (first, other)}
    if kin == {None} or len(kin) == 2:
        return False
    return rests_on(weighing, first, place)[:1] == rests_on(weighing, other, place)[:1]


def _sentence(weighing: Weighing, first: str | None, second: str | None, place: int) -> Message:
    item = described(weighing.situation.item(place))
    if first is None:
        return Message("reason-none", {"item": item})
    own = weighing.terms[first].sentence(weighing.situation, weighing.scored(first), place, item)
    if own is not None:
        return own
    parts = {"item": item, "cause": phrase(weighing, first, place)}
    if second is None:
        return Message("reason-one", parts)
    return Message(weighing.terms[second].joins, parts | {"other": phrase(weighing, second, place)})
