"""What is said about a missing modality is what happens without it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from emotion.message import Message
from emotion.modalities import FACE, TEXT, TOLD, VOICE
from emotion.modality import Arrival
from emotion.types import EMOTIONS, Emotion, Modality
from recommender.errors import UnknownItemError
from recommender.ranking.ranker import Ranker
from session.record.log import EventLog
from session.record.record import Record
from session.sitting.choices import Choices
from session.sitting.following import Feelings
from session.sitting.pipeline import Inputs, Pipeline
from session.sitting.shared import Shared
from session.sitting.shown import Shown
from session.sitting.why import explain_shown
from session.types import Consent
from tests import fakes

LEFT_OUT = (FACE, VOICE, TEXT, TOLD)
STEP = 1 / 4.5
SECONDS = 100
CHOICES = Choices(Consent.to(FACE, VOICE, TEXT))


@pytest.fixture(scope="module")
def of_module(models: fakes.FakeModels, ranker: Ranker) -> Iterator[Shared]:
    with tempfile.TemporaryDirectory() as folder:
        log = EventLog(f"sqlite:///{Path(folder) / 'attune.db'}")
        yield Shared(models, ranker, log)
        log.close()


def moods(seed: int) -> list[Emotion]:
    """What a face shows at each step: a mood that changes every 25 to 60 s."""
    random = np.random.default_rng(seed)
    shown: list[Emotion] = []
    while len(shown) * STEP < SECONDS:
        shown += [EMOTIONS[random.integers(len(EMOTIONS))]] * round(random.uniform(25, 60) / STEP)
    return shown


def signals(seed: int, number: int, now: float) -> dict[Modality, list[Arrival]]:
    """What each modality brings at a step: a face always, a voice in turns, two comments and a correction."""
    return fakes.signals(
        now,
        face=moods(seed)[number],
        voice=moods(seed + 100)[number] if number % 100 < 60 else None,
        comments=["anger"] if number in (120, 300) else (),
        told=(0.4, -0.6) if number == 350 else None,
        seconds=STEP,
    )


def run(shared: Shared, seed: int, never: tuple[Modality, ...] = ()) -> Iterator[tuple[Shown, Feelings]]:
    """The list and the feelings after each step at the pipeline's own rate, some modalities never sensed."""
    pipeline = Pipeline(shared, Record(shared.log, "why"), CHOICES, 0.0)
    for number in range(int(SECONDS / STEP)):
        now = (number + 1) * STEP
        arrived = {m: signal for m, signal in signals(seed, number, now).items() if m not in never}
        pipeline.step(Inputs(CHOICES, True, arrived), now)
        yield pipeline.list.shown, pipeline.feelings


@pytest.mark.parametrize("seed", range(2))
def test_without_what_never_took_part_all_is_as_it_is(of_module: Shared, seed: int) -> None:
    steps = 0
    for _, feelings in run(of_module, seed, never=(VOICE, TEXT)):
        for modality in (VOICE, TEXT):
            without = feelings.without[modality]
            assert (without.valence, without.arousal, without.uncertainty, without.negative_for) == (
                feelings.now.valence,
                feelings.now.arousal,
                feelings.now.uncertainty,
                feelings.now.negative_for,
            )
        steps += not feelings.now.unknown
    assert steps > 400


@pytest.mark.parametrize("without", LEFT_OUT)
def test_the_rank_without_a_modality_is_the_rank_it_really_gets(of_module: Shared, without: Modality) -> None:
    compared = 0
    for (shown, feelings), (other, really) in zip(run(of_module, 0), run(of_module, 0, (without,)), strict=True):
        assert feelings.without[without].valence == pytest.approx(really.now.valence, abs=1e-5)
        if without not in shown.without or compared % 20:
            compared += without in shown.without
            continue
        compared += 1
        first = shown.item_ids[0]
        said = explain_shown(of_module.ranker, shown, first).without
        # What the two sittings showed before differs, which the novelty term weighs; all else must agree.
        context = replace(other.context, shown=shown.context.shown)
        really_gets = of_module.ranker.ranks(context, other.strategy, [first])[first]
        assert next(w.rank for w in said if w.modality == without) == really_gets
    assert compared >= 100


@pytest.fixture(scope="module")
def shown(of_module: Shared) -> Shown:
    return list(run(of_module, 1))[360][0]


def test_a_correction_that_leads_makes_a_difference(of_module: Shared, shown: Shown) -> None:
    explanation = explain_shown(of_module.ranker, shown, shown.item_ids[0])
    told = next(w for w in explanation.without if w.modality == TOLD)
    assert told.rank != 1
    assert told.text == Message("without-rank", {"source": Message("without-told"), "rank": told.rank})
    assert explanation.explanation.recommendation is shown.recommendations[0]


def test_asking_changes_nothing(of_module: Shared, shown: Shown) -> None:
    answers = [explain_shown(of_module.ranker, shown, item).without for item in shown.item_ids]
    assert [explain_shown(of_module.ranker, shown, item).without for item in shown.item_ids] == answers


def test_an_item_that_is_not_listed_is_refused(of_module: Shared, shown: Shown) -> None:
    with pytest.raises(UnknownItemError, match="no-such-item"):
        explain_shown(of_module.ranker, shown, "no-such-item")
