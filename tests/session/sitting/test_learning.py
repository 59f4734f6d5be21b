"""One person teaches how all are read: what they tell, and what leaves the sitting."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from emotion.federated.contribution import FEWEST
from emotion.modalities import FACE, TEXT, TOLD, VOICE
from emotion.modality import Arrival
from emotion.types import Emotion
from session.record import schema
from session.record.errors import LogError
from session.record.pool import ROUND
from session.record.record import Record
from session.record.restore import restore
from session.sitting.baselines import SECONDS, BaselineWish
from session.sitting.choices import Choices
from session.sitting.pipeline import Inputs, Pipeline
from session.sitting.registry import Sittings
from session.sitting.shared import Shared
from session.types import Consent
from tests import fakes
from tests.session.conftest import until

AGREED = replace(Consent.to(FACE, VOICE, TEXT), together=True)


class Sitting:
    """A pipeline on a clock of its own."""

    def __init__(self, shared: Shared, consent: Consent = AGREED) -> None:
        self.now, self.choices = 1000.0, Choices(consent)
        self.log = shared.log
        record = Record(shared.log, "teaches")
        record.begun(self.now)
        record.agreed(consent, self.now)
        self.pipeline = Pipeline(shared, record, self.choices, self.now)

    def step(self, *wishes: BaselineWish, told: tuple[float, float] | None = None, **given: Emotion) -> None:
        self.now += 0.25
        arrived = fakes.signals(self.now, **given, seconds=0.25)
        if told:
            arrived |= {TOLD: [Arrival(told, self.now)]}
        self.pipeline.step(Inputs(self.choices, True, arrived, baseline=list(wishes)), self.now)

    def corrects(self, times: int = FEWEST, told: tuple[float, float] = (0.6, 0.2), **given: Emotion) -> None:
        for _ in range(times):
            self.step(**given)
            self.step(told=told)

    def gives(self) -> None:
        self.pipeline.learning.give(self.now)

    def set(self, consent: Consent) -> None:
        self.choices = replace(self.choices, consent=consent)
        self.step()

    @property
    def waiting(self) -> dict[str, int]:
        return {str(m): self.log.pool.of(m).waiting for m in (FACE, VOICE)}


def taught(shared: Shared, towards: float) -> None:
    """Others gave a round by which faces are to be read so much pleasanter."""
    for _ in range(20 * ROUND):
        shared.log.pool.give({FACE: np.array([towards, 0.0])})


def test_corrections_are_given_once_and_of_the_senses_they_were_of(shared: Shared) -> None:
    sitting = Sitting(shared)
    sitting.corrects(face=Emotion.SADNESS)
    assert sitting.waiting == {"face": 0, "voice": 0}, "nothing leaves a sitting that goes on"
    sitting.gives()
    assert sitting.waiting == {"face": 1, "voice": 0}
    sitting.corrects(face=Emotion.SADNESS)
    sitting.gives()
    assert sitting.waiting == {"face": 1, "voice": 0}


def test_a_resting_state_is_a_moment_too(shared: Shared) -> None:
    sitting = Sitting(shared)
    sitting.step(BaselineWish.TAKE)
    for _ in range(round((SECONDS + 0.5) / 0.25)):
        sitting.step(face=Emotion.SADNESS)
    sitting.corrects(FEWEST - 1, face=Emotion.SADNESS)
    sitting.gives()
    assert sitting.waiting["face"] == 1


@pytest.mark.parametrize("consent", [replace(AGREED, together=False), Consent.to(TEXT)])
def test_without_consent_nothing_is_learnt_or_given(shared: Shared, consent: Consent) -> None:
    sitting = Sitting(shared, consent)
    sitting.corrects(face=Emotion.SADNESS)
    sitting.gives()
    assert sitting.waiting == {"face": 0, "voice": 0}


def test_who_withdraws_their_consent_gives_nothing_of_before(shared: Shared) -> None:
    sitting = Sitting(shared)
    sitting.corrects(face=Emotion.SADNESS)
    sitting.set(replace(AGREED, together=False))
    sitting.set(AGREED)
    sitting.gives()
    assert sitting.waiting == {"face": 0, "voice": 0}


def test_what_is_given_is_not_what_was_told(shared: Shared) -> None:
    """Two sittings alike give differently, and the record of a sitting holds none of the numbers."""
    for _ in range(2):
        sitting = Sitting(shared)
        sitting.corrects(face=Emotion.SADNESS)
        sitting.gives()
    with shared.log._database.connected().connect() as connection:
        rows = [tuple(row) for row in connection.execute(schema.contributions.select())]
    assert len({row[3:] for row in rows}) == 2
    settings = {row["name"]: row["value"] for row in shared.log.rows(schema.settings, "teaches")}
    assert settings["gave"] == ["face"]
    assert settings["together"] == {"face": 0, "voice": 0}


def test_who_agrees_is_read_as_others_taught_and_others_are_not(shared: Shared) -> None:
    taught(shared, 0.6)

    def read(consent: Consent) -> float:
        sitting = Sitting(shared, consent)
        sitting.step(face=Emotion.SADNESS)
        return sitting.pipeline.sensing.signals[FACE].observation.valence

    assert read(AGREED) > read(replace(AGREED, together=False)) + 0.01


def test_what_is_learnt_is_what_the_network_read_before_others_taught(shared: Shared) -> None:
    taught(shared, 0.6)
    sitting = Sitting(shared)
    sitting.step(face=Emotion.SADNESS)
    signal = sitting.pipeline.sensing.signals[FACE]
    assert signal.read.valence < signal.observation.valence


def test_a_record_that_fails_costs_nothing_but_the_gift(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise LogError("it is locked")

    monkeypatch.setattr(shared.log.pool, "of", fails)
    monkeypatch.setattr(shared.log.pool, "give", fails)
    sitting = Sitting(shared)
    sitting.corrects(face=Emotion.SADNESS)
    sitting.gives()


class TestSittings:
    """What ends a sitting says whether something is given."""

    @pytest.fixture
    def sittings(self, shared: Shared) -> Sittings:
        return Sittings(shared)

    def taught_by(self, sittings: Sittings, consent: Consent = AGREED) -> str:
        sitting = sittings.begin(consent)
        sitting.start()
        for _ in range(FEWEST):
            sitting.put_frame(fakes.frame(Emotion.SADNESS))
            sitting.settle(5.0)
            until(lambda: sitting.snapshot().meters[FACE].emotion is not None)
            sitting.tell(0.6, 0.2)
            sitting.settle(5.0)
        return sitting.token

    def test_who_leaves_gives(self, sittings: Sittings, shared: Shared) -> None:
        sittings.release(self.taught_by(sittings))
        assert shared.log.pool.of(FACE).waiting == 1

    def test_who_erases_their_sitting_gives_nothing(self, sittings: Sittings, shared: Shared) -> None:
        sittings.delete(self.taught_by(sittings))
        assert shared.log.pool.of(FACE).waiting == 0

    def test_a_sitting_taken_up_again_remembers_that_it_gave(self, sittings: Sittings, shared: Shared) -> None:
        token = self.taught_by(sittings)
        sitting = sittings.find(token)
        sitting.close()
        restored = restore(shared.log, sitting.id, shared.ranker.catalogue.index)
        assert restored.gave
        assert restored.choices.consent.together
