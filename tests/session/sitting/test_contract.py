"""A live sitting keeps the contract of all sittings, and so does one that has ended."""

from __future__ import annotations

import pytest

from session.protocol import Sitting
from tests.session.conftest import Begin
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
