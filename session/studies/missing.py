"""What is missing from a study's data, and how well people could be sensed: a report beside the export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from session.studies.design import Study


def report(study: Study, tables: Mapping[str, pd.DataFrame]) -> str:
    """The report in Markdown."""
    return "\n".join([*_people(study, tables), *_answers(tables), *_sensing(tables), ""])


def _people(study: Study, tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    people = tables.get("participants")
    yield "# Report"
    yield f"\n## People\n\n- to complete it: {study.people}"
    if people is None:
        return
    order = people["condition_order"].fillna("none yet")
    for (conditions, status), count in people.groupby([order, people["status"]]).size().items():
        yield f"- {conditions}, {status}: {count}"
    yield f"- ids that occur more than once: {int(people['participant_id'].duplicated().sum())}"
    for step, count in people[people["status"] == "active"]["step"].value_counts().items():
        yield f"- not finished, last at {step}: {count}"
    for reason, count in people["excluded"].dropna().value_counts().items():
        yield f"- excluded, {reason}: {count}"


def _answers(tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    yield "\n## Answers\n"
    scores, answers = tables.get("scores"), tables.get("answers")
    if answers is not None:
        twice = int(answers.duplicated(["participant_id", "step", "item"]).sum())
        yield f"- answers to the same item of the same step: {twice}"
    if scores is not None:
        missing = scores.assign(missing=scores["value"].isna()).groupby(["step", "score"], sort=False)["missing"]
        for (step, score), own in missing:
            yield f"- {step}, {score}: {len(own)} asked, {int(own.sum())} missing"


def _sensing(tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    yield "\n## Sensing\n"
    states = tables.get("states")
    if states is None:
        yield "- nothing was sensed"
        return
    known = states[~states["unknown"].astype(bool)]
    yield f"- seconds in which something could be read: {len(known)} of {len(states)}"
    for condition, own in states.groupby("condition"):
        yield f"- {condition}: {1 - own['unknown'].astype(float).mean():.0%} of {len(own)}"
    if len(known):
        yield f"- mean uncertainty of what was read: {known['uncertainty'].astype(float).mean():.2f}"
    for column in (name for name in states if name.startswith("attention_")):
        yield f"- mean attention to {column.removeprefix('attention_')}: {known[column].fillna(0).mean():.0%}"
