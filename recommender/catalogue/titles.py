"""Titles as people and other lists write them, brought to one form in which they can be compared."""

from __future__ import annotations

import re
import unicodedata

_YEAR = re.compile(r"\s*\((\d{4})\)\s*$")
_ARTICLE_LAST = re.compile(r"^(?P<rest>.+),\s+(?P<article>the|a|an|la|le|les|el|il|der|die|das)$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(the|a|an)\s+(?=\S)")


def split_year(title: str) -> tuple[str, int | None]:
    """A title and the year in brackets at its end: "Heat (1995)" -> "Heat", 1995."""
    found = _YEAR.search(title)
    return (title[: found.start()], int(found[1])) if found else (title, None)


def plain(title: str) -> str:
    """A title without case, accents, punctuation and a leading article: "Matrix, The" and "The Matrix" -> "matrix"."""
    turned = _ARTICLE_LAST.sub(r"\g<article> \g<rest>", title.strip())
    letters = unicodedata.normalize("NFKD", turned.replace("&", " and ")).casefold()
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.sub(r"[^\w]+", " ", re.sub(r"['\u2019]", "", letters)).strip()
    return _ARTICLE.sub("", words)


def article_first(title: str) -> str:
    """A title with its article in front: "Matrix, The" -> "The Matrix"."""
    return _ARTICLE_LAST.sub(r"\g<article> \g<rest>", title)
