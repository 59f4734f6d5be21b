"""One piece of music or one picture, made for a feeling while somebody waits, with its recipe."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from emotion.message import Message
from recommender.studio import synthesis
from recommender.studio.collection import Medium
from recommender.studio.composing import compose
from recommender.studio.mixing import mixed
from recommender.studio.pictures.painting import paint, webp
from recommender.studio.pictures.subjects import SUBJECTS
from recommender.studio.recording import RATE, recorded

SECTIONS = 2
"""Of a piece: a theme and its variation, some half a minute to a minute."""


@dataclass(frozen=True, eq=False)
class Made:
    """What was made: an Opus or WebP file, the place and the seed it was made from, and what they came to in words;
    how long it takes, in s, where it does; the item whose mood it has, where it was made for one."""

    medium: Medium
    data: bytes
    valence: float
    arousal: float
    seed: int
    recipe: Message
    seconds: float = 0.0
    item_id: str | None = None

    @property
    def id(self) -> str:
        """What it goes by in its sitting."""
        return f"made-{self.seed}"


def make(medium: Medium, valence: float, arousal: float, seed: int, subject: str | None = None) -> Made:
    """Music or a picture for a place on the affect plane, each in [-1, 1]; the same for the same arguments.

    subject: one of SUBJECTS, of a picture; drawn where none is given. Raises ValueError for words, which nothing here
    writes.
    """
    if medium is Medium.SOUND:
        return _music(valence, arousal, seed)
    if medium is Medium.PICTURE:
        return _picture(valence, arousal, seed, subject)
    raise ValueError("only music and pictures are made")


def _music(valence: float, arousal: float, seed: int) -> Made:
    composition = compose(valence, arousal, seed, SECTIONS)
    plan = composition.plan
    sound = mixed(synthesis.played(composition.score, brightness=(arousal + 1) / 2), valence, arousal)
    mode = Message(f"mode-{plan.mode.replace(' ', '-')}")
    recipe = Message("recipe-music", {"mode": mode, "tempo": round(plan.tempo), "beats": plan.beats})
    return Made(Medium.SOUND, recorded(sound), valence, arousal, seed, recipe, len(sound) / RATE)


def _picture(valence: float, arousal: float, seed: int, subject: str | None) -> Made:
    subject = subject or Random(f"subject {seed}").choice(list(SUBJECTS))
    recipe = Message("recipe-picture", {"subject": Message(f"subject-{subject}")})
    return Made(Medium.PICTURE, webp(paint(subject, valence, arousal, seed)), valence, arousal, seed, recipe)
