"""What an analysis says, as messages: names of measures, what was found of each, and a Methods paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from emotion.message import Message
from session.studies import cells
from session.studies.analysis import recovery
from session.studies.analysis.analyse import Analysis
from session.studies.analysis.effects import CONFIDENCE, MIXED, RESAMPLES, WELCH, Effect
from session.studies.analysis.interleaving import Preference
from session.studies.analysis.micro import Proximal
from session.studies.analysis.power import Power
from session.studies.design import BEHAVIOUR, Browsing, Study, scores_after

PACKAGES = ("statsmodels", "scipy", "numpy")


def named(study: Study, measure: str) -> Message | str:
    """A measure's name: of behaviour in words, of a questionnaire by its title and the score."""
    if measure in BEHAVIOUR:
        return Message(f"measure-{measure}")
    asked, score = scores_after(study)[measure]
    title = study.instruments[asked].title
    return title if score == asked else Message("measure-score", {"title": title, "score": score})


def unit(study: Study, measure: str) -> Message | str:
    """In what a measure is given: its unit, or the range of a score."""
    if measure in BEHAVIOUR:
        return Message(f"unit-{measure}")
    asked, score = scores_after(study)[measure]
    low, high = study.instruments[asked].scores[score].range
    return Message("unit-score", {"low": low, "high": high})


def found(study: Study, effect: Effect) -> Message:
    """One effect as a sentence, with its interval and what it says."""
    by = 100.0 if effect.ratio else 1.0
    figures = {"difference": effect.difference, "low": effect.low, "high": effect.high}
    return Message(
        f"effect-{'ratio' if effect.ratio else 'difference'}-{'found' if effect.found else 'open'}",
        {
            "measure": named(study, effect.measure),
            "condition": effect.condition,
            "reference": effect.reference,
            "size": effect.size,
            "p": effect.p_adjusted,
            **{name: by * value for name, value in figures.items()},
        },
    )


def preferred(one: Preference) -> Message:
    """What drafted lists say, as a sentence."""
    shares = {"share": one.share, "low": one.low, "high": one.high}
    counts = {"condition": one.condition, "first": one.first, "second": one.second, "ties": one.ties, "p": one.p}
    return Message("preference", counts | {name: round(100 * share) for name, share in shares.items()})


def followed(one: Proximal) -> Message:
    """What an arm changes right after it, as a sentence."""
    return Message("proximal", {name: value for name, value in vars(one).items()})


def powered(study: Study, power: Power) -> Message:
    """How often an effect is found, as a sentence."""
    shares = {"share": power.share, "low": power.low, "high": power.high}
    return Message(
        "power-found",
        {
            "people": power.people,
            "measure": named(study, power.measure),
            "condition": power.condition,
            "change": 100 * study.analysis.expected[power.measure].changes[power.condition],
            **{name: round(100 * share) for name, share in shares.items()},
        },
    )


def methods(analysis: Analysis, versions: tuple[dict[str, object], ...] = ()) -> list[Message]:
    """A Methods paragraph, sentence by sentence; versions: under which the sittings were held."""
    return [*_design(analysis.study), *_people(analysis), *_models(analysis), *_software(versions)]


def _design(study: Study) -> Iterator[Message]:
    conditions = {"conditions": tuple(study.conditions), "seed": study.seed, "people": study.people}
    yield Message(f"methods-{study.design}", conditions | {"orders": len(cells.cells(study))})
    if isinstance(study.task, Browsing):
        yield Message("methods-browse", {"minutes": study.task.minutes})
    else:
        yield Message(f"methods-{study.task.kind}", {"items": study.task.items})
    for part in ("before", "between", "after"):
        asked = [study.instruments[name] for name in getattr(study, part)]
        sources = tuple(f"{one.title} ({one.source})" for one in asked)
        if sources:
            yield Message(f"methods-asked-{part}", {"questionnaires": sources})
    if study.senses:
        yield Message("methods-senses", {"senses": tuple(Message(f"modality-{sense}") for sense in study.senses)})


def _people(analysis: Analysis) -> Iterator[Message]:
    came = sum(analysis.people.values())
    yield Message("methods-people", {"came": came, "done": analysis.completed})
    left = [(status, count) for status, count in analysis.people.items() if status != "done"]
    if left:
        ways = tuple(Message("methods-left-one", {"status": Message(f"status-{s}"), "count": n}) for s, n in left)
        yield Message("methods-left", {"ways": ways})


def _models(analysis: Analysis) -> Iterator[Message]:
    study, used = analysis.study, {one.method for one in analysis.effects}
    given = {"confidence": round(100 * CONFIDENCE), "resamples": RESAMPLES, "reference": study.reference}
    for method in (WELCH, MIXED, recovery.SURVIVAL):
        if method in used:
            yield Message(f"methods-{method}")
    if analysis.preferences:
        yield Message("methods-interleaving")
    if analysis.proximal:
        yield Message("methods-micro")
    if any(one.ratio for one in analysis.effects):
        yield Message("methods-ratio")
    yield Message("methods-intervals", given)
    planned = tuple(named(study, name) for name in study.analysis.primary)
    if planned:
        yield Message("methods-planned", {"measures": planned})
        yield Message("methods-unchanged" if analysis.unchanged else "methods-changed")
    else:
        yield Message("methods-exploratory")
    if study.analysis.preregistered:
        yield Message("methods-preregistered", {"where": study.analysis.preregistered})


def _software(versions: tuple[dict[str, object], ...]) -> Iterator[Message]:
    packages = tuple(f"{name} {version(name)}" for name in PACKAGES)
    yield Message("methods-packages", {"packages": packages})
    for one in versions:
        stated = {name: str(one.get(name) or "?") for name in ("app", "models", "catalogue", "sittings")}
        yield Message("methods-version", stated)
