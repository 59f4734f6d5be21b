"""Comments from a file of JSON lines."""

from __future__ import annotations

import json
from pathlib import Path

from recommender.errors import CommentsError


def read_comments(file: Path) -> list[str]:
    """The text of each line {"text": ...}, in order; empty lines are passed over.

    Raises CommentsError, naming the line, when the file cannot be read or a line is no such object.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommentsError(f"{file} cannot be read: {error}") from error
    return [_comment(line, f"{file}, line {number}") for number, line in enumerate(lines, start=1) if line.strip()]


def _comment(line: str, where: str) -> str:
    try:
        text = json.loads(line)["text"]
    except (json.JSONDecodeError, TypeError, KeyError, RecursionError) as error:
        raise CommentsError(f'{where}: expected {{"text": ...}}') from error
    if not isinstance(text, str):
        raise CommentsError(f"{where}: text must be a text, got {text!r:.60}")
    return text
