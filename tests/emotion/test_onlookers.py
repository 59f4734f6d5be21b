"""How many people would name which emotion of a face and a voice that differ."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.stats import betabinom

from emotion.errors import ModelNotFoundError
from emotion.fusion.onlookers import PEOPLE, Onlookers, interval
from emotion.fusion.perceiver import ASKED, SENSES
from emotion.training.perception import concentration
from emotion.types import EMOTIONS, Emotion
from tests.fakes import probabilities


def test_the_interval_is_that_of_the_beta_binomial() -> None:
    shares, people = np.array([0.5, 0.1, 0.03]), np.array([10, 9, 12])
    low, high = interval(shares, people, 12.0)
    expected = betabinom(people, 12 * shares, 12 * (1 - shares))
    assert low.tolist() == expected.ppf(0.1).tolist()
    assert high.tolist() == expected.ppf(0.9).tolist()


def test_how_well_a_share_is_known_is_found() -> None:
    random = np.random.default_rng(0)
    shares = random.dirichlet(np.ones(6), 4000)
    scenes = np.array([random.dirichlet(8 * row + 1e-6) for row in shares])
    counts = random.multinomial(10, scenes).astype(float)
    assert concentration(shares, counts) == pytest.approx(8, rel=0.1)


def test_the_shipped_onlookers_answer_as_people_do() -> None:
    onlookers = Onlookers.load()
    answers = onlookers.read(voice=probabilities(Emotion.SADNESS), face=probabilities(Emotion.JOY))
    assert answers[0].emotion == Emotion.JOY  # who sees a smile follows the face
    assert sum(answer.expected for answer in answers) == pytest.approx(PEOPLE, abs=1e-4)
    assert {answer.emotion for answer in answers} == set(ASKED)
    assert all(0 <= a.low <= a.expected + 1 and a.low <= a.high <= PEOPLE for a in answers)
    both = onlookers.read(voice=probabilities(Emotion.JOY), face=probabilities(Emotion.JOY))
    assert both[0].expected > answers[0].expected


def test_weights_are_kept_as_they_are(tmp_path) -> None:
    torch.manual_seed(0)
    made = Onlookers(2).eval()
    made.concentration.fill_(5.0)
    made.save(tmp_path / "perception.safetensors")
    voice, face = (np.random.default_rng(i).dirichlet(np.ones(len(EMOTIONS))) for i in range(2))
    assert Onlookers.load(tmp_path / "perception.safetensors").read(voice, face) == made.read(voice, face)
    assert set(made.apart) == set(SENSES)


def test_missing_weights_name_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr("emotion.encoder.MODEL_DIR", tmp_path)
    with pytest.raises(ModelNotFoundError, match="train perception"):
        Onlookers.load()
