"""Somebody who goes through a sitting turn by turn: who they are, what they remember, and what they say of it in words.

The parts are those of RecUserSim (Chen et al. 2025, "A Realistic and Diverse User Simulator for Evaluating
Conversational Recommender Systems"): profile, memory, action, response. What they say comes from rules, or from a
language model where one is given; it is meant for whatever reads comments, which is told nothing else of them.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from emotion.feelings import nearest
from recommender.engines.uim.language_user import LanguageUser, Messages
from recommender.errors import EngineError
from recommender.types import Action

MANNERS = ("plain", "hedged", "strong", "wishing", "telling")
"""How a comment is put: with a wish at its end, or with what was done last at its beginning."""

WISHES = {"low": "something funny please", "tense": "something calm please", "fine": "more like this please"}

DID = {
    Action.LIKE: "I liked {title}",
    Action.NO: "{title} is not for me",
    Action.OPEN: "I had a look at {title}",
    Action.FINISH: "I finished {title}",
}

LONGEST = 200
"""Characters of a comment, whoever writes it."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Profile:
    """Who somebody is: pleased, in [0, 1], by most of what they are asked about, and anything else in words."""

    pleased: float = 0.5
    about: str = ""


@dataclass
class Memory:
    """What somebody did, with the title, and what they said, newest last."""

    done: list[tuple[Action, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


class Persona:
    """One person; feels is where they are on the affect plane, (valence, arousal) in [-1, 1]."""

    def __init__(self, profile: Profile, speaker: LanguageUser | None = None) -> None:
        self.profile, self.memory = profile, Memory()
        self.feels = (0.0, 0.0)
        self._speaker = speaker

    def did(self, action: Action, title: str) -> None:
        """Remember what was done."""
        self.memory.done.append((action, title))

    def says(self, manner: str) -> str:
        """A comment on how they feel, in one of MANNERS; the language model's where there is one and it answers."""
        words = self._by_rules(manner)
        if self._speaker is not None:
            try:
                words = " ".join(self._speaker.answer(self._asked()).split())[:LONGEST] or words
            except EngineError as error:
                log.warning("%s; the comment is made by rules", error)
        self.memory.said.append(words)
        return words

    def answers(self, low: float, high: float, more: float = 0.0) -> int:
        """What they choose on a questionnaire's scale from low to high; more is added to how pleased they are."""
        share = min(1.0, max(0.0, self.profile.pleased + more))
        return round(low + (high - low) * share)

    def _by_rules(self, manner: str) -> str:
        valence, arousal = self.feels
        word = nearest(valence, arousal)
        plain = f"I feel {word}"
        if manner == "hedged":
            return f"a bit {word}, to be honest"
        if manner == "strong":
            return f"I am so {word}"
        if manner == "wishing":
            wish = WISHES["fine" if valence >= 0 else "tense" if arousal > 0 else "low"]
            return f"{plain}, {wish}"
        if manner == "telling" and self.memory.done:
            action, title = self.memory.done[-1]
            return f"{DID[action].format(title=title)}. {plain}"
        return f"{plain} today"

    def _asked(self) -> Messages:
        """The conversation with a language model that speaks for this person."""
        done = "; ".join(DID[action].format(title=title) for action, title in self.memory.done[-5:]) or "nothing yet"
        told = (
            f"You use a list of films, songs, books and reads that follows how you feel. {self.profile.about} "
            f"You feel {nearest(*self.feels)}. What you did so far: {done}."
        )
        asked = "Write the one short sentence that you would type under 'How is it going?'. Only the sentence."
        return [{"role": "system", "content": told.strip()}, {"role": "user", "content": asked}]
