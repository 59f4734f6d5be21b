"""A sitting of half an hour on a clock of its own: a mood that changes, three senses at the pipeline's rate, acts."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np

from emotion.message import Message
from emotion.modalities import FACE, TEXT, VOICE
from emotion.types import EMOTIONS, Emotion
from recommender.types import Action, Controls, Event
from session.record.record import Record
from session.sitting.act import Act
from session.sitting.choices import Choices
from session.sitting.inputs import Inputs
from session.sitting.pipeline import FUSE_EVERY, Pipeline
from session.sitting.shared import Shared
from session.types import Consent
from tests import fakes

AGREED = Choices(Consent.to(FACE, VOICE, TEXT))
CERTAIN = 0.75
"""The share of readings that show the mood; the others show any emotion."""


def live_through(shared: Shared, sitting_id: str, seconds: float = 1800.0, seed: int = 0) -> None:
    """Hold the sitting and leave its rows with the log."""
    rng, choices, now = np.random.default_rng(seed), AGREED, 1000.0
    record = Record(shared.log, sitting_id)
    record.begun(now)
    pipeline = Pipeline(shared, record, choices, now)
    mood, turns = Emotion.NEUTRAL, 0.0
    for step in range(round(seconds / FUSE_EVERY)):
        now += FUSE_EVERY
        if step * FUSE_EVERY >= turns:
            mood, turns = EMOTIONS[rng.integers(7)], turns + rng.uniform(25, 60)
        face, voice = (mood if rng.random() < CERTAIN else EMOTIONS[rng.integers(7)] for _ in range(2))
        comments = (f"such {mood}",) if step % 500 == 250 else ()
        signals = fakes.signals(now, face, voice if step % 3 else None, comments, None)
        acts = ()
        if step % 137 == 100:
            choices, acts = _acted(choices, pipeline, now, step)
        pipeline.step(Inputs(choices, True, signals, acts), now)


def _acted(choices: Choices, pipeline: Pipeline, now: float, step: int) -> tuple[Choices, tuple[Act, ...]]:
    """The choices after a like, a refusal or a move of a slider, and that act."""
    liked = itertools.cycle((Action.LIKE, Action.OPEN, Action.NO))
    action = next(itertools.islice(liked, step % 3, None))
    if step % 2:
        chosen = replace(choices, controls=Controls(mood=1.0 + step % 5 / 10))
    else:
        item_id = pipeline.list.shown.item_ids[step % 7]
        chosen = choices.with_event(Event(item_id, action, now))
    return chosen, (Act(Message("change-slider"), now, lambda _: choices),)
