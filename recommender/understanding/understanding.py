"""Reads a comment: its language, whose feeling it states, which one, and what it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

import numpy as np

from emotion.encoder import Network
from emotion.labels import NORMS, expected_affect
from emotion.text.comments import CommentHead
from emotion.text.multilingual import MultilingualEncoder, MultilingualNetwork
from emotion.text.whose import Whose, WhoseHead
from emotion.types import EMOTIONS, Emotion, Prediction
from recommender.types import Item
from recommender.understanding.bereavement import tells_of_a_death, wishes_to_follow
from recommender.understanding.crisis import harmless, speaks_of_crisis
from recommender.understanding.gazetteer import Gazetteer
from recommender.understanding.grammar import read_request
from recommender.understanding.language import UNKNOWN, detect
from recommender.understanding.lexicon import lexicon
from recommender.understanding.reader import Reader
from recommender.understanding.understood import Request, Understood

OWN_NEUTRAL = 0.3
"""Who tells of themselves is less often neutral than people in the corpora are; so much less, in odds."""

OWN = [tuple(Whose).index(whose) for whose in (Whose.OWN, Whose.CRISIS)]

REGRESSED = 0.3
"""What counts of the valence and arousal that are regressed beside those that go with the emotions."""

NEUTRAL = np.array([emotion is Emotion.NEUTRAL for emotion in EMOTIONS])
JOY = EMOTIONS.index(Emotion.JOY)
CRISIS, WISH = (tuple(Whose).index(whose) for whose in (Whose.CRISIS, Whose.REQUEST))

OWN_FROM = 0.42
"""From this probability on a comment is about oneself: to miss a feeling is worse than to hear one too many."""

CRISIS_FROM = 0.5
"""From this probability on a comment counts as a cry for help, whatever its wording; recall comes first."""

MOURNING_CRISIS_FROM = 0.8
"""The same where a comment tells of a death: mourning sounds like despair."""

WISH_FROM = 0.25
"""From this probability on a comment that asks for something may hold a feeling beside."""

ONLY_WISH_FROM = 0.5
"""From this probability on a comment asks for something though nothing known is in it."""

GLAD_FROM = 0.6
"""From this probability of joy on, nothing but its wording makes a comment a cry for help, and no death is mourned."""

_PART = re.compile(r"[.,;:!?]+|\s[-\u2013\u2014]\s")

PARTS = 4
"""So many parts of a comment are read apart, where it asks for something."""

ONE_EACH = ("hello", "guten Tag")
"""Comments for which every text model is loaded: that of English, and that of the other languages."""


class Understanding:
    """Understands comments by the words of their language and by two text models. Safe to share by threads."""

    def __init__(self, english: Reader, others: Reader | None, names: Gazetteer) -> None:
        self._english, self._others = english, others
        self._names = names

    @classmethod
    def of(cls, english: Network, items: Iterable[Item]) -> Understanding:
        """The understanding of comments by somebody who is shown these items; the text model reads the English ones.

        What reads the other languages reads English ones beside it. It is loaded when the first comment comes; where
        its package cannot be had, feelings in other languages stay unread and only requests and crises are. Raises
        ModelNotFoundError when weights are missing.
        """
        others = Reader(MultilingualNetwork.load(), WhoseHead.load("e5")) if MultilingualEncoder.available() else None
        return cls(
            Reader(english, WhoseHead.load("minilm"), CommentHead.load("minilm"), others), others, _names_of(items)
        )

    def among(self, items: Iterable[Item]) -> Understanding:
        """The same models, for somebody who is shown these items."""
        return Understanding(self._english, self._others, _names_of(items))

    def request(self, comment: str) -> Request:
        """What a comment asks for, by its words alone; nothing in a language that is not read."""
        language = detect(comment)
        return Request() if language == UNKNOWN else read_request(comment, lexicon(language), self._names)

    def read(self, comment: str) -> Understood:
        """What is understood of a comment; never raises on a str. In an unknown language nothing but a crisis is."""
        language = detect(comment)
        request = Request() if language == UNKNOWN else read_request(comment, lexicon(language), self._names)
        reader = {"en": self._english, UNKNOWN: None}.get(language, self._others)
        if reader is None or not comment.strip():
            return _unread(language, speaks_of_crisis(comment), request)
        prediction, whose = reader.read(comment)
        if not request and whose[WISH] < ONLY_WISH_FROM:
            request = Request()
        if request and whose[WISH] > WISH_FROM and whose[OWN].sum() <= OWN_FROM:
            prediction, whose = self._beside_a_wish(comment, language, reader) or (prediction, whose)
        glad = bool(prediction.probabilities[0, JOY] >= GLAD_FROM)
        bereaved = tells_of_a_death(comment, language) and not glad
        despair = bool(whose[CRISIS] > (MOURNING_CRISIS_FROM if bereaved else CRISIS_FROM)) and not glad
        crisis = speaks_of_crisis(comment) or (despair and not harmless(comment))
        crisis = crisis or (bereaved and wishes_to_follow(comment, language))
        about_self = crisis or bereaved or bool(whose[OWN].sum() > OWN_FROM)
        return _understood(language, about_self, crisis, bereaved, prediction, request)

    def _beside_a_wish(self, comment: str, language: str, reader: Reader) -> tuple[Prediction, np.ndarray] | None:
        """What is read of the part of a comment that asks for nothing and tells most of oneself; None without one."""
        parts = [part for part in _PART.split(comment) if len(part.split()) > 1]
        plain = [part for part in parts if not read_request(part, lexicon(language), self._names)]
        read = [reader.read(part) for part in plain[:PARTS]]
        own = [found for found in read if found[1][OWN].sum() > OWN_FROM]
        return max(own, key=lambda found: found[1][OWN].sum(), default=None)


def _names_of(items: Iterable[Item]) -> Gazetteer:
    items = tuple(items)
    people = chain.from_iterable((*item.creators, *item.people) for item in items)
    return Gazetteer.of((item.title for item in items), people)


def _understood(
    language: str, about_self: bool, crisis: bool, bereaved: bool, prediction: Prediction, request: Request
) -> Understood:
    """The valence and arousal are what goes with the emotions, corrected by what the model regresses."""
    probabilities = prediction.probabilities[0]
    if about_self:
        probabilities = probabilities * np.where(NEUTRAL, OWN_NEUTRAL, 1.0)
        probabilities = probabilities / probabilities.sum()
    if crisis:
        probabilities = _with_sadness(probabilities)
    expected = np.array(expected_affect(probabilities))
    regressed = expected
    if prediction.valence is not None and prediction.arousal is not None:
        regressed = np.array([prediction.valence[0], prediction.arousal[0]])
    valence, arousal = (1 - REGRESSED) * expected + REGRESSED * regressed
    top = int(probabilities.argmax())
    if crisis or bereaved:
        valence = min(valence, NORMS[Emotion.SADNESS][0])
    return Understood(
        language=language,
        about_self=about_self,
        crisis=crisis,
        emotion=EMOTIONS[top],
        valence=float(valence),
        arousal=float(arousal),
        certainty=float(probabilities[top]),
        request=request,
        bereaved=bereaved,
    )


def _with_sadness(probabilities: np.ndarray) -> np.ndarray:
    """A cry for help is no joke, whatever it sounds like."""
    return 0.3 * probabilities + 0.7 * np.array([emotion is Emotion.SADNESS for emotion in EMOTIONS])


def _unread(language: str, crisis: bool, request: Request) -> Understood:
    """What the words alone say; no feeling is guessed."""
    emotion = Emotion.SADNESS if crisis else Emotion.NEUTRAL
    valence, arousal = NORMS[emotion]
    return Understood(language, crisis, crisis, emotion, valence, arousal, 0.0, request)
