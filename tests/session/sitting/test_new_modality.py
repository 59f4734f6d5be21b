"""A modality nobody knew of, the heart rate of a wearable, joins a sitting by being named; nothing else is edited."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from emotion.modalities import FACE, MODALITIES, TEXT
from emotion.modality import Arrival, Modality
from emotion.types import Condition, Emotion
from recommender.ranking.ranker import Ranker
from session.record import schema
from session.record.log import EventLog
from session.record.record import Record
from session.sitting.choices import Choices
from session.sitting.live import LiveSession
from session.sitting.pipeline import Inputs, Pipeline
from session.sitting.shared import Shared
from session.sitting.why import explain_shown
from session.types import Consent, MeterStatus, Snapshot
from tests import fakes
from tests.recipes.heart import HEART
from tests.session.conftest import until


@dataclass(frozen=True)
class WithHeart(fakes.FakeModels):
    modalities: tuple[Modality, ...] = (*MODALITIES, HEART)


class Sitting:
    """A pipeline on a clock of its own, in which a heart beats once a second."""

    def __init__(self, shared: Shared, consent: Consent) -> None:
        self.now = 0.0
        self.choices = Choices(consent)
        self.pipeline = Pipeline(shared, Record(shared.log, "heart"), self.choices, self.now)

    def go_on(self, seconds: int, beats: float | None = None, **given) -> Snapshot:
        for _ in range(seconds):
            self.now += 1.0
            arrived = fakes.signals(self.now, **given)
            if beats is not None:
                arrived[HEART] = [Arrival(beats, self.now)]
            snapshot = self.pipeline.step(Inputs(self.choices, True, arrived), self.now)
        return snapshot


@pytest.fixture
def shared(ranker: Ranker, log: EventLog) -> Shared:
    return Shared(WithHeart(), ranker, log)


@pytest.fixture
def sitting(shared: Shared) -> Sitting:
    return Sitting(shared, Consent.to(FACE, TEXT, HEART))


def test_it_is_read_alone_and_its_meter_says_so(sitting: Sitting) -> None:
    snapshot = sitting.go_on(3, beats=115)
    meter = snapshot.meters[HEART]
    assert meter.status == MeterStatus.ON
    assert meter.attention == pytest.approx(1.0)
    assert snapshot.state.arousal == pytest.approx(25 / 30, abs=0.01)
    assert not snapshot.state.unknown


def test_it_joins_a_face_and_attention_still_sums_to_one(sitting: Sitting) -> None:
    alone = sitting.go_on(3, face=Emotion.SADNESS)
    together = sitting.go_on(3, face=Emotion.SADNESS, beats=118)
    assert together.state.arousal > alone.state.arousal + 0.1
    assert 0.1 < together.meters[HEART].attention < 0.9
    assert sum(meter.attention for meter in together.meters.values()) == pytest.approx(1.0)
    assert together.state.probabilities.sum() == pytest.approx(1.0, abs=1e-5)


def test_without_consent_it_is_neither_read_nor_kept(sitting: Sitting) -> None:
    sitting.go_on(2, beats=115)
    sitting.choices = Choices(Consent.to(FACE))
    snapshot = sitting.go_on(1, beats=115)
    assert snapshot.meters[HEART].status == MeterStatus.OFF
    assert snapshot.state.unknown


def test_a_lost_or_broken_one_is_stated_and_fades(sitting: Sitting) -> None:
    sitting.go_on(2, beats=115)
    assert sitting.go_on(2).meters[HEART].status == MeterStatus.LOST
    assert sitting.go_on(1, beats=500).meters[HEART].condition == Condition.INVALID
    assert sitting.go_on(6).state.unknown


def test_the_list_says_where_an_item_would_stand_without_it(sitting: Sitting, ranker: Ranker) -> None:
    sitting.go_on(6, face=Emotion.SADNESS, beats=118)
    shown = sitting.pipeline.list.shown
    explanation = explain_shown(ranker, shown, shown.item_ids[0])
    assert {without.modality for without in explanation.without} == {FACE, HEART}


def test_the_record_holds_what_was_agreed_to_and_the_attention_paid(sitting: Sitting, shared: Shared) -> None:
    Record(shared.log, "heart").agreed(sitting.choices.consent, 0.0)
    sitting.go_on(3, face=Emotion.SADNESS, beats=118)
    assert shared.log.rows(schema.consents, "heart")[-1]["modalities"] == ["face", "heart", "text"]
    attention = shared.log.rows(schema.states, "heart")[-1]["attention"]
    assert set(attention) == {"face", "heart"} | {m for m, share in attention.items() if share == 0}
    assert attention["heart"] > 0


def test_a_live_sitting_takes_it_from_any_thread(shared: Shared) -> None:
    session = LiveSession("heart-" + "0" * 20, shared, Consent.to(HEART))
    session.start()
    session.put(HEART, 110.0)
    until(lambda: session.snapshot().meters[HEART].status == MeterStatus.ON)
    session.set_consent(Consent.to())
    until(lambda: session.snapshot().meters[HEART].status == MeterStatus.OFF)
    session.close()
