"""A confusion matrix as a picture for the model cards: SVG, readable on light and dark grounds."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from emotion.errors import CorpusError
from emotion.types import EMOTIONS

CELL_WIDTH, CELL_HEIGHT = 60, 42  # px
LEFT, TOP = 76, 52
_DARK_FROM = 0.55  # from this share on a cell is so strongly coloured that its text must be white

# Within a page the picture follows the page's scheme; where nothing is known of it the first greys serve both.
_STYLE = """
text { font: 14px system-ui, sans-serif; fill: #74767f; }
.axis { font-size: 13px; }
.true { text-anchor: end; }
.predicted, .share, .count { text-anchor: middle; }
.share { font-weight: 600; }
.count { font-size: 12px; }
.ground { fill: none; stroke: #8888; }
.cell { fill: #5b62b4; }
text.strong { fill: #ffffff; }
@media (prefers-color-scheme: light) { text { fill: #3d4052; } }
@media (prefers-color-scheme: dark) { text { fill: #d9d7d2; } .cell { fill: #7278d6; } }
"""


def confusion_svg(counts: Sequence[Sequence[int]], title: str, classes: Sequence[str] = EMOTIONS) -> str:
    """A picture of counts (C, C), rows true and columns predicted, in the order of the C classes.

    Each cell has its share of the row in per cent, as strength of colour too, and the count below; the diagonal is the
    recall. Rows without any count are left out.
    """
    present = [i for i, row in enumerate(counts) if sum(row)]
    longest = max(map(len, classes))
    left, cell = max(LEFT, 18 + 7 * longest), max(CELL_WIDTH, 7 * longest)
    width, height = left + cell * len(classes) + 8, TOP + CELL_HEIGHT * len(present) + 8
    middle = left + cell * len(classes) / 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        f'<text class="axis predicted" x="{middle:g}" y="18">read as, in % of those shown on the left</text>',
    ]
    for column, name in enumerate(classes):
        x = left + cell * (column + 0.5)
        parts.append(f'<text class="predicted" x="{x:g}" y="{TOP - 12}">{name}</text>')
    for line, i in enumerate(present):
        y = TOP + CELL_HEIGHT * line
        parts.append(f'<text class="true" x="{left - 10}" y="{y + CELL_HEIGHT / 2 + 4:g}">{classes[i]}</text>')
        parts += [_cell(left + cell * j, y, cell, count, sum(counts[i])) for j, count in enumerate(counts[i])]
    return "\n".join([*parts, "</svg>", ""])


def write_confusion(report: dict, path: Path, title: str) -> None:
    """Draw the confusion matrix of an evaluation, over the emotions or the `classes` that it names.

    Raises CorpusError when it has none or cannot be written.
    """
    if "confusion" not in report:
        raise CorpusError("there is no confusion matrix to draw: the corpus has no emotion labels")
    try:
        drawn = confusion_svg(report["confusion"], title, report.get("classes", EMOTIONS))
        path.write_text(drawn, encoding="utf-8")
    except OSError as error:
        raise CorpusError(f"{path} cannot be written: {error}") from error


def _cell(x: int, y: int, width: int, count: int, total: int) -> str:
    share = count / total
    strong = " strong" if share >= _DARK_FROM else ""
    place, middle = (
        f'x="{x + 1}" y="{y + 1}" width="{width - 2}" height="{CELL_HEIGHT - 2}" rx="4"',
        x + width / 2,
    )
    return (
        f'<rect class="cell" {place} fill-opacity="{share:.3f}"/><rect class="ground" {place}/>'
        f'<text class="share{strong}" x="{middle:g}" y="{y + 19}">{100 * share:.0f}</text>'
        f'<text class="count{strong}" x="{middle:g}" y="{y + 34}">{count}</text>'
    )
