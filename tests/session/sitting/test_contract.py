"""A live sitting keeps the contract of all sittings, and so does one that has ended."""

from __future__ import annotations

import pytest

from emotion.modalities import TOLD
from session.protocol import Sitting
from session.record.past import PastSitting
from session.record.replay import ReplayedSitting
from session.sitting.shared import Shared
from tests.session.conftest import Begin, until
from tests.session.sitting_contract import SittingContract


class TestLive(SittingContract):
    @pytest.fixture
    def sitting(self, begin: Begin) -> Sitting:
        return begin("live-" + "0" * 20)


class TestEnded(SittingContract):
    @pytest.fixture
    def sitting(self, begin: Begin) -> Sitting:
        session = begin("ended-" + "0" * 20)
        session.tell(0.5, 0.4)
        session.close()
        return session

    def test_it_ignores_what_is_handed_in(self, sitting: Sitting) -> None:
        before = sitting.snapshot()
        self.test_whatever_is_handed_in_it_goes_on(sitting)
        assert sitting.snapshot().choices == before.choices
        assert not sitting.sensing


class TestReplayed(SittingContract):
    @pytest.fixture
    def sitting(self, begin: Begin, shared: Shared) -> Sitting:
        session = begin("past-" + "0" * 20)
        session.tell(0.5, 0.4)
        until(lambda: session.snapshot().trail)
        session.close()
        return PastSitting(ReplayedSitting(shared.log, session.id, shared), 1e9)

    def test_it_stands_as_it_did_whatever_is_handed_in(self, sitting: Sitting) -> None:
        before = sitting.snapshot()
        self.test_whatever_is_handed_in_it_goes_on(sitting)
        assert sitting.snapshot() is before
        assert before.summary.valence > 0.4
        assert before.state.attention[TOLD] == 1
        assert before.trail
