"""An analysis as one HTML file that needs nothing beside it, and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from emotion.message import Message
from session.studies.analysis import saying
from session.studies.analysis.analyse import Analysis
from session.studies.analysis.effects import Effect
from session.studies.analysis.figures import Say, figures, svg

COLUMNS = ("measure", "means", "difference", "bootstrap", "size", "p", "holm", "status")

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #10121f; }
h1, h2 { font-weight: 500; } table { border-collapse: collapse; font-size: 14px; }
.wide { overflow-x: auto; } th, td { text-align: left; padding: .35rem .7rem; border-bottom: 1px solid #e4dfd5; }
td { font-variant-numeric: tabular-nums; } tr.found td:first-child { font-weight: 600; }
svg { max-width: 100%; height: auto; }
"""


def html(analysis: Analysis, say: Say, language: str, versions: tuple[dict[str, object], ...] = ()) -> str:
    """The report as a page of its own, with its figures inside, in words of the language with this code."""
    title = say(Message("analysis-title", {"study": analysis.study.name}))
    return "\n".join(
        [
            f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">',
            f"<title>{escape(title)}</title>",
            f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>',
            f"<h1>{escape(title)}</h1>",
            *_people(analysis, say),
            *_effects(analysis, say),
            *(f"<figure>{svg(one)}</figure>" for one in figures(analysis, say).values()),
            f"<h2>{escape(say(Message('analysis-methods')))}</h2>",
            f"<p>{escape(' '.join(map(say, saying.methods(analysis, versions))))}</p>",
            "</body></html>",
        ]
    )


def lines(analysis: Analysis, say: Say) -> Iterator[str]:
    """What was found, a line each."""
    yield from (say(saying.preferred(one)) for one in analysis.preferences)
    yield from (say(saying.followed(one)) for one in analysis.proximal)
    if not (analysis.effects or analysis.preferences or analysis.proximal):
        yield say(Message("analysis-nothing"))
    for effect in analysis.effects:
        mark = say(Message("analysis-planned" if effect.planned else "analysis-not-planned"))
        yield f"{say(saying.found(analysis.study, effect))} [{mark}]"


def cells(analysis: Analysis, effect: Effect, say: Say) -> tuple[str, ...]:
    """An effect's row below COLUMNS."""
    measure = say(saying.named(analysis.study, effect.measure))
    unit = say(saying.unit(analysis.study, effect.measure))
    return (
        say(
            Message(
                "analysis-contrast",
                {"measure": measure, "unit": unit, "condition": effect.condition, "reference": effect.reference},
            )
        ),
        f"{effect.mean:.2f}; {effect.reference_mean:.2f}",
        _interval(effect, effect.difference, effect.low, effect.high),
        _interval(effect, None, effect.boot_low, effect.boot_high),
        f"{effect.size:.2f} [{effect.size_low:.2f}, {effect.size_high:.2f}]",
        _p(effect.p),
        _p(effect.p_adjusted),
        say(Message("analysis-planned" if effect.planned else "analysis-not-planned")),
    )


def _people(analysis: Analysis, say: Say) -> Iterator[str]:
    yield f"<h2>{escape(say(Message('analysis-people')))}</h2><ul>"
    for status, count in analysis.people.items():
        yield f"<li>{escape(say(Message(f'status-{status}')))}: {count}</li>"
    yield "</ul>"


def _effects(analysis: Analysis, say: Say) -> Iterator[str]:
    yield f"<h2>{escape(say(Message('analysis-found')))}</h2>"
    if not analysis.effects:
        yield from (f"<p>{escape(line)}</p>" for line in lines(analysis, say))
        return
    others = [*map(saying.preferred, analysis.preferences), *map(saying.followed, analysis.proximal)]
    yield from (f"<p>{escape(say(one))}</p>" for one in others)
    heads = "".join(f"<th>{escape(say(Message(f'analysis-column-{name}')))}</th>" for name in COLUMNS)
    yield f'<div class="wide"><table><tr>{heads}</tr>'
    for effect in analysis.effects:
        row = "".join(f"<td>{escape(cell)}</td>" for cell in cells(analysis, effect, say))
        yield f'<tr class="{"found" if effect.found else "open"}">{row}</tr>'
    yield "</table></div>"
    yield f"<p>{escape(say(Message('analysis-legend')))}</p>"


def _interval(effect: Effect, value: float | None, low: float, high: float) -> str:
    by, mark = (100.0, " %") if effect.ratio else (1.0, "")
    told: Sequence[str] = [f"{by * one:+.2f}" for one in (low, high)]
    return (f"{by * value:+.2f} " if value is not None else "") + f"[{told[0]}, {told[1]}]{mark}"


def _p(value: float) -> str:
    return "< .001" if value < 0.001 else f"{value:.3f}".replace("0.", ".", 1)
