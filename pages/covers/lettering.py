"""Sets a title in lines that always fit a box, whatever its length or script, without measuring any font."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import escape

LEADING = 1.12  # line height as a multiple of the size
_ELLIPSIS = "…"
_HAN = r"[\u3040-\u30ff\u3400-\u9fff]"
_PIECE = re.compile(rf"{_HAN} ?|[^ ]+?(?: |-(?=[^ -])|(?={_HAN})|$)")
LONGEST = 500  # characters of a title that are looked at; no cover holds more

# Advances of Helvetica Bold (and Arial Bold, Liberation Sans Bold) in thousandths of an em.
_ADVANCES = {
    278: " iljI.,'/\\|",
    333: 'ft-()!:;[]`"*',
    389: "r",
    556: "aceksvxyzJ0123456789$#_",
    611: "bdghnopquFLTZ?+=<>",
    667: "EPSVXY",
    722: "ABCDHKNRU&",
    778: "GOQw",
    889: "mM%",
    1000: "W@—…",
}
_WIDTHS = {character: advance / 1000 for advance, characters in _ADVANCES.items() for character in characters}
BREAKING = 16  # the size below which a long word is rather broken
SERIF = 1.08  # Georgia Bold runs wider by about this


@dataclass(frozen=True)
class Lines:
    """A title broken into lines at a font size; rtl where it is written from right to left."""

    lines: tuple[str, ...]
    size: float
    rtl: bool

    @property
    def height(self) -> float:
        """From the top of the first line to below the last, in the units of the size."""
        return len(self.lines) * self.size * LEADING


def clean(text: str) -> str:
    """Text that XML can hold, on one line: no control characters, lone surrogates or non-characters."""
    kept = (c if unicodedata.category(c) not in ("Cc", "Cs", "Cn") else " " for c in text)
    return " ".join("".join(kept).split())


def width_of(text: str) -> float:
    """An estimate of the width of text in ems of a bold sans serif, not below what is usual."""
    return sum(map(_advance, text))


def set_title(text: str, width: float, height: float, largest: float, smallest: float = 11) -> Lines:
    """The title in the largest size at which it fits; at the smallest size it is cut short with an ellipsis.

    A word is broken, but for its hyphens, only where it would have to be smaller than BREAKING otherwise.
    """
    words = _words(clean(text[:LONGEST]))
    size = largest
    while True:
        ems = width / size
        room = max(1, int(height / (size * LEADING)))
        lines = _wrap(words, ems)
        whole = size <= BREAKING or all(width_of(word.rstrip()) <= ems for word in words)
        if len(lines) <= room and whole:
            return Lines(_balanced(words, ems, len(lines)), size, _right_to_left(text))
        if size <= smallest:
            if len(lines) > room:
                lines = [*lines[: room - 1], _cut(lines[room - 1], ems)]
            return Lines(tuple(lines), size, _right_to_left(text))
        size = max(smallest, size * 0.95)


def text_element(line: str, x: float, y: float, attributes: str) -> str:
    """One line of text, escaped."""
    return f'<text x="{x:.0f}" y="{y:.1f}" {attributes}>{escape(line)}</text>'


def _advance(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    plain = unicodedata.normalize("NFD", character)[0]
    if plain in _WIDTHS:
        return _WIDTHS[plain]
    if unicodedata.east_asian_width(character) in ("W", "F") or unicodedata.category(character) == "So":
        return 1.25
    return 0.8 if character.isupper() else 0.65


def _words(text: str) -> list[str]:
    """Pieces between which a line may break; each keeps the space or hyphen that ends it. Chinese and Japanese are
    written without spaces and may break after any character."""
    return _PIECE.findall(text) or [""]


def _right_to_left(text: str) -> bool:
    strong = (d for c in text if (d := unicodedata.bidirectional(c)) in ("L", "R", "AL"))
    return next(strong, "L") != "L"


def _wrap(words: list[str], ems: float) -> list[str]:
    lines = [""]
    for word in words:
        if width_of((lines[-1] + word).rstrip()) > ems and lines[-1]:
            lines.append("")
        for character in word:
            if width_of(lines[-1] + character.strip()) > ems and lines[-1]:
                lines.append("")
            lines[-1] += character
    return [line.strip() for line in lines]


def _balanced(words: list[str], ems: float, count: int) -> tuple[str, ...]:
    """The lines of equal count with the shortest longest line: no widow left over at the end."""
    low, high = min(ems, max(width_of(word.rstrip()) for word in words)), ems
    for _ in range(8):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_wrap(words, middle)) <= count else (middle, high)
    return tuple(_wrap(words, high))


def _cut(line: str, ems: float) -> str:
    while line and width_of(line + _ELLIPSIS) > ems:
        line = line[:-1]
    return line.rstrip() + _ELLIPSIS
