"""What is said about a missing modality is what happens without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from emotion.types import Emotion, Modality
from recommender.catalogue.items import Catalogue
from recommender.errors import UnknownItemError
from session.record.log import EventLog
from session.record.record import Record
from session.sitting.choices import Choices
from session.sitting.pipeline import Inputs, Pipeline
from session.sitting.sensing import AudioChunk
from session.sitting.shelf import Shown, ranker_of
from session.sitting.why import explain_shown
from session.types import Consent
from tests.session import fakes

LEFT_OUT = (Modality.FACE, Modality.VOICE, Modality.TEXT, Modality.TOLD)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EventLog]:
    log = EventLog(f"sqlite:///{tmp_path_factory.mktemp('why') / 'attune.db'}")
    yield log
    log.close()


@pytest.fixture(scope="module")
def shown(models: fakes.FakeModels, catalogue: Catalogue, log: EventLog) -> Shown:
    return run(models, catalogue, log)


def run(models: fakes.FakeModels, catalogue: Catalogue, log: EventLog, without: Modality | None = None) -> Shown:
    """The list after a minute in which four modalities disagree, one of them perhaps never sensed."""
    pipeline = Pipeline(models, catalogue, Record(log, "why"), Choices(Consent(True, True, True)), 0.0)
    for now in range(1, 60):
        given = {
            Modality.FACE: {"frame": fakes.frame(Emotion.SADNESS if now < 30 else Emotion.FEAR)},
            Modality.VOICE: {"audio": [AudioChunk(fakes.sound(Emotion.JOY), 16_000, now)]},
            Modality.TEXT: {"comments": [("anger", now)]} if now == 40 else {},
            Modality.TOLD: {"corrections": [(0.4, -0.6, now)]} if now == 50 else {},
        }
        given = {name: value for m, signal in given.items() if m != without for name, value in signal.items()}
        pipeline.step(Inputs(Choices(Consent(True, True, True)), sensing=True, **given), float(now))
    return pipeline.shelf.shown


@pytest.mark.parametrize("without", LEFT_OUT)
def test_the_rank_without_a_modality_is_the_rank_it_really_gets(models, catalogue, log, shown, without) -> None:
    ranker = ranker_of(catalogue)
    other = run(models, catalogue, log, without)
    said = {
        item: next(w.rank for w in explain_shown(ranker, shown, item).without if w.modality == without)
        for item in shown.item_ids
    }
    # What the two sittings showed before differs, which the novelty term weighs; all else must agree.
    context = replace(other.context, shown=shown.context.shown)
    assert said == ranker.ranks(context, other.strategy, shown.item_ids)


def test_a_correction_that_leads_makes_a_difference(catalogue, shown: Shown) -> None:
    explanation = explain_shown(ranker_of(catalogue), shown, shown.item_ids[0])
    told = next(w for w in explanation.without if w.modality == Modality.TOLD)
    assert told.rank != 1
    assert told.text == f"Without your correction it would be number {told.rank}"
    assert explanation.explanation.recommendation is shown.recommendations[0]


def test_asking_changes_nothing(catalogue, shown: Shown) -> None:
    ranker = ranker_of(catalogue)
    answers = [explain_shown(ranker, shown, item).without for item in shown.item_ids]
    assert [explain_shown(ranker, shown, item).without for item in shown.item_ids] == answers


def test_an_item_that_is_not_listed_is_refused(catalogue, shown: Shown) -> None:
    with pytest.raises(UnknownItemError, match="no-such-item"):
        explain_shown(ranker_of(catalogue), shown, "no-such-item")
