"""What a comment means for the sitting: how far it is the person's own word on how they feel, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from emotion.types import EMOTIONS, Observation
from recommender.types import Item
from recommender.understanding.understood import Request, Understood
from session.sitting.choices import Choices

UNDERSTOOD = 1000
"""So many characters of a comment are read for what they ask for and whose feeling they tell of."""

COMMENT_LIMIT = 100_000
"""So many characters of a comment are taken; the encoder reads as many of them as its model can."""

OWN_LEADS = 0.8
"""The attention that a person's own feeling in fresh words takes from all that is sensed; a correction takes 0.85."""

OTHERS_COUNT = 0.25
"""What is left of the feeling in words that are about somebody or something else."""

ALOUD_COUNTS = 0.5
"""Of what was said aloud, as far as the recogniser is sure of it, what is left beside the same in writing."""

BETTER = 0.15
"""Valence of a comment on oneself from which it tells of a better hour."""


class Understands(Protocol):
    """Reads comments. Safe to share by threads."""

    def read(self, comment: str) -> Understood | None:
        """All that is understood of a comment; None where nothing but its tone is read. Runs models."""

    def request(self, comment: str) -> Request:
        """What a comment asks for, read by its words alone."""

    def among(self, items: Iterable[Item]) -> Understands:
        """The same, for somebody who is shown these items: their titles and people are known."""


class ToneAlone:
    """Understands nothing: a comment is taken for the person's feeling as the text encoder reads it."""

    def read(self, comment: str) -> None:
        return None

    def request(self, comment: str) -> Request:
        return Request()

    def among(self, items: Iterable[Item]) -> ToneAlone:
        return self


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


def aloud(understood: Understood | None, certainty: float) -> Meant | None:
    """What to make of words said aloud of which a recogniser is so sure; None where they tell of no feeling at all.

    They may have been heard wrongly, or said to somebody else, so they count less than a comment and never lead.
    """
    read = meant(understood) if understood else _unchanged
    share = ALOUD_COUNTS * certainty
    return None if read is None else lambda seen: replace(_weakened(read(seen), share), leading=0.0)


@dataclass(frozen=True)
class Heavy:
    """What of the comments so far weighs on the rest of the sitting, and on which lists are made with care.

    despaired: when the person spoke of despair last, in s on the session's clock, None where they did not. mourns: they
    told of a death. consoled: they have said since that they feel better.
    """

    despaired: float | None = None
    mourns: bool = False
    consoled: bool = False

    @classmethod
    def of(cls, choices: Choices, now: float) -> Heavy:
        """What weighed when these choices stood."""
        return cls(now if choices.spared else None, choices.mourns, choices.consoled)

    def after(self, understood: Understood, now: float) -> Heavy:
        """What weighs after one more comment."""
        heard = self.after_hearing(understood, now)
        better = understood.about_self and not understood.bereaved and understood.valence > BETTER
        return replace(heard, consoled=heard.mourns and (better or heard.consoled))

    def after_hearing(self, understood: Understood, now: float) -> Heavy:
        """What weighs after words that may have been heard wrongly or said to somebody else: they console nobody."""
        return Heavy(
            now if understood.crisis else self.despaired,
            self.mourns or understood.bereaved,
            self.consoled and not understood.bereaved,
        )

    @property
    def grieves(self) -> bool:
        """Whether the person told of a death and has not said since that they feel better."""
        return self.mourns and not self.consoled

    def despairs(self, choices: Choices) -> bool:
        """Whether despair was spoken of and the person has not said since that they are safe."""
        if self.despaired is None:
            return False
        return choices.reassured is None or choices.reassured < self.despaired

    def on(self, choices: Choices) -> Choices:
        """The choices as they count with what weighs."""
        return replace(choices, mourns=self.mourns, consoled=self.consoled, spared=self.despairs(choices))


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
    return _weakened(seen, OTHERS_COUNT)


def _unchanged(seen: Observation) -> Observation:
    return seen


def _weakened(seen: Observation, share: float) -> Observation:
    """An observation of which only this share counts."""
    even = np.full(len(EMOTIONS), 1 / len(EMOTIONS), np.float32)
    named = even if seen.probabilities is None else seen.probabilities
    return replace(
        seen,
        probabilities=share * named + (1 - share) * even,
        valence=share * (seen.valence or 0.0),
        arousal=share * (seen.arousal or 0.0),
        quality=share * seen.quality,
    )


def storable(comment: str) -> str:
    """A comment as it is taken: no longer than COMMENT_LIMIT, and without what not every database can store."""
    # Lone surrogates and NUL.
    return comment[:COMMENT_LIMIT].encode("utf-8", "replace").decode().replace("\x00", " ")
