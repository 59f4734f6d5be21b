"""Whether the analysis can be believed: simulated people with planted effects use the real app, again and again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from session.record.log import EventLog
from session.sitting.registry import Sittings
from session.sitting.shared import Shared
from session.studies.analysis.analyse import analyse
from session.studies.analysis.effects import Effect as Found
from session.studies.design import Study, scores_after
from session.studies.pilot import ENGAGEMENT, Effect, pilot
from session.studies.store import Store
from session.studies.tables import tables


@dataclass
class Counted:
    """Of so many runs: how often an effect was inside its interval, and how often something was found."""

    runs: int = 0
    inside: int = 0
    found: int = 0


def planted(study: Study, effect: Effect, measure: str, condition: str) -> float | None:
    """What was planted on a measure, as the analysis tells it; None where a planted effect changes it otherwise."""
    under, scores = effect.get(condition, {}), scores_after(study)
    if measure == ENGAGEMENT:
        return under.get(ENGAGEMENT, 0.0)
    if measure not in scores:
        return None if under.get(ENGAGEMENT) else 0.0
    asked, score = scores[measure]
    low, high = study.instruments[asked].scores[score].range
    return under.get(asked, 0.0) * (high - low)


def calibrate(
    study: Study,
    effect: Effect,
    people: int,
    runs: int,
    shared: Callable[[EventLog], Shared],
    told: Callable[[int, Mapping[tuple[str, str], Counted]], None] = lambda run, counted: None,
) -> dict[tuple[str, str], Counted]:
    """{(measure, condition): what came of it} over runs, each with a record of its own that is thrown away.

    shared: what sittings share that write to this log. told: called after each run, with how many
    there were and what came of them.
    """
    counted: dict[tuple[str, str], Counted] = {}
    for run in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'run.db'}"
            log, store = EventLog(url), Store(url)
            sittings = Sittings(shared(log))
            try:
                pilot(study, people, run, store, sittings, effect)
            finally:
                sittings.close()
            log.flush()
            found = analyse(study, tables(study, store, log), resamples=0).effects
            log.close()
            store.close()
        for one in found:
            _count(counted, study, effect, one)
        told(run + 1, counted)
    return counted


def _count(counted: dict[tuple[str, str], Counted], study: Study, effect: Effect, one: Found) -> None:
    truth = planted(study, effect, one.measure, one.condition)
    if truth is None:
        return
    own = counted.setdefault((one.measure, one.condition), Counted())
    own.runs += 1
    own.inside += one.low - 1e-9 <= truth <= one.high + 1e-9
    own.found += one.found
