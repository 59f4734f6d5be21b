"""The reply above the list: one sentence that takes up how the person is and says what moved, and never advises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from emotion.message import Message, Parameter
from emotion.mood import mood_of
from emotion.trajectory import TrajectorySummary
from emotion.types import Emotion
from recommender.policy.iso import EVEN
from recommender.understanding.understood import Understood
from session.sitting.saying import SURENESS
from session.sitting.shown import Shown

VARIANTS = 3
"""Each reply has so many wordings, given in turn."""

GUESSED_FROM = SURENESS[1]
"""Uncertainty from which a reading is asked about instead of stated."""

OF_WORDS = ("change-after-text", "change-after-told")
OF_MOOD = ("change-mood-", "change-lasted")

BRIGHTER = ("change-mood-easier", "change-mood-livelier", "change-mood-seems", "change-mood-moved")
"""How a mood moves that may be welcomed, where it leads to joy."""


class Means(StrEnum):
    """What a reply does: those strategies of emotional support in MISC (Tu et al. 2022) that hold no advice."""

    REFLECT = "reflect"
    ENCOURAGE = "encourage"
    ASK = "ask"


@dataclass(frozen=True)
class Reply:
    """A kind of reply, and the feeling that it takes for granted, if any; spoken: the person put it into words."""

    kind: str
    takes: Emotion | None = None
    spoken: bool = False

    def holds(self, feeling: TrajectorySummary) -> bool:
        """Whether nothing that is read, or said since, contradicts it."""
        if self.takes is None or (self.spoken and feeling.unknown):
            return True
        return feeling.emotion == self.takes and (self.spoken or not feeling.told)


GRIEF, MOVED = Reply("grief"), Reply("moved")


class Replying:
    """Replies to one sitting's lists. Used by one thread.

    A wording stands as long as its list does; once another feeling is read than the one it takes for granted, only what
    moved is told. After word of a death nothing is said but that the list is quiet, as long as it is. Somebody in
    despair gets no reply, nor what the person chose themselves, nor a list that does not go by the feeling.
    """

    def __init__(self) -> None:
        self._given = Counter[str]()
        self._to: tuple[int, bool, bool, bool] | None = None
        self._reply: Reply | None = None
        self._said: Message | None = None

    def update(
        self, shown: Shown, feeling: TrajectorySummary, understood: Understood | None, grieves: bool, crisis: bool
    ) -> Message | None:
        """The reply to the list shown, None where what changed in it is to be told as it is."""
        told, to = shown.change.parameters, (shown.version, shown.context.quiet, grieves, crisis)
        if to != self._to:
            self._to = to
            self._reply = None if crisis else reply_to(shown, feeling, understood, grieves)
            self._said = self._worded(self._reply, told, feeling)
        if self._reply is not None and not self._reply.holds(feeling):
            self._reply, self._said = MOVED, self._worded(MOVED, told, feeling)
        return self._said

    def _worded(self, reply: Reply | None, told: Mapping[str, Parameter], feeling: TrajectorySummary) -> Message | None:
        if reply is None or (reply == MOVED and "move" not in told):
            return None
        if reply == MOVED:
            return Message("reply-moved", {"move": told["move"]})
        self._given[reply.kind] += 1
        number = (self._given[reply.kind] - 1) % VARIANTS + 1
        names = {"feels": mood_of(feeling.emotion)} if reply.kind in (Means.REFLECT, Means.ENCOURAGE) else {}
        parameters = {} if reply == GRIEF else {**told, **names}
        return Message(f"reply-{reply.kind}-{number}", parameters)


def reply_to(shown: Shown, feeling: TrajectorySummary, understood: Understood | None, grieves: bool) -> Reply | None:
    """The reply to a list just shown; understood is the person's last comment."""
    cause = shown.change.parameters.get("cause")
    cause = cause if isinstance(cause, Message) else None
    after = "" if cause is None else cause.key
    if after and after not in OF_WORDS and not after.startswith(OF_MOOD):
        return None
    if grieves:
        return GRIEF if shown.context.quiet else MOVED
    if "move" not in shown.change.parameters or not shown.strategy.path or feeling.emotion is None:
        return None
    if after in OF_WORDS:
        return _to_words(after, feeling, understood)
    glad = feeling.emotion == Emotion.JOY and feeling.valence > EVEN
    if cause is not None:
        mood = cause.parameters.get("mood", cause)
        welcome = glad and isinstance(mood, Message) and mood.key in BRIGHTER
        return Reply(f"mood-{Means.ENCOURAGE if welcome else Means.REFLECT}", feeling.emotion)
    if feeling.told:
        return None
    if feeling.uncertainty >= GUESSED_FROM:
        return Reply(Means.ASK)
    return Reply(Means.ENCOURAGE if glad else Means.REFLECT, feeling.emotion)


def _to_words(after: str, feeling: TrajectorySummary, understood: Understood | None) -> Reply | None:
    """The reply to what the person said of themselves; what they say of others is no word on how they feel."""
    comment = understood if after == "change-after-text" else None
    if after == "change-after-text" and (comment is None or not comment.about_self):
        return None
    glad = feeling.valence > EVEN and (comment is None or comment.valence > EVEN)
    kind = f"words-{Means.ENCOURAGE if glad else Means.REFLECT}"
    return Reply(kind, feeling.emotion if glad else None, spoken=True)
