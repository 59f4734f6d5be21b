"""All that is computed of a study: every measure, every condition against the reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd

from session.studies.analysis import effects, interleaving, micro, recovery
from session.studies.analysis.effects import RESAMPLES, Effect
from session.studies.analysis.interleaving import Preference
from session.studies.analysis.measures import Tables, completed, measured
from session.studies.analysis.micro import Proximal
from session.studies.design import Study


@dataclass(frozen=True)
class Analysis:
    """What was found in a study. people: how many came, by how it ended; table and episodes as `measures` and
    `recovery` make them. unchanged: the study's file is the one under which everybody enrolled."""

    study: Study
    people: Mapping[str, int]
    unchanged: bool
    table: pd.DataFrame
    episodes: pd.DataFrame
    effects: tuple[Effect, ...]
    preferences: tuple[Preference, ...] = ()
    proximal: tuple[Proximal, ...] = ()

    @property
    def completed(self) -> int:
        """How many people completed the study."""
        return self.people.get("done", 0)

    def as_json(self) -> dict[str, Any]:
        """The figures in plain JSON values."""
        return {
            "study": self.study.name,
            "people": dict(self.people),
            "planned": list(self.study.analysis.primary),
            "preregistered": self.study.analysis.preregistered,
            "unchanged": self.unchanged,
            "effects": [asdict(one) | {"found": one.found} for one in self.effects],
            "preferences": [asdict(one) for one in self.preferences],
            "proximal": [asdict(one) for one in self.proximal],
        }


def analyse(study: Study, tables: Tables, resamples: int = RESAMPLES) -> Analysis:
    """Compare each condition with the reference in all that was measured of who completed the study."""
    table, measures = measured(study, tables)
    low = recovery.episodes(tables)
    others = [name for name in study.conditions if name != study.reference]
    found = [effects.compare(table, one, name, study.reference, resamples) for one in measures for name in others]
    found += [recovery.compare(low, name, study.reference, max(resamples, 200)) for name in others]
    credits, decided = interleaving.credited(tables), micro.outcomes(tables)
    preferred = [interleaving.preference(credits, name, max(resamples, 200)) for name in study.conditions]
    followed = [
        micro.proximal(decided, name, arm, [*condition.arms][-1])
        for name, condition in study.conditions.items()
        for arm in [*condition.arms][:-1]
    ]
    planned = [replace(one, planned=one.measure in study.analysis.primary) for one in found if one is not None]
    people = tables.get("participants", pd.DataFrame(columns=["status", "study_digest"]))
    return Analysis(
        study,
        {str(status): int(count) for status, count in people["status"].value_counts().items()},
        bool((completed(tables)["study_digest"] == study.digest).all()) if len(people) else True,
        table,
        low,
        tuple(sorted(effects.adjusted(planned), key=lambda one: not one.planned)),
        tuple(one for one in preferred if one is not None),
        tuple(one for one in followed if one is not None),
    )
