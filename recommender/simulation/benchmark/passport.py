"""The simulator's passport: real people whom nothing was fitted on beside simulated ones with the same prompts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from recommender.errors import InteractionError
from recommender.forecast.benchmark.diaries import NAME, by_person, read_diaries, recsys
from recommender.simulation.assumptions import NOT_MODELLED, Assumptions
from recommender.simulation.benchmark.likelihood import returning_likelihood, switching_likelihood
from recommender.simulation.benchmark.statistics import Diary, bimodal, distances
from recommender.simulation.moods import FAMILIES, Population, load_population, moods_of

LEAST = 20
"""Answers a person must have given to be compared."""

TWINS = 5
"""So many simulated people stand for each real one."""

MUST = {"mean": 0.10, "sd": 0.10, "rmssd": 0.10, "inertia": 0.15, "recovery": 0.15}


def measure(folder: Path, test: Path | None, seed: int = 0) -> dict[str, Any]:
    """The object that `passport --json` prints.

    {"judged_on", "people", "used", "families": {name: {"ks": {"mean", "sd", "rmssd", "inertia", "recovery"},
    "bimodal": [real, simulated], "loglik", "people"}}, "must", "assumptions": {name: {"value", "source"}},
    "not_modelled"}.
    loglik is the mean over answers of the log density, each person's parameters averaged out over the people drawn
    from; None for pieces, which have no density. used is the family it prefers. Raises RecommenderError.
    """
    real, studies, judged_on = held_out(folder, test)
    population = load_population()
    random = np.random.default_rng(seed)
    families: dict[str, Any] = {}
    for family in FAMILIES:
        known = np.isin(studies, population.diary_study) if family == "blocks" else np.ones(len(real), bool)
        if not known.any():
            continue
        of_family = [real[row] for row in np.flatnonzero(known)]
        simulated = twins(family, of_family, studies[known], population, random)
        families[family] = {
            "ks": distances(of_family, simulated),
            "bimodal": [bimodal(of_family), bimodal(simulated)],
            "loglik": None,
            "people": len(of_family),
        }
    for family, likelihood in (("ou", returning_likelihood), ("two_state", switching_likelihood)):
        families[family]["loglik"] = likelihood(real, studies, population, random)
    used = max(("ou", "two_state"), key=lambda family: families[family]["loglik"])
    assumptions = {name: vars(one) for name, one in vars(Assumptions()).items()}
    return {
        "judged_on": judged_on,
        "people": len(real),
        "used": used,
        "families": families,
        "must": MUST,
        "assumptions": assumptions,
        "not_modelled": list(NOT_MODELLED),
    }


def held_out(folder: Path, test: Path | None) -> tuple[list[Diary], np.ndarray, str]:
    """People whom nothing was fitted on who answered often enough, and each one's study. Raises InteractionError."""
    known = read_diaries(recsys(folder) / f"{NAME}.parquet")
    rows = read_diaries(test, known.studies) if test else known.take(known.split == "val")
    met = set(rows.people) & set(known.people) if test else set()
    if met:
        raise InteractionError(f"{test}, column 'user_id': {min(met)} is in {NAME} as well; people must be new")
    found = [(study, *diary) for study, diary in by_person(rows) if len(diary[0]) >= LEAST]
    if not found:
        raise InteractionError(f"{test or NAME}: nobody answered {LEAST} times")
    diaries = [(values, prompts) for _, values, prompts in found]
    return diaries, np.array([study for study, *_ in found]), test.name if test else "val people"


def twins(
    family: str, real: Sequence[Diary], studies: np.ndarray, population: Population, random: np.random.Generator
) -> list[Diary]:
    """TWINS simulated people for each real one, who answer the same prompts."""
    people = np.repeat(np.arange(len(real)), TWINS)
    prompts = [real[person][1] - real[person][1][0] for person in people]
    length = int(max(one[-1] for one in prompts)) + 1
    of_study = population.diary_study if family == "blocks" else population.study
    moods = moods_of(family, population, _like(studies[people], of_study, random), random, Assumptions())
    table = np.empty((len(people), length))
    for step in range(length):
        table[:, step] = moods.now()
        moods.step(np.zeros(len(people)))
    return [(table[row, one.astype(np.int64)], one) for row, one in enumerate(prompts)]


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The object as a table to read."""
    yield f"{found['people']} people nobody learnt from ({found['judged_on']}), {TWINS} simulated for each"
    yield f"{'':<12}" + "".join(f"{name:>10}" for name in MUST) + f"{'bimodal':>16}{'log density':>14}"
    yield f"{'must':<12}" + "".join(f"{most:>10.2f}" for most in MUST.values())
    for name, one in found["families"].items():
        shown = "".join(f"{one['ks'][statistic]:>10.3f}" for statistic in MUST)
        likely = "" if one["loglik"] is None else f"{one['loglik']:.4f}"
        yield f"{name:<12}{shown}{one['bimodal'][0]:>8.2f}{one['bimodal'][1]:>8.2f}{likely:>14}"
    yield f"used: {found['used']}, by its likelihood"
    yield "assumed:"
    for name, one in found["assumptions"].items():
        yield f"  {name:<22}{one['value']:>8.3f}  {one['source']}"
    yield f"not modelled: {', '.join(found['not_modelled'])}"


def _like(studies: np.ndarray, of_study: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """For each study a row, whose studies are of_study, of somebody like its people; of anybody where it has none."""
    rows = random.integers(len(of_study), size=len(studies))
    for study in np.unique(studies):
        own = np.flatnonzero(of_study == study)
        if len(own):
            asked = studies == study
            rows[asked] = random.choice(own, asked.sum())
    return rows
