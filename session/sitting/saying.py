"""The one sentence on how the person feels: what the senses say, which of them it goes by, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from emotion.feelings import feeling, nearest
from emotion.message import Message
from emotion.modalities import FACE, TEXT, VOICE
from emotion.modality import Modality
from emotion.mood import mood_of
from emotion.trajectory import TrajectorySummary
from emotion.types import Emotion
from session.types import Meter

SURENESS = (0.3, 0.55, 0.75)
"""Uncertainty below which a reading is quite sure, fairly sure and not very sure; above the last it is a guess."""

SURE_FOR = 10.0
"""Seconds for which a phrase on how sure the reading is stays at least, unless the person says something."""

STAYS_FOR = 3.0
"""Seconds for which a sentence that is still true is not replaced by another that is true as well."""

COUNTS, OBJECTS = 0.05, 0.15
"""Attention from which a sense that agrees is named, and one that says something else; of the latter the share in what
the person's own word leaves to the senses, where that leads."""

SPOKEN = (FACE, VOICE, TEXT)
"""The senses that have words of their own in the sentence, in the order in which these are said."""


@dataclass(frozen=True)
class Claim:
    """What a sentence claims. senses name the emotion; against is one that names another; by won over it.

    word: what the person told of themselves. faded: it is what was read a moment ago. why: what makes `by` win.
    """

    emotion: Emotion | None = None
    senses: tuple[Modality, ...] = ()
    by: Modality | None = None
    against: tuple[Modality, Emotion] | None = None
    why: str = ""
    word: str | None = None
    faded: bool = False

    def holds(self, now: Claim, meters: Mapping[Modality, Meter]) -> bool:
        """Whether it is still true where another claim would be made now."""
        if (self.emotion, self.word, self.faded) != (now.emotion, now.word, now.faded):
            return False
        named = dict.fromkeys(self.senses, self.emotion) | dict([self.against] if self.against else [])
        return all(meters[m].attention > 0 and meters[m].emotion == emotion for m, emotion in named.items())

    @property
    def lasting(self) -> frozenset[Modality]:
        """The senses in it that are no streams, whose word is to be answered at once."""
        named = {*self.senses, *([self.against[0]] if self.against else [])}
        return frozenset(m for m in named if not m.streamed)


class Saying:
    """Says how one sitting stands, calmly: what is still true is not said anew at every moment. Used by one thread."""

    def __init__(self) -> None:
        self._claim = Claim()
        self._since = self._sure_since = -float("inf")
        self._sure = 0

    def update(self, now: float, summary: TrajectorySummary, meters: Mapping[Modality, Meter]) -> Message:
        """The sentence at a time in s."""
        claim = claimed(summary, meters)
        true = self._claim.holds(claim, meters) and self._claim.lasting == claim.lasting
        if claim != self._claim and not (true and now - self._since < STAYS_FOR):
            self._claim, self._since = claim, now
        sure = sum(summary.uncertainty >= limit for limit in SURENESS)
        due = summary.said or now - self._sure_since >= SURE_FOR
        if not summary.unknown and sure != self._sure and due:
            self._sure, self._sure_since = sure, now
        return sentence(self._claim, self._sure)


def claimed(summary: TrajectorySummary, meters: Mapping[Modality, Meter]) -> Claim:
    """What can be said of a summary whose emotion is one that a sense of enough weight names."""
    if summary.unknown:
        return Claim()
    told = next((one.place for one in meters.values() if summary.told and one.place is not None), None)
    if told is not None:
        return Claim(summary.emotion, word=nearest(*told))
    named = {m: one for m, one in meters.items() if one.emotion is not None and one.attention > 0}
    agree = [one for one in named.values() if one.emotion == summary.emotion]
    if not agree:
        return Claim(summary.emotion, faded=True)
    by = max(agree, key=lambda one: one.attention)
    senses = tuple(one.modality for one in agree if one is by or one.attention >= COUNTS)
    objects = OBJECTS * (1 - by.attention if by.own else 1)
    others = [one for one in named.values() if one.emotion != summary.emotion and one.attention >= objects]
    if not others:
        return Claim(summary.emotion, senses, by.modality)
    against = max(others, key=lambda one: one.attention)
    return Claim(
        summary.emotion, senses, by.modality, (against.modality, against.emotion), _why(by, against, agree, others)
    )


def sentence(claim: Claim, sure: int) -> Message:
    """A claim in words; sure counts how many limits of SURENESS the reading's uncertainty exceeds."""
    if claim.word is not None:
        return Message("state-told", {"feeling": feeling(claim.word)})
    if claim.emotion is None:
        return Message("state-unknown")
    emotion = mood_of(claim.emotion)
    if claim.faded:
        return Message("state-faded", {"emotion": emotion})
    if claim.against is None:
        senses = [m for m in SPOKEN if m in claim.senses]
        told_of = "-".join(senses) if len(senses) == len(claim.senses) else "seems"
        said = Message(f"state-{told_of}", {"emotion": emotion})
        return Message("state-sure", {"said": said, "sure": Message(f"sureness-{sure}")})
    other, says = claim.against
    return Message(
        "state-differ",
        {
            "other": _says(other, says, "first"),
            "said": _says(claim.by, claim.emotion, "then"),
            "why": Message(f"goes-by-{claim.why}", {"sense": Message(f"goes-by-{_spoken(claim.by)}")}),
        },
    )


def _why(by: Meter, against: Meter, agree: list[Meter], others: list[Meter]) -> str:
    """What is true of the sense that won: its words are the person's own, more senses agree, or it is clearer."""
    if by.own:
        return "own"
    if sum(one.attention for one in agree) < sum(one.attention for one in others):
        return "whole"
    if len(agree) > len(others):
        return "most"
    return "clearer" if by.attention >= against.attention else "whole"


def _says(modality: Modality, emotion: Emotion, place: str) -> Message:
    return Message(f"says-{_spoken(modality)}-{place}", {"emotion": mood_of(emotion)})


def _spoken(modality: Modality) -> str:
    return str(modality) if modality in SPOKEN else "other"
