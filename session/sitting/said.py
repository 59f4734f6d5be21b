"""What a comment means for the sitting: how far it is the person's own word on how they feel, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import numpy as np

from emotion.types import EMOTIONS, Observation
from recommender.understanding.understood import Request, Understood
from recommender.understanding.wishes import Wish, Wishes
from session.sitting.choices import Choices

UNDERSTOOD = 1000
"""So many characters of a comment are read for what they ask for and whose feeling they tell of."""

COMMENT_LIMIT = 100_000
"""So many characters of a comment are taken; the encoder reads as many of them as its model can."""

OWN_LEADS = 0.8
"""The attention that a person's own feeling in fresh words takes from all that is sensed; a correction takes 0.85."""

OTHERS_COUNT = 0.25
"""What is left of the feeling in words that are about somebody or something else."""

GENTLE = tuple(Wish("less", tone, 0) for tone in ("violent", "dark", "scary"))
"""What is kept out of the list once somebody spoke of despair."""


class Understands(Protocol):
    """Reads comments. Safe to share by threads."""

    def read(self, comment: str) -> Understood | None:
        """All that is understood of a comment; None where nothing but its tone is read. Runs models."""

    def request(self, comment: str) -> Request:
        """What a comment asks for, read by its words alone."""


class ToneAlone:
    """Understands nothing: a comment is taken for the person's feeling as the text encoder reads it."""

    def read(self, comment: str) -> None:
        return None

    def request(self, comment: str) -> Request:
        return Request()


Meant = Callable[[Observation], Observation]


def meant(understood: Understood) -> Meant | None:
    """What to make of the text encoder's observation; None where the comment tells of no feeling at all.

    An own feeling leads over all that is sensed. A mere request, and words in a language that is not read, say nothing
    of the person's feeling, and what is said of others says little.
    """
    if understood.about_self:
        return lambda seen: _own(seen, understood)
    if understood.request or understood.language == "unknown":
        return None
    return _of_others


def gentle(choices: Choices) -> Choices:
    """The choices as they count for somebody in despair."""
    wishes = choices.wishes
    return replace(choices, wishes=Wishes((*GENTLE, *wishes.wishes), wishes.comments))


def _own(seen: Observation, understood: Understood) -> Observation:
    named = np.eye(len(EMOTIONS), dtype=np.float32)[EMOTIONS.index(understood.emotion)]
    rest = seen.probabilities * (1 - named)
    rest /= max(float(rest.sum()), 1e-6)
    return replace(
        seen,
        probabilities=(understood.certainty * named + (1 - understood.certainty) * rest).astype(np.float32),
        valence=understood.valence,
        arousal=understood.arousal,
        leading=OWN_LEADS,
    )


def _of_others(seen: Observation) -> Observation:
    even = np.full(len(EMOTIONS), 1 / len(EMOTIONS), np.float32)
    named = even if seen.probabilities is None else seen.probabilities
    return replace(
        seen,
        probabilities=OTHERS_COUNT * named + (1 - OTHERS_COUNT) * even,
        valence=OTHERS_COUNT * (seen.valence or 0.0),
        arousal=OTHERS_COUNT * (seen.arousal or 0.0),
        quality=OTHERS_COUNT * seen.quality,
    )


def storable(comment: str) -> str:
    """A comment as it is taken: no longer than COMMENT_LIMIT, and without what not every database can store."""
    # Lone surrogates and NUL.
    return comment[:COMMENT_LIMIT].encode("utf-8", "replace").decode().replace("\x00", " ")
