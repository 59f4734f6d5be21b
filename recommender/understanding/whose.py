"""Whose feeling a comment states."""

from __future__ import annotations

import re

from recommender.understanding.lexicon import LANGUAGES, folded
from recommender.understanding.understood import Request

_FIRST_PERSON = {
    "en": re.compile(r"\b(?:i|i'?m|im|i've|ive|i'll|me|my|mine|we|our|us)\b"),
    "de": re.compile(r"\b(?:ich|mir|mich|mein\w*|wir|uns\w*)\b"),
    "es": re.compile(r"\b(?:yo|me|mi|mis|estoy|soy|tengo|he|nos|nuestr\w+)\b"),
    "fr": re.compile(r"\b(?:je|j|moi|me|m|mon|ma|mes|on|nous|notre|nos)\b"),
}


def about_self(comment: str, language: str, request: Request) -> bool:
    """Whether a comment in one of LANGUAGES states the writer's own feeling; one that only asks does not."""
    said = folded(comment)
    if language not in LANGUAGES or '"' in said:
        return False
    return bool(_FIRST_PERSON[language].search(said)) and not request
