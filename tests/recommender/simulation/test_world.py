"""The simulated world: what a list does is what the world's effects say, and policies are compared fairly."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.benchmark.excursion import excursion_effect, recovered
from recommender.benchmark.off_policy import coverage, effective_size, ips
from recommender.errors import InteractionError, SimulationError
from recommender.policy.strategies import STRATEGIES
from recommender.simulation.benchmark.causes import found_again, named_by_chance
from recommender.simulation.benchmark.claims import of_comparison
from recommender.simulation.benchmark.simulate import lines
from recommender.simulation.causes import effects
from recommender.simulation.comparison import ROWS, Setting, Shipped, compare, load_shipped, play, result
from recommender.simulation.lists import Fixed, Nothing
from recommender.simulation.moods import FAMILIES
from recommender.simulation.outcomes import Played, compared, hazard_ratio, recoveries
from recommender.simulation.world import EFFECTS, LISTED

SMALL = {"people": 40, "days": 4}


@pytest.fixture(scope="module")
def shipped() -> Shipped:
    return load_shipped()


def pushes(effects: str, shipped: Shipped, above: float) -> np.ndarray:
    """(P,) what lists of items that lie above the mood by so much do to those who open them."""
    world = Setting(effects=effects, people=300).world(shipped.population, 3)
    way = world.items.affect[None, :, 0] - world.valence[:, None]
    lists = np.argsort(np.abs(way - above), axis=1)[:, :LISTED]
    can = np.abs(np.take_along_axis(way, lists, axis=1) - above).max(axis=1) < 0.2
    happened = world.step(lists)
    return happened.push[happened.opened.any(axis=1) & can]


def test_effects_are_what_they_are_called(shipped: Shipped) -> None:
    assert not pushes("null", shipped, 0.2).any()
    assert pushes("iso", shipped, 0.25).mean() > 0.02
    assert len(pushes("iso", shipped, 0.8)) > 20
    assert not pushes("iso", shipped, 0.8).any()
    assert pushes("as_fitted", shipped, 0.0).std() > 0.02
    assert pushes("direct", shipped, 0.5).mean() > pushes("direct", shipped, -0.5).mean()


@pytest.mark.parametrize("family", FAMILIES)
def test_where_items_do_nothing_moods_are_the_same_under_every_policy(family: str, shipped: Shipped) -> None:
    setting = Setting(family, "null", **SMALL)
    one, other = (
        play(setting.world(shipped.population, 1), chooser, shipped.forecaster, setting.days)
        for chooser in (Nothing(), Fixed("lift"))
    )
    np.testing.assert_array_equal(one.valence, other.valence)
    assert not one.opened.any()
    assert other.opened.any()


@pytest.mark.parametrize("kind", [kind for kind in EFFECTS if kind != "null"])
def test_somebody_who_knows_all_lifts_moods_more_than_engagement_does(kind: str, shipped: Shipped) -> None:
    setting = Setting(effects=kind, people=150, days=10)
    found = result(compare(setting, [0], ("none", "engagement", "all_knowing"), shipped))["policies"]
    assert found["all_knowing"]["valence_change"][1] > found["engagement"]["valence_change"][0]


def test_who_does_not_foresee_has_nothing_foretold_and_is_shown_the_same(shipped: Shipped) -> None:
    setting = Setting(**SMALL)
    alone, told = (
        play(setting.world(shipped.population, 1), Fixed("lift"), forecaster, setting.days)
        for forecaster in (None, shipped.forecaster)
    )
    np.testing.assert_array_equal(alone.valence, told.valence)


def test_an_unknown_world_is_refused(shipped: Shipped) -> None:
    with pytest.raises(SimulationError, match="magic"):
        Setting(effects="magic").world(shipped.population, 0)


def test_a_fall_is_followed_to_the_usual_mood() -> None:
    valence = np.array([[0.5, -0.9, 0.2, 0.6, 0.6, -0.9, 0.6]])
    played = Played(valence, valence, np.zeros(1), np.array([0.5]), np.array([0.3]))
    at_risk, over = recoveries(played)
    assert at_risk[0, :3].tolist() == [2, 1, 0]
    assert over[0, :3].tolist() == [1, 1, 0]


def test_the_hazard_ratio_is_that_of_what_was_drawn() -> None:
    random = np.random.default_rng(0)

    def drawn(hazard: float) -> tuple[np.ndarray, np.ndarray]:
        at_risk, over, left = np.zeros(12), np.zeros(12), 40_000
        for step in range(12):
            at_risk[step], over[step] = left, random.binomial(left, hazard)
            left -= int(over[step])
        return at_risk, over

    assert hazard_ratio(drawn(0.15), drawn(0.1)) == pytest.approx(1.5, abs=0.05)


def test_harm_is_against_nothing_recommended() -> None:
    def made(level: float) -> Played:
        valence = np.full((10, 8), level)
        valence[:5] -= 0.1 * (level < 0.5)
        return Played(valence, valence, np.zeros(10), np.zeros(10), np.ones(10))

    found = compared({"none": made(0.5), "engagement": made(0.5), "esmr": made(0.45)})
    assert found["none"]["harmed_share"] == 0
    assert found["esmr"]["harmed_share"] == 0.5


def test_the_comparison_has_every_row_and_its_claims_follow_from_it(shipped: Shipped) -> None:
    found = result(compare(Setting(people=15, days=2), [0], ROWS, shipped))
    assert tuple(found["policies"]) == ROWS
    assert found["setting"]["best_fixed"] in STRATEGIES
    for figures in found["policies"].values():
        value, low, high = figures["hazard_vs_engagement"]
        assert low <= value <= high or value == 1
    claims = of_comparison(found)
    kept = found["policies"]["esmr"]["engagement"][0] / found["policies"]["engagement"]["engagement"][0]
    assert next(one for one in claims if one["claim"] == "engagement")["holds"] == (kept >= 0.95)
    assert len(list(lines(found | {"claims": claims, "seconds": 1.0}))) > len(ROWS)


def test_all_worlds_can_be_entered(shipped: Shipped) -> None:
    for family in FAMILIES:
        for kind in EFFECTS:
            world = Setting(family, kind, people=5, off=0.3).world(shipped.population, 0)
            assert np.isfinite(world.step(np.tile(np.arange(LISTED), (5, 1))).push).all()


def test_estimates_from_logs_cover_the_truth_in_known_worlds() -> None:
    assert all(0.8 <= share <= 1 for share in coverage(worlds=25, rows=600, sampled=20_000).values())


def test_planted_causes_are_found_and_none_where_there_are_none() -> None:
    assert found_again(runs=6) >= 0.8
    assert named_by_chance(runs=10) <= 0.1


def test_a_cause_stands_up_to_its_refutations() -> None:
    random = np.random.default_rng(0)
    drivers, known = random.standard_normal((4000, 2)), random.standard_normal((4000, 1))
    drivers[:, 1] += known[:, 0]  # moves with what moves the mood, and does nothing itself
    change = 0.1 * drivers[:, 0] + 0.5 * known[:, 0] + 0.3 * random.standard_normal(4000)
    real, idle = effects(("real", "idle"), drivers, change, known)
    assert real.named
    assert real.edge == 1
    assert not idle.named
    assert real.low < 0.1 < real.high
    assert abs(real.placebo) < 0.02
    assert real.with_other == pytest.approx(real.value, abs=0.01)
    assert real.of_part == pytest.approx(real.value, abs=0.03)


def test_logs_too_unlike_the_policy_are_refused() -> None:
    weight = np.r_[np.full(999, 0.001), 1000.0]
    assert effective_size(weight) < 0.05
    with pytest.raises(InteractionError, match="effective sample"):
        ips(weight, np.ones(1000))


def test_a_planted_effect_is_found_and_none_where_there_is_none() -> None:
    assert recovered(runs=15) == 1
    assert recovered(runs=15, effect=0.0) <= 0.2


def test_an_effect_that_the_mood_hides_is_told_from_it() -> None:
    random = np.random.default_rng(1)
    mood = random.standard_normal(6000)
    chance = np.clip(1 / (1 + np.exp(mood)), 0.05, 0.95)
    treated = (random.random(6000) < chance).astype(float)
    after = mood + 0.3 * treated + random.standard_normal(6000)
    assert after[treated == 1].mean() < after[treated == 0].mean()  # as it looks
    effect, low, high = excursion_effect(np.arange(6000) % 100, treated, chance, mood[:, None], after)
    assert low < 0.3 < high
    assert effect > 0.15
