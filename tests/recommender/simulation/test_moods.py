"""Simulated moods: what is fitted is found again, pushes move and fade, and a fall is over when it is over."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.errors import SimulationError
from recommender.simulation.assumptions import Assumptions
from recommender.simulation.benchmark.likelihood import returning_likelihood, switching_likelihood
from recommender.simulation.benchmark.statistics import bimodal, distances, kaplan_meier, recovery
from recommender.simulation.moods import FAMILIES, Population, Returning, Switching, load_population, moods_of
from recommender.simulation.training import fit_population

QUICK = np.array([0.3, np.log(0.2), 0.6, 0.79])
TWO = np.array([-0.4, 0.5, np.log(0.1), np.log(0.1), 0.2, 0.15])


def played(moods: Returning | Switching, steps: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """A diary of each person, one answer a prompt."""
    table = []
    for _ in range(steps):
        table.append(moods.now())
        moods.step(np.zeros(len(moods.usual)))
    return [(row, np.arange(steps, dtype=float)) for row in np.array(table).T]


def returning(people: int, seed: int) -> Returning:
    """People alike but for where their mood returns to."""
    random = np.random.default_rng(seed)
    parameters = np.tile(QUICK, (people, 1))
    parameters[:, 0] += 0.2 * random.standard_normal(people)
    return Returning(parameters, random)


def switching(people: int, seed: int) -> Switching:
    """People alike."""
    return Switching(np.tile(TWO, (people, 1)), np.random.default_rng(seed), 2.0)


def population(diaries: list[tuple[np.ndarray, np.ndarray]]) -> Population:
    """People like those of the diaries, all of one study, which may be published."""
    return fit_population([(0, values, prompts) for values, prompts in diaries], frozenset({0}))


def test_a_family_is_found_again_and_told_from_the_other() -> None:
    random = np.random.default_rng(0)
    for make, right in ((returning, "ou"), (switching, "two_state")):
        drawn = population(played(make(150, 1), 60))
        real = played(make(150, 2), 60)
        again = played(moods_of(right, drawn, np.arange(150), random, Assumptions()), 60)
        assert max(distances(real, again)[name] for name in ("mean", "sd", "rmssd")) < 0.2
        studies = np.zeros(150)
        ou = returning_likelihood(real, studies, drawn, random)
        two = switching_likelihood(real, studies, drawn, random)
        assert (ou > two) == (right == "ou")


def test_two_states_are_bimodal_and_one_is_not() -> None:
    assert bimodal(played(switching(50, 3), 60)) > 0.8
    assert bimodal(played(returning(50, 3), 60)) < 0.2


def test_the_parts_of_a_returning_mood_are_as_they_were_asked_for() -> None:
    values = np.array([row for row, _ in played(Returning(np.tile(QUICK, (400, 1)), np.random.default_rng(5)), 60)])
    assert values.mean() == pytest.approx(0.3, abs=0.02)
    assert values.std() == pytest.approx(0.2, abs=0.01)
    centred = values - 0.3
    assert (centred[:, 1:] * centred[:, :-1]).mean() / 0.2**2 == pytest.approx(0.6 * 0.79, abs=0.04)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_push_moves_a_mood_and_fades(family: str) -> None:
    people = load_population()
    rows = np.random.default_rng(0).integers(len(people.diaries), size=3000)
    still, moved = (moods_of(family, people, rows, np.random.default_rng(7), Assumptions()) for _ in range(2))
    gains = []
    for step in range(25):
        gains.append((moved.now() - still.now()).mean())
        for moods, push in ((still, 0.0), (moved, 0.3 if step == 0 else 0.0)):
            moods.step(np.full(3000, push))
    assert gains[0] == 0
    assert gains[1] > 0.04
    assert abs(gains[-1]) < gains[1] / 4


def test_nobody_drawn_is_a_person_who_answered() -> None:
    diaries = played(returning(40, 1), 40)
    drawn = population(diaries)
    means = np.array([values.mean() for values, _ in diaries])
    assert not np.isclose(drawn.ou[:, :1], means, atol=1e-6).any()


def test_recovery_counts_prompts_from_the_fall_to_the_mean() -> None:
    values = np.array([0.5, 0.5, 0.5, -0.9, 0.0, 0.5, 0.5, 0.5])
    curve = recovery([(values, np.arange(8.0))])
    assert curve[:3].tolist() == [1.0, 0.0, 0.0]


def test_who_is_lost_from_sight_counts_up_to_there() -> None:
    times, over = np.array([1, 1, 2, 3]), np.array([True, False, True, True])
    assert kaplan_meier(times, over, 3) == pytest.approx([0.75, 0.375, 0.0])


def test_assumptions_that_are_off_are_off_by_no_more_than_the_share() -> None:
    given, off = Assumptions(), Assumptions().off(0.3, np.random.default_rng(0))
    changed = [off[name] / given[name] for name in vars(given)]
    assert all(0.69 < ratio < 1.31 for ratio in changed)
    assert len({round(ratio, 6) for ratio in changed}) > 10
    assert all(one.source for one in vars(given).values())


def test_missing_people_are_named(tmp_path) -> None:
    with pytest.raises(SimulationError, match=r"none\.safetensors"):
        load_population(tmp_path / "none.safetensors")
