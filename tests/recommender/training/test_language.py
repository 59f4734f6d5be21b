"""A language model is taught which of the offered people take, and is written as a model that needs no adapters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recommender.benchmark.rerank import ASKED_OF
from recommender.benchmark.words import Words
from recommender.engines.uim.language_user import LocalUser
from recommender.errors import EngineError
from recommender.training import language
from recommender.training.language import LOOKS, Choice, choices, lines, tune
from tests.recommender.engines.made import language_model, planted

pytestmark = pytest.mark.filterwarnings("ignore:.*is_gradient_checkpointing:FutureWarning")
"""Of peft, about transformers."""


@pytest.fixture
def words() -> Words:
    """People who walk round a group of items, and write nothing."""
    data = planted(n_users=60)
    nothing = np.zeros(0, np.int32)
    return Words(data, nothing, nothing, np.zeros((0, 7)), np.zeros(0, bool), data.items)


def test_people_who_judge_are_not_learnt_from(words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "KEPT_APART", 10)
    learnt, apart = choices(words, seed=0)
    assert len(apart) == 10
    assert len(learnt) > 10
    for one in (*learnt, *apart):
        assert one.offered[one.taken] not in one.history
        assert len(one.offered) <= ASKED_OF
    known = {tuple(one.history) for one in learnt}
    assert not known & {tuple(one.history) for one in apart if len(one.history) > 3}


def made(count: int, seed: int) -> list[Choice]:
    """People who take what they took last."""
    chance = np.random.default_rng(seed)
    return [Choice({}, ["ab"[took]], ["a", "b"], took) for took in chance.integers(2, size=count).tolist()]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return language_model(tmp_path_factory.mktemp("base"))


def test_it_learns_what_people_take_and_orders_by_it(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "RATE", 0.01)
    apart = made(40, seed=1)
    found = tune(base, made(400, seed=0), apart, tmp_path / "taught", minutes=5)
    first, last = found["looks"][0], found["looks"][-1]
    assert (first["choices"], last["choices"], found["learnt_from"]) == (0, 400, 400)
    assert last["loss"] < 0.8 * first["loss"]
    taught = LocalUser(tmp_path / "taught")
    right = [taught.order(one.profile, one.history, one.offered)[0] == one.taken for one in apart]
    assert np.mean(right) == pytest.approx(min(found["looks"], key=lambda seen: seen["loss"])["right"])
    assert len(list(lines(found))) == 2 + len(found["looks"])


def test_without_time_it_is_written_as_it_was(base: Path, tmp_path: Path) -> None:
    found = tune(base, made(20, seed=0), made(4, seed=1), tmp_path, minutes=0)
    assert [seen["choices"] for seen in found["looks"]] == [0]
    one = made(1, seed=2)[0]
    asked = [{"role": "user", "content": "a"}]
    before, after = (LocalUser(folder).likelihoods(asked, one.offered) for folder in (base, tmp_path))
    np.testing.assert_allclose(after, before, rtol=1e-5)


def test_looks_are_spread_over_the_time(base: Path, tmp_path: Path) -> None:
    found = tune(base, made(3000, seed=0), made(2, seed=1), tmp_path, minutes=0.02)
    assert 2 <= len(found["looks"]) <= LOOKS + 1
    assert found["learnt_from"] < 3000


def test_nothing_to_learn_from_is_said(base: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="nothing to learn from"):
        tune(base, [], made(4, seed=1), tmp_path, minutes=1)


def test_folder_without_a_model_is_said(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="not a transformers model"):
        tune(tmp_path, made(4, seed=0), made(4, seed=1), tmp_path / "out", minutes=1)
