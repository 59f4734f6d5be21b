"""The words of a language that requests are made of, read from its table as compiled patterns."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("lexicon")
LANGUAGES = ("en", "de", "es", "fr")

Patterns = tuple[tuple[re.Pattern[str], str], ...]

_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"'})


def straight(text: str) -> str:
    """The text with straight quotes and apostrophes, of the same length."""
    return text.translate(_QUOTES)


def folded(text: str) -> str:
    """The text without capitals and accents, of the same length, so that places in both agree."""
    return "".join(_plain(letter) for letter in straight(text))


def _plain(letter: str) -> str:
    if letter == "ß":
        return "s"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Patterns over folded text.

    named: (pattern, name) of kinds, genres and tones; opposites: tones asked less of; missed: the places in which a
    wish has words that are not known, and the words that mean nothing there.
    """

    language: str
    named: Mapping[str, Patterns]
    opposites: Patterns
    words: Mapping[str, re.Pattern[str]]
    missed: Mapping[str, re.Pattern[str]]
    length: Mapping[str, re.Pattern[str]]
    units: Mapping[str, str]
    minutes: Patterns
    numbers: Mapping[str, int]
    era: Mapping[str, re.Pattern[str]]
    decades: Patterns
    centuries: Patterns
    heads: re.Pattern[str] | None

    def parted(self, text: str) -> str:
        """The text with a space before the heads of compounds: "Liebesfilm" names a kind and a genre."""
        return self.heads.sub(" ", text) if self.heads else text


@cache
def lexicon(language: str) -> Lexicon:
    """The table of one of LANGUAGES, read once."""
    table = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    length, era = table["length"], table["era"]
    lists = {name: value for name, value in era.items() if isinstance(value, list)}
    return Lexicon(
        language=language,
        named={slot: _patterns(table[slot]) for slot in ("kinds", "genres", "tones")},
        opposites=tuple((_either([pattern]), tone) for pattern, tone in table["opposites"].items()),
        words={name: _either(value) for name, value in table["words"].items() if name != "heads"},
        missed={name: _either(value) for name, value in table["missed"].items()},
        length={name: _either(value) for name, value in length.items() if isinstance(value, list)},
        units={name: "|".join(sorted(length[name], key=len, reverse=True)) for name in ("hour", "minute")},
        minutes=tuple((_either([pattern]), str(value)) for pattern, value in length["fixed"].items()),
        numbers={_folded_pattern(word): value for word, value in length["numbers"].items()},
        era={name: _either(value, bounded=name not in ("between", "year")) for name, value in lists.items()},
        decades=tuple((_either([pattern]), str(value)) for pattern, value in era["decades"].items()),
        centuries=tuple((_either([pattern]), str(value)) for pattern, value in era["centuries"].items()),
        heads=_heads(table["words"]["heads"]),
    )


def _heads(words: list[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(?<=\w\w\w)(?={'|'.join(words)})", re.IGNORECASE) if words else None


def _patterns(table: Mapping[str, list[str]]) -> Patterns:
    return tuple((_either(words), name) for name, words in table.items())


def _either(words: Iterable[str], bounded: bool = True) -> re.Pattern[str]:
    """Any of the words, the longest first, as a whole word; group names may stand in several of them."""
    ordered = sorted(words, key=len, reverse=True)
    joined = "|".join(_folded_pattern(word) for word in ordered)
    joined = _distinct_groups(joined)
    return re.compile(rf"(?<!\w)(?:{joined})(?:(?<=')|(?!\w))" if bounded else rf"\b(?:{joined})\b")


def _folded_pattern(pattern: str) -> str:
    """A pattern without accents; capitals in it are escapes such as \\W and stay."""
    return "".join(letter if letter.isascii() else folded(letter) for letter in pattern)


def _distinct_groups(pattern: str) -> str:
    """Group names may not come twice in one pattern: the second `y` becomes `y1`, and so on."""
    seen: dict[str, int] = {}

    def named(match: re.Match[str]) -> str:
        name = match[1]
        seen[name] = seen.get(name, -1) + 1
        return f"(?P<{name}{seen[name] or ''}>"

    return re.sub(r"\(\?P<(\w+)>", named, pattern)
