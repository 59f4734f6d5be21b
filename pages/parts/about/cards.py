"""The model cards, from assets/models: their titles, and their text with its pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

CARDS = Path(__file__).resolve().parents[3] / "assets" / "models"
PICTURE_WIDTH = 520  # px; narrower where the page is

_PICTURE_OR_TABLE = re.compile(
    r"^!\[(?P<alt>[^\]]*)\]\((?P<file>[\w-]+\.svg)\)$|(?P<table>(?:^\|.*\|[ ]*(?:\n|\Z)){3,})", re.MULTILINE
)


@dataclass(frozen=True)
class Piece:
    """A part of a card: Markdown, a picture with what it shows in words, or the rows of a table, its header first."""

    text: str = ""
    picture: Path | None = None
    table: tuple[tuple[str, ...], ...] = ()


@st.cache_data(max_entries=1)
def all_cards() -> dict[str, str]:
    """Every model's card as Markdown, by file name."""
    return {card.stem: card.read_text(encoding="utf-8") for card in sorted(CARDS.glob("*.md"))}


def title(name: str, card: str) -> str:
    """A card's first heading, or its file's name."""
    first = card.lstrip().split("\n", 1)[0]
    return first.removeprefix("#").strip() if first.startswith("# ") else name.replace("_", " ").capitalize()


def pieces(card: str) -> list[Piece]:
    """A card without its first heading, the others two levels smaller, as it stands within a page."""
    body = card.lstrip().split("\n", 1)[-1] if card.lstrip().startswith("# ") else card
    body = re.sub(r"^(#+ )", r"##\1", body, flags=re.MULTILINE)
    found, end = [], 0
    for match in _PICTURE_OR_TABLE.finditer(body):
        found.append(Piece(body[end : match.start()]))
        picture = None if match["table"] else Piece(match["alt"], CARDS / match["file"])
        found.append(picture or Piece(table=_rows(match["table"])))
        end = match.end()
    return [piece for piece in (*found, Piece(body[end:])) if piece.table or piece.text.strip()]


def _rows(table: str) -> tuple[tuple[str, ...], ...]:
    """The cells of a Markdown table, without the line that parts its header from the rest."""
    lines = table.strip().splitlines()
    return tuple(tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in (lines[0], *lines[2:]))


def show() -> None:
    """One folded card after the other."""
    for name, card in all_cards().items():
        with st.expander(title(name, card)):
            for piece in pieces(card):
                _draw(piece)


def _draw(piece: Piece) -> None:
    if piece.table:
        header, *rows = piece.table
        # Names of columns must differ, even where a card leaves them empty.
        names = [name or " " * (place + 1) for place, name in enumerate(header)]
        # Unlike one within Markdown, such a table scrolls by itself where the page is too narrow for it.
        st.table(pd.DataFrame(rows, columns=names), border="horizontal", hide_header=not any(header))
    elif piece.picture is None:
        st.markdown(piece.text)
    elif piece.picture.is_file():
        st.image(piece.picture.read_text(encoding="utf-8"), width=PICTURE_WIDTH, alt=piece.text)
