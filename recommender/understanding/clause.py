"""A clause of a comment: whether it asks for what it names, or against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recommender.understanding.lexicon import Lexicon
from recommender.understanding.mentions import HIDDEN, Mention, hide
from recommender.understanding.understood import Tone

PLAIN_TONES = (Tone.FUNNY, Tone.ROMANTIC, Tone.VIOLENT, Tone.SCARY)
"""Tones that say nothing of a person when they stand alone, as "sad" or "calm" would."""

NEAR = 6
"""Letters after a cue within which a word of a statement belongs to the cue itself: "I want"."""

_WORD = re.compile(r"[\w'\x00]+")


@dataclass(frozen=True)
class Clause:
    """The part of a folded text from start to end, in the lexicon's language."""

    text: str
    start: int
    end: int
    lexicon: Lexicon

    def states(self) -> bool:
        """Whether it has a word with which people tell something."""
        return self._has("statement")

    def tells(self) -> bool:
        """Whether somebody does or did something in it."""
        return self._has("subjects")

    def asks(self, mention: Mention, inside: Sequence[Mention]) -> bool:
        """Whether it asks for, or against, what it names; "I feel sad" does not, "something sad" does."""
        if mention.slot in ("people", "like") or self._has("no_after"):
            return True
        attached = any(m.slot != "tones" and _adjoin(m, mention) for m in inside)
        if not self.states():
            plain = mention.slot != "tones" or mention.value in PLAIN_TONES or attached
            return plain or self._has("cues") or self._compares(mention)
        cues = [cue for cue in self._places("cues") if not self._told_between(cue, mention.start)]
        if mention.slot != "tones":
            return bool(cues) or self._names_only(mention)
        return any(cue <= mention.start for cue in cues) or (attached and bool(cues))

    def denies(self, mention: Mention) -> bool:
        """Whether a negation reaches the mention: one before it, or one that closes the clause."""
        before, after = self._before(mention), self.text[mention.end : self.end]
        no, less = self.lexicon.words["no"].search(before), self.lexicon.words["less"].search(before)
        wider = no and (not less or no.start() < less.start() or no.end() > less.end())
        return bool(wider or self.lexicon.words["no_after"].search(after))

    def lessens(self, mention: Mention) -> bool:
        """Whether there is to be less of it, or not too much."""
        return bool(self.lexicon.words["less"].search(self._before(mention)))

    def continues(self, inside: Sequence[Mention]) -> bool:
        """Whether it goes on with the list of the clause before: ", war or gore" after "no horror"."""
        if not inside or not self._has("or"):
            return False
        rest = hide(self.text, ((m.start, m.end) for m in inside))[self.start : self.end]
        words = [word for word in _WORD.findall(rest) if word.strip(HIDDEN)]
        return all(self.lexicon.words["or"].fullmatch(word) for word in words)

    def _has(self, words: str) -> bool:
        return bool(self.lexicon.words[words].search(self.text, self.start, self.end))

    def _places(self, words: str) -> list[int]:
        return [match.start() for match in self.lexicon.words[words].finditer(self.text, self.start, self.end)]

    def _before(self, mention: Mention) -> str:
        """What stands before the mention, from the last "more" on: it ends the reach of a negation."""
        resets = [place for place in self._places("more") if place < mention.start]
        return self.text[resets[-1] if resets else self.start : mention.start]

    def _told_between(self, cue: int, place: int) -> bool:
        """Whether the person begins to tell something between a cue and a place."""
        return any(cue + NEAR < told < place for told in self._places("subjects"))

    def _names_only(self, mention: Mention) -> bool:
        """Whether it is no more than a name with what belongs to it: "a bedtime story for my daughter"."""
        before = self.text[self.start : mention.start]
        told = self.lexicon.words["statement"].search(before) or self.lexicon.words["the"].search(before)
        return not told and not self.lexicon.words["verbs"].search(self.text, mention.end, self.end)

    def _compares(self, mention: Mention) -> bool:
        return bool(self.lexicon.words["comparative"].fullmatch(self.text, mention.start, mention.end))


def _adjoin(one: Mention, other: Mention) -> bool:
    """Whether two mentions stand side by side, in either order: "sad songs", "songs to dance to"."""
    return 0 <= one.start - other.end <= 2 or 0 <= other.start - one.end <= 2
