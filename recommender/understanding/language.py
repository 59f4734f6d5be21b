"""Which language a comment is in: by its small words, and its letters where it has none."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from recommender.understanding.lexicon import LANGUAGES, folded, lexicon

UNKNOWN = "unknown"
TABLE = Path(__file__).with_name("lexicon") / "languages.toml"

LEXICON_WEIGHT = 0.5
"""What a word of a request's lexicon counts beside 1 for a small word of the language; "film" stands in several."""

MARGIN = 0.6
"""By so much must another language be nearer; related languages share many small words."""

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-zA-ZÀ-ɏ]")
_LETTER = re.compile(r"[^\W\d_]")


def detect(text: str) -> str:
    """One of LANGUAGES, or UNKNOWN where the words are of another language or script.

    A comment without any known word, such as an emoji, "ok" or a name, is taken for English. Never raises on a str.
    """
    letters = _LETTER.findall(text)
    if letters and sum(map(bool, map(_LATIN.match, letters))) < len(letters) / 2:
        return UNKNOWN
    scores = _scores(text)
    known = max(LANGUAGES, key=lambda language: scores[language])
    other = max(score for language, score in scores.items() if language not in LANGUAGES)
    return UNKNOWN if other > scores[known] + MARGIN else known


def _scores(text: str) -> dict[str, float]:
    """A score per language of the table, how many of its words and shapes a text has."""
    lowered = text.replace("\u2019", "'").lower()
    words = _WORD.findall(lowered)
    scores: dict[str, float] = {}
    for language, (small, endings) in _table().items():
        own = sum(word in small for word in words)
        shaped = sum(0.3 for word in words if endings and endings.search(word))
        asked = LEXICON_WEIGHT * _asked(language, lowered) if language in LANGUAGES else 0
        scores[language] = own + shaped + asked
    return scores


def _asked(language: str, text: str) -> int:
    """How many kinds, genres and tones of a language's lexicon a text names."""
    plain = folded(text)
    return sum(bool(pattern.search(plain)) for slot in lexicon(language).named.values() for pattern, _ in slot)


@cache
def _table() -> Mapping[str, tuple[frozenset[str], re.Pattern[str] | None]]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {
        language: (frozenset(entry["words"].split()), re.compile(entry["shapes"]) if entry["shapes"] else None)
        for language, entry in table.items()
    }
