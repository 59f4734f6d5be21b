"""Reads a comment: its language, whose feeling it states, which one, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from emotion.text import TextNetwork
from emotion.types import EMOTIONS
from recommender.types import Item
from recommender.understanding.crisis import speaks_of_crisis
from recommender.understanding.gazetteer import Gazetteer
from recommender.understanding.grammar import read_request
from recommender.understanding.language import UNKNOWN, detect
from recommender.understanding.lexicon import lexicon
from recommender.understanding.understood import Request, Understood
from recommender.understanding.whose import about_self


class Understanding:
    """Understands comments by the words of their language and by the text model. Safe to share by threads."""

    def __init__(self, network: TextNetwork, names: Gazetteer) -> None:
        self._network = network
        self._names = names

    @classmethod
    def of(cls, network: TextNetwork, items: Iterable[Item]) -> Understanding:
        """The understanding of comments by somebody who is shown these items."""
        items = tuple(items)
        people = chain.from_iterable((*item.creators, *getattr(item, "people", ())) for item in items)
        return cls(network, Gazetteer.of((item.title for item in items), people))

    def request(self, comment: str) -> Request:
        """What a comment asks for, by its words alone; nothing in a language that is not read."""
        language = detect(comment)
        return Request() if language == UNKNOWN else read_request(comment, lexicon(language), self._names)

    def read(self, comment: str) -> Understood:
        """What is understood of a comment; never raises on a str. Of an unknown language no request is guessed."""
        language = detect(comment)
        prediction = self._network.predict([comment])
        top = int(prediction.probabilities[0].argmax())
        request = Request() if language == UNKNOWN else read_request(comment, lexicon(language), self._names)
        crisis = speaks_of_crisis(comment)
        return Understood(
            language=language,
            about_self=crisis or about_self(comment, language, request),
            crisis=crisis,
            emotion=EMOTIONS[top],
            valence=float(prediction.valence[0]),
            arousal=float(prediction.arousal[0]),
            certainty=float(prediction.probabilities[0, top]),
            request=request,
        )
