"""Aspects, as what of a thing is how, mined from what people wrote, with no list of features or opinions to begin with.

A word is an opinion if it stands where English puts one ("very ...", "is ...") and sentences with it are happier or
unhappier than others by more than chance; features are what opinions are said of, and the two find each other from
there (double propagation, Qiu et al. 2011), by word frames instead of a parser.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

Reads = Callable[[Sequence[str]], np.ndarray]
"""Sentences (N) -> valence of each, (N,) in [-1, 1]."""

_GRAMMAR = tomllib.loads(Path(__file__).with_name("grammar.toml").read_text(encoding="utf-8"))
DETERMINERS, COPULAS, DEGREES, NEGATIONS, OTHERS = (
    frozenset(_GRAMMAR[kind].split()) for kind in ("determiners", "copulas", "degrees", "negations", "others")
)
GRAMMAR = DETERMINERS | COPULAS | DEGREES | NEGATIONS | OTHERS

CERTAIN = 2.0
"""Standard errors by which the valence of sentences with an opinion word differs from that of all."""

ROUNDS = 3
FEWEST = 3
"""A word is learnt of from so many sentences on."""

PREDICATE = 0.12

WHOLE = "it"
"""The feature of an opinion that is said of the thing as a whole."""


@dataclass(frozen=True, order=True)
class Aspect:
    """An opinion on a feature; sign +1 or -1: whether it speaks for the thing, with a negation heard."""

    feature: str
    opinion: str
    sign: int


def sentences(text: str) -> list[str]:
    """The sentences of a text, without what holds no letter."""
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n+", text) if re.search(r"[a-zA-Z]", part)]


def words(sentence: str) -> list[str]:
    """Its words in lower case, and commas, which end a frame."""
    return re.findall(r"[a-z]+(?:'[a-z]+)?|[,;:()]", sentence.lower().replace("\u2019", "'"))


class Aspects:
    """What was learnt of a language from what people wrote: opinions with their sign, and features."""

    def __init__(self, opinions: dict[str, int], features: frozenset[str]) -> None:
        self.opinions, self.features = opinions, features

    @classmethod
    def mined(cls, written: Sequence[str], reads: Reads) -> Aspects:
        """From sentences; reads tells how happy each is. Fewer than FEWEST teach nothing."""
        tokens = [words(one) for one in written]
        signs = _signs(tokens, reads(written) if len(written) else np.zeros(0))
        opinions = {word for word in _predicates(tokens) if word in signs}
        features: set[str] = set()
        for _ in range(ROUNDS):
            features |= _features(tokens, opinions)
            opinions |= {word for word in _said_of(tokens, features) if word in signs and word not in features}
        return cls({word: signs[word] for word in opinions}, frozenset(features - opinions))

    def of(self, sentence: str) -> list[Aspect]:
        """The aspects of a sentence, each once: "the scent is not nice", "nice scent", "smells nice"."""
        found: dict[Aspect, None] = {}
        said = words(sentence)
        for place, word in enumerate(said):
            if word in self.opinions and (aspect := self._aspect(said, place)):
                found[aspect] = None
        return list(found)

    def _aspect(self, said: Sequence[str], place: int) -> Aspect | None:
        """What the opinion at a place is said of; of the whole where it is a predicate, or the sentence's first word;
        else of nothing that is known."""
        opinion = said[place]
        before = said[max(0, place - 4) : place]
        negated = sum(word in NEGATIONS for word in _clause(before)) % 2
        sign = self.opinions[opinion] * (-1 if negated else 1)
        after = next((word for word in said[place + 1 : place + 3] if word not in self.opinions), "")
        if after in self.features:
            return Aspect(_stem(after), opinion, sign)
        for word in reversed(said[max(0, place - 6) : place]):
            if word in self.features:
                return Aspect(_stem(word), opinion, sign)
            if word in ",;:()":
                break
        whole = not place or said[place - 1] in COPULAS | DEGREES
        return Aspect(WHOLE, opinion, sign) if whole else None


def _clause(before: Sequence[str]) -> list[str]:
    """The words since the last comma."""
    ends = [place for place, word in enumerate(before) if word in ",;:()"]
    return list(before[ends[-1] + 1 :] if ends else before)


def _signs(tokens: Sequence[Sequence[str]], valence: np.ndarray) -> dict[str, int]:
    """{word: +1 or -1} of those in whose sentences people are happier, or unhappier, than in others by CERTAIN."""
    with_word: dict[str, list[float]] = defaultdict(list)
    for said, value in zip(tokens, valence, strict=True):
        clean = not NEGATIONS & set(said)
        for word in set(said) - GRAMMAR if clean else ():
            with_word[word].append(float(value))
    usual, spread = (float(np.mean(valence)), float(np.std(valence))) if len(valence) else (0.0, 0.0)
    found = {}
    for word, values in with_word.items():
        apart = np.mean(values) - usual
        if len(values) >= FEWEST and word.isalpha() and abs(apart) > CERTAIN * spread / len(values) ** 0.5:
            found[word] = 1 if apart > 0 else -1
    return found


def _predicates(tokens: Iterable[Sequence[str]]) -> set[str]:
    """Words that stand where an opinion does, after "very", "is" and the like: FEWEST times or more, and in PREDICATE
    of their places, as the second half of a name such as "shower gel" does not."""
    counts, places = Counter(word for said in tokens for word in said), Counter()
    for said in tokens:
        places.update(word for before, word in pairwise(said) if before in DEGREES | COPULAS)
    return {
        word
        for word, count in places.items()
        if count >= FEWEST and count >= PREDICATE * counts[word] and word not in GRAMMAR
    }


def _features(tokens: Iterable[Sequence[str]], opinions: set[str]) -> set[str]:
    """Words of which an opinion is said: "the ... is nice", "a nice ..." and no verb, "... nice" after the like of
    "smells"; FEWEST times or more."""
    counts: Counter[str] = Counter()
    for said in tokens:
        for place, word in enumerate(said):
            if word not in opinions:
                continue
            if place + 1 < len(said) and place and said[place - 1] in DETERMINERS | DEGREES | {"and"}:
                counts[said[place + 1]] += 1
            back = [one for one in said[max(0, place - 3) : place] if one not in DEGREES | NEGATIONS]
            if len(back) >= 2 and back[-1] in COPULAS:
                counts[back[-2]] += 1
            elif back and back[-1].endswith("s"):
                counts[back[-1]] += 1
    return {word for word, count in counts.items() if count >= FEWEST and _could_be_feature(word, opinions)}


def _said_of(tokens: Iterable[Sequence[str]], features: set[str]) -> set[str]:
    """Words that are said of features, "scent is ..." and "scent was not ...": FEWEST times or more."""
    counts: Counter[str] = Counter()
    for said in tokens:
        for place, word in enumerate(said):
            rest = [one for one in said[place + 1 : place + 5] if one not in DEGREES | NEGATIONS]
            if word in features and len(rest) >= 2 and rest[0] in COPULAS:
                counts[rest[1]] += 1
    return {word for word, count in counts.items() if count >= FEWEST and word.isalpha() and word not in GRAMMAR}


def _could_be_feature(word: str, opinions: set[str]) -> bool:
    return word.isalpha() and len(word) > 2 and word not in GRAMMAR and word not in opinions


def _stem(word: str) -> str:
    """One form for "smell" and "smells"."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
