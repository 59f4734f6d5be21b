"""What the names that the benchmark's commands print are called on the page."""

from __future__ import annotations

import re

from pages.parts.shared import language


def key(subject: str, name: str) -> str:
    """The key of a name's words, e.g. "model-mgce-without-conformity"."""
    return f"{subject}-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}"


def named(subject: str, name: str) -> str:
    """A name in words; a name that the tables do not know is said as the command prints it."""
    words = key(subject, name)
    return language.t(words) if language.words().has(words) else name.replace("_", " ")
