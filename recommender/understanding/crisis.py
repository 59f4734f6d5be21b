"""Whether a comment speaks of despair or of harming oneself, and what is said then."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from emotion.message import Message
from recommender.errors import CatalogueError
from recommender.understanding.lexicon import folded

PATTERNS = Path(__file__).with_name("lexicon") / "crisis.toml"
LINES = Path(__file__).resolve().parents[2] / "assets" / "crisis.toml"

_COUNTRY = re.compile(r"[A-Z]{2}")


def speaks_of_crisis(text: str) -> bool:
    """Whether a comment in any of the languages says so, directly or not; idioms and titles do not.

    Every language is looked for in every comment: a short cry must not depend on which language it is taken for.
    """
    rest = _patterns()["harmless"].sub(" ", folded(text))
    return bool(_patterns()["crisis"].search(rest))


def harmless(text: str) -> bool:
    """Whether a comment holds an idiom or a title that only sounds like a cry for help, or asks for rest alone."""
    plain = folded(text).strip(" .!")
    return bool(_patterns()["harmless"].search(plain) or _patterns()["alone"].fullmatch(plain))


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    table = tomllib.loads(PATTERNS.read_text(encoding="utf-8"))
    return {
        name: re.compile("|".join(rf"(?<!\w)(?:{p})(?!\w)" for p in table[name]))
        for name in ("harmless", "alone", "crisis")
    }


@dataclass(frozen=True)
class Line:
    """Where to call: a country as two letters (ISO 3166), the number, and who answers, "" where it is the emergency."""

    country: str
    number: str
    who: str

    def message(self) -> Message:
        """The line in words."""
        if not self.who:
            return Message("crisis-emergency", {"number": self.number})
        country = Message("crisis-country", {"code": self.country})
        return Message("crisis-line", {"country": country, "number": self.number, "who": self.who})


def read_lines(file: Path = LINES) -> tuple[Line, ...]:
    """The lines of an operator's file, in its order.

    Raises CatalogueError, naming the place, when it cannot be read or a line lacks a part.
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogueError(f"{file} cannot be read: {error}") from error
    lines = table.get("line", [])
    for place, line in enumerate(lines, start=1):
        if set(line) != {"country", "number", "who"} or not all(isinstance(part, str) for part in line.values()):
            raise CatalogueError(f"{file}, line {place}: expected country, number and who as text, got {line!r:.80}")
        if not (line["number"].strip() and _COUNTRY.fullmatch(line["country"])):
            raise CatalogueError(f"{file}, line {place}: needs a number, and two capitals as country, got {line!r:.80}")
    return tuple(Line(**line) for line in lines)


def crisis_message(lines: tuple[Line, ...]) -> Message:
    """What stands before the list: that this is no help in a crisis, and where there is some."""
    return Message("crisis", {"lines": tuple(line.message() for line in lines)})
