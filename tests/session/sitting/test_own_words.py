"""What people say of their own feeling beats a face and a voice that contradict, at once and for half a minute."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from emotion.labels import NORMS
from emotion.modalities import FACE, TEXT, VOICE
from emotion.trajectory import Trajectory
from emotion.types import Emotion, Observation
from recommender.understanding.understood import Understood
from session.sitting.said import meant
from tests import fakes

STEP, SAID_AT = 0.25, 8.0
PLEASANT = (Emotion.JOY, Emotion.SURPRISE)
UNPLEASANT = (Emotion.SADNESS, Emotion.ANGER, Emotion.FEAR, Emotion.DISGUST)
STRENGTHS = (1.0, 0.7, 0.5)
"""How strong the feeling in the words is beside the emotion's norm."""


def contradictions() -> list[tuple[Emotion, float, Emotion, Emotion]]:
    """The emotion in the words, its strength, and what face and voice show instead."""
    sides = [(PLEASANT, UNPLEASANT), (UNPLEASANT, PLEASANT)]
    return [case for words, shown in sides for case in product(words, STRENGTHS, shown, shown)]


def sensed(face: Emotion, voice: Emotion, now: float) -> list[Observation]:
    faces = [fakes.observation(FACE, face, now - 0.1 * age) for age in range(15, -1, -1)]
    return faces + [fakes.observation(VOICE, voice, now - age) for age in (1.0, 0.0)]


def said_by(understood: Understood, seen: Observation) -> Observation:
    """What the sitting makes of words of an own feeling."""
    taken = meant(understood)
    assert taken is not None
    return taken(seen)


def signs(said: Emotion, strength: float, face: Emotion, voice: Emotion) -> list[bool]:
    """For each step after the words, whether the feeling shown has their sign."""
    understood = fakes.FakeUnderstanding().read(f"i feel such {said}")
    understood = replace(understood, valence=strength * understood.valence)
    words = said_by(understood, fakes.observation(TEXT, said, SAID_AT))
    fusion, trajectory, found = fakes.FakeModels().fusion, Trajectory(), []
    for now in np.arange(0.0, SAID_AT + 31.0, STEP):
        told = [words] if now >= SAID_AT else []
        valence = trajectory.add(fusion.fuse(sensed(face, voice, now) + told, now)).valence
        if told:
            found.append(bool(np.sign(valence) == np.sign(NORMS[said][0])))
    return found


@pytest.fixture(scope="module")
def followed() -> list[list[bool]]:
    return [signs(*case) for case in contradictions()]


def test_the_sign_follows_within_a_second(followed: list[list[bool]]) -> None:
    assert np.mean([any(found[: int(1 / STEP) + 1]) for found in followed]) >= 0.95


def test_it_holds_for_half_a_minute(followed: list[list[bool]]) -> None:
    assert np.mean([all(found[int(1 / STEP) : int(30 / STEP) + 1]) for found in followed]) >= 0.95


def test_it_fades_afterwards() -> None:
    understood = fakes.FakeUnderstanding().read("i feel such sadness")
    told = said_by(understood, fakes.observation(TEXT, Emotion.SADNESS, 0.0))
    fusion = fakes.FakeModels().fusion
    assert fusion.fuse([*sensed(Emotion.JOY, Emotion.JOY, 57.0), told], 57.0).valence > 0.3
