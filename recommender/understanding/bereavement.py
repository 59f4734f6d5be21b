"""Whether a comment tells of the death of somebody close."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recommender.understanding.lexicon import folded

PATTERNS = Path(__file__).with_name("lexicon") / "bereavement.toml"

_CLAUSE = re.compile(r"[.;!?\n]+")


@dataclass(frozen=True)
class Patterns:
    """How a language tells of a death, what in the same sentence says that none is told, and of the wish to follow."""

    told: re.Pattern[str]
    not_told: re.Pattern[str]
    joins: re.Pattern[str]


def tells_of_a_death(text: str, language: str) -> bool:
    """Whether a comment in one of the languages that are read says that somebody close to its writer has died.

    A person, or an animal of theirs, named as their own; not a work's, long ago, nearly, or in a manner of speaking.
    """
    patterns = _patterns().get(language)
    if patterns is None:
        return False
    return any(
        patterns.told.search(clause) and not patterns.not_told.search(clause) for clause in _CLAUSE.split(folded(text))
    )


def wishes_to_follow(text: str, language: str) -> bool:
    """Whether a comment that tells of a death says that its writer wants to be where the dead are."""
    patterns = _patterns().get(language)
    return patterns is not None and patterns.joins.search(folded(text)) is not None


@cache
def _patterns() -> dict[str, Patterns]:
    table = tomllib.loads(PATTERNS.read_text(encoding="utf-8"))
    return {
        language: Patterns(
            _any(pattern.replace("WHO", f"(?:{'|'.join(entry['who'])})") for pattern in entry["told"]),
            _any(entry["not_told"]),
            _any(entry["joins"]),
        )
        for language, entry in table.items()
    }


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w)(?:{pattern})(?!\w)" for pattern in patterns))
