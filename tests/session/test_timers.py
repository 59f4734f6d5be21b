"""What a visitor waits for, on the demo's own models and engines."""

from __future__ import annotations

import pytest

from emotion.models import load_models
from session.timers import bench_begin


@pytest.mark.timing
def test_a_visitor_begins_within_300_ms_while_eight_others_are_sensed() -> None:
    assert bench_begin(load_models())["p95_ms"] < 300
